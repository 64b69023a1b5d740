"""What it costs: lines, previews, who would be better off alone, and a board's business case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.timezone import localdate

from steunpunt.bundle.projects.choices import ABOARD, Act, Key, RolloutState, Standing
from steunpunt.bundle.projects.models import BusinessLine, Call, CostLine, Participation, Project, SavingClaim
from steunpunt.bundle.projects.queries.standing import LIKELY, board_lines
from steunpunt.bundle.projects.rules import business_case, costing, fairness
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.bundle.projects.rules.costing import Size
from steunpunt.bundle.projects.rules.keys import IndivisibleError, Rule, TwoPart
from steunpunt.bundle.projects.rules.parameters import EXACT_GROUPS
from steunpunt.bundle.projects.rules.previews import BoardLine, Fairness, Preview
from steunpunt.bundle.projects.rules.tiers import Terms, Tier
from steunpunt.bundle.projects.values import ClaimInShort

CLAIMS = frozenset({*ABOARD, Standing.JOINING, Standing.CONDITIONAL, Standing.LEFT})
"""Standings of a board that said yes: what it claimed to save stands."""


def cost_lines(project: Project) -> list[costing.CostLine]:
    """The lines that count today."""
    return lines_of(lines_as_data(project))


def cost_lines_of(projects: Iterable[Project]) -> dict[int, list[costing.CostLine]]:
    """The same for many projects: one query."""
    ids = [project.pk for project in projects]
    found: dict[int, list[CostLine]] = {pk: [] for pk in ids}
    for row in CostLine.objects.filter(project__in=ids, is_dropped=False).order_by("pk"):
        found[row.project_id].append(row)
    return {pk: read_lines(rows) for pk, rows in found.items()}


def lines_as_data(project: Project) -> list[dict[str, Any]]:
    """The same as a call keeps them."""
    return [line_as_data(row) for row in CostLine.objects.filter(project=project, is_dropped=False).order_by("pk")]


def read_lines(rows: Iterable[CostLine]) -> list[costing.CostLine]:
    """Of rows that are read already."""
    return lines_of(line_as_data(row) for row in rows)


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


def joining(boards: Iterable[BoardLine], own: int | None, wanted: Collection[int] | None = None) -> set[int]:
    """Who joins in a preview: as wanted, else those that would join now; one's own board is always among them."""
    there = {line.board: line.standing for line in boards}
    if wanted is not None:
        chosen = set(wanted) & set(there)
    else:
        chosen = {board for board, standing in there.items() if standing in LIKELY} or set(there)
    return chosen | ({own} if own in there else set())


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


def joint_lines(
    lines: Sequence[costing.CostLine], boards: Sequence[BoardLine], board: int
) -> tuple[list[business_case.CostLine], list[str]]:
    """What a board pays together, as assumptions: likely with those who would join now, low and high with all and with
    those who are sure only. And the names of costs that cannot be divided among those who would join: nothing is said then.
    """
    alive = [line for line in boards if line.standing is not Standing.LEFT]
    sure = {line.board for line in alive if line.standing in ABOARD or line.standing is Standing.JOINING}
    sets = [{line.board for line in alive if line.standing in LIKELY}, {line.board for line in alive}, sure]
    found: list[business_case.CostLine] = []
    left_out = []
    for cost in lines:
        charges = [_divided(cost, [line for line in alive if line.board in chosen | {board}]) for chosen in sets]
        if charges[0] is None:
            left_out.append(cost.label)
            continue
        for part in business_case.Part:
            likely, *others = [
                Decimal(getattr(getattr(charge[board], cost.timing.value), part.value)) / 100
                for charge in charges
                if charge is not None
            ]
            if any([likely, *others]):
                low, high = min([likely, *others]), max([likely, *others])
                found.append(
                    business_case.CostLine(cost.label, business_case.Way.TOGETHER, part, cost.timing, low, likely, high)
                )
    return found, left_out


