"""Projects over the API: what the pages show, to whom they show it. Only somebody of the board itself decides for it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from steunpunt.bundle.projects import access, actions, queries
from steunpunt.bundle.projects.actions.deciding import Stand
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.choices import (
    Act,
    Origin,
    Outcome,
    Phase,
    ProjectState,
    Readers,
    RolloutState,
    Standing,
    Verdict,
)
from steunpunt.bundle.projects.models import BoardAct, Call, Project
from steunpunt.bundle.projects.queries.born import from_scan
from steunpunt.bundle.projects.rules.costing import Charge
from steunpunt.bundle.projects.rules.keys import TwoPart
from steunpunt.bundle.projects.rules.previews import BoardLine, Preview
from steunpunt.foundation.acting import Actor, ActorRequest, require
from steunpunt.foundation.ui.problems import NO_NUL, Day

router = Router(tags=["projects"])
ProjectId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the project")]
Id = Annotated[int, Field(ge=1, lt=2**63)]


class ProjectOut(Schema):
    id: int
    title: str
    purpose: str
    state: ProjectState
    phase: Phase
    origin: Origin
    unit: str = Field(description="What is counted, in the plural; may be empty")
    partnership_id: int | None
    owner_for_id: int = Field(description="The organisation on whose behalf it is run")
    asked: int = Field(description="Boards that were asked")
    aboard: int = Field(description="Boards that said yes, signed or take part")
    deadline_on: date | None = Field(description="Last day to decide on the open call")
    is_invented: bool = Field(description="Amounts and quantities were made up, for a demonstration")


class ProjectPage(Schema):
    count: int
    results: list[ProjectOut]


class PhaseOut(Schema):
    phase: Phase
    starts_on: date
    ends_on: date


class CallOut(Schema):
    """A call to decide. A later one is an entry moment."""

    number: int
    text: str
    opened_at: datetime
    deadline_on: date
    min_boards: int | None
    min_share: Decimal | None = Field(description="Share of the volume, from 0 to 1")
    outcome: Outcome | None
    taken_on: date | None


class ProjectDetail(ProjectOut):
    years: int = Field(description="Over so many years costs are looked at")
    notice_months: int
    phases: list[PhaseOut]
    calls: list[CallOut] = Field(description="The newest first")


class DecisionOut(Schema):
    act: Act
    verdict: Verdict | None
    condition: str
    reason: str | None = Field(description="Empty when the board keeps it to itself")
    decided_on: date
    recorded_at: datetime
    is_from_paper: bool = Field(description="Written down by the support point from the board's own document")


class ParticipationOut(Schema):
    organisation_id: int
    organisation: str
    standing: Standing
    leaves_on: date | None
    phases: list[Phase] = Field(description="In which it takes part")
    rollout: RolloutState | None
    live_on: date | None
    last_decision: DecisionOut | None
    units: int | None = Field(description="Only of your own board, unless you run the project")
    is_estimate: bool
    wishes: str | None = Field(description="Only of your own board, unless you run the project")


class InterestIn(Schema, extra="forbid"):
    is_interested: bool
    units: int | None = Field(None, ge=0, lt=2**31)
    wishes: str = Field("", max_length=5_000, pattern=NO_NUL)


class DecisionIn(Schema, extra="forbid"):
    verdict: Verdict
    decided_on: Day = Field(description="The day on which the board decided")
    condition: str = Field("", max_length=5_000, pattern=NO_NUL, description="With `yes_if`: if what")
    reason: str = Field("", max_length=5_000, pattern=NO_NUL)
    readers: Readers = Field(Readers.OWN, description="Who reads the reasons")


class AmountOut(Schema):
    """Euros, in two parts that are never one sum."""

    supplier: Decimal
    support: Decimal


class CostOut(Schema):
    once: AmountOut
    yearly: AmountOut
    whole: AmountOut = Field(description="Over the years of the project")


class ShareOut(CostOut):
    organisation_id: int
    alone: AmountOut = Field(description="What it would pay by itself on the same terms, over the years")


class PreviewOut(Schema):
    """What it costs if these boards join."""

    years: int
    organisation_ids: list[int]
    total: CostOut | None = Field(description="Of all together; nothing where it would say what another board pays")
    shares: list[ShareOut] = Field(description="Of your own board; of all when you run the project")
    unknown: list[int] = Field(description="Boards that did not say how many units, reckoned as zero")
    problem: str = Field(description="Why it cannot be divided: a code, or empty")


class ProjectFilter(Schema):
    phase: Phase | None = None
    state: ProjectState | None = None
    q: str = Field("", max_length=100, description="Part of the title or the purpose")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class PreviewFilter(Schema):
    boards: list[Id] = Field([], max_length=500, description="Who joins; left out: those that would join now")


_OWN = [*ProjectOut.model_fields, "years", "notice_months"]
_OF_CALL = [name for name in CallOut.model_fields if name != "outcome"]


class FoundIn(Schema, extra="forbid"):
    """An opportunity as `/scans/…/opportunities` or `/rounds/…/together` gave it."""

    round_id: Id
    domain: str = Field(max_length=12, pattern=NO_NUL)
    scope: str = Field(max_length=12, pattern=NO_NUL)
    organisation_ids: list[Id] = Field(max_length=150)


class ProposalIn(Schema, extra="forbid"):
    title: str = Field(max_length=120, pattern=NO_NUL)
    purpose: str = Field(max_length=5_000, pattern=NO_NUL)
    unit: str = Field("", max_length=40, pattern=NO_NUL)
    partnership_id: Id | None = None
    organisation_ids: list[Id] = Field([], max_length=1_000, description="Empty: all members of the partnership")
    opportunity: FoundIn | None = None


class FromScanBoardOut(Schema):
    name: str
    level: float | None
    marks: str = Field(description="Computed, in words")
    wish: str


class FromScanOut(Schema):
    round_name: str
    domain: str
    way: str
    why: str = Field(description="Computed")
    suggested: str = Field(description="Computed: with whom; may be empty")
    helpers: str = Field(description="Computed: who could help; may be empty")
    wished: str
    potential: float
    boards: list[FromScanBoardOut]
    hidden: int


def _found(request: ActorRequest, project_id: int) -> Project:
    return get_object_or_404(queries.with_counts(access.visible_projects(request.actor)), pk=project_id)


@router.get("", response=ProjectPage, summary="Projects that you may see, newest first")
def projects(request: ActorRequest, asked: Query[ProjectFilter]) -> dict[str, Any]:
    rows = access.visible_projects(request.actor)
    text = asked.q.replace("\x00", "").strip()
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(purpose__icontains=text))
    if asked.phase:
        rows = rows.filter(phase=asked.phase)
    if asked.state:
        rows = rows.filter(state=asked.state)
    page = queries.with_counts(rows).order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": list(page)}


@router.get("/{project_id}", response=ProjectDetail, summary="One project")
def project(request: ActorRequest, project_id: ProjectId) -> dict[str, Any]:
    row = _found(request, project_id)
    calls = Call.objects.filter(project=row).order_by("-number")
    return {
        **{name: getattr(row, name) for name in _OWN},
        "phases": list(row.phases.order_by("starts_on", "pk")),
        "calls": [
            {**{name: getattr(call, name) for name in _OF_CALL}, "outcome": call.outcome or None} for call in calls
        ],
    }


@router.post("", response={201: ProjectOut}, summary="Propose a project, such as from an opportunity of the scan")
def project_propose(request: ActorRequest, given: ProposalIn) -> Status[Project]:
    """It binds nobody: boards see it once the support point takes it up."""
    require(access.may_propose(request.actor))
    found = given.opportunity
    proposal = Proposal(
        title=given.title,
        purpose=given.purpose,
        unit=given.unit,
        partnership_id=given.partnership_id,
        boards=given.organisation_ids,
        origin=Origin.OPPORTUNITY if found else Origin.IDEA,
        round_id=found.round_id if found else None,
        domain=found.domain if found else "",
        way=found.scope if found else "",
        origin_boards=found.organisation_ids if found else (),
    )
    now, today = timezone.now(), timezone.localdate()
    made = actions.propose_project(proposal=proposal, now=now, today=today, by=request.actor)
    return Status(201, _found(request, made.pk))


@router.get(
    "/{project_id}/from-scan", response=FromScanOut, summary="What the scan says of it: computed and wished apart"
)
def project_from_scan(request: ActorRequest, project_id: ProjectId) -> dict[str, Any]:
    """Reckoned anew at each request, with boards that show themselves by name to whoever asks."""
    found = from_scan(request.actor, _found(request, project_id), timezone.localdate())
    if found is None:
        raise Http404
    names = ("round_name", "domain", "way", "why", "suggested", "helpers", "wished", "potential", "boards", "hidden")
    return {**{name: getattr(found, name) for name in names}, "way": str(found.way)}


@router.get("/{project_id}/participations", response=list[ParticipationOut], summary="How each board stands to it")
def project_participations(request: ActorRequest, project_id: ProjectId) -> list[dict[str, Any]]:
    row = _found(request, project_id)
    latest = queries.latest_of(queries.acts(row))
    lines = queries.board_lines(row, timezone.localdate())
    return [_participation(request.actor, row, line, latest.get(line.participation_id)) for line in lines]


def _participation(actor: Actor, row: Project, line: BoardLine, act: BoardAct | None) -> dict[str, Any]:
    return {
        "organisation_id": line.board,
        "organisation": line.name,
        "standing": line.standing,
        "leaves_on": line.leaves_on,
        "phases": [phase for phase in Phase if line.takes_part_in(phase)],
        "rollout": line.rollout,
        "live_on": line.live_on,
        "last_decision": _decision(act, reads_reason=access.reads_reason(actor, act)) if act else None,
        "units": line.units if access.reads_units(actor, row, line.board) else None,
        "is_estimate": line.is_estimate and access.reads_units(actor, row, line.board),
        "wishes": line.wishes if access.reads_wishes(actor, row, line.board) else None,
    }


def _decision(act: BoardAct, *, reads_reason: bool) -> dict[str, Any]:
    return {
        "act": act.act,
        "verdict": act.verdict or None,
        "condition": act.condition,
        "reason": act.reason if reads_reason else None,
        "decided_on": act.decided_on,
        "recorded_at": act.recorded_at,
        "is_from_paper": act.is_from_paper,
    }


@router.put("/{project_id}/interest", response={204: None}, summary="Say whether your board is interested")
def project_interest(request: ActorRequest, project_id: ProjectId, given: InterestIn) -> Status[None]:
    """It binds to nothing. The newest counts."""
    row = _found(request, project_id)
    actions.say_interest(
        project_id=row.pk, **given.dict(), now=timezone.now(), today=timezone.localdate(), by=request.actor
    )
    return Status(204, None)


@router.post("/{project_id}/decision", response=DecisionOut, summary="Decide for your board on the open call")
def project_decision(request: ActorRequest, project_id: ProjectId, given: DecisionIn) -> dict[str, Any]:
    """Only by the mandate of a person of that board, logged in: a key carries no mandate. The newest counts."""
    row = _found(request, project_id)
    act = actions.decide(
        project_id=row.pk,
        stand=Stand(act=Act.DECISION, **given.dict()),
        paper=None,
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )
    return _decision(act, reads_reason=True)


@router.get("/{project_id}/costs", response=PreviewOut, summary="What it costs if these boards join")
def project_costs(request: ActorRequest, project_id: ProjectId, asked: Query[PreviewFilter]) -> dict[str, Any]:
    row, actor = _found(request, project_id), request.actor
    boards = [line for line in queries.board_lines(row, timezone.localdate()) if line.standing is not Standing.LEFT]
    chosen = queries.joining(boards, actor.organisation_id, set(asked.boards) if asked.boards else None)
    found = queries.preview(queries.cost_lines(row), boards, chosen, row.years)
    shown = [board for board in found.charges if board == actor.organisation_id or access.may_run(actor, row)]
    return {
        "years": row.years,
        "organisation_ids": list(found.boards),
        "total": _cost(found.total, row.years) if access.reads_sum(actor, row, found.boards) else None,
        "shares": _shares(found, shown),
        "unknown": list(found.unknown),
        "problem": found.problem,
    }


def _shares(found: Preview, shown: Sequence[int]) -> list[dict[str, Any]]:
    return [
        {"organisation_id": board, "alone": _euros(found.alone[board]), **_cost(found.charges[board], found.years)}
        for board in shown
    ]


def _cost(charge: Charge, years: int) -> dict[str, Any]:
    return {"once": _euros(charge.once), "yearly": _euros(charge.yearly), "whole": _euros(charge.over(years))}


def _euros(amount: TwoPart) -> dict[str, Decimal]:
    return {"supplier": _euro(amount.supplier), "support": _euro(amount.support)}


def _euro(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(Decimal("0.01"))
