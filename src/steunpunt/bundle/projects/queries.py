"""Reads of projects: who stands where, what it costs, and how far a call is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from steunpunt.bundle.projects.choices import (
    ABOARD,
    BEFORE_DECIDING,
    Act,
    Key,
    Outcome,
    ProjectState,
    Standing,
    Verdict,
)
from steunpunt.bundle.projects.models import (
    BoardAct,
    BusinessLine,
    Call,
    CostLine,
    Interest,
    Participation,
    Project,
    RolloutStep,
)
from steunpunt.bundle.projects.rules import business_case, costing, fairness, taking_part
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.bundle.projects.rules.costing import Size
from steunpunt.bundle.projects.rules.keys import IndivisibleError, Rule
from steunpunt.bundle.projects.rules.parameters import EXACT_GROUPS
from steunpunt.bundle.projects.rules.previews import BoardLine, Fairness, Preview
from steunpunt.bundle.projects.rules.tiers import Terms, Tier
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

ORDER = (
    Standing.ACTIVE,
    Standing.SIGNED,
    Standing.LEAVING,
    Standing.JOINING,
    Standing.CONDITIONAL,
    Standing.INTERESTED,
    Standing.INVITED,
    Standing.NOT_INTERESTED,
    Standing.DECLINED,
    Standing.LEFT,
)
"""From those who are in for certain to those who are not."""
LIKELY = frozenset({*ABOARD, Standing.JOINING, Standing.CONDITIONAL, Standing.INTERESTED})
"""Boards that a preview starts with."""


def with_counts(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each with how many boards were asked and take part, and the deadline of its open call."""
    aboard = Q(participations__standing__in=[*ABOARD, Standing.JOINING])
    deadline = Call.objects.filter(project=OuterRef("pk"), closed_at=None).order_by().values("deadline_on")[:1]
    return projects.select_related("partnership", "owner_for").annotate(
        asked=Count("participations", distinct=True),
        aboard=Count("participations", filter=aboard, distinct=True),
        deadline_on=Subquery(deadline),
    )


def open_call(project: Project) -> Call | None:
    return Call.objects.filter(project=project, closed_at=None).first()


