"""Reads of a comparison with a group of one's own choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max

from steunpunt.assess.scan import queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import BoardFact, ReleasedGroup, Scan
from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules import released
from steunpunt.assess.scan.rules.groups import Criteria, PublicBoard
from steunpunt.foundation.organisations import public as organisations

WHOLE = "*"
"""Stands in place of a domain for the chosen group as a whole."""

FACTS = "facts"
"""Stands in place of a domain for the facts, which share one group."""


def public_boards(scan: Scan, *, submitted: bool) -> list[PublicBoard]:
    """The boards of the same kind in a round, invited or submitted, with what everybody may know of them: four queries."""
    rows = Scan.objects.filter(round_id=scan.round_id, board_type=scan.board_type)
    if submitted:
        rows = rows.filter(state=ScanState.SUBMITTED)
    found = list(rows.order_by("pk").values_list("pk", "organisation_id", "organisation__province"))
    counts = organisations.populations([board for _pk, board, _province in found], scan.round.opens_on)
    return [
        PublicBoard(pk, BoardType(scan.board_type), province, counts[board].inhabitants if board in counts else None)
        for pk, board, province in found
    ]


def facts_of(scan_ids: Iterable[int]) -> dict[int, dict[str, float]]:
    """The numbers behind the ratios, by scan: one query."""
    rows = (
        BoardFact.objects.filter(scan_id__in=set(scan_ids), fact__in=ratios.PARTS)
        .values("scan_id", "fact")
        .annotate(value=Max("number"))
        .order_by("scan_id", "fact")
    )
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        if row["value"] is not None:
            found.setdefault(row["scan_id"], {})[row["fact"]] = float(row["value"])
    return found


def choices_of(scan: Scan) -> list[ReleasedGroup]:
    """The groups of its own choice that a board was shown in a round, newest first: one query."""
    rows = ReleasedGroup.objects.filter(viewer_id=scan.organisation_id, round_id=scan.round_id, domain=WHOLE)
    return list(rows.order_by("-pk"))


@dataclass(frozen=True, slots=True)
class FactSpread:
    """One ratio of a board beside those of a group."""

    key: str
    own: float | None
    group: ratios.Spread
    boards: int | None
    """How many boards gave all facts; None when nothing is shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A board beside a group of its own choice. `boards` counts the group for a domain at the most."""

    criteria: Criteria
    boards: int
    result: queries.Result
    facts: list[FactSpread]


def chosen_result(scan: Scan, whole: ReleasedGroup) -> Chosen:
    """The figures of a group that was released: a fixed number of queries. The status stays that of the default rule."""
    rows = ReleasedGroup.objects.filter(
        viewer_id=whole.viewer_id,
        round_id=whole.round_id,
        chosen_as=whole.chosen_as,
        released_at=whole.released_at,
        members__contained_by=whole.members,
    ).order_by("pk")
    figures = {row.domain: row.figures for row in rows}
    base = queries.result(scan)
    domains = [
        (domain, replace(found, comparison=released.comparison(figures.get(domain.code, {}), found.score)))
        for domain, found in base.domains
    ]
    return Chosen(
        criteria=Criteria.of_key(whole.chosen_as),
        boards=len(whole.members),
        result=queries.Result(domains=domains, compared_at=whole.released_at, group_size=len(whole.members)),
        facts=facts_beside(scan, figures.get(FACTS, {})),
    )


def facts_beside(scan: Scan, figures: Mapping[str, Any]) -> list[FactSpread]:
    """The ratios of a board beside those kept with a group: one query."""
    own = facts_of([scan.pk]).get(scan.pk, {})
    return [
        FactSpread(item.key, ratios.value(item, own), released.fact_spread(figures, item.key), figures.get("n"))
        for item in ratios.RATIOS
    ]
