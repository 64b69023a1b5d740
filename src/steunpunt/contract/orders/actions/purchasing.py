"""From basket to order: fill it, ask for approval, approve or send back, place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import OrderTerms
from steunpunt.contract.orders import access, queries, reasons
from steunpunt.contract.orders.actions.committing import commit
from steunpunt.contract.orders.actions.counting import count
from steunpunt.contract.orders.choices import PurchaseState
from steunpunt.contract.orders.facts import (
    ApprovalAsked,
    MaximumNear,
    OrderPlaced,
    PurchasePlaced,
    PurchaseReturned,
)
from steunpunt.contract.orders.models import (
    BasketLine,
    FrameworkUse,
    Order,
    OrderLine,
    Purchase,
)
from steunpunt.contract.orders.rules.approving import Authority
from steunpunt.contract.orders.rules.reckoning import MOST_QUANTITY, share_of_maximum
from steunpunt.contract.orders.values import ReckonedLine, Wanted
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Text, refuse_if, require
from steunpunt.foundation.figures.money import added
from steunpunt.foundation.journal.public import Fact, record, record_all
from steunpunt.foundation.notices import public as notices

_OfSupplier: TypeAlias = tuple[int, int, int]
"""Contract, lot and supplier: to each goes an order of its own."""
_BASKET = """
    INSERT INTO orders_purchase (organisation_id, made_by_id, state, made_at, note, deliver_to, returned_reason)
    VALUES (%s, %s, 'basket', %s, '', '', '')
    ON CONFLICT (organisation_id, made_by_id) WHERE state = 'basket' DO UPDATE SET state = orders_purchase.state
    RETURNING *
"""
"""Somebody's one basket, made where there was none, and held."""


# ── the basket ───────────────────────────────────────────────────────────────
@transaction.atomic
def put_in_basket(
    *, item_id: int, quantity: int, starts_on: date | None = None, today: date, now: datetime, by: Actor
) -> Purchase:
    """So many units of an item; of what is in it already the quantity is replaced. Nought takes it out."""
    require(access.may_fill(by))
    if quantity and not frameworks.is_orderable(by, item_id, today):
        refuse_if([Reason("not_orderable", _("Your board cannot order this."))])
    refuse_if([reasons.too_many()] if not 0 <= quantity <= MOST_QUANTITY else [])
    refuse_if([reasons.starts_in_the_past()] if quantity and starts_on and starts_on < today else [])
    [basket] = Purchase.objects.raw(_BASKET, [by.organisation_id, by.person_id, now])
    if quantity:
        BasketLine.objects.bulk_create(
            [BasketLine(purchase=basket, item_id=item_id, quantity=quantity, starts_on=starts_on)],
            update_conflicts=True,
            unique_fields=["purchase", "item"],
            update_fields=["quantity", "starts_on"],
        )
    else:
        basket.lines.filter(item_id=item_id).delete()
    return basket


@transaction.atomic
def put_all_in_basket(
    *, quantities: Mapping[int, int], starts_on: date | None = None, today: date, now: datetime, by: Actor
) -> None:
    """The same for several items, or for none of them: an item with its options."""
    for item, quantity in quantities.items():
        put_in_basket(item_id=item, quantity=quantity, starts_on=starts_on, today=today, now=now, by=by)


@transaction.atomic
def say_of_basket(*, note: str, deliver_to: str, by: Actor) -> Purchase:
    """What it is for, and where it is delivered."""
    basket = access.own_basket(by).select_for_update().get()
    basket.note, basket.deliver_to = note.strip()[:300], deliver_to.strip()[:300]
    basket.save(update_fields=["note", "deliver_to"])
    return basket


@transaction.atomic
def order_again(*, order_id: int, today: date, now: datetime, by: Actor) -> int:
    """Put what an earlier order held in the basket, as far as it can still be ordered; answers how many lines."""
    require(access.may_fill(by))
    order = access.visible_orders(by).get(pk=order_id, organisation_id=by.organisation_id or 0)
    lines = {line.item_id: line.quantity for line in order.lines.order_by("number")}
    still = frameworks.orderable_items(by, today).filter(pk__in=lines).order_by("pk").values_list("pk", flat=True)
    put_all_in_basket(quantities={item: lines[item] for item in still}, today=today, now=now, by=by)
    return len(still)


