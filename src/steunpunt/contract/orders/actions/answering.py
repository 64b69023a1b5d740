"""What the supplier answers to an order, in the portal or by its link, and what the board says to a proposal."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.orders import access
from steunpunt.contract.orders.actions import links
from steunpunt.contract.orders.actions.committing import change, take_back_all
from steunpunt.contract.orders.actions.counting import give_back_all, give_back_amount, give_back_units, hold
from steunpunt.contract.orders.actions.purchasing import slices_of
from steunpunt.contract.orders.choices import Answer, CommitReason, OrderState
from steunpunt.contract.orders.facts import (
    CodeAsked,
    LinkSent,
    OrderAnswered,
    OrderCancelled,
    ProposalAccepted,
    ProposalDeclined,
)
from steunpunt.contract.orders.models import Order, Proposal, SupplierLink
from steunpunt.contract.orders.rules import links as rules
from steunpunt.contract.orders.rules.reckoning import agreed
from steunpunt.contract.orders.rules.reckoning import line as reckoned
from steunpunt.contract.orders.values import ReckonedLine, Wanted
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require, the_platform
from steunpunt.foundation.figures.money import added
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a supplier says: that it delivers, what it proposes instead, or why not."""

    answer: Answer
    text: str = ""
    due_on: date | None = None
    quantities: Mapping[int, int] = field(default_factory=dict)
    """By number of the line, where it proposes fewer."""


# ── in the portal ────────────────────────────────────────────────────────────
@transaction.atomic
def answer(*, order_id: int, reply: Reply, now: datetime, by: Actor) -> Order:
    """A contact of the supplier answers."""
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.is_supplier(by) and by.organisation_id == order.supplier_id and by.looking_in_id is None)
    return _answered(order, reply, now=now, by=by, mail="")


# ── by the link in the mail ──────────────────────────────────────────────────
@transaction.atomic
def give_links(*, order_id: int, now: datetime, by: Actor) -> list[SupplierLink]:
    """A link for every contact of the supplier, as long as the order waits for an answer; each contact gets one."""
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state != OrderState.PLACED:
        return []
    there = {link.person_id: link for link in order.links.all()}
    contacts = people_of.members(order.supplier_id, people_of.Role.CONTACT)
    new = [person for person in contacts if person.id not in there]
    for person in new:
        link = SupplierLink(
            order=order,
            person_id=person.id,
            email=person.email,
            token_hash=f"none yet {order.pk} {person.id}",
            made_at=now,
            expires_at=now + rules.VALID,
        )
        link.save()
        link.token_hash = links.hashed(links.secret_of(link))
        link.save(update_fields=["token_hash"])
        there[person.id] = link
    if new:
        record(LinkSent(organisation_id=order.organisation_id, order_id=order.pk, number=order.number), by=by)
    return [there[person.id] for person in contacts]


def link_of(secret: str, now: datetime) -> SupplierLink | None:
    """The link of a secret, as long as it works or was used; None for what is none, or is too old."""
    rows = SupplierLink.objects.select_related("order__organisation", "order__supplier", "order__framework")
    return rows.filter(token_hash=links.hashed(secret), expires_at__gt=now).first()


@transaction.atomic
def ask_code(*, secret: str, now: datetime) -> SupplierLink:
    """Mail a code to the address to which the link went: who was only forwarded the link does not get it."""
    link = _link(secret, now)
    refuse_if(_used(link))
    if link.code_made_at is not None and now - link.code_made_at < rules.CODE_AGAIN:
        refuse_if([Reason("too_soon", _("A code was mailed just now: look in your mailbox."))])
    link.code_made_at, link.tries = now, 0
    link.save(update_fields=["code_made_at", "tries"])
    order = link.order
    fact = CodeAsked(organisation_id=order.supplier_id, order_id=order.pk, number=order.number, link_id=link.pk)
    record(fact, by=the_platform())
    return link


def answer_by_link(*, secret: str, code: str, reply: Reply, now: datetime) -> Order:
    """Answer once, with link and code. A wrong code counts, also where the answer is refused.

    The counting is a transaction of its own: what is refused must not take the count back with it.
    """
    if wrong := _wrong_code(secret, code, now):
        raise Refused([wrong])
    with transaction.atomic():
        link = _link(secret, now)
        refuse_if(_used(link))
        order = Order.objects.select_for_update().get(pk=link.order_id)
        found = _answered(order, reply, now=now, by=the_platform(), mail=link.email)
        link.used_at = now
        link.save(update_fields=["used_at"])
        return found


