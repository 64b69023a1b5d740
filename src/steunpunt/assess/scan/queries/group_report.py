"""What a group report says: who took part, how the group stands per domain, what was known. A constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import DomainOutcome, DomainTally, DomainView, Round, Scan
from steunpunt.assess.scan.queries import opportunities, questionnaire_of_round
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.rules.parameters import BLIND_SPOT_FROM, LOW_ESTIMATE, MIN_COVERAGE, WEAK_BELOW
from steunpunt.foundation.figures.disclosure import MIN_GROUP


class Percentile(Aggregate):
    """A quantile of type 7, by the database itself."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, fraction: float, **extra: object) -> None:
        super().__init__(expression, fraction=fraction, **extra)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the boards of a kind stand in a domain. The quartiles are None for fewer than the smallest group."""

    boards: int
    p25: float | None
    median: float | None
    p75: float | None


@dataclass(frozen=True, slots=True)
class Insights:
    """Of how many boards a weak score was known, was new, or hides behind "I don't know"."""

    known: int = 0
    new: int = 0
    blind: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """How many boards of a kind were invited and submitted."""

    kind: BoardType
    invited: int
    submitted: int


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of a report over the boards of which one may see everything: an adviser's, or those by name."""

    parts: list[Part]
    domains: dict[BoardType, list[str]]
    spreads: dict[tuple[BoardType, str], Spread] = field(default_factory=dict)
    insights: dict[tuple[BoardType, str], Insights] = field(default_factory=dict)
    tallies: dict[tuple[BoardType, str], DomainTally] = field(default_factory=dict)


def figures(round_: Round, boards: Collection[int] | None) -> GroupFigures:
    """Over these boards, or all of the round. Four queries, whatever the number of boards."""
    scans = Scan.objects.filter(round=round_)
    outcomes = DomainOutcome.objects.filter(scan__round=round_, scan__state=ScanState.SUBMITTED)
    if boards is not None:
        scans = scans.filter(organisation_id__in=set(boards))
        outcomes = outcomes.filter(scan__in=scans)
    counted = (
        scans.values("board_type")
        .annotate(invited=Count("pk"), submitted=Count("pk", filter=Q(state=ScanState.SUBMITTED)))
        .order_by("board_type")
    )
    order = list(BoardType)
    parts = sorted(
        (Part(BoardType(row["board_type"]), row["invited"], row["submitted"]) for row in counted),
        key=lambda part: order.index(part.kind),
    )
    questionnaire = questionnaire_of_round(round_)
    found = GroupFigures(
        parts=parts, domains={part.kind: list(filling.domains_asked(questionnaire, part.kind)) for part in parts}
    )
    covered = Q(score__isnull=False, coverage__gte=MIN_COVERAGE)
    rows = outcomes.filter(covered).values("scan__board_type", "domain")
    quartiles = rows.annotate(
        n=Count("pk"), p25=Percentile("score", 0.25), median=Percentile("score", 0.5), p75=Percentile("score", 0.75)
    )
    for row in quartiles.order_by("scan__board_type", "domain"):
        is_enough = row["n"] >= MIN_GROUP
        values = (row["p25"], row["median"], row["p75"]) if is_enough else (None, None, None)
        found.spreads[BoardType(row["scan__board_type"]), row["domain"]] = Spread(row["n"], *values)
    _add_insights(found, outcomes, covered)
    found.tallies.update(
        {(BoardType(row.board_type), row.domain): row for row in opportunities.count(round_, among=boards)}
    )
    return found


def _add_insights(found: GroupFigures, outcomes: QuerySet[DomainOutcome], covered: Q) -> None:
    """On the fixed line of a weak score, so that it does not depend on whom a board is compared with."""
    view = DomainView.objects.filter(scan_id=OuterRef("scan_id"), domain=OuterRef("domain"))
    said = outcomes.annotate(
        is_known=Exists(view.filter(Q(has_issue=True) | Q(self_level__lte=LOW_ESTIMATE))),
        is_estimated=Exists(view.filter(self_level__gt=LOW_ESTIMATE)),
    )
    blind = Q(dont_know__gte=BLIND_SPOT_FROM)
    weak = covered & Q(score__lt=WEAK_BELOW) & ~blind
    sorted_out = said.annotate(
        what=Case(
            When(blind, then=Value(3)),
            When(weak & Q(is_known=True), then=Value(1)),
            When(weak & Q(is_estimated=True), then=Value(2)),
            default=Value(0),
            output_field=IntegerField(),
        )
    )
    rows = sorted_out.values("scan__board_type", "domain").annotate(
        known=Count("pk", filter=Q(what=1)), new=Count("pk", filter=Q(what=2)), blind=Count("pk", filter=Q(what=3))
    )
    for row in rows.order_by("scan__board_type", "domain"):
        key = (BoardType(row["scan__board_type"]), row["domain"])
        found.insights[key] = Insights(row["known"], row["new"], row["blind"])