# ── approval ─────────────────────────────────────────────────────────────────
@transaction.atomic
def submit(*, purchase_id: int, amount_seen: Decimal, today: date, now: datetime, by: Actor) -> Purchase:
    """Order what is in one's basket; above one's limit, or without the mandate, a colleague who may is asked.

    `amount_seen` is what the page showed: at another amount nothing is ordered that nobody looked at.
    """
    basket = queries.own_basket_held(purchase_id, by)
    asked = queries.wanted(queries.basket_lines(basket.pk))
    refuse_if([] if asked else [Reason("empty", _("There is nothing in the basket."))])
    authority = queries.authority_of(by, today)
    found = queries.parts(asked, basket.organisation_id, today)
    amount = _checked(asked, found, amount_seen)
    if authority is not None and authority.covers(amount):
        return place(basket, found, authority, today=today, now=now, by=by)
    approvers = {
        person: one
        for person, one in queries.authorities_at(basket.organisation_id, today).items()
        if one.covers(amount)
    }
    if not approvers:
        text = _("Nobody of your board may order for this amount: ask your local administrator who gets the mandate.")
        refuse_if([Reason("nobody", text)])
    basket.state, basket.asked_at, basket.amount = PurchaseState.WAITING, now, amount
    basket.save()
    record(ApprovalAsked(organisation_id=basket.organisation_id, purchase_id=basket.pk), by=by)
    mandated = people_of.mandated(basket.organisation_id, people_of.MandateKind.ORDER)
    notices.notify(
        kind="orders.approval",
        organisation_id=basket.organisation_id,
        to=[person for person in mandated if person.id in approvers],
        title=_("%(who)s asks to approve an order of € %(amount)s"),
        params={"who": by.person_name, "amount": reasons.euros(amount), "note": basket.note},
        detail="%(note)s",
        url=reverse("orders:purchase", args=[basket.pk]),
        now=now,
        by=by,
    )
    return basket


@transaction.atomic
def approve(*, purchase_id: int, amount_seen: Decimal, today: date, now: datetime, by: Actor) -> Purchase:
    """Order what a colleague asked, by the mandate, up to one's limit or that of whom one stands in for."""
    require(access.may_place(by))
    purchase = access.visible_purchases(by).select_for_update().get(pk=purchase_id)
    refuse_if(_not_waiting(purchase))
    asked = queries.wanted(queries.basket_lines(purchase.pk))
    authority = queries.authority_of(by, today)
    found = queries.parts(asked, purchase.organisation_id, today)
    amount = _checked(asked, found, amount_seen)
    if authority is None or not authority.covers(amount):
        refuse_if([reasons.above_limit()])
        raise AssertionError
    place(purchase, found, authority, today=today, now=now, by=by)
    if purchase.made_by_id != by.person_id:
        _tell_asker(purchase, "orders.approved", _("What you asked to order is ordered"), now=now, by=by)
    return purchase


@transaction.atomic
def send_back(*, purchase_id: int, reason: str, now: datetime, by: Actor) -> Purchase:
    """Not approve it: it goes back to the basket of whoever asked, with the reason. Whoever asked can take it back, too."""
    purchase = access.visible_purchases(by).select_for_update().get(pk=purchase_id)
    is_own = purchase.made_by_id == by.person_id and access.may_fill(by)
    require(access.may_place(by) or is_own)
    refuse_if(_not_waiting(purchase))
    if not is_own and not reason.strip():
        refuse_if([Reason("no_reason", _("Say why, so that your colleague knows what to change."), "reason")])
    newer = Purchase.objects.filter(
        organisation_id=purchase.organisation_id, made_by_id=purchase.made_by_id, state=PurchaseState.BASKET
    ).first()
    if newer is not None:
        _pour(newer, purchase)
    purchase.state, purchase.returned_reason = PurchaseState.BASKET, reason.strip()
    purchase.save()
    record(PurchaseReturned(organisation_id=purchase.organisation_id, purchase_id=purchase.pk), by=by)
    if not is_own:
        _tell_asker(
            purchase, "orders.returned", _("Your order was not approved"), detail=reason.strip(), now=now, by=by
        )
    return purchase


