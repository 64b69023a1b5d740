"""Action points over REST: what a board will do about its findings. Whoever sees the scan sees them."""

from datetime import date, datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.choices import PointState
from steunpunt.assess.scan.models import ActionPoint
from steunpunt.assess.scan.rest.scans import ScanId, found_scan
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import NO_NUL

router = Router(tags=["scan"])
PointId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the action point")]
PersonId = Annotated[int, Field(ge=1, lt=2**63)]


class PointOut(Schema):
    id: int
    scan_id: int
    organisation_id: int
    domain: str
    title: str
    why: str
    owner_id: int | None = Field(description="The person of the board who sees to it")
    due_on: date | None
    state: PointState
    progress: str
    revision: int
    made_at: datetime
    ended_at: datetime | None


class PointIn(Schema, extra="forbid"):
    domain: str = Field(max_length=60, pattern=NO_NUL)
    title: str = Field(min_length=1, max_length=150, pattern=NO_NUL)
    why: str = Field("", max_length=1_000, pattern=NO_NUL)
    owner_id: PersonId | None = None
    due_on: date | None = None


class PointChangeIn(Schema, extra="forbid"):
    title: str = Field(min_length=1, max_length=150, pattern=NO_NUL)
    owner_id: PersonId | None
    due_on: date | None
    state: PointState
    progress: str = Field(max_length=2_000, pattern=NO_NUL)
    seen_revision: int = Field(
        ge=1, lt=2**31, description="The revision last seen: refused when a colleague changed it"
    )


@router.get("/follow-up/points", response=list[PointOut], summary="Action points that you may see, newest first")
def points(request: ActorRequest) -> list[ActionPoint]:
    return list(access.visible_action_points(request.actor).order_by("-pk")[:1_000])


@router.get("/follow-up/points/{point_id}", response=PointOut, summary="One action point")
def point(request: ActorRequest, point_id: PointId) -> ActionPoint:
    return get_object_or_404(access.visible_action_points(request.actor), pk=point_id)


@router.put("/follow-up/points/{point_id}", response=PointOut, summary="Say how far an action point is")
def change_point(request: ActorRequest, point_id: PointId, given: PointChangeIn) -> ActionPoint:
    row = get_object_or_404(access.visible_action_points(request.actor), pk=point_id)
    return actions.change_action_point(point_id=row.pk, **given.dict(), now=timezone.now(), by=request.actor)


@router.get("/{scan_id}/points", response=list[PointOut], summary="Action points of one scan, newest first")
def points_of_scan(request: ActorRequest, scan_id: ScanId) -> list[ActionPoint]:
    scan = found_scan(request, scan_id)
    return list(access.visible_action_points(request.actor).filter(scan=scan).order_by("-pk")[:1_000])


@router.post("/{scan_id}/points", response=PointOut, summary="Plan to do something about a domain")
def plan_point(request: ActorRequest, scan_id: ScanId, given: PointIn) -> ActionPoint:
    scan = found_scan(request, scan_id)
    return actions.plan_action_point(scan_id=scan.pk, **given.dict(), now=timezone.now(), by=request.actor)