def board_lines(project: Project, today: date) -> list[BoardLine]:
    """Every board that was asked, those that are in first: three queries."""
    newest = Interest.objects.filter(participation=OuterRef("pk"), units__isnull=False).order_by("-pk")
    rows = list(
        Participation.objects.filter(project=project)
        .select_related("organisation")
        .annotate(said=Subquery(newest.values("units")[:1]))
        .order_by("organisation__name", "pk")
    )
    counts = organisations.populations([row.organisation_id for row in rows], today) if rows else {}
    lines = [
        BoardLine(
            participation_id=row.pk,
            board=row.organisation_id,
            name=str(row.organisation),
            standing=Standing(row.standing),
            units=row.said if row.said is not None else row.estimate,
            is_estimate=row.said is None and row.estimate is not None,
            inhabitants=counts[row.organisation_id].inhabitants if row.organisation_id in counts else None,
            leaves_on=row.leaves_on,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (ORDER.index(line.standing), line.name))


def participation_ids(project_id: int) -> dict[int, int]:
    """The participation of each board that was asked, by board."""
    rows = Participation.objects.filter(project_id=project_id).order_by("pk")
    return dict(rows.values_list("organisation_id", "pk"))


def latest_acts(project: Project) -> dict[int, BoardAct]:
    """The newest decision of each board, by participation: one query."""
    rows = (
        BoardAct.objects.filter(participation__project=project)
        .select_related("document")
        .order_by("participation_id", "-pk")
        .distinct("participation_id")
    )
    return {row.participation_id: row for row in rows}


def wishes(project: Project) -> dict[int, str]:
    """What each board said last with its interest, by participation: one query."""
    rows = (
        Interest.objects.filter(participation__project=project)
        .order_by("participation_id", "-pk")
        .distinct("participation_id")
    )
    return {row.participation_id: row.wishes for row in rows}


def verdicts(call: Call) -> dict[int, Verdict]:
    """What each board answered last to a call, by organisation."""
    rows = (
        BoardAct.objects.filter(call=call, act=Act.DECISION)
        .order_by("organisation_id", "-pk")
        .distinct("organisation_id")
    )
    return {row.organisation_id: Verdict(row.verdict) for row in rows}


def asked_by(lines: Iterable[BoardLine]) -> list[BoardLine]:
    """Boards that a call asks: all that are not in already, and did not leave."""
    return [line for line in lines if line.standing not in ABOARD and line.standing is not Standing.LEFT]


def tally(call: Call, lines: Sequence[BoardLine], said: Mapping[int, Verdict]) -> taking_part.Tally:
    """How far a call is; boards that are in from an earlier call count as joining."""
    units = {line.board: line.units or 0 for line in lines if line.standing is not Standing.LEFT}
    joining = {board for board, verdict in said.items() if verdict is Verdict.YES}
    joining |= {line.board for line in lines if line.standing in ABOARD}
    return taking_part.tally(taking_part.Threshold(call.min_boards, call.min_share), units, joining)


# ── whom to ask, and who runs it ─────────────────────────────────────────────
def reachable(actor: Actor, today: date) -> set[int]:
    """Boards that somebody of a board can ask: its own, and those with which it is in a partnership."""
    own = actor.organisation_id or 0
    groups = organisations.partnerships_of(own, today)
    members = organisations.members_of_each([group.id for group in groups], today)
    return {own, *(board for some in members.values() for board in some)}


def owners(project: Project, actor: Actor) -> list[tuple[int, str, int]]:
    """Who can run a project, with name and organisation: advisers, and ICT managers of boards that were asked."""
    found: dict[int, tuple[int, str, int]] = {}
    support = organisations.support_point()
    own = actor.organisation_id if actor.is_of_support_point else support.id if support else None
    if own:
        found |= {one.id: (one.id, one.name, own) for one in people_of.members(own, people_of.Role.ADVISER)}
    for board in project.participations.order_by("pk").values_list("organisation_id", flat=True):
        for one in people_of.members(board, people_of.Role.ICT_MANAGER):
            found.setdefault(one.id, (one.id, one.name, board))
    return list(found.values())


# ── money ────────────────────────────────────────────────────────────────────
def cost_lines(project: Project) -> list[costing.CostLine]:
    """The lines that count today."""
    return lines_of(lines_as_data(project))


def lines_as_data(project: Project) -> list[dict[str, Any]]:
    """The same as a call keeps them."""
    return [line_as_data(row) for row in CostLine.objects.filter(project=project, is_dropped=False).order_by("pk")]


def line_as_data(row: CostLine) -> dict[str, Any]:
    return {
        "label": row.label,
        "timing": row.timing,
        "supplier": {"fixed": str(row.supplier_fixed), "tiers": row.supplier_tiers, "rule": row.supplier_rule},
        "support": {
            "fixed": str(row.support_fixed),
            "tiers": [[1, str(row.support_unit)]] if row.support_unit else [],
            "rule": row.support_rule,
        },
    }


def lines_of(data: Iterable[Mapping[str, Any]]) -> list[costing.CostLine]:
    return [
        costing.CostLine(
            label=one["label"],
            timing=Timing(one["timing"]),
            supplier=_part(one["supplier"]),
            support=_part(one["support"]),
        )
        for one in data
    ]


def _part(data: Mapping[str, Any]) -> costing.PartCost:
    tiers = tuple(Tier(int(start), Decimal(price)) for start, price in data["tiers"])
    return costing.PartCost(
        fixed=cents(Decimal(data["fixed"])), terms=Terms(tiers) if tiers else None, rule=rule_of(data["rule"])
    )


def rule_of(data: Mapping[str, Any]) -> Rule:
    keys = data.get("keys") or [[Key.EQUAL.value, 100]]
    parts = tuple((Key(key), Fraction(percentage) / 100) for key, percentage in keys)
    return Rule(parts, floor=data.get("floor") or 0, cap=data.get("cap"))


def cents(amount: Decimal) -> int:
    return int(amount * 100)


def size_of(line: BoardLine) -> Size:
    return Size(line.inhabitants or 0, line.units or 0)


def preview(
    lines: Sequence[costing.CostLine], boards: Iterable[BoardLine], chosen: Collection[int], years: int
) -> Preview:
    """What each of the chosen boards pays when just these join."""
    joined = [line for line in boards if line.board in chosen]
    sizes = {line.board: size_of(line) for line in joined}
    counts_units = costing.has_unit_prices(lines) or costing.divides_by(lines, Key.UNITS)
    unknown = [line.board for line in joined if line.units is None] if counts_units else []
    problem = ""
    try:
        charges = costing.shares(lines, sizes)
    except IndivisibleError as error:
        charges, problem = {}, error.why
    return Preview(
        boards=[line.board for line in joined],
        sizes=sizes,
        charges=charges,
        total=costing.total(lines, sizes),
        alone={board: costing.alone(lines, size).over(years) for board, size in sizes.items()},
        years=years,
        unknown=unknown,
        problem=problem,
    )


def is_fair(lines: Sequence[costing.CostLine], found: Preview) -> Fairness | None:
    """Who would be better off alone, and which groups; None where there is nothing to ask."""
    if not found.charges or not found.total.over(found.years).total:
        return None
    order = list(found.boards)
    paid = [found.charges[board].over(found.years).total / 100 for board in order]
    by_itself = [found.alone[board].total / 100 for board in order]
    worse = [order[place] for place in fairness.pays_more_than_alone(paid, by_itself)]
    if len(order) > EXACT_GROUPS:
        return Fairness(worse, None)
    costs = fairness.table(len(order), costing.game(lines, [found.sizes[board] for board in order], found.years))
    groups = [
        ([order[place] for place in group.boards], group.by) for group in fairness.overcharged_groups(paid, costs)
    ]
    return Fairness(worse, groups)


def references(lines: Sequence[costing.CostLine], found: Preview) -> dict[int, tuple[float, float]]:
    """Per board what the Shapley value and the nucleolus would have it pay over the years; up to 12 boards."""
    order = list(found.boards)
    if not order or len(order) > EXACT_GROUPS:
        return {}
    costs = fairness.table(len(order), costing.game(lines, [found.sizes[board] for board in order], found.years))
    shapley, nucleolus = fairness.shapley(costs).amounts, fairness.nucleolus(costs).amounts
    return {board: (shapley[place], nucleolus[place]) for place, board in enumerate(order)}


def steps(lines: Sequence[costing.CostLine], boards: Sequence[BoardLine], board: int, years: int) -> list[costing.Step]:
    """What a board pays when one, two, … boards join: those that are surest first."""
    sizes = {line.board: size_of(line) for line in boards if line.standing is not Standing.LEFT}
    if board not in sizes or not lines:
        return []
    try:
        return costing.by_number(lines, sizes, board, list(sizes), years)
    except IndivisibleError:
        return []


# ── business case ────────────────────────────────────────────────────────────
def joint_lines(
    lines: Sequence[costing.CostLine], boards: Sequence[BoardLine], board: int
) -> list[business_case.CostLine]:
    """What a board pays together, as assumptions: likely with those who would join now, low and high with all and with
    those who are sure only.
    """
    alive = [line for line in boards if line.standing is not Standing.LEFT]
    sure = {line.board for line in alive if line.standing in ABOARD or line.standing is Standing.JOINING}
    sets = [{line.board for line in alive if line.standing in LIKELY}, {line.board for line in alive}, sure]
    found: list[business_case.CostLine] = []
    for cost in lines:
        try:
            charges = [
                costing.shares([cost], {line.board: size_of(line) for line in alive if line.board in chosen | {board}})
                for chosen in sets
            ]
        except IndivisibleError:
            continue
        for part in business_case.Part:
            likely, *others = [
                Decimal(getattr(getattr(charge[board], cost.timing.value), part.value)) / 100 for charge in charges
            ]
            if any([likely, *others]):
                low, high = min(likely, *others), max(likely, *others)
                found.append(
                    business_case.CostLine(cost.label, business_case.Way.TOGETHER, part, cost.timing, low, likely, high)
                )
    return found


def own_lines(rows: Iterable[BusinessLine]) -> list[business_case.CostLine]:
    return [
        business_case.CostLine(
            row.label,
            business_case.Way(row.way),
            business_case.Part(row.part),
            Timing(row.timing),
            row.low,
            row.likely,
            row.high,
        )
        for row in rows
    ]


# ── roll-out ─────────────────────────────────────────────────────────────────
def rollout(project: Project) -> dict[int, RolloutStep]:
    """The newest step of each board, by participation: one query."""
    rows = (
        RolloutStep.objects.filter(participation__project=project)
        .order_by("participation_id", "-pk")
        .distinct("participation_id")
    )
    return {row.participation_id: row for row in rows}


# ── what waits ───────────────────────────────────────────────────────────────
def awaited(participations: QuerySet[Participation], today: date) -> QuerySet[Participation]:
    """Of one board: an open call that it did not answer (`deadline_on`), a signature that can be given, or interest
    that was not given yet. One query.
    """
    open_calls = Call.objects.filter(project=OuterRef("project"), closed_at=None, deadline_on__gte=today)
    answered = BoardAct.objects.filter(participation=OuterRef("pk"), act=Act.DECISION, call__closed_at=None)
    last_outcome = Call.objects.filter(project=OuterRef("project")).order_by("-number").values("outcome")[:1]
    return (
        participations.filter(project__state=ProjectState.RUNNING)
        .select_related("project")
        .annotate(
            deadline_on=Subquery(open_calls.order_by().values("deadline_on")[:1]),
            is_answered=Exists(answered),
            last_outcome=Subquery(last_outcome),
        )
        .filter(
            Q(
                deadline_on__isnull=False,
                is_answered=False,
                standing__in=[*BEFORE_DECIDING, Standing.DECLINED, Standing.CONDITIONAL, Standing.JOINING],
            )
            | Q(deadline_on=None, standing=Standing.INVITED)
            | Q(deadline_on=None, standing=Standing.JOINING, last_outcome=Outcome.GO)
        )
        .order_by("deadline_on", "pk")
    )


def open_calls(partnership_id: int) -> list[str]:
    """Titles of projects within a partnership about which boards decide now."""
    rows = Project.objects.filter(partnership_id=partnership_id, calls__closed_at=None, calls__isnull=False)
    return list(rows.order_by("pk").values_list("title", flat=True).distinct())