def _tell_asker(purchase: Purchase, kind: str, title: Text, *, detail: str = "", now: datetime, by: Actor) -> None:
    is_back = purchase.state == PurchaseState.BASKET
    members = people_of.members(purchase.organisation_id)
    notices.notify(
        kind=kind,
        organisation_id=purchase.organisation_id,
        to=[person for person in members if person.id == purchase.made_by_id],
        title=title,
        params={"detail": detail or purchase.note},
        detail="%(detail)s",
        url=reverse("orders:basket") if is_back else reverse("orders:purchase", args=[purchase.pk]),
        now=now,
        by=by,
    )


def _pour(newer: Purchase, purchase: Purchase) -> None:
    """Somebody has one basket: what was begun meanwhile comes in with what came back."""
    there = {line.item_id: line for line in purchase.lines.all()}
    for line in newer.lines.order_by("pk"):
        if line.item_id in there:
            there[line.item_id].quantity += line.quantity
            there[line.item_id].save(update_fields=["quantity"])
        else:
            line.pk, line.purchase = None, purchase
            line.save()
    newer.lines.all().delete()
    newer.state = PurchaseState.DROPPED
    newer.save(update_fields=["state"])


def _not_waiting(purchase: Purchase) -> Iterator[Reason]:
    if purchase.state != PurchaseState.WAITING:
        yield Reason("not_waiting", _("This was decided already."))


def _checked(asked: Collection[Wanted], found: Sequence[queries.Part], amount_seen: Decimal) -> Decimal:
    """What it comes to; refused where something cannot be ordered, or costs something else than was looked at."""
    refuse_if([reasons.gone()] if queries.gone(asked, found) else [])
    refuse_if(reason for part in found for reason in part.reasons)
    amount = added(part.committed for part in found).total
    if amount != amount_seen:
        refuse_if([reasons.changed()])
    return amount


