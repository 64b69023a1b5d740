"""What a service costs that runs on after its order: it follows the index and the ratchet, not a new price list."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from steunpunt.contract.frameworks.rules.indexing import revised
from steunpunt.contract.frameworks.values import Ladder, Rate, Revision, Step
from steunpunt.foundation.figures.money import Euros, added


class _Revised(NamedTuple):
    change_id: int
    valid_from: date
    by: Fraction
    most: Euros | None

    def price(self, price: Euros) -> Euros:
        now = revised(price, self.by)
        return min(now, self.most, key=lambda one: one.total) if self.most is not None else now


def rates(slices: Sequence[tuple[int, Euros]], ordered_on: date, revisions: Sequence[Revision]) -> tuple[Rate, ...]:
    """Every later price of a line, oldest first; `slices` are its units with their unit prices of the day of the order."""
    return tuple(
        Rate(
            change_id=one.change_id,
            valid_from=one.valid_from,
            each=added(one.price(price).times(units) for units, price in slices),
        )
        for one in _since(ordered_on, revisions)
    )


def ladders(steps: Sequence[Step], listed_on: date, revisions: Sequence[Revision]) -> tuple[Ladder, ...]:
    """What steps of a price list are for services that run on: as they were listed, and since each revision."""
    since = (
        Ladder(one.valid_from, tuple(Step(from_units=step.from_units, price=one.price(step.price)) for step in steps))
        for one in _since(listed_on, revisions)
    )
    return (Ladder(listed_on, tuple(steps)), *since)


def _since(day: date, revisions: Sequence[Revision]) -> Iterator[_Revised]:
    """The index multiplies prices of the contract, p0. What was indexed already on that day follows by what the index rose
    since: the new factor over the one of the day.
    """
    held = [one.factor for one in revisions if one.factor is not None and _holds(one, day)]
    first = held[-1] if held else Fraction(1)
    factor, most = first, None
    for one in sorted(revisions, key=lambda one: (one.valid_from, one.change_id)):
        if one.valid_from > day:
            factor, most = one.factor or factor, one.most or most
            yield _Revised(one.change_id, one.valid_from, factor / first, most)


def _holds(one: Revision, day: date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
