"""Reads of a comparison with a group of one's own choice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, QuerySet

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import BoardFact, ReleasedGroup, Scan
from steunpunt.assess.scan.queries.ledger import FACTS, WHOLE
from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules import released
from steunpunt.assess.scan.rules.groups import Criteria, PublicBoard
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations


def public_boards(scan: Scan, *, submitted: bool) -> list[PublicBoard]:
    """The boards of the same kind in a round, invited or submitted, with what everybody may know of them: nine queries,
    and one more for those that submitted.
    """
    rows = Scan.objects.filter(round_id=scan.round_id, board_type=scan.board_type)
    boards = _public(rows, scan.round.opens_on, BoardType(scan.board_type))
    if not submitted:
        return boards
    kept = set(rows.filter(state=ScanState.SUBMITTED).order_by().values_list("pk", flat=True))
    return [board for board in boards if board.scan in kept]


def _public(rows: QuerySet[Scan], on: date, board_type: BoardType) -> list[PublicBoard]:
    """Neighbours are counted among all of these, so that they are those of the boards that were invited."""
    found = list(
        rows.order_by("pk").values_list("pk", "organisation_id", "organisation__province", "organisation__name")
    )
    ids = [board for _pk, board, *_rest in found]
    counts, lands = organisations.populations(ids, on), organisations.land_of(ids, on)
    areas, near = organisations.areas(lands.values(), on), _neighbours(set(lands.values()), on)
    boards = []
    for pk, board, province, name in found:
        land = lands.get(board)
        inhabitants, area = counts[board].inhabitants if board in counts else None, areas.get(land or 0)
        boards.append(
            PublicBoard(
                scan=pk,
                type=board_type,
                province=province,
                inhabitants=inhabitants,
                organisation=board,
                name=name,
                density=round(inhabitants / area) if inhabitants is not None and area else None,
                area=round(area) if area else None,
                neighbours=None if land is None else near[land],
            )
        )
    return boards


def _neighbours(lands: AbstractSet[int], on: date) -> Counter[int]:
    """Of each of these lands with how many of the others it has a border: one query."""
    pairs = [pair for pair in organisations.borders(on) if lands >= set(pair)]
    return Counter(land for pair in pairs for land in pair)


@dataclass(frozen=True, slots=True)
class Invited:
    """The boards of one kind that were invited to a round, with the land they work on."""

    boards: Sequence[PublicBoard]
    lands: Mapping[int, int]
    """Land by organisation; zones have none."""
    outlines: Mapping[int, Mapping[str, object]]
    """GeoJSON geometries by land."""


def invited(scan: Scan, today: date) -> Invited:
    """One query; the boards themselves are read once a day per process, and again when others were invited."""
    rows = Scan.objects.filter(round_id=scan.round_id, board_type=scan.board_type)
    stamp = rows.aggregate(newest=Max("pk"), number=Count("pk"))
    return _invited(scan.round_id, scan.board_type, scan.round.opens_on, today, stamp["newest"], stamp["number"])


@lru_cache(maxsize=32)
def _invited(round_id: int, board_type: str, opens_on: date, today: date, _newest: int, _number: int) -> Invited:
    rows = Scan.objects.filter(round_id=round_id, board_type=board_type)
    boards = _public(rows, opens_on, BoardType(board_type))
    lands = organisations.land_of([board.organisation for board in boards], today)
    return Invited(boards, lands, organisations.boundaries(lands.values(), today))


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


PARTNERSHIP = "partnership:"
"""Starts the key of a group that was shown because of a partnership."""


def choices_of(rows: Iterable[ReleasedGroup]) -> list[ReleasedGroup]:
    """The groups of its own choice among those that a board was shown, newest first."""
    return [row for row in rows if row.domain == WHOLE and not row.chosen_as.startswith(PARTNERSHIP)][::-1]


def other_rounds(actor: Actor, scan: Scan) -> list[Scan]:
    """The board's submitted scans in other rounds, as far as this actor sees them, newest first: one query."""
    rows = access.visible_scans(actor).filter(organisation_id=scan.organisation_id, state=ScanState.SUBMITTED)
    return list(queries.with_round(rows.exclude(pk=scan.pk)).order_by("-round__opens_on", "-pk")[:10])


