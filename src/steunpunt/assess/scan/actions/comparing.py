"""Which figures of others a board may see: decided once, kept for good."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from steunpunt.assess.scan import access, queries, rules
from steunpunt.assess.scan.choices import BoardType, Release, ScanState
from steunpunt.assess.scan.facts import ResultLookedAt
from steunpunt.assess.scan.models import DomainTally, ReleasedGroup, Round, Scan
from steunpunt.assess.scan.queries import levels, opportunities
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.values import Scale
from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def release_comparisons(*, round_id: int, now: datetime) -> int:
    """After boards submitted: give every board of the round the newest comparison that reveals nobody.

    Answers how many groups were released. Safe to run again: the same groups are not released twice.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    scans = queries.with_round(Scan.objects.filter(round=round_, state=ScanState.SUBMITTED)).order_by("pk")
    cache: _Cache = {}
    return sum(release_for(scan, now=now, cache=cache) for scan in scans)


_Cache = dict[str, tuple[dict[int, Scale], dict[tuple[int, str], bool]]]


def release_for(scan: Scan, *, now: datetime, cache: _Cache | None = None) -> int:
    """Release to one board, per domain, the group of boards of the same scale, when the release rule allows it."""
    cache = {} if cache is None else cache
    if scan.board_type not in cache:
        cache[scan.board_type] = (
            queries.scales(scan.round_id, scan.board_type),
            queries.covered(scan.round_id, scan.board_type),
        )
    sizes, covered = cache[scan.board_type]
    peers = [pk for pk, _peer in queries.peers_of(scan.pk, sizes)]
    earlier: dict[str, list[frozenset[int]]] = {}
    shown: set[tuple[str, frozenset[int]]] = set()
    for domain, members, chosen_as in ReleasedGroup.objects.filter(
        viewer_id=scan.organisation_id, round_id=scan.round_id
    ).values_list("domain", "members", "chosen_as"):
        earlier.setdefault(domain, []).append(frozenset(members))
        if not chosen_as:
            shown.add((domain, frozenset(members)))
    new = []
    for domain in filling.domains_asked(queries.questionnaire_of(scan), BoardType(scan.board_type)):
        group = frozenset(pk for pk in peers if covered.get((pk, domain)))
        known = earlier.get(domain, [])
        decision = rules.release(_names(group), [(str(index), _names(old)) for index, old in enumerate(known)])
        if decision.release is Release.VISIBLE and (domain, group) not in shown:
            new.append(
                ReleasedGroup(
                    viewer_id=scan.organisation_id,
                    round_id=scan.round_id,
                    domain=domain,
                    members=sorted(group),
                    released_at=now,
                )
            )
    ReleasedGroup.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def count_round(*, round_id: int) -> None:
    """Keep anew how many boards are what in every domain. Safe to run again."""
    round_ = Round.objects.select_for_update().get(pk=round_id)
    DomainTally.objects.filter(round=round_).delete()
    DomainTally.objects.bulk_create(opportunities.count(round_))


@transaction.atomic
def note_looks(*, scan_ids: Collection[int], what: str, by: Actor) -> None:
    """The same for boards that were looked at beside one another."""
    require(by.is_of_support_point)
    for scan in access.visible_scans(by).filter(pk__in=scan_ids).order_by("pk"):
        record(ResultLookedAt(organisation_id=scan.organisation_id, scan_id=scan.pk, what=what), by=by)


@transaction.atomic
def note_looks_at(organisation_ids: Collection[int], *, what: str, by: Actor) -> None:
    """When somebody of the support point reckons with the levels of boards by name, these boards can read that."""
    if by.is_of_support_point:
        note_looks(scan_ids=levels.newest_scans(organisation_ids).values(), what=what, by=by)


def _names(members: frozenset[int]) -> frozenset[str]:
    return frozenset(str(member) for member in members)


@transaction.atomic
def note_look(*, scan_id: int, what: str, by: Actor) -> None:
    """Keep on record, for the board to read, that somebody of the support point looked at its result."""
    scan = access.visible_scans(by).get(pk=scan_id)
    require(by.is_of_support_point)
    record(ResultLookedAt(organisation_id=scan.organisation_id, scan_id=scan.pk, what=what), by=by)
