"""Doing it: how far each board is, and what could go wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject

from steunpunt.bundle.projects.choices import ABOARD, Act, MomentKind, Outcome, Phase, RiskState, RolloutState
from steunpunt.bundle.projects.models import (
    BoardAct,
    Call,
    CostLine,
    Participation,
    PhasePlace,
    PhasePlan,
    Project,
    Risk,
    RiskAppraisal,
    RolloutStep,
    Todo,
)
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.rules.timeline import Moment, in_order


def rollout(project: Project, *, with_left_out: bool = False) -> QuerySet[Participation]:
    """Boards of the roll-out, which signed, each with how far it is (`state`, `planned_on`, `note`, `told_at`); with
    those that were left out of it as well, when asked, and `is_in` to tell them apart. By name; one query.
    """
    step = RolloutStep.objects.filter(participation=OuterRef("pk")).order_by("-pk")
    place = PhasePlace.objects.filter(participation=OuterRef("pk"), phase=Phase.ROLLOUT).order_by("-pk")
    found = (
        Participation.objects.filter(project=project, standing__in=ABOARD)
        .select_related("organisation")
        .annotate(
            state=Coalesce(Subquery(step.values("state")[:1]), Value(RolloutState.PLANNED.value)),
            planned_on=Subquery(step.values("planned_on")[:1]),
            note=Subquery(step.values("note")[:1]),
            told_at=Subquery(step.values("told_at")[:1]),
            is_in=Coalesce(Subquery(place.values("takes_part")[:1]), Value(True)),
        )
        .order_by("organisation__name", "pk")
    )
    return found if with_left_out else found.filter(is_in=True)


def risks(project: Project) -> QuerySet[RiskAppraisal]:
    """What is said now of each risk, with its `weight`; and its `rank`, in which closed ones come last."""
    newer = RiskAppraisal.objects.filter(risk=OuterRef("risk"), pk__gt=OuterRef("pk"))
    return (
        RiskAppraisal.objects.filter(~Exists(newer), risk__project=project)
        .select_related("risk")
        .annotate(weight=F("likelihood") * F("impact"))
        .annotate(
            rank=Case(
                When(state=RiskState.CLOSED, then=F("weight") - 100), default=F("weight"), output_field=IntegerField()
            )
        )
    )


def appraisals(risk: Risk) -> list[RiskAppraisal]:
    """Everything that was said of a risk, the newest first: the first counts."""
    return list(risk.appraisals.order_by("-pk"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a project holds by itself: rows as read, not to be saved."""

    phases: list[PhasePlan]
    todos: list[Todo]
    costs: list[CostLine]


_AMOUNTS = ("supplier_fixed", "support_fixed", "support_unit")
_COST = ("label", "timing", "supplier_tiers", "supplier_rule", "support_rule")


def with_plan(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each with its phases, action points and costs, in the same query; `plan_of` reads them."""
    of_this = {"project": OuterRef("pk")}
    phases = PhasePlan.objects.filter(**of_this).order_by("pk")
    todos = Todo.objects.filter(**of_this).order_by(F("done_at").asc(nulls_first=True), "due_on", "pk")
    costs = CostLine.objects.filter(**of_this, is_dropped=False).order_by("pk")
    exact = {name: Cast(name, CharField()) for name in _AMOUNTS}
    return projects.annotate(
        phase_rows=_rows(phases, phase="phase", starts_on="starts_on", ends_on="ends_on"),
        todo_rows=_rows(todos, pk="pk", title="title", who="who", due_on="due_on", done_at="done_at"),
        cost_rows=_rows(costs, **{name: name for name in _COST}, **exact),
    )


def _rows(found: QuerySet[Any], **fields: Any) -> ArraySubquery:
    return ArraySubquery(found.values(row=JSONObject(**fields)))


def plan_of(project: Any) -> Plan:
    """Of a project that was read by `with_plan`."""
    return Plan(
        phases=[
            PhasePlan(phase=row["phase"], starts_on=_day(row["starts_on"]), ends_on=_day(row["ends_on"]))
            for row in project.phase_rows
        ],
        todos=[Todo(**row | {"due_on": _day(row["due_on"]) if row["due_on"] else None}) for row in project.todo_rows],
        costs=[CostLine(**row | {name: Decimal(row[name]) for name in _AMOUNTS}) for row in project.cost_rows],
    )


def _day(word: str) -> date:
    return date.fromisoformat(word)


def timeline(
    phases: Iterable[PhasePlan], calls: Iterable[Call], acts: Iterable[BoardAct], lines: Iterable[BoardLine]
) -> list[Moment]:
    """All that everybody who sees the project may know, by day."""
    by_board = {line.participation_id: line for line in lines}
    return in_order([*_planned(phases, calls), *_decided(acts, by_board), *_rolled_out(by_board.values())])


def _planned(phases: Iterable[PhasePlan], calls: Iterable[Call]) -> Iterator[Moment]:
    for row in phases:
        yield Moment(kind=MomentKind.PHASE, on=row.starts_on, until=row.ends_on, phase=Phase(row.phase))
    for call in calls:
        yield Moment(kind=MomentKind.DEADLINE, on=call.deadline_on)
        if call.taken_on:
            yield Moment(kind=MomentKind.OUTCOME, on=call.taken_on, outcome=Outcome(call.outcome))


_KINDS = {Act.DECISION: MomentKind.DECISION, Act.SIGNATURE: MomentKind.SIGNATURE}


def _decided(acts: Iterable[BoardAct], by_board: dict[int, BoardLine]) -> Iterator[Moment]:
    for act in acts:
        kind = _KINDS.get(Act(act.act))
        if kind and act.participation_id in by_board:
            yield Moment(kind=kind, on=act.decided_on, boards=(by_board[act.participation_id].name,))


def _rolled_out(lines: Iterable[BoardLine]) -> Iterator[Moment]:
    for line in lines:
        if line.live_on and line.takes_part_in(Phase.ROLLOUT):
            yield Moment(kind=MomentKind.LIVE, on=line.live_on, boards=(line.name,))
        if line.leaves_on:
            yield Moment(kind=MomentKind.LEAVES, on=line.leaves_on, boards=(line.name,))