def _divided(cost: costing.CostLine, boards: Iterable[BoardLine]) -> dict[int, costing.Charge] | None:
    try:
        return costing.shares([cost], {line.board: size_of(line) for line in boards})
    except IndivisibleError:
        return None


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


def case_lines(row: Participation, call: Call | None, today: date) -> list[business_case.CostLine]:
    """The business case of a board at the costs that a call asked it about; empty where there is
    nothing to compare, or a cost cannot be divided.
    """
    own = own_lines(row.business_lines.filter(is_dropped=False).order_by("pk"))
    if call is None or not own:
        return []
    joint, left_out = joint_lines(lines_of(call.costs), board_lines(row.project, today), row.organisation_id)
    lines = [*own, *joint]
    return lines if business_case.is_complete(lines) and not left_out else []


def case_as_data(lines: Iterable[business_case.CostLine]) -> list[dict[str, str]]:
    """Assumptions as a claim keeps them."""
    return [
        {
            "label": line.label,
            "way": line.way.value,
            "part": line.part.value,
            "timing": line.timing.value,
            "low": str(line.low),
            "likely": str(line.likely),
            "high": str(line.high),
        }
        for line in lines
    ]


def claimed_lines(claim: SavingClaim) -> list[business_case.CostLine]:
    return [
        business_case.CostLine(
            one["label"],
            business_case.Way(one["way"]),
            business_case.Part(one["part"]),
            Timing(one["timing"]),
            Decimal(one["low"]),
            Decimal(one["likely"]),
            Decimal(one["high"]),
        )
        for one in claim.lines
    ]


def standing_claim(row: Participation) -> SavingClaim | None:
    """The claim of the newest decision of a board; None where it reckoned nothing then, or said no since."""
    if row.standing not in CLAIMS:
        return None
    return SavingClaim.objects.filter(act__participation=row).select_related("act").order_by("-pk").first()


def yearly_claims(organisation_id: int) -> list[ClaimInShort]:
    """What a board reckoned to save each year with projects in which it stands, as it did when it decided."""
    rows = (
        SavingClaim.objects.filter(
            act__participation__organisation_id=organisation_id, act__participation__standing__in=CLAIMS
        )
        .select_related("act__participation__project")
        .order_by("act__participation_id", "-pk")
        .distinct("act__participation_id")
    )
    found = []
    for claim in rows:
        lines = [line for line in claimed_lines(claim) if line.timing is not Timing.ONCE]
        year = business_case.saved_by(lines, 12, business_case.Horizon(claim.years, claim.discount))
        project = claim.act.participation.project
        found.append(ClaimInShort(project_id=project.pk, title=project.title, yearly=year.total))
    return found


def live_since(row: Participation) -> date | None:
    """The day on which the board began to use it, as it was told last: from then on something is saved."""
    step = row.rollout.filter(state=RolloutState.LIVE).order_by("-pk").first()
    if step is None:
        return None
    first = row.rollout.filter(state=RolloutState.LIVE).order_by("pk").values_list("told_at", flat=True)[0]
    told_on = localdate(first)
    return min(step.planned_on or told_on, told_on)


def yearly_share(row: Participation, today: date) -> TwoPart | None:
    """What a board pays each year with those who take part now, at the costs that it signed for; None where these cannot
    be divided.
    """
    signed = row.acts.filter(act=Act.SIGNATURE, call__isnull=False).select_related("call").order_by("-pk").first()
    costs = lines_of(signed.call.costs) if signed and signed.call else cost_lines(row.project)
    yearly = [line for line in costs if line.timing is Timing.YEARLY]
    if not yearly:
        return TwoPart(0, 0)
    lines, board = board_lines(row.project, today), row.organisation_id
    chosen = {line.board for line in lines if line.standing in ABOARD} | {board}
    found = preview(yearly, lines, chosen, row.project.years)
    return found.charges[board].yearly if board in found.charges else None
