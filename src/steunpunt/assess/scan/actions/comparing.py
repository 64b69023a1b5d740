"""Which figures of others a board may see: decided once, kept for good."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.releasing import Submitted, kept, submitted
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.facts import ResultLookedAt
from steunpunt.assess.scan.models import DomainTally, ReleasedGroup, Round, Scan
from steunpunt.assess.scan.queries import ledger, levels, opportunities, renewing
from steunpunt.assess.scan.queries.peers import peers_of
from steunpunt.assess.scan.rules import filling
from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.figures.disclosure import MIN_GROUP, next_groups
from steunpunt.foundation.journal.public import record


@transaction.atomic
def renew_round(*, round_id: int, now: datetime) -> bool:
    """Comparisons and counts of a round, once for all boards that submitted meanwhile; False when nothing changed.

    1. The round is locked: whoever comes second waits, and then finds what the first one kept.
    2. What was submitted is read after that, so that whoever is told that nothing changed was taken along.
    3. The mark is kept in the transaction of the work: a worker that dies leaves neither.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    mark = renewing.submissions_mark(round_id)
    if round_.renewed_for == mark:
        return False
    release_comparisons(round_id=round_id, now=now)
    count_round(round_id=round_id)
    round_.renewed_for = mark
    round_.save(update_fields=["renewed_for"])
    return True


@transaction.atomic
def release_comparisons(*, round_id: int, now: datetime) -> int:
    """After boards submitted: give every board of the round the newest comparison that reveals nobody.

    Answers how many groups were released. Safe to run again: the same groups are not released twice. Peers, coverage and
    what was shown before are read once for all boards; a group that was weighed before costs a look into a set.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    known = ledger.of_round(round_.pk)
    new: list[ReleasedGroup] = []
    for board_type in BoardType:
        sizes = queries.scales(round_.pk, board_type)
        if len(sizes) <= MIN_GROUP:
            continue  # the board itself is not counted
        among, keys = submitted(sizes), _keys(round_, board_type)
        for pk, peers in renewing.peers_of_all(sizes).items():
            seen = known.seen(int(sizes[pk].id), own=pk)
            new += _newest(seen, keys, peers, own=pk, round_id=round_.pk, among=among, now=now)
    ReleasedGroup.objects.bulk_create(new, ignore_conflicts=True, batch_size=2_000)
    return len(new)


def release_for(scan: Scan, *, now: datetime) -> int:
    """Release to one board, per domain and for the facts, the group of boards of the same scale, when the rule allows it.

    The figures are kept with the group as they are now: see `rules.released`.
    """
    peers = list(peers_of(scan))
    seen = ledger.of_viewer(scan).seen(scan.organisation_id, own=scan.pk)
    shown = {pk for groups in seen.by_default.values() for group in groups for pk in group}
    among, keys = submitted({scan.pk, *peers, *shown}), _keys(scan.round, BoardType(scan.board_type))
    new = _newest(seen, keys, peers, own=scan.pk, round_id=scan.round_id, among=among, now=now)
    ReleasedGroup.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _keys(round_: Round, board_type: BoardType) -> list[str]:
    """What a comparison is released for: every domain, and the facts."""
    return [*filling.domains_asked(queries.questionnaire_of_round(round_), board_type), ledger.FACTS]


def _newest(
    seen: ledger.Seen,
    keys: Collection[str],
    peers: Collection[int],
    *,
    own: int,
    round_id: int,
    among: Submitted,
    now: datetime,
) -> list[ReleasedGroup]:
    """What one board may be shown anew, per domain and for the facts."""
    new = []
    for key in keys:
        earlier = seen.by_default.get(key, [])
        for group in next_groups(among.counting(peers, key), earlier):
            if group in earlier:
                break
            # A board that took its scan back counts no more: a group with it has no figures to be made.
            if among.counting(group, key) == group and seen.allows(key, group):
                new.append(kept(seen, key, group, own=own, round_id=round_id, among=among, now=now))
                break
    return new


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
