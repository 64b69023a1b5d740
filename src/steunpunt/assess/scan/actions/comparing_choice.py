"""A board asks for the figures of a group of its own choice: decided once, counted, kept for good."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.releasing import kept, submitted
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.facts import GroupReleased
from steunpunt.assess.scan.facts.sharing import PartnershipReleased
from steunpunt.assess.scan.models import ReleasedGroup, Round, Scan
from steunpunt.assess.scan.queries import comparison, ledger
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.rules.groups import Criteria, chosen
from steunpunt.assess.scan.rules.parameters import MOST_CHOICES
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def release_choice(*, scan_id: int, criteria: Criteria, now: datetime, by: Actor) -> ReleasedGroup:
    """Release the figures of a group to a board, when nobody can be worked out from them and what it saw before.

    The round is locked first, as `release_comparisons` does, so that two groups are never weighed beside each other.
    A group that was released before is given back as it was and counts once.
    """
    found = queries.with_round(access.visible_scans(by)).get(pk=scan_id)
    Round.objects.select_for_update().get(pk=found.round_id)
    require(access.may_choose_comparison(by, found))
    refuse_if(_not_submitted(found))
    boards = comparison.public_boards(found, submitted=True)
    own = next(board for board in boards if board.scan == found.pk)
    group = chosen(criteria, boards, own=own)
    if earlier := comparison.shown_before(found, group, prefix=""):
        return _again(found, earlier)
    whole = _release(found, group, chosen_as=criteria.key, now=now)
    fact = GroupReleased(
        organisation_id=found.organisation_id, scan_id=found.pk, boards=len(group), chosen_as=criteria.key
    )
    record(fact, by=by)
    return whole


@transaction.atomic
def release_partnership(*, scan_id: int, group_id: int, now: datetime, today: date, by: Actor) -> ReleasedGroup:
    """Release to a member the figures of the other members of its partnership, of its own kind, that submitted.

    By the same rules as a group of its own choice, in the same ledger: nobody can subtract one from the other.
    """
    found = queries.with_round(access.visible_scans(by)).get(pk=scan_id)
    Round.objects.select_for_update().get(pk=found.round_id)
    require(access.may_choose_comparison(by, found))
    members = organisations.members_of(group_id, today)
    require(found.organisation_id in members)
    refuse_if(_not_submitted(found))
    group = comparison.submitted_among(found, members)
    if earlier := comparison.shown_before(found, group, prefix=comparison.PARTNERSHIP):
        return _again(found, earlier)
    whole = _release(found, group, chosen_as=f"{comparison.PARTNERSHIP}{group_id}", now=now)
    fact = PartnershipReleased(
        organisation_id=found.organisation_id,
        scan_id=found.pk,
        boards=len(group),
        group_id=group_id,
        group=organisations.names([group_id])[group_id],
    )
    record(fact, by=by)
    return whole


def _again(found: Scan, earlier: ReleasedGroup) -> ReleasedGroup:
    """What was shown before, unless the names that the board sees by now would give away who is not among them."""
    refuse_if(_objections(comparison.figures_of(earlier, queries.released_groups(found)).keys() | {ledger.WHOLE}, 0))
    return earlier


def _release(found: Scan, group: frozenset[int], *, chosen_as: str, now: datetime) -> ReleasedGroup:
    """The group as a whole; per domain those that answered enough of it; for the facts those that gave them all."""
    seen = ledger.of_viewer(found).seen(found.organisation_id, own=found.pk)
    among = submitted({found.pk, *group})
    domains = filling.domains_asked(queries.questionnaire_of(found), BoardType(found.board_type))
    parts = {key: among.counting(group, key) for key in (ledger.WHOLE, *domains, ledger.FACTS)}
    visible = {key: members for key, members in parts.items() if seen.allows(key, members)}
    refuse_if(_objections(visible.keys(), len(seen.groups.get(ledger.WHOLE, []))))
    new = [
        kept(
            seen,
            key,
            members,
            own=found.pk,
            round_id=found.round_id,
            among=among,
            now=now,
            chosen_as=chosen_as,
        )
        for key, members in visible.items()
    ]
    whole = next(row for row in new if row.domain == ledger.WHOLE)
    ReleasedGroup.objects.bulk_create(new)
    return whole


def _not_submitted(scan: Scan) -> Iterator[Reason]:
    if scan.state != ScanState.SUBMITTED:
        yield Reason("not_submitted", _("This scan was not submitted yet."))


def _objections(visible: AbstractSet[str], seen: int) -> Iterator[Reason]:
    """One reason for too few and too close: telling them apart would say how many boards submitted.

    A group of which no score may be shown, beside what the default rule showed, is refused with its facts and all.
    """
    if seen >= MOST_CHOICES:
        yield Reason("choices_used_up", _("You saw the most groups of your own choice that this round allows."))
    elif ledger.WHOLE not in visible or not visible - {ledger.WHOLE, ledger.FACTS}:
        yield Reason("group_not_shown", _("Too few boards, or too close to a group that you saw before."))
