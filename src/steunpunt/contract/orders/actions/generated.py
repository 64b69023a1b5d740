"""Orders that nobody placed: generated, for a demonstration or a benchmark, and marked as such."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db import transaction

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import OrderTerms
from steunpunt.contract.orders.actions.booking import BATCH, book
from steunpunt.contract.orders.actions.committing import commit
from steunpunt.contract.orders.actions.purchasing import as_row
from steunpunt.contract.orders.choices import OrderState, PurchaseState
from steunpunt.contract.orders.facts import OrdersGenerated
from steunpunt.contract.orders.models import (
    DaysSaved,
    Delivery,
    DeliveryLine,
    FrameworkUse,
    ItemUse,
    Order,
    OrderLine,
    Purchase,
    YearVolume,
)
from steunpunt.contract.orders.rules.reckoning import line as reckoned
from steunpunt.contract.orders.values import ReckonedLine, Wanted
from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.figures.money import added
from steunpunt.foundation.journal.public import record

NOBODY = 0
"""Who placed it: no person has this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """An order of the past: confirmed, and delivered where a day is given."""

    organisation_id: int
    quantities: Mapping[int, int]
    """By item, all of one contract."""
    placed_on: date
    answered_on: date | None = None
    """When the supplier confirmed it; none: on the day itself."""
    due_on: date | None = None
    delivered_on: date | None = None


@transaction.atomic
def load_generated(*, framework_id: int, orders: Sequence[Generated], now: datetime, by: Actor) -> int:
    """Write orders of the past at the prices of their days, in the order of those days; only the platform itself does.

    What they count against maximum and tiers is counted; whether they fit is up to who generates them.
    """
    require(by.via == "command" and not by.is_known)
    found = sorted(orders, key=lambda one: one.placed_on)
    volumes: dict[tuple[int, int], int] = defaultdict(int)
    priced = _Prices(framework_id)
    reckoned_lines = [_lines(one, priced, volumes) for one in found]
    purchases = Purchase.objects.bulk_create(
        [
            Purchase(
                organisation_id=one.organisation_id,
                state=PurchaseState.PLACED,
                made_at=_noon(one.placed_on),
                made_by_id=NOBODY,
                decided_at=_noon(one.placed_on),
                decided_by_id=NOBODY,
                amount=added(line.committed for line in lines).total,
            )
            for one, lines in zip(found, reckoned_lines, strict=True)
        ],
        batch_size=BATCH,
    )
    rows = Order.objects.bulk_create(
        [
            _order(one, purchase, lines, priced)
            for one, purchase, lines in zip(found, purchases, reckoned_lines, strict=True)
        ],
        batch_size=BATCH,
    )
    lines = OrderLine.objects.bulk_create(
        [
            _line(row, number, line, is_delivered=one.delivered_on is not None)
            for one, row, own in zip(found, rows, reckoned_lines, strict=True)
            for number, line in enumerate(own, start=1)
        ],
        batch_size=BATCH,
    )
    commit(lines, now=now)
    _deliver(found, rows, lines)
    _count(framework_id, rows, lines, volumes)
    _days(framework_id, found, rows, priced)
    pks = [line.pk for line in lines]
    years = range(min((one.placed_on.year for one in found), default=now.year), now.year + 1)
    for start in range(0, len(pks), BATCH):
        book(pks[start : start + BATCH], years=years, now=now)
    record(OrdersGenerated(organisation_id=None, framework_id=framework_id, orders=len(rows)), by=by)
    return len(rows)


class _Prices:
    """Terms and prices of a contract, read once for each day on which something changes."""

    def __init__(self, framework_id: int) -> None:
        self.framework_id = framework_id
        self._of: dict[date, OrderTerms] = {}

    def on(self, day: date, items: Sequence[int]) -> OrderTerms:
        month = day.replace(day=1)
        terms = self._of.get(month)
        if terms is None or not set(items) <= set(terms.items):
            known = [*items, *(terms.items if terms else ())]
            terms = self._of[month] = frameworks.order_terms(known, 0, day)[self.framework_id]
        return terms


