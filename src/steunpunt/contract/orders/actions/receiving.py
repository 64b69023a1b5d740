"""What happens after an order was confirmed: deliveries with remarks, what goes back, services that end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks.values import RECURRING, Charge
from steunpunt.contract.frameworks.values.pricing import number_of_charges
from steunpunt.contract.orders import access, queries, reasons
from steunpunt.contract.orders.actions.booking import book, count_days
from steunpunt.contract.orders.actions.committing import take_back, take_back_revised
from steunpunt.contract.orders.actions.counting import give_back_amount, give_back_units, hold
from steunpunt.contract.orders.actions.following import follow_prices
from steunpunt.contract.orders.choices import BINDING, CommitReason, OrderState
from steunpunt.contract.orders.facts import (
    DeliveryAccepted,
    DeliveryRemarked,
    OrderDelivered,
    ServiceEnded,
    UnitsReturned,
)
from steunpunt.contract.orders.models import (
    Delivery,
    DeliveryLine,
    Order,
    OrderLine,
    Returned,
    ServiceEnd,
)
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.rounding import rounded
from steunpunt.foundation.journal.public import record


@transaction.atomic
def deliver(
    *,
    order_id: int,
    delivered_on: date,
    quantities: Mapping[int, int],
    is_accepted: bool = True,
    remarks: str = "",
    today: date,
    now: datetime,
    by: Actor,
) -> Delivery:
    """Write down what came, by number of the line: all of it or a part. From here on a service runs, and savings count."""
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.may_receive(by, order))
    lines = {line.number: line for line in order.lines.order_by("number")}
    came = {number: units for number, units in quantities.items() if units}
    refuse_if(_cannot_deliver(order, lines, came, delivered_on, today))
    if not is_accepted and not remarks.strip():
        refuse_if([Reason("no_remarks", _("Say what has to be put right."), "remarks")])
    delivery = Delivery.objects.create(
        order=order,
        delivered_on=delivered_on,
        is_accepted=is_accepted,
        remarks=remarks.strip(),
        written_at=now,
        written_by_id=by.person_id,
    )
    DeliveryLine.objects.bulk_create(
        DeliveryLine(delivery=delivery, line=lines[number], quantity=units) for number, units in sorted(came.items())
    )
    for number, units in came.items():
        lines[number].delivered += units
    OrderLine.objects.bulk_update([lines[number] for number in came], ["delivered"])
    if all(line.delivered == line.quantity for line in lines.values()):
        order.state = OrderState.DELIVERED
        order.save(update_fields=["state"])
    fact = OrderDelivered(
        organisation_id=order.organisation_id,
        order_id=order.pk,
        number=order.number,
        units=sum(came.values()),
        delivered_on=delivered_on,
        framework_id=order.framework_id,
    )
    record(fact, by=by)
    if not is_accepted:
        remarked = DeliveryRemarked(
            organisation_id=order.organisation_id, order_id=order.pk, number=order.number, delivery_id=delivery.pk
        )
        record(remarked, by=by)
    count_days(order, delivered_on)
    _book(order, today, now)
    return delivery


def _cannot_deliver(
    order: Order, lines: Mapping[int, OrderLine], came: Mapping[int, int], delivered_on: date, today: date
) -> Iterator[Reason]:
    if order.state not in BINDING:
        yield Reason("not_confirmed", _("The supplier did not confirm this order."))
    if not came:
        yield Reason("nothing", _("Say how much of what came."))
    for number, units in came.items():
        line = lines.get(number)
        if line is None or not 0 < units <= line.quantity - line.delivered:
            yield Reason("too_much", _("More than was ordered cannot come."))
            return
    if delivered_on > today:
        yield Reason("ahead", _("A delivery is written down when it came."), "delivered_on")
    if delivered_on < order.placed_on:
        yield Reason("before", _("A delivery lies after the order."), "delivered_on")


@transaction.atomic
def accept_delivery(*, delivery_id: int, now: datetime, by: Actor) -> Delivery:
    """What had to be put right was put right; the remarks stay."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("order").get(pk=delivery_id)
    require(access.may_receive(by, access.visible_orders(by).get(pk=delivery.order_id)))
    delivery.is_accepted = True
    delivery.save(update_fields=["is_accepted"])
    order = delivery.order
    fact = DeliveryAccepted(organisation_id=order.organisation_id, order_id=order.pk, number=order.number)
    record(fact, by=by)
    return delivery


