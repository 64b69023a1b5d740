"""Which figures of others a board may see: decided once, kept for good."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.releasing import Shown, Submitted, submitted
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.facts import ResultLookedAt
from steunpunt.assess.scan.models import DomainTally, ReleasedGroup, Round, Scan
from steunpunt.assess.scan.queries import levels, opportunities
from steunpunt.assess.scan.queries.comparison import FACTS
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.rules.released import next_groups
from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def release_comparisons(*, round_id: int, now: datetime) -> int:
    """After boards submitted: give every board of the round the newest comparison that reveals nobody.

    Answers how many groups were released. Safe to run again: the same groups are not released twice.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    scans = queries.with_round(Scan.objects.filter(round=round_, state=ScanState.SUBMITTED)).order_by("pk")
    cache: dict[str, Submitted] = {}
    return sum(release_for(scan, now=now, cache=cache) for scan in scans)


def release_for(scan: Scan, *, now: datetime, cache: dict[str, Submitted] | None = None) -> int:
    """Release to one board, per domain and for the facts, the group of boards of the same scale, when the rule allows it.

    The figures are kept with the group as they are now: see `rules.released`.
    """
    cache = {} if cache is None else cache
    if scan.board_type not in cache:
        cache[scan.board_type] = submitted(scan.round_id, scan.board_type)
    among, shown = cache[scan.board_type], Shown.to(scan)
    peers = [pk for pk, _peer in queries.peers_of(scan.pk, among.sizes)]
    new = []
    for key in (*filling.domains_asked(queries.questionnaire_of(scan), BoardType(scan.board_type)), FACTS):
        earlier = shown.groups(key, by_default=True)
        for group in next_groups(among.counting(peers, key), earlier):
            if group in earlier:
                break
            if shown.allows(key, group):
                new.append(shown.add(key, group, among=among, now=now))
                break
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


@transaction.atomic
def note_look(*, scan_id: int, what: str, by: Actor) -> None:
    """Keep on record, for the board to read, that somebody of the support point looked at its result."""
    scan = access.visible_scans(by).get(pk=scan_id)
    require(by.is_of_support_point)
    record(ResultLookedAt(organisation_id=scan.organisation_id, scan_id=scan.pk, what=what), by=by)
