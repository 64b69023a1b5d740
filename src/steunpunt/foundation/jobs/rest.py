"""Background work over the API: one's own, how far it is, and stopping it."""

from datetime import datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.jobs import actions, queries
from steunpunt.foundation.jobs.choices import State
from steunpunt.foundation.jobs.models import Job

router = Router(tags=["jobs"])

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class JobOut(Schema):
    id: int
    kind: str
    title: str
    state: State
    done: int = Field(description="How much of `total` is behind.")
    total: int
    sentence: str
    result_url: str = Field(description="Where the result stands, once it is done.")
    result_text: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    is_being_cancelled: bool


class JobPage(Schema):
    count: int
    results: list[JobOut]


class JobFilter(Schema):
    state: State | None = None
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


@router.get("", response=JobPage, summary="Your background tasks, newest first")
def job_list(request: HttpRequest, asked: Query[JobFilter]) -> dict[str, Any]:
    rows = queries.jobs_of(_actor(request))
    if asked.state:
        rows = rows.filter(state=asked.state)
    return {"count": rows.count(), "results": list(rows[asked.offset : asked.offset + asked.limit])}


@router.get("/{job_id}", response=JobOut, summary="One background task: how far it is, and its result")
def job_detail(request: HttpRequest, job_id: Id) -> Job:
    return get_object_or_404(queries.jobs_of(_actor(request)), pk=job_id)


@router.post("/{job_id}/cancel", response=JobOut, summary="Stop a background task")
def job_cancel(request: HttpRequest, job_id: Id) -> Job:
    rows = queries.jobs_of(_actor(request))
    actions.cancel(get_object_or_404(rows, pk=job_id).pk, by=_actor(request))
    return rows.get(pk=job_id)
