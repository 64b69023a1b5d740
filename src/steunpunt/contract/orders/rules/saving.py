"""What a board saved: standard price less both parts of the contract price, as rows of a ledger, year by year.

Counted is what was delivered. A recurring line counts from its delivery to the end of the year, and again each year that it
runs; what ends or goes back stands in a row of its own that takes it back, and what a later price makes differ in another.
Items that are paid by use are not counted: their ordered quantity is an estimate. A line without a standard price saves
nothing that could be shown.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.orders.choices import SavingReason
from steunpunt.contract.orders.values import LineFacts, SavingEntry
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.periods import months_between
from steunpunt.foundation.figures.rounding import rounded


def entries(line: LineFacts, year: int) -> tuple[SavingEntry, ...]:
    """Everything that one order line brings into the ledger of one year."""
    return tuple(_recurring(line, year) if line.is_recurring else _once(line, year))


def _once(line: LineFacts, year: int) -> Iterator[SavingEntry]:
    for pk, on, units in line.deliveries:
        if on.year == year:
            yield _entry(line, f"delivery:{pk}", SavingReason.ORDER, on, on, units, Fraction(1))
    for pk, on, units in line.returns:
        if on.year == year:
            yield _entry(line, f"return:{pk}", SavingReason.RETURNED, on, on, -units, Fraction(1))


def _recurring(line: LineFacts, year: int) -> Iterator[SavingEntry]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    running = 0
    for pk, on, units in line.deliveries:
        start = max(on, line.starts_on or on)
        if start < first:
            running += units
        elif start <= last:
            yield from _period(line, f"delivery:{pk}", SavingReason.ORDER, start, last, units)
    for pk, last_day, units in line.ends:
        if last_day < first:
            running -= units
        elif last_day < last:
            yield from _period(line, f"end:{pk}", SavingReason.ENDED, last_day + timedelta(days=1), last, -units)
    if running > 0:
        yield from _period(line, f"year:{year}", SavingReason.ORDER, first, last, running)


def _period(
    line: LineFacts, ref: str, reason: SavingReason, start: date, end: date, units: int
) -> Iterator[SavingEntry]:
    """At the price of the order, and a row more for what each later price makes it differ, from its day on."""
    yield _entry(line, ref, reason, start, end, units, charges(line, start, end))
    before = line.each
    for rate in line.rates:
        since = max(rate.valid_from, start)
        if since <= end:
            share = Fraction(units, line.quantity) * charges(line, since, end)
            yield SavingEntry(
                ref=f"{ref}/{rate.change_id}",
                reason=SavingReason.REVISED,
                period_from=since,
                period_to=end,
                units=0,
                standard=Decimal(0),
                paid=(rate.each - before).times(share),
            )
        before = rate.each


def charges(line: LineFacts, start: date, end: date) -> Fraction:
    """How often a service is paid from one day up to and including another."""
    months = months_between(start, end)
    return months / 12 if line.is_yearly else months


def _entry(
    line: LineFacts, ref: str, reason: SavingReason, start: date, end: date, units: int, times: Fraction
) -> SavingEntry:
    share = Fraction(units, line.quantity) * times
    return SavingEntry(
        ref=ref,
        reason=reason,
        period_from=start,
        period_to=end,
        units=units,
        standard=rounded(Fraction(line.standard_price) * units * times, 2),
        paid=Euros(rounded(Fraction(line.each.supplier) * share, 2), rounded(Fraction(line.each.support) * share, 2)),
    )