@transaction.atomic
def _wrong_code(secret: str, code: str, now: datetime) -> Reason | None:
    link = _link(secret, now)
    refuse_if(_used(link))
    made_at = link.code_made_at
    if made_at is None or now - made_at > rules.CODE_VALID or link.tries >= rules.MOST_TRIES:
        return Reason("code_over", _("This code does not work any more: ask a new one."), "code")
    if rules.is_code(code, links.code_of(link, made_at)):
        return None
    link.tries += 1
    link.save(update_fields=["tries"])
    return Reason("code_wrong", _("This is not the code of the mail."), "code")


def _link(secret: str, now: datetime) -> SupplierLink:
    return SupplierLink.objects.select_for_update().get(token_hash=links.hashed(secret), expires_at__gt=now)


def _used(link: SupplierLink) -> Iterator[Reason]:
    if link.used_at is not None:
        yield Reason("used", _("This link was used already: it works once."))


# ── both ─────────────────────────────────────────────────────────────────────
def _answered(order: Order, reply: Reply, *, now: datetime, by: Actor, mail: str) -> Order:
    refuse_if(_cannot_answer(order, reply))
    order.answered_at, order.answered_by_id, order.answered_by_mail = now, by.person_id, mail
    match reply.answer:
        case Answer.CONFIRM:
            order.state = OrderState.CONFIRMED
            order.due_on = reply.due_on or order.due_on
        case Answer.PROPOSE:
            order.state = OrderState.PROPOSED
            Proposal.objects.create(
                order=order,
                text=reply.text.strip(),
                quantities={str(number): units for number, units in reply.quantities.items()},
                differs=_differs(order, reply.quantities),
                due_on=reply.due_on,
                proposed_at=now,
            )
        case Answer.REFUSE:
            order.state, order.over_reason = OrderState.REFUSED, reply.text.strip()
            give_back_all(order)
            take_back_all(order, CommitReason.REFUSED, on=timezone.localtime(now).date(), now=now)
    order.save()
    fact = OrderAnswered(
        organisation_id=order.organisation_id, order_id=order.pk, number=order.number, answer=reply.answer
    )
    record(fact, by=by)
    _tell_board(order, _("The supplier answered order %(number)s"), now=now, by=by)
    return order


def _differs(order: Order, quantities: Mapping[int, int]) -> list[list[object]]:
    """Title, units ordered and units proposed of each line that would change: what is dropped stays on record by it."""
    lines = order.lines.select_related("item").order_by("number")
    return [
        [line.item.title, line.quantity, quantities[line.number]]
        for line in lines
        if quantities.get(line.number, line.quantity) != line.quantity
    ]


def _cannot_answer(order: Order, reply: Reply) -> Iterator[Reason]:
    if order.state != OrderState.PLACED:
        yield Reason("answered", _("This order was answered or cancelled already."))
    if reply.answer is not Answer.CONFIRM and not reply.text.strip():
        yield Reason("no_text", _("Say what you propose, or why you refuse."), "text")
    if len(reply.text) > LONGEST:
        yield Reason("long", _("This text is too long."), "text")
    if reply.due_on is not None and reply.due_on < order.placed_on:
        yield Reason("due", _("A delivery lies after the order."), "due_on")
    if reply.answer is Answer.PROPOSE:
        ordered = dict(order.lines.values_list("number", "quantity"))
        if any(not 0 <= units <= ordered.get(number, -1) for number, units in reply.quantities.items()):
            yield Reason("quantities", _("Propose at most what was ordered."), "text")
        if reply.quantities and not any(reply.quantities.get(number, units) for number, units in ordered.items()):
            yield Reason("nothing", _("Nothing would be left: then refuse the order."), "text")


