"""An order at prices that were agreed in a competition: the same mandate, limits, entitlement, counters and papers as any other."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from steunpunt.contract.orders import access, queries, reasons
from steunpunt.contract.orders.actions import purchasing
from steunpunt.contract.orders.choices import PurchaseState
from steunpunt.contract.orders.models import Order, Purchase
from steunpunt.contract.orders.values import Agreed
from steunpunt.foundation.acting import Actor, refuse_if, require


@transaction.atomic
def place_agreed(*, agreed: Agreed, amount_seen: Decimal, today: date, now: datetime, by: Actor) -> Order:
    """Order what was agreed, in the transaction of whoever awards it.

    1. Somebody of the board with the mandate, up to its limit; what was looked at is what is ordered.
    2. What stands in the way of any order stands in the way of this one, and no price lies above the price list of today.
    3. It is placed as any order: counted last, and reckoned again with what others ordered meanwhile.
    """
    require(access.may_place(by) and by.organisation_id == agreed.organisation_id)
    authority = queries.authority_of(by, today)
    found = queries.agreed_part(agreed, today)
    if found is None:
        refuse_if([reasons.not_of_the_lot()])
        raise AssertionError
    refuse_if(found.reasons)
    amount = found.committed.total
    refuse_if([] if amount == amount_seen else [reasons.changed()])
    if authority is None or not authority.covers(amount):
        refuse_if([reasons.above_limit()])
        raise AssertionError
    purchase = Purchase.objects.create(
        organisation_id=agreed.organisation_id,
        state=PurchaseState.WAITING,
        note=agreed.note[:300],
        deliver_to=agreed.deliver_to[:300],
        made_at=now,
        made_by_id=agreed.asked_by,
        asked_at=now,
        amount=amount,
    )
    placed = purchasing.place(purchase, [found], authority, today=today, now=now, by=by)
    order = placed.orders.get()
    order.due_on, order.is_invented = agreed.due_on, agreed.is_invented
    order.save(update_fields=["due_on", "is_invented"])
    return order