def _lines(one: Generated, priced: _Prices, volumes: dict[tuple[int, int], int]) -> list[ReckonedLine]:
    terms = priced.on(one.placed_on, list(one.quantities))
    found = []
    for item, quantity in one.quantities.items():
        wanted = Wanted(item_id=item, quantity=quantity, starts_on=one.delivered_on)
        before = volumes[item, one.placed_on.year]
        found.append(reckoned(terms.items[item], wanted, terms.terms, before=before, today=one.placed_on))
        volumes[item, one.placed_on.year] += quantity
    return found


def _order(one: Generated, purchase: Purchase, lines: Sequence[ReckonedLine], priced: _Prices) -> Order:
    terms = priced.on(one.placed_on, list(one.quantities))
    committed = added(line.committed for line in lines)
    first = lines[0].item
    return Order(
        purchase=purchase,
        organisation_id=one.organisation_id,
        framework_id=terms.framework_id,
        supplier_id=terms.suppliers[first.lot][first.place - 1],
        lot=first.lot,
        terms_number=terms.terms_number,
        state=OrderState.DELIVERED if one.delivered_on else OrderState.CONFIRMED,
        placed_on=one.placed_on,
        placed_at=_noon(one.placed_on),
        placed_by_id=NOBODY,
        answered_at=_noon(one.answered_on or one.placed_on),
        due_on=one.due_on,
        supplier_part=committed.supplier,
        support_part=committed.support,
        is_invented=True,
    )


def _line(row: Order, number: int, line: ReckonedLine, *, is_delivered: bool) -> OrderLine:
    made = as_row(row, number, line)
    made.delivered = line.quantity if is_delivered else 0
    return made


def _deliver(found: Sequence[Generated], rows: Sequence[Order], lines: Sequence[OrderLine]) -> None:
    deliveries = Delivery.objects.bulk_create(
        [
            Delivery(order=row, delivered_on=one.delivered_on, is_accepted=True, written_at=_noon(one.delivered_on))
            for one, row in zip(found, rows, strict=True)
            if one.delivered_on is not None
        ],
        batch_size=BATCH,
    )
    of_order = {delivery.order_id: delivery for delivery in deliveries}
    DeliveryLine.objects.bulk_create(
        [
            DeliveryLine(delivery=of_order[line.order_id], line=line, quantity=line.quantity)
            for line in lines
            if line.order_id in of_order
        ],
        batch_size=BATCH,
    )


def _count(
    framework_id: int,
    rows: Sequence[Order],
    lines: Sequence[OrderLine],
    volumes: Mapping[tuple[int, int], int],
) -> None:
    amount = sum((row.supplier_part + row.support_part for row in rows), Decimal(0))
    units: dict[int, int] = defaultdict(int)
    for line in lines:
        units[line.item_id] += line.quantity
    FrameworkUse.objects.create(framework_id=framework_id, amount=amount)
    ItemUse.objects.bulk_create([ItemUse(item_id=item, units=count) for item, count in sorted(units.items())])
    YearVolume.objects.bulk_create(
        [YearVolume(item_id=item, year=year, units=count) for (item, year), count in sorted(volumes.items())]
    )


def _days(framework_id: int, found: Sequence[Generated], rows: Sequence[Order], priced: _Prices) -> None:
    first: dict[int, DaysSaved] = {}
    for one, row in zip(found, rows, strict=True):
        days = priced.on(one.placed_on, list(one.quantities)).terms.days_alone
        if one.delivered_on is not None and days > 0 and one.organisation_id not in first:
            first[one.organisation_id] = DaysSaved(
                framework_id=framework_id,
                organisation_id=one.organisation_id,
                order=row,
                year=one.delivered_on.year,
                days=days,
            )
    DaysSaved.objects.bulk_create(first.values(), batch_size=BATCH)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(11), tzinfo=UTC)
