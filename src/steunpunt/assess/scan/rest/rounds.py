"""Rounds over REST: start, invite, assign, extend, remind, close, follow; their reports and what partnerships could do."""

from datetime import date, datetime
from typing import Annotated

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from steunpunt.assess.scan import access, actions, group_papers, queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import OpenFile, ReportArchive, Round
from steunpunt.assess.scan.queries import following
from steunpunt.assess.scan.rest.scans import ScanId, ScanOut, found_scan, scan_out
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.problems import NO_NUL, SAYS_SOMETHING, Day

router = Router(tags=["scan"])
RoundId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the round")]
GroupId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the partnership")]
ArchiveId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the archive")]
Id = Annotated[int, Field(ge=1, lt=2**31)]


class RoundOut(Schema):
    id: int
    name: str
    version: str
    opens_on: date
    deadline_on: date
    closed_at: datetime | None
    boards: int
    started: int
    submitted: int
    is_synthetic: bool
    has_open_file: bool


class RoundIn(Schema, extra="forbid"):
    name: str = Field(min_length=1, max_length=120, pattern=SAYS_SOMETHING)
    version_id: Id
    opens_on: Day
    deadline_on: Day
    message: str = Field("", max_length=2_000, pattern=NO_NUL)
    organisation_ids: list[Id] = Field(min_length=1, max_length=5_000)


class BoardsIn(Schema, extra="forbid"):
    organisation_ids: list[Id] = Field(min_length=1, max_length=5_000)


class AdviserIn(Schema, extra="forbid"):
    person_id: Id


class MoreTimeIn(Schema, extra="forbid"):
    until: Day
    reason: str = Field(min_length=1, max_length=500, pattern=SAYS_SOMETHING)


class RemindIn(Schema, extra="forbid"):
    message: str = Field("", max_length=1_000, pattern=NO_NUL)
    again: bool = Field(default=False, description="Also boards that were reminded by hand less than a day ago")


class KindProgress(Schema):
    board_type: BoardType
    boards: int
    submitted: int


class ProgressOut(Schema):
    round: RoundOut
    kinds: list[KindProgress]
    boards: list[ScanOut]


class CountOut(Schema):
    boards: int = Field(description="How many boards it was done for")


class RoundJobOut(Schema):
    job_id: int = Field(description="Follow it under /jobs")


class ArchiveOut(Schema):
    id: int
    asked_at: datetime
    made_at: datetime | None = Field(description="Empty while it is being made")
    boards: int
    size: int


def _round(request: ActorRequest, round_id: int) -> Round:
    row = following.rounds_with_progress(access.visible_rounds(request.actor)).filter(pk=round_id).first()
    if row is None:
        raise Http404
    return row


def _out(row: Round, open_files: set[int]) -> RoundOut:
    return RoundOut(
        id=row.pk,
        name=row.name,
        version=row.version.number,
        opens_on=row.opens_on,
        deadline_on=row.deadline_on,
        closed_at=row.closed_at,
        boards=row.boards,  # type: ignore[attr-defined]  # annotated
        started=row.started,  # type: ignore[attr-defined]
        submitted=row.submitted,  # type: ignore[attr-defined]
        is_synthetic=row.is_synthetic,
        has_open_file=row.pk in open_files,
    )


def _open_files() -> set[int]:
    return set(OpenFile.objects.order_by("pk").values_list("round_id", flat=True))


@router.get("", response=list[RoundOut], summary="Rounds, newest first (advisers)")
def rounds(request: ActorRequest) -> list[RoundOut]:
    open_files = _open_files()
    rows = following.rounds_with_progress(access.visible_rounds(request.actor))[:500]
    return [_out(row, open_files) for row in rows]


@router.post("", response={201: RoundOut}, summary="Start a round and invite boards")
def round_start(request: ActorRequest, given: RoundIn) -> Status[RoundOut]:
    require(access.may_start_rounds(request.actor))
    made = actions.start_round(**given.dict(), now=timezone.now(), today=timezone.localdate(), by=request.actor)
    return Status(201, _out(_round(request, made.pk), _open_files()))


@router.get("/{round_id}", response=ProgressOut, summary="How far every board of a round is")
def round_progress(request: ActorRequest, round_id: RoundId) -> ProgressOut:
    row = _round(request, round_id)
    scans = queries.with_round(access.visible_scans(request.actor).filter(round_id=round_id)).order_by("pk")
    kinds = following.response_rates(round_id)
    return ProgressOut(
        round=_out(row, _open_files()),
        kinds=[KindProgress(board_type=BoardType(kind), boards=n, submitted=done) for kind, done, n in kinds],
        boards=[scan_out(scan) for scan in scans[:5_000]],
    )


@router.post("/{round_id}/invitations", response=CountOut, summary="Invite more boards")
def round_invite(request: ActorRequest, round_id: RoundId, given: BoardsIn) -> CountOut:
    row = _round(request, round_id)
    require(access.may_start_rounds(request.actor))
    before = row.boards  # type: ignore[attr-defined]  # annotated
    actions.invite_boards(
        round_id=round_id, organisation_ids=given.organisation_ids, now=timezone.now(), by=request.actor
    )
    return CountOut(boards=row.scans.count() - before)


@router.post("/{round_id}/reminders", response=CountOut, summary="Remind the boards that did not submit")
def round_remind(request: ActorRequest, round_id: RoundId, given: RemindIn) -> CountOut:
    _round(request, round_id)
    ids = access.visible_scans(request.actor).filter(round_id=round_id).values_list("pk", flat=True)
    reminded = actions.remind(scan_ids=ids, **given.dict(), now=timezone.now(), by=request.actor)
    return CountOut(boards=len(reminded))


