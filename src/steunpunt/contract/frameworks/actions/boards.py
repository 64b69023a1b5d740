"""Who can order: boards that opted in or are named, and those that come in by themselves where the contract is open."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import access, queries
from steunpunt.contract.frameworks.choices import EntitledBy, FrameworkState
from steunpunt.contract.frameworks.facts import BoardEntitled, EntitlementEnded
from steunpunt.contract.frameworks.models import Entitlement, Framework
from steunpunt.contract.frameworks.rules import terms as rules
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.dated import holds
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def entitle(
    *, framework_id: int, boards: Collection[int], origin: EntitledBy, valid_from: date, now: datetime, by: Actor
) -> int:
    """Let boards order from a day on; answers how many could not already."""
    require(access.may_keep(by))
    framework = access.visible_frameworks(by).select_for_update().get(pk=framework_id)
    cards = organisations.organisations(boards)
    if any(one not in cards or cards[one].kind not in organisations.BOARD_KINDS for one in boards):
        refuse_if([Reason("not_boards", _("Boards alone can order."), "boards")])
    start = max(valid_from, framework.starts_on)
    there = set(
        Entitlement.objects.filter(framework=framework, organisation_id__in=boards, valid_to=None)
        .order_by()
        .values_list("organisation_id", flat=True)
    )
    new = sorted(set(boards) - there)
    for board in new:
        _entitled(framework, board, str(cards[board].name), origin, start, now, by)
    return len(new)


@transaction.atomic
def come_in(*, framework_id: int, now: datetime, today: date, by: Actor) -> Entitlement:
    """Take part in a contract that is open to boards of one's kind: the board's own decision."""
    require(access.may_come_in(by))
    framework = access.open_frameworks(by, today).select_for_update(of=("self",)).get(pk=framework_id)
    terms = queries.terms_on(framework, today)
    board = organisations.organisation(by.organisation_id or 0)
    if board is None or board.kind not in terms.open_kinds or not _lies_in(board.id, terms.open_region, today):
        refuse_if([Reason("not_open", _("This contract is not open to your board."))])
        raise AssertionError
    start = rules.comes_in_on(terms, today)
    if start is None or framework.state != FrameworkState.IN_FORCE:
        refuse_if([Reason("no_moment", _("There is no moment left on which boards can come in."))])
        raise AssertionError
    return _entitled(framework, board.id, board.name, EntitledBy.KIND, start, now, by)


def _lies_in(board_id: int, province: str, today: date) -> bool:
    if not province:
        return True
    return any(card.id == board_id for card in organisations.boards(today, province=province))


@transaction.atomic
def end_entitlement(*, entitlement_id: int, valid_to: date, today: date, now: datetime, by: Actor) -> Entitlement:
    """A board orders no more from a day on; what runs is served."""
    require(access.may_keep(by))
    row = Entitlement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=entitlement_id)
    if row.valid_to is not None:
        refuse_if([Reason("ended", _("This was ended already."))])
    if valid_to < max(today, row.valid_from):
        refuse_if([Reason("the_past", _("It ends today at the earliest."), "valid_to")])
    row.valid_to, row.ended_at, row.ended_by_id = valid_to, now, by.person_id
    row.save()
    fact = EntitlementEnded(
        organisation_id=row.organisation_id,
        framework_id=row.framework_id,
        board=str(row.organisation),
        valid_to=valid_to,
    )
    record(fact, by=by)
    return row


def carry(*, predecessor_id: int, successor_id: int, on: date, now: datetime, by: Actor) -> int:
    """What boards that merged could order, their successor can, from its first day on."""
    rows = Entitlement.objects.filter(holds(on), organisation_id=predecessor_id).select_related("framework")
    count = 0
    for row in rows.order_by("pk"):
        if not Entitlement.objects.filter(holds(on), framework=row.framework, organisation_id=successor_id).exists():
            name = organisations.organisations([successor_id])[successor_id].name
            _entitled(row.framework, successor_id, name, EntitledBy(row.origin), on, now, by)
            count += 1
    return count


def _entitled(
    framework: Framework, board_id: int, name: str, origin: EntitledBy, start: date, now: datetime, by: Actor
) -> Entitlement:
    row = Entitlement.objects.create(
        framework=framework,
        organisation_id=board_id,
        valid_from=start,
        origin=origin,
        written_at=now,
        written_by_id=by.person_id,
    )
    record(BoardEntitled(organisation_id=board_id, framework_id=framework.pk, board=name, valid_from=start), by=by)
    return row
