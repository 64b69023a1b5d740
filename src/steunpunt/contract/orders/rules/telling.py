"""What may be told to everybody of what was called off: so much of so many boards that it says nothing of one, nor of a price."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from steunpunt.foundation.figures.disclosure import money_may_be_shown
from steunpunt.foundation.figures.rounding import rounded

LEAST_STEP = Decimal(1_000)
"""Amounts are rounded to this at the least, in euros."""


def quarter_before(day: date) -> date:
    """The last day of the quarter that was over on a day."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first - timedelta(days=1)


def may_be_told(added: Mapping[int, Decimal]) -> bool:
    """`added` is by board what came since the last figure that was told: whoever takes two figures from one another learns the
    sum of it, and no more. What was given back counts like what was ordered: it stands out as much.
    """
    return money_may_be_shown([float(abs(amount)) for amount in added.values() if amount])


def step(dearest: Decimal) -> Decimal:
    """To what an amount is rounded: 1, 2 or 5 with noughts, and never finer than the dearest unit, so that units cannot be counted."""
    found = LEAST_STEP
    while found < dearest:
        found *= Decimal("2.5") if found.as_tuple().digits[0] == 2 else 2
    return found.quantize(Decimal(1))


def told(amount: Decimal, to: Decimal) -> Decimal:
    """The nearest whole number of steps."""
    return rounded(Fraction(amount) / Fraction(to), 0) * to
