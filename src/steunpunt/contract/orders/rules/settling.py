"""What everybody pays for a year once it is known which tier all reached together.

A one-off is paid once for each unit that was not returned, whenever it is delivered. A service is paid from its delivery to
its end or that of the year, and follows the index and the ratchet: the tier is taken at what its price was in each stretch.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from steunpunt.contract.frameworks.values import Ladder, Step, TierKind
from steunpunt.contract.frameworks.values.pricing import settled
from steunpunt.contract.orders.rules.saving import charges, entries
from steunpunt.contract.orders.values import LineFacts
from steunpunt.foundation.figures.money import Euros, added


def kept(line: LineFacts) -> int:
    """Units that were ordered and not returned."""
    return line.quantity - sum(units for _pk, _on, units in line.returns)


def paid(line: LineFacts, year: int) -> Euros:
    """At the prices of the order, as the ledger of savings reckons them."""
    if line.is_recurring:
        return added(entry.paid for entry in entries(line, year))
    return line.each.times(Fraction(kept(line), line.quantity))


def due(
    lines: Mapping[int, LineFacts], ladders: Sequence[Ladder], kind: TierKind, *, year: int, volume: int
) -> dict[int, Euros]:
    """At the tier that all reached, by id; these lines were ordered at one price list, `ladders` are what it became."""
    found = {
        pk: [one]
        for pk, one in settled(
            {pk: Fraction(kept(line)) for pk, line in lines.items() if not line.is_recurring},
            ladders[0].steps,
            kind,
            volume=volume,
        ).items()
    }
    running = {pk: line for pk, line in lines.items() if line.is_recurring}
    for steps, start, end in _stretches(ladders, year):
        uses = {pk: _uses(line, start, end) for pk, line in running.items()}
        for pk, one in settled(uses, steps, kind, volume=volume).items():
            found.setdefault(pk, []).append(one)
    return {pk: added(some) for pk, some in found.items()}


def _stretches(ladders: Sequence[Ladder], year: int) -> Iterator[tuple[Sequence[Step], date, date]]:
    """The year in parts in which prices stayed what they were."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ends = [one.valid_from - timedelta(days=1) for one in ladders[1:]]
    for number, (one, end) in enumerate(zip(ladders, [*ends, last], strict=True)):
        start = max(one.valid_from, first) if number else first
        if start <= min(end, last):
            yield one.steps, start, min(end, last)


def _uses(line: LineFacts, start: date, end: date) -> Fraction:
    """Units times how often each is paid within these days."""
    came = sum(units * charges(line, max(on, line.starts_on or on, start), end) for _pk, on, units in line.deliveries)
    left = sum(units * charges(line, max(day + timedelta(days=1), start), end) for _pk, day, units in line.ends)
    return Fraction(came - left)
