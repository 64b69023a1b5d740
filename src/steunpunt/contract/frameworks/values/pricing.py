"""What units cost with prices that fall in steps: by one order, or by what all boards together order.

*All units*: the whole quantity at the price of the step that is reached, so ordering a little more can cost less.
*Incremental*: each unit at the price of the slice in which it falls. Both parts of the price follow the same steps.
Amounts are euros, exact until an amount that is paid is rounded to the cent, each part by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from steunpunt.contract.frameworks.choices import Charge, TierKind
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.periods import months_between
from steunpunt.foundation.figures.rounding import largest_remainder, rounded

Parts = tuple[Fraction, Fraction]
"""Supplier part and support part, exact."""
_NOTHING: Parts = (Fraction(0), Fraction(0))


def reached(volume: int, steps: Sequence[Step]) -> Step:
    """The step of a volume; below the first one its price holds all the same. Raises `ValueError` without steps."""
    if not steps:
        raise ValueError("An item without a price.")
    return max(
        (step for step in steps if step.from_units <= volume), key=lambda step: step.from_units, default=steps[0]
    )


def upcoming(volume: int, steps: Sequence[Step]) -> Step | None:
    """The next step above a volume."""
    return min((step for step in steps if step.from_units > volume), key=lambda step: step.from_units, default=None)


def cost(quantity: int, steps: Sequence[Step], kind: TierKind, *, before: int = 0) -> Parts:
    """What so many units cost on top of those that count already in the volume, exact."""
    if quantity <= 0:
        return _NOTHING
    if kind is TierKind.ALL_UNITS:
        return _times(reached(before + quantity, steps).price, quantity)
    return _less(_sliced(before + quantity, steps), _sliced(before, steps))


def _sliced(quantity: int, steps: Sequence[Step]) -> Parts:
    """Each slice at its own price; what lies below the first step costs as the first."""
    found = _NOTHING
    bounds = [1, *(step.from_units for step in steps[1:]), quantity + 1]
    for step, (start, end) in zip(steps, pairwise(bounds), strict=True):
        found = _plus(found, _times(step.price, max(min(end, quantity + 1) - start, 0)))
    return found


def buy_more_from(steps: Sequence[Step]) -> dict[int, int]:
    """All units: by threshold the smallest quantity below it that costs more than ordering the threshold."""
    found = {}
    for step, following in pairwise(steps):
        whole = Fraction(following.price.total) * following.from_units
        if not step.price.total:
            continue
        least = int(whole / Fraction(step.price.total)) + 1
        if max(least, step.from_units) < following.from_units:
            found[following.from_units] = max(least, step.from_units)
    return found


def number_of_charges(charge: Charge, start: date, end: date) -> Fraction:
    """How many times a price is paid from one day up to and including another; parts of months count by their days."""
    if charge in {Charge.ONCE, Charge.USE}:
        return Fraction(1)
    months = months_between(start, end)
    return months if charge is Charge.MONTHLY else months / 12


def amount(parts: Parts, times: Fraction = Fraction(1)) -> Euros:
    """What is paid, to the cent."""
    return Euros(rounded(parts[0] * times, 2), rounded(parts[1] * times, 2))


def settled(uses: Mapping[int, Fraction], steps: Sequence[Step], kind: TierKind, *, volume: int) -> dict[int, Euros]:
    """What each order line costs once the volume of all is known, by its id; `uses` are its units times how often each pays.

    `volume` counts everything that was ordered in the year, also what was ordered at another price list than these lines.

    All units: everybody at the price of the step that all reached together. Incremental: everybody the same price a unit,
    what the slices cost on average; what is lost in rounding goes by largest remainders, so the parts add up to the cent.
    """
    if kind is TierKind.ALL_UNITS:
        price = reached(volume, steps).price
        return {line: amount(_times(price, units)) for line, units in uses.items()}
    if not volume:
        return dict.fromkeys(uses, Euros())
    each = tuple(part / volume for part in cost(volume, steps, kind))
    shares = [_in_cents(part, uses) for part in each]
    return {line: Euros(*(rounded(Fraction(share[line], 100), 2) for share in shares)) for line in uses}


def _in_cents(each: Fraction, weights: Mapping[int, Fraction]) -> dict[int, int]:
    whole = int(rounded(each * sum(weights.values(), Fraction(0)) * 100, 0))
    return largest_remainder(whole, weights) if any(weights.values()) else dict.fromkeys(weights, 0)


def _times(price: Euros, quantity: int | Fraction) -> Parts:
    return Fraction(price.supplier) * quantity, Fraction(price.support) * quantity


def _plus(one: Parts, other: Parts) -> Parts:
    return one[0] + other[0], one[1] + other[1]


def _less(one: Parts, other: Parts) -> Parts:
    return one[0] - other[0], one[1] - other[1]