# ── placing ──────────────────────────────────────────────────────────────────
@transaction.atomic(savepoint=False)
def place(
    purchase: Purchase,
    found: Sequence[queries.Part],
    authority: Authority,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> Purchase:
    """Write the orders, one for each supplier of a contract: all of it happens, or nothing.

    1. Orders and facts, with the mail to the supplier, are written at the prices that were looked at.
    2. Last of all volumes are counted, which holds their rows: whoever orders under the same contract waits from here on.
    3. Where others ordered meanwhile it is reckoned again, and refused when it does not come to the same.
    """
    purchase.state, purchase.decided_at, purchase.decided_by_id = PurchaseState.PLACED, now, by.person_id
    purchase.stood_in_for_id = authority.stands_in_for
    purchase.amount = added(part.committed for part in found).total
    purchase.save(update_fields=["state", "decided_at", "decided_by_id", "stood_in_for_id", "amount"])
    orders = {
        (part.terms.framework_id, *of): _order(purchase, part.terms, of, lines, today=today, now=now, by=by)
        for part in found
        for of, lines in _by_supplier(part).items()
    }
    commit(OrderLine.objects.bulk_create(_rows(orders, found)), on=today, now=now)
    names = {pk: name for part in found for pk, name in part.terms.supplier_names.items()}
    record_all(_facts(purchase, list(orders.values()), names), by=by)
    volumes = count([part.counted for part in found], today.year)
    placed = [queries.at_volumes(part, volumes[part.terms.framework_id], today) for part in found]
    _refuse_overtaken(found, placed)
    _keep_how(orders, found, placed)
    for part in placed:
        _warn(part, now=now, by=by)
    return purchase


def _facts(purchase: Purchase, orders: Sequence[Order], names: Mapping[int, str]) -> Iterator[Fact]:
    for order in orders:
        yield OrderPlaced(
            organisation_id=order.organisation_id,
            order_id=order.pk,
            number=order.number,
            supplier=names[order.supplier_id],
            framework_id=order.framework_id,
        )
    yield PurchasePlaced(organisation_id=purchase.organisation_id, purchase_id=purchase.pk, orders=len(orders))


def _rows(orders: Mapping[_OfSupplier, Order], parts: Sequence[queries.Part]) -> list[OrderLine]:
    return [
        as_row(orders[part.terms.framework_id, *of], number, line)
        for part in parts
        for of, lines in _by_supplier(part).items()
        for number, line in enumerate(lines, start=1)
    ]


def _refuse_overtaken(looked_at: Sequence[queries.Part], placed: Sequence[queries.Part]) -> None:
    """Somebody else ordered in between, and nothing is left, or it costs something else."""
    refuse_if(reason for part in placed for reason in part.reasons)
    amounts = [[(line.each, line.committed) for line in part.lines] for part in looked_at]
    if amounts != [[(line.each, line.committed) for line in part.lines] for part in placed]:
        refuse_if([reasons.changed()])


def _keep_how(
    orders: Mapping[_OfSupplier, Order], looked_at: Sequence[queries.Part], placed: Sequence[queries.Part]
) -> None:
    """It costs the same, but from another joint volume on: lines say from which."""
    if [part.lines for part in looked_at] == [part.lines for part in placed]:
        return
    rows = {(row.order_id, row.number): row for row in _rows(orders, placed)}
    for line in OrderLine.objects.filter(order__in=[order.pk for order in orders.values()]).order_by("pk"):
        row = rows[line.order_id, line.number]
        line.slices, line.volume_before = row.slices, row.volume_before
        line.save(update_fields=["slices", "volume_before"])


def _by_supplier(part: queries.Part) -> dict[tuple[int, int], list[ReckonedLine]]:
    """Lines by lot and supplier."""
    found: dict[tuple[int, int], list[ReckonedLine]] = {}
    for line in part.lines:
        supplier = part.terms.suppliers[line.item.lot][line.item.place - 1]
        found.setdefault((line.item.lot, supplier), []).append(line)
    return found


def _order(
    purchase: Purchase,
    terms: OrderTerms,
    of: tuple[int, int],
    lines: Sequence[ReckonedLine],
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> Order:
    committed = added(line.committed for line in lines)
    return Order.objects.create(
        purchase=purchase,
        organisation_id=purchase.organisation_id,
        framework_id=terms.framework_id,
        lot=of[0],
        supplier_id=of[1],
        terms_number=terms.terms_number,
        placed_on=today,
        placed_at=now,
        placed_by_id=by.person_id,
        supplier_part=committed.supplier,
        support_part=committed.support,
        deliver_to=purchase.deliver_to,
        note=purchase.note,
    )


def slices_of(line: ReckonedLine) -> list[list[object]]:
    """As a line keeps how its price was reached."""
    return [[one.units, str(one.price.supplier), str(one.price.support)] for one in line.slices]


def as_row(order: Order, number: int, line: ReckonedLine) -> OrderLine:
    standard = line.item.standard
    return OrderLine(
        order=order,
        number=number,
        item_id=line.item.id,
        quantity=line.quantity,
        charge=line.item.charge,
        slices=slices_of(line),
        volume_before=line.volume_before,
        supplier_part=line.each.supplier,
        support_part=line.each.support,
        committed_supplier=line.committed.supplier,
        committed_support=line.committed.support,
        committed_until=line.committed_until,
        standard_price=standard.price if standard else None,
        standard_source=standard.source if standard else "",
        standard_on=standard.stated_on if standard else None,
        starts_on=line.starts_on,
        is_agreed=line.is_agreed,
    )


def _warn(part: queries.Part, *, now: datetime, by: Actor) -> None:
    """The first order that passes the share of the maximum from which is warned."""
    ordered = part.volumes.amount + part.committed.total
    share = share_of_maximum(ordered, part.terms.terms)
    if share is None or share < part.terms.terms.warn_share:
        return
    is_first = FrameworkUse.objects.filter(pk=part.terms.framework_id, warned_at=None).update(warned_at=now)
    if is_first:
        fact = MaximumNear(organisation_id=None, framework_id=part.terms.framework_id, share=int(share * 100))
        record(fact, by=by)