@router.post("/{round_id}/division", response=CountOut, summary="Divide boards without adviser over the advisers")
def round_divide(request: ActorRequest, round_id: RoundId) -> CountOut:
    _round(request, round_id)
    return CountOut(boards=actions.divide_boards(round_id=round_id, by=request.actor))


@router.post("/{round_id}/close", response=RoundOut, summary="Close a round for good")
def round_close(request: ActorRequest, round_id: RoundId) -> RoundOut:
    _round(request, round_id)
    actions.close_round(round_id=round_id, now=timezone.now(), by=request.actor)
    return _out(_round(request, round_id), _open_files())


@router.put("/boards/{scan_id}/adviser", response=ScanOut, summary="Who helps a board with its scan")
def board_adviser(request: ActorRequest, scan_id: ScanId, given: AdviserIn) -> ScanOut:
    found_scan(request, scan_id)
    actions.assign_adviser(scan_ids=[scan_id], person_id=given.person_id, by=request.actor)
    return scan_out(found_scan(request, scan_id))


@router.put("/boards/{scan_id}/deadline", response=ScanOut, summary="Give one board more time")
def board_more_time(request: ActorRequest, scan_id: ScanId, given: MoreTimeIn) -> ScanOut:
    found_scan(request, scan_id)
    today = timezone.localdate()
    actions.extend_deadline(scan_id=scan_id, until=given.until, reason=given.reason, today=today, by=request.actor)
    return scan_out(found_scan(request, scan_id))


# ── reports ──────────────────────────────────────────────────────────────────
@router.post("/{round_id}/archives", response={202: RoundJobOut}, summary="Ask for all reports of a round")
def archive_ask(request: ActorRequest, round_id: RoundId) -> Status[RoundJobOut]:
    """Made in the background; each board reads that its result was taken along."""
    _round(request, round_id)
    job_id = actions.ask_reports(round_id=round_id, now=timezone.now(), by=request.actor)
    return Status(202, RoundJobOut(job_id=job_id))


@router.get("/{round_id}/archives", response=list[ArchiveOut], summary="Archives of all reports, newest first")
def archive_list(request: ActorRequest, round_id: RoundId) -> list[ReportArchive]:
    return list(_round(request, round_id).archives.order_by("-pk")[:100])


@router.get("/{round_id}/archives/{archive_id}/file.zip", summary="All reports of a round, as one file")
def archive_file(request: ActorRequest, round_id: RoundId, archive_id: ArchiveId) -> HttpResponse:
    row = _round(request, round_id).archives.filter(pk=archive_id, made_at__isnull=False).first()
    if row is None:
        raise Http404
    try:
        content = default_storage.open(row.place)
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, as_attachment=True, filename=f"round-{round_id}.zip", content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]  # streamed


@router.get("/{round_id}/report.pdf", summary="The report of a whole round, in counts")
def round_report(request: ActorRequest, round_id: RoundId) -> HttpResponse:
    report = group_papers.of_round(request.actor, round_id)
    content = group_papers.pdf(report, now=timezone.now())
    return spreadsheets.download(content, f"round-{round_id}.pdf", "application/pdf")


@router.get("/{round_id}/report.xlsx", summary="The report of a whole round as a workbook")
def round_report_workbook(request: ActorRequest, round_id: RoundId) -> HttpResponse:
    content = group_papers.workbook(group_papers.of_round(request.actor, round_id))
    return spreadsheets.download(content, f"round-{round_id}.xlsx", spreadsheets.XLSX)


@router.get("/{round_id}/partnerships/{group_id}/report.pdf", summary="The report of a partnership")
def partnership_report(request: ActorRequest, round_id: RoundId, group_id: GroupId) -> HttpResponse:
    """For advisers, and for its members among themselves: by name only boards that show themselves."""
    report = group_papers.of_partnership(request.actor, round_id, group_id)
    content = group_papers.pdf(report, now=timezone.now())
    return spreadsheets.download(content, f"partnership-{group_id}.pdf", "application/pdf")


@router.get("/{round_id}/partnerships/{group_id}/report.xlsx", summary="The report of a partnership as a workbook")
def partnership_report_workbook(request: ActorRequest, round_id: RoundId, group_id: GroupId) -> HttpResponse:
    report = group_papers.of_partnership(request.actor, round_id, group_id)
    content = group_papers.workbook(report)
    return spreadsheets.download(content, f"partnership-{group_id}.xlsx", spreadsheets.XLSX)


@router.post("/{round_id}/partnerships/{group_id}/figures", response=CountOut, summary="Ask for the members' figures")
def partnership_figures(request: ActorRequest, round_id: RoundId, group_id: GroupId) -> CountOut:
    """Your board beside all other members of its kind; refused as a group of your own choice is. They stand in the report."""
    report = group_papers.of_partnership(request.actor, round_id, group_id)
    own = group_papers.own_scan(request.actor, report.round)
    if own is None or own.state != ScanState.SUBMITTED:
        raise Http404
    row = actions.release_partnership(
        scan_id=own.pk, group_id=group_id, now=timezone.now(), today=timezone.localdate(), by=request.actor
    )
    return CountOut(boards=len(row.members))


@router.post("/{round_id}/open-data", response={202: RoundJobOut}, summary="Publish the open figures of a closed round")
def open_file_ask(request: ActorRequest, round_id: RoundId) -> Status[RoundJobOut]:
    _round(request, round_id)
    return Status(202, RoundJobOut(job_id=actions.ask_open_file(round_id=round_id, by=request.actor)))
