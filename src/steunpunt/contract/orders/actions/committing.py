"""The ledger that goes to accounting: what orders commit to, by financial year, and what is given back of it.

Parts of actions: the order is locked. Every row stands on the day on which it was written, so what went out of a period
that is over is never other than it was.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, Sum

from steunpunt.contract.frameworks.values import Charge
from steunpunt.contract.orders.choices import CommitReason
from steunpunt.contract.orders.models import Commitment, Order, OrderLine
from steunpunt.contract.orders.rules.committing import by_year
from steunpunt.foundation.figures.money import Euros

BATCH = 2_000
Split = Mapping[int, Euros]
"""Amounts by financial year."""


def commit(lines: Iterable[OrderLine], *, on: date | None = None, now: datetime) -> None:
    """What was ordered, on its day."""
    Commitment.objects.bulk_create(
        [
            row
            for line in lines
            for row in rows_of(line, _split(line), CommitReason.ORDERED, on=on or line.order.placed_on, now=now)
        ],
        batch_size=BATCH,
    )


def _split(line: OrderLine) -> Split:
    committed = Euros(line.committed_supplier, line.committed_support)
    start = line.starts_on or line.order.placed_on
    return by_year(committed, Charge(line.charge), start, line.committed_until)


def rows_of(
    line: OrderLine,
    split: Split,
    reason: CommitReason,
    *,
    units: int | None = None,
    ref: str = "",
    on: date,
    now: datetime,
) -> list[Commitment]:
    """A row for each year, not written yet; without `units` it is about all of the line."""
    first = min(split)
    return [
        Commitment(
            order_id=line.order_id,
            line=line.number,
            item_id=line.item_id,
            organisation_id=line.order.organisation_id,
            framework_id=line.order.framework_id,
            supplier_id=line.order.supplier_id,
            on=on,
            year=year,
            reason=reason,
            ref=ref,
            units=line.quantity if units is None else units,
            is_first=year == first,
            supplier_part=amount.supplier,
            support_part=amount.support,
            written_at=now,
        )
        for year, amount in sorted(split.items())
    ]


def take_back_all(order: Order, reason: CommitReason, *, on: date, now: datetime) -> None:
    """Of an order that is off: whatever it committed to, year by year."""
    standing = list(
        Commitment.objects.filter(order=order)
        .order_by("line", "year")
        .values("line", "item_id", "year")
        .annotate(
            units_sum=Sum("units", filter=Q(is_first=True), default=0),
            supplier_sum=Sum("supplier_part"),
            support_sum=Sum("support_part"),
        )
    )
    units: dict[int, int] = {}
    for row in standing:
        units[row["line"]] = units.get(row["line"], 0) + row["units_sum"]
    Commitment.objects.bulk_create(
        Commitment(
            order=order,
            line=row["line"],
            item_id=row["item_id"],
            organisation_id=order.organisation_id,
            framework_id=order.framework_id,
            supplier_id=order.supplier_id,
            on=on,
            year=row["year"],
            reason=reason,
            units=-units[row["line"]],
            is_first=bool(row["units_sum"]),
            supplier_part=-row["supplier_sum"],
            support_part=-row["support_sum"],
            written_at=now,
        )
        for row in standing
    )


def take_back(
    line: OrderLine, back: Euros, units: int, reason: CommitReason, *, start: date, ref: str, on: date, now: datetime
) -> None:
    """So many units less, from a day on; what is given back is spread over the years that are left of the line."""
    until = line.committed_until
    first = min(start, until) if until else start
    split = by_year(-back, Charge(line.charge), first, until)
    Commitment.objects.bulk_create(rows_of(line, split, reason, units=-units, ref=ref, on=on, now=now))


def change(before: OrderLine, after: OrderLine | None, *, ref: str, on: date, now: datetime) -> None:
    """A line that became another one, or that is gone: the difference, year by year."""
    old, new = _split(before), _split(after) if after else {}
    nothing = Euros()
    split = {year: new.get(year, nothing) - old.get(year, nothing) for year in {*old, *new}}
    units = (after.quantity if after else 0) - before.quantity
    Commitment.objects.bulk_create(rows_of(before, split, CommitReason.REDUCED, units=units, ref=ref, on=on, now=now))


def commit_settled(due: Mapping[OrderLine, Euros], *, year: int, ref: str, on: date, now: datetime) -> None:
    """What comes back of a year because all reached a tier together."""
    Commitment.objects.bulk_create(
        [
            row
            for line, back in due.items()
            if back != Euros()
            for row in rows_of(line, {year: back}, CommitReason.SETTLED, units=0, ref=ref, on=on, now=now)
        ],
        batch_size=BATCH,
    )