def _whole(scan: Scan) -> QuerySet[ReleasedGroup]:
    rows = ReleasedGroup.objects.filter(viewer_id=scan.organisation_id, round_id=scan.round_id, domain=WHOLE)
    return rows.order_by("-pk")


def of_partnership(scan: Scan, group_id: int) -> ReleasedGroup | None:
    """The group of a partnership that a board was shown last: one query."""
    return _whole(scan).filter(chosen_as=f"{PARTNERSHIP}{group_id}").first()


def shown_before(scan: Scan, group: frozenset[int], *, prefix: str) -> ReleasedGroup | None:
    """The same group, shown to this board before in the same way."""
    for row in _whole(scan):
        if frozenset(row.members) == group and row.chosen_as.startswith(PARTNERSHIP) == bool(prefix):
            return row
    return None


def submitted_among(scan: Scan, boards: Iterable[int]) -> frozenset[int]:
    """Of these boards the scans of its kind that were submitted in its round; its own is left out. One query."""
    rows = Scan.objects.filter(
        round_id=scan.round_id, board_type=scan.board_type, organisation_id__in=set(boards), state=ScanState.SUBMITTED
    )
    return frozenset(rows.exclude(pk=scan.pk).values_list("pk", flat=True))


def figures_of(whole: ReleasedGroup, rows: Iterable[ReleasedGroup]) -> dict[str, Mapping[str, Any]]:
    """Per domain, and for the facts, what was shown of a group as a whole and may still be shown."""
    return {
        row.domain: row.figures
        for row in rows
        if row.domain != WHOLE
        and (row.chosen_as, row.released_at) == (whole.chosen_as, whole.released_at)
        and set(row.members) <= set(whole.members)
    }


@dataclass(frozen=True, slots=True)
class FactSpread:
    """One ratio of a board beside those of a group."""

    key: str
    own: float | None
    group: ratios.Spread
    boards: int | None
    """How many boards gave all facts; None when nothing is shown."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A board beside a group: of its own choice, or (no criteria) of the same scale or of a partnership. `boards` counts the group for a
    domain at the most.
    """

    criteria: Criteria | None
    boards: int
    result: queries.Result
    facts: list[FactSpread]


def chosen_result(scan: Scan, whole: ReleasedGroup, rows: Sequence[ReleasedGroup]) -> Beside:
    """The figures of a group that was released: three queries. The status stays that of the default rule.

    `rows` are all groups that the board was shown: those of `whole` were released with it.
    """
    figures = figures_of(whole, rows)
    base = queries.result(scan, rows)
    domains = [
        (domain, replace(found, comparison=released.comparison(figures.get(domain.code, {}), found.score)))
        for domain, found in base.domains
    ]
    return Beside(
        criteria=None if whole.chosen_as.startswith(PARTNERSHIP) else Criteria.of_key(whole.chosen_as),
        boards=len(whole.members),
        result=queries.Result(domains=domains, compared_at=whole.released_at, group_size=len(whole.members)),
        facts=facts_beside(scan, figures.get(FACTS, {})),
    )


def default_result(scan: Scan, rows: Sequence[ReleasedGroup]) -> Beside:
    """The same with the boards of the same scale, as they were released last."""
    base = queries.result(scan, rows)
    facts = queries.default_groups(rows).get(FACTS)
    return Beside(
        criteria=None, boards=base.group_size, result=base, facts=facts_beside(scan, facts.figures if facts else {})
    )


def facts_beside(scan: Scan, figures: Mapping[str, Any]) -> list[FactSpread]:
    """The ratios of a board beside those kept with a group: one query."""
    own = facts_of([scan.pk]).get(scan.pk, {})
    return [
        FactSpread(item.key, ratios.value(item, own), released.fact_spread(figures, item.key), figures.get("n"))
        for item in ratios.RATIOS
    ]
