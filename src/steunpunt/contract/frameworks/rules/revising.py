"""What a service costs that runs on after its order: it follows the index and the ratchet, not a new price list."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from steunpunt.contract.frameworks.rules.indexing import revised
from steunpunt.contract.frameworks.values import Rate, Revision
from steunpunt.foundation.figures.money import Euros, added


def rates(slices: Sequence[tuple[int, Euros]], ordered_on: date, revisions: Sequence[Revision]) -> tuple[Rate, ...]:
    """Every later price of a line, oldest first; `slices` are its units with their unit prices of the day of the order.

    The index multiplies prices of the contract, p0. A line that was ordered at an indexed price follows by what the index
    rose since: the new factor over the one of its day.
    """
    held = [one.factor for one in revisions if one.factor is not None and _holds(one, ordered_on)]
    first = held[-1] if held else Fraction(1)
    factor, most = first, None
    found = []
    for one in sorted(revisions, key=lambda one: (one.valid_from, one.change_id)):
        if one.valid_from <= ordered_on:
            continue
        factor = one.factor or factor
        most = one.most or most
        each = added(_price(price, factor / first, most).times(units) for units, price in slices)
        found.append(Rate(change_id=one.change_id, valid_from=one.valid_from, each=each))
    return tuple(found)


def _holds(one: Revision, day: date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or day < one.valid_to)


def _price(price: Euros, by: Fraction, most: Euros | None) -> Euros:
    now = revised(price, by)
    return min(now, most, key=lambda one: one.total) if most is not None else now
