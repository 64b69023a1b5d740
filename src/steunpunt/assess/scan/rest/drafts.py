"""Questionnaires being written, for programs: the list, one draft with what is left to do, its workbook, publishing it."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires.writing import workbook_of
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.problems import SAYS_SOMETHING

router = Router()
DraftId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the draft")]


class DraftOut(Schema):
    id: int
    number: str = Field(description="The version it is to become")
    title: str
    domains: int
    questions: int
    blocking: int = Field(description="How much keeps it from being published")
    changed_at: datetime
    put_aside_at: datetime | None


class RemarkOut(Schema):
    code: str
    is_blocking: bool = Field(description="It cannot be published with it")
    domain: str
    question: str
    option: str
    detail: str


class DraftWholeOut(DraftOut):
    remarks: list[RemarkOut]


class DraftIn(Schema, extra="forbid"):
    number: str = Field(min_length=1, max_length=20, pattern=SAYS_SOMETHING)
    version_id: int | None = Field(None, ge=1, lt=2**31, description="The version it starts from; empty for nothing")


class PublishedOut(Schema):
    version_id: int


def found_draft(request: ActorRequest, draft_id: int) -> QuestionnaireDraft:
    return get_object_or_404(authoring.unpublished(access.visible_drafts(request.actor)), pk=draft_id)


def _fields(draft: QuestionnaireDraft) -> dict[str, object]:
    line = authoring.draft_line(draft)
    return {
        "id": draft.pk,
        "number": line.number,
        "title": line.title,
        "domains": line.domains,
        "questions": line.questions,
        "blocking": line.blocking,
        "changed_at": draft.changed_at,
        "put_aside_at": draft.put_aside_at,
    }


def whole(draft: QuestionnaireDraft) -> DraftWholeOut:
    found = authoring.remarks_of(draft)
    said = [RemarkOut.model_validate(one, from_attributes=True) for one in found]
    return DraftWholeOut.model_validate({**_fields(draft), "remarks": said})


def draft_lines(request: ActorRequest) -> list[DraftOut]:
    """Last changed first. Its address is that of sending a workbook, in `authoring`."""
    rows = authoring.unpublished(access.visible_drafts(request.actor))[:500]
    return [DraftOut.model_validate(_fields(row)) for row in rows]


@router.post("/drafts/start", response={201: DraftWholeOut}, summary="Start a draft, from a version or from nothing")
def draft_begin(request: ActorRequest, given: DraftIn) -> Status[DraftWholeOut]:
    made = actions.start_draft(**given.dict(), now=timezone.now(), by=request.actor)
    return Status(201, whole(found_draft(request, made.pk)))


@router.get("/drafts/{draft_id}", response=DraftWholeOut, summary="One draft, with what is left to do")
def draft_one(request: ActorRequest, draft_id: DraftId) -> DraftWholeOut:
    return whole(found_draft(request, draft_id))


@router.get("/drafts/{draft_id}/workbook.xlsx", summary="One draft as a workbook (XLSForm)")
def draft_as_workbook(request: ActorRequest, draft_id: DraftId) -> HttpResponse:
    """What is sent again as a workbook gives the same draft."""
    content = workbook_of(found_draft(request, draft_id).content)
    return spreadsheets.download(content, f"draft-{draft_id}.xlsx", spreadsheets.XLSX)


@router.post("/drafts/{draft_id}/publish", response=PublishedOut, summary="Publish a draft; it never changes any more")
def draft_make_public(request: ActorRequest, draft_id: DraftId) -> PublishedOut:
    made = actions.publish_draft(draft_id=found_draft(request, draft_id).pk, now=timezone.now(), by=request.actor)
    return PublishedOut(version_id=made.pk)


@router.post("/drafts/{draft_id}/aside", response=DraftOut, summary="Put a draft aside")
def draft_put_aside(request: ActorRequest, draft_id: DraftId) -> DraftOut:
    actions.put_draft_aside(draft_id=found_draft(request, draft_id).pk, now=timezone.now(), by=request.actor)
    return DraftOut.model_validate(_fields(found_draft(request, draft_id)))


@router.post("/drafts/{draft_id}/take-up", response=DraftOut, summary="Take a draft up again")
def draft_resume(request: ActorRequest, draft_id: DraftId) -> DraftOut:
    actions.take_draft_up(draft_id=found_draft(request, draft_id).pk, by=request.actor)
    return DraftOut.model_validate(_fields(found_draft(request, draft_id)))
