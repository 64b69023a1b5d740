"""The ledger that goes to accounting: what orders commit to, by financial year, and what is given back of it.

Parts of actions: the order is locked. Every row stands on the day on which it was written, so what went out of a period
that is over is never other than it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import Q, Sum

from steunpunt.contract.frameworks.values import RECURRING, Charge, Rate
from steunpunt.contract.orders import queries
from steunpunt.contract.orders.choices import CommitReason
from steunpunt.contract.orders.models import Commitment, Order, OrderLine
from steunpunt.contract.orders.rules.committing import by_year, revised
from steunpunt.foundation.figures.money import Euros, added

BATCH = 2_000
EXACT = 8
"""Decimals of a share of a price, before it is paid."""
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


def commit_revised(lines: Iterable[OrderLine], *, today: date, now: datetime) -> dict[int, Euros]:
    """What services commit to since the index or the ratchet changed their price: each change once, when its day has come.

    `lines` come `with_movements`; answers by order what is added.
    """
    lines = [line for line in lines if line.charge in RECURRING and line.committed_until is not None]
    known = set(
        Commitment.objects.filter(order__in={line.order_id for line in lines}, reason=CommitReason.REVISED)
        .order_by()
        .values_list("order_id", "line", "ref")
    )
    rates, rows = queries.rates_of(lines), []
    added_to: dict[int, Euros] = defaultdict(Euros)
    for line in lines:
        for rate, more in _steps(line, rates.get(line.pk, ()), today):
            ref = f"change:{rate.change_id}"
            if (line.order_id, line.number, ref) not in known:
                ends = [(end.last_day, end.quantity) for end in line.ends.all()]
                split = _revised(line, more, rate.valid_from, line.quantity, ends)
                rows += rows_of(line, split, CommitReason.REVISED, units=0, ref=ref, on=today, now=now) if split else []
                added_to[line.order_id] += added(split.values())
    Commitment.objects.bulk_create(rows, batch_size=BATCH)
    return dict(added_to)


def take_back_revised(line: OrderLine, units: int, last_day: date, *, ref: str, on: date, now: datetime) -> Euros:
    """Of units that end, what was committed for changed prices after their last day; answers how much that is."""
    taken = Euros()
    for rate, more in _steps(line, queries.rates_of([line]).get(line.pk, ()), on):
        since = max(rate.valid_from, last_day + timedelta(days=1))
        share = -more.times(Fraction(units, line.quantity), places=EXACT)
        split = _revised(line, share, since, line.quantity, [])
        if split:
            taken += added(split.values())
            own = f"{ref}/{rate.change_id}"
            rows = rows_of(line, split, CommitReason.REVISED, units=0, ref=own, on=on, now=now)
            Commitment.objects.bulk_create(rows)
    return -taken


def _steps(line: OrderLine, rates: Sequence[Rate], today: date) -> Iterator[tuple[Rate, Euros]]:
    """Every change of price whose day has come, with what the line costs more each time since."""
    before = Euros(line.supplier_part, line.support_part)
    for rate in rates:
        if rate.valid_from <= today:
            yield rate, rate.each - before
        before = rate.each


def _revised(line: OrderLine, more: Euros, since: date, quantity: int, ends: Sequence[tuple[date, int]]) -> Split:
    start, until = max(since, line.starts_on or line.order.placed_on), line.committed_until
    if until is None or start > until or more == Euros():
        return {}
    return revised(more, Charge(line.charge), quantity, ends, start, until)


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
