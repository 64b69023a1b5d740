"""Reads of a comparison with a group of one's own choice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Max, QuerySet

from steunpunt.assess.scan import queries, rules
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import BoardFact, DomainOutcome, ReleasedGroup, Scan
from steunpunt.assess.scan.queries.ledger import FACTS, WHOLE
from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules.groups import Criteria, PublicBoard
from steunpunt.foundation.organisations import public as organisations


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


def provinces(scan: Scan) -> list[str]:
    """Where the boards of the same kind in a round lie: one query."""
    rows = Scan.objects.filter(round_id=scan.round_id, board_type=scan.board_type).exclude(organisation__province="")
    return list(rows.order_by("organisation__province").values_list("organisation__province", flat=True).distinct())


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


def choices_of(scan: Scan) -> list[ReleasedGroup]:
    """The groups of its own choice that a board was shown in a round, newest first: one query."""
    return list(_whole(scan).exclude(chosen_as__startswith=PARTNERSHIP))


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


@dataclass(frozen=True, slots=True)
class FactSpread:
    """One ratio of a board beside those of a group."""

    key: str
    own: float | None
    group: ratios.Spread


@dataclass(frozen=True, slots=True)
class Chosen:
    """A board beside a group of its own choice. `boards` counts the group for a domain at the most."""

    criteria: Criteria | None
    """Empty for a partnership."""
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
    members = {row.domain: row.members for row in rows}
    outcomes = DomainOutcome.objects.filter(scan_id__in=whole.members).order_by("pk")
    scores = {(row.scan_id, row.domain): queries.score_of(row) for row in outcomes}
    base = queries.result(scan)
    domains = [
        (
            domain,
            replace(
                found,
                comparison=rules.compare(
                    found.score,
                    [scores[pk, domain.code] for pk in members.get(domain.code, []) if (pk, domain.code) in scores],
                ),
            ),
        )
        for domain, found in base.domains
    ]
    numbers = facts_of([*members.get(FACTS, []), scan.pk])
    group = [numbers.get(pk, {}) for pk in members.get(FACTS, [])]
    own = numbers.get(scan.pk, {})
    return Chosen(
        criteria=None if whole.chosen_as.startswith(PARTNERSHIP) else Criteria.of_key(whole.chosen_as),
        boards=len(whole.members),
        result=queries.Result(domains=domains, compared_at=whole.released_at, group_size=len(whole.members)),
        facts=[FactSpread(item.key, ratios.value(item, own), ratios.spread(item, group)) for item in ratios.RATIOS],
    )
