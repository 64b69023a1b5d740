"""Questionnaires for programs: published versions, whole and as a workbook, and a workbook looked over or made a draft."""

import base64
from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import QuestionnaireVersion
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires.content import content_of
from steunpunt.assess.scan.questionnaires.reading import read_workbook
from steunpunt.assess.scan.questionnaires.report import report_of
from steunpunt.assess.scan.questionnaires.writing import workbook_of
from steunpunt.assess.scan.rest.drafting import router as drafting_router
from steunpunt.assess.scan.rest.drafts import DraftOut, draft_lines
from steunpunt.assess.scan.rest.drafts import router as drafts_router
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.ui import spreadsheets

router = Router()
router.add_router("", drafts_router)
router.add_router("", drafting_router)
VersionId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the row of the version")]


class TextOut(Schema):
    nl: str
    en: str
    fr: str


class OptionOut(Schema):
    code: str
    level: int
    text: TextOut
    explanation: TextOut | None


class QuestionOut(Schema):
    id: str
    weight: int
    who: list[BoardType]
    not_applicable: bool
    tags: dict[str, int] = Field(description="0-3 per scope: GG, GO, OO, PZ")
    comparable_with: str = Field(
        description="Id in the version before with which answers may be compared; may be empty"
    )
    text: TextOut
    hint: TextOut | None
    options: list[OptionOut]


class DomainTextOut(Schema):
    code: str
    text: TextOut
    questions: list[QuestionOut]


class VersionOut(Schema):
    id: int
    number: str
    published_at: datetime
    rounds: int = Field(description="How many rounds use this version")


class QuestionnaireOut(VersionOut):
    based_on: str = Field(description="Number of the version from which this one was made; may be empty")
    title: TextOut
    domains: list[DomainTextOut]


class FaultOut(Schema):
    code: str
    sheet: str
    row: int | None
    column: str = Field(description="Letter of the column")
    heading: str
    message: str


class DomainCountOut(Schema):
    code: str
    name: str
    questions: int


class WorkbookIn(Schema, extra="forbid"):
    """A workbook as XLSForm, in JSON like everything that is sent here."""

    name: str = Field(max_length=200, description="File name, such as `scan.xlsx`")
    content: str = Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", description="The bytes of the .xlsx, as base64")

    @property
    def as_bytes(self) -> bytes:
        """The bytes; what is no base64 stays what it is, and the reader says that it is no workbook."""
        try:
            return base64.b64decode(self.content, validate=True)
        except ValueError:
            return self.content.encode()


class ReportOut(Schema):
    """What reading a workbook gave. With errors nothing was kept."""

    file: str
    ok: bool
    dry_run: bool
    draft: int | None
    title: str
    version: str
    questions: int
    domains: list[DomainCountOut]
    errors: list[FaultOut]
    warnings: list[FaultOut]
    summary: str


def _found(request: ActorRequest, version_id: int) -> QuestionnaireVersion:
    row = authoring.versions_with_rounds(access.visible_versions(request.actor)).filter(pk=version_id).first()
    if row is None:
        raise Http404
    return row


def _line(row: QuestionnaireVersion) -> dict[str, object]:
    rounds = getattr(row, "used", 0)
    return {"id": row.pk, "number": row.number, "published_at": row.published_at, "rounds": rounds}


@router.get("", response=list[VersionOut], summary="Published versions of the questionnaire, newest first")
def versions(request: ActorRequest) -> list[VersionOut]:
    rows = authoring.versions_with_rounds(access.visible_versions(request.actor))[:1_000]
    return [VersionOut(**_line(row)) for row in rows]  # type: ignore[arg-type]


@router.get("/{int:version_id}", response=QuestionnaireOut, summary="One published version, whole")
def version(request: ActorRequest, version_id: VersionId) -> QuestionnaireOut:
    row = _found(request, version_id)
    content = content_of(row.source)
    return QuestionnaireOut.model_validate(
        {
            **_line(row),
            "based_on": content["based_on"],
            "title": content["title"],
            "domains": [
                {**domain, "questions": [_question(dict(question)) for question in domain["questions"]]}
                for domain in content["domains"]
            ],
        }
    )


def _question(question: dict[str, object]) -> dict[str, object]:
    options = [
        {**option, "explanation": option["explanation"] if any(option["explanation"].values()) else None}
        for option in question["options"]  # type: ignore[attr-defined]
    ]
    hint = question["hint"]
    return {**question, "hint": hint if any(hint.values()) else None, "options": options}  # type: ignore[attr-defined]


@router.get("/{int:version_id}/workbook.xlsx", summary="One published version as a workbook (XLSForm)")
def version_workbook(request: ActorRequest, version_id: VersionId) -> HttpResponse:
    row = _found(request, version_id)
    content = workbook_of(content_of(access.visible_versions(request.actor).get(pk=row.pk).source))
    return spreadsheets.download(content, f"questionnaire-{row.pk}.xlsx", spreadsheets.XLSX)


@router.post("/dry-run", response=ReportOut, summary="Look a workbook over; nothing is kept")
def dry_run(request: ActorRequest, workbook: WorkbookIn) -> ReportOut:
    require(access.sees_drafts(request.actor))
    reading = read_workbook(workbook.as_bytes, workbook.name)
    return ReportOut.model_validate(report_of(reading, workbook.name, draft_id=None, is_dry_run=True))


@router.get("/drafts", response=list[DraftOut], summary="Drafts of questionnaires, last changed first")
def draft_list(request: ActorRequest) -> list[DraftOut]:
    return draft_lines(request)


@router.post("/drafts", response=ReportOut, summary="Make a draft of a workbook; with errors nothing is kept")
def drafts(request: ActorRequest, workbook: WorkbookIn) -> ReportOut:
    reading, draft = actions.import_workbook(
        content=workbook.as_bytes, name=workbook.name, now=timezone.now(), by=request.actor
    )
    report = report_of(reading, workbook.name, draft_id=draft.pk if draft else None, is_dry_run=False)
    return ReportOut.model_validate(report)