def _tell_board(order: Order, title: object, *, now: datetime, by: Actor) -> None:
    members = people_of.members(order.organisation_id)
    wanted = {order.placed_by_id, order.purchase.made_by_id}
    notices.notify(
        kind="orders.answered",
        organisation_id=order.organisation_id,
        to=[person for person in members if person.id in wanted],
        title=title,  # type: ignore[arg-type]  # a lazy text
        params={"number": order.number},
        url=reverse("orders:order", args=[order.pk]),
        now=now,
        by=by,
    )


# ── the board ────────────────────────────────────────────────────────────────
@transaction.atomic
def answer_proposal(*, order_id: int, accepts: bool, today: date, now: datetime, by: Actor) -> Order:
    """Take what the supplier proposes, or leave it: then the order is off.

    With fewer units the price is reckoned again as on the day of the order: a tier that is not reached any more costs more,
    and that is what was looked at before accepting.
    """
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.may_decide_on(by, order))
    proposal = order.proposals.filter(answered_at=None).first()
    if order.state != OrderState.PROPOSED or proposal is None:
        refuse_if([Reason("no_proposal", _("There is no proposal to answer."))])
        raise AssertionError
    proposal.answered_at, proposal.answered_by_id, proposal.is_accepted = now, by.person_id, accepts
    proposal.save()
    if accepts:
        hold(order)
        _reduce(order, proposal, today=today, now=now)
        order.state = OrderState.CONFIRMED
        order.due_on = proposal.due_on or order.due_on
    else:
        order.state, order.over_reason = OrderState.CANCELLED, str(_("The board did not accept the proposal."))
        give_back_all(order)
        take_back_all(order, CommitReason.CANCELLED, on=today, now=now)
    order.save()
    answered = ProposalAccepted if accepts else ProposalDeclined
    record(answered(organisation_id=order.organisation_id, order_id=order.pk, number=order.number), by=by)
    return order


def reduced(order: Order, quantities: Mapping[int, int]) -> dict[int, ReckonedLine]:
    """Lines with the units of a proposal, by number, with prices of the day of the order."""
    rows = list(order.lines.all())
    terms = frameworks.order_terms([line.item_id for line in rows], order.organisation_id, order.placed_on)
    own = terms[order.framework_id]
    found = {}
    for line in rows:
        units = quantities.get(line.number, line.quantity)
        if units:
            wanted = Wanted(item_id=line.item_id, quantity=units, starts_on=line.starts_on)
            item = own.items[line.item_id]
            new = reckoned(item, wanted, own.terms, before=line.volume_before, today=order.placed_on)
            if line.is_agreed:
                new = agreed(new, Decimal(line.slices[0][1]), order.placed_on)
            found[line.number] = new
    return found


def _reduce(order: Order, proposal: Proposal, *, today: date, now: datetime) -> None:
    quantities = {int(number): units for number, units in proposal.quantities.items()}
    if not quantities:
        return
    costs = reduced(order, quantities)
    for line in order.lines.select_related("order"):
        new, was = costs.get(line.number), copy(line)
        give_back_units(line, line.quantity - (new.quantity if new else 0), order.placed_on.year)
        if new is None:
            line.delete()
        else:
            line.quantity, line.slices = new.quantity, slices_of(new)
            line.supplier_part, line.support_part = new.each.supplier, new.each.support
            line.committed_supplier, line.committed_support = new.committed.supplier, new.committed.support
            line.save()
        change(was, line if new else None, ref=f"proposal:{proposal.pk}", on=today, now=now)
    before = order.supplier_part + order.support_part
    committed = added(new.committed for new in costs.values())
    order.supplier_part, order.support_part = committed.supplier, committed.support
    give_back_amount(order, before - committed.total)


@transaction.atomic
def cancel(*, order_id: int, reason: str, now: datetime, by: Actor) -> Order:
    """Take an order back that the supplier did not answer yet."""
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.may_decide_on(by, order))
    if order.state != OrderState.PLACED:
        refuse_if([Reason("answered", _("The supplier answered already: agree with it what happens."))])
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why."), "reason")])
    order.state, order.over_reason = OrderState.CANCELLED, reason.strip()
    give_back_all(order)
    take_back_all(order, CommitReason.CANCELLED, on=timezone.localtime(now).date(), now=now)
    order.save()
    record(OrderCancelled(organisation_id=order.organisation_id, order_id=order.pk, number=order.number), by=by)
    return order