@transaction.atomic
def give_back(
    *, order_id: int, number: int, quantity: int, reason: str, today: date, now: datetime, by: Actor
) -> Returned:
    """Units that were paid once go back to the supplier: they do not count against the maximum any more."""
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.may_receive(by, order))
    hold(order)
    line = order.lines.get(number=number)
    refuse_if(_cannot_return(line, quantity, reason))
    row = Returned.objects.create(
        line=line, quantity=quantity, reason=reason.strip(), on=today, written_at=now, written_by_id=by.person_id
    )
    line.returned += quantity
    line.save(update_fields=["returned"])
    back = _take_off(order, _share(Euros(line.supplier_part, line.support_part), Fraction(quantity, line.quantity)))
    line.order = order
    take_back(line, back, quantity, CommitReason.RETURNED, start=today, ref=f"return:{row.pk}", on=today, now=now)
    give_back_units(line, quantity, order.placed_on.year)
    fact = UnitsReturned(
        organisation_id=order.organisation_id,
        order_id=order.pk,
        number=order.number,
        units=quantity,
        returned_id=row.pk,
    )
    record(fact, by=by)
    _book(order, today, now)
    return row


def _cannot_return(line: OrderLine, quantity: int, reason: str) -> Iterator[Reason]:
    if line.charge != Charge.ONCE:
        yield Reason("service", _("A service is not returned: give notice of it."))
    if not 0 < quantity <= line.delivered - line.returned:
        yield Reason("too_many_back", _("Not more can go back than came."), "quantity")
    if not reason.strip():
        yield Reason("no_reason", _("Say why."), "reason")


@transaction.atomic
def end_service(
    *,
    order_id: int,
    number: int,
    quantity: int,
    reason: str,
    last_day: date | None = None,
    today: date,
    now: datetime,
    by: Actor,
) -> ServiceEnd:
    """Give notice of a recurring service, or of a part of it: at the earliest with the notice that the contract asks."""
    order = access.visible_orders(by).select_for_update().get(pk=order_id)
    require(access.may_decide_on(by, order))
    hold(order)
    line = queries.with_movements(order.lines.all()).get(number=number)
    follow_prices([line], today=today, now=now)
    order.refresh_from_db()
    earliest = queries.earliest_end(order.framework_id, today)
    last_day = last_day or earliest
    refuse_if(_cannot_end(line, quantity, last_day, earliest))
    row = ServiceEnd.objects.create(
        line=line,
        quantity=quantity,
        last_day=last_day,
        reason=reason.strip(),
        asked_on=today,
        asked_at=now,
        asked_by_id=by.person_id,
    )
    # What was committed and no more: an extension of the contract added nothing to what this order commits to.
    after = number_of_charges(Charge(line.charge), _day_after(last_day), line.committed_until or last_day)
    share = Fraction(quantity, line.quantity) * after
    back = _take_off(order, _share(Euros(line.supplier_part, line.support_part), share))
    first = _day_after(last_day)
    line.order = order
    take_back(line, back, quantity, CommitReason.ENDED, start=first, ref=f"end:{row.pk}", on=today, now=now)
    _take_off(order, take_back_revised(line, quantity, last_day, ref=f"end:{row.pk}", on=today, now=now))
    fact = ServiceEnded(
        organisation_id=order.organisation_id,
        order_id=order.pk,
        number=order.number,
        units=quantity,
        last_day=last_day,
        end_id=row.pk,
    )
    record(fact, by=by)
    _book(order, today, now)
    return row


def _cannot_end(line: OrderLine, quantity: int, last_day: date, earliest: date) -> Iterator[Reason]:
    if line.charge not in RECURRING:
        yield Reason("no_service", _("Only a service that runs can end."))
    left = line.delivered - sum(end.quantity for end in line.ends.all())
    if not 0 < quantity <= left:
        yield Reason("too_many", _("Not more can end than runs."), "quantity")
    if last_day < earliest:
        yield reasons.ends_too_early(earliest)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _share(price: Euros, share: Fraction) -> Euros:
    return Euros(rounded(Fraction(price.supplier) * share, 2), rounded(Fraction(price.support) * share, 2))


def _take_off(order: Order, back: Euros) -> Euros:
    """What the order commits to becomes less; roundings never take it below nothing. Answers what was taken off."""
    back = Euros(min(back.supplier, order.supplier_part), min(back.support, order.support_part))
    order.supplier_part -= back.supplier
    order.support_part -= back.support
    order.save(update_fields=["supplier_part", "support_part"])
    give_back_amount(order, back.total)
    return back


def _book(order: Order, today: date, now: datetime) -> None:
    first = min((each.delivered_on.year for each in order.deliveries.all()), default=today.year)
    book(_ids(order), years=range(first, today.year + 2), now=now)


def _ids(order: Order) -> Sequence[int]:
    return list(order.lines.values_list("pk", flat=True))
