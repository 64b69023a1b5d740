"""Points and money without rounding on the way: fractions inside, decimals where something is printed."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from steunpunt.foundation.figures.rounding import Number, rounded

__all__ = ["Number", "logarithm", "mean", "power_of_e", "rounded"]

_DIGITS = 50
"""Of a logarithm, which no fraction is: far more than two totals could ever differ by without being the same."""


def logarithm(value: Fraction) -> Fraction:
    """The natural logarithm to fifty digits, of anything above zero."""
    with localcontext() as context:
        context.prec = _DIGITS
        context.rounding = ROUND_HALF_UP
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def power_of_e(value: Fraction) -> Fraction:
    """The opposite of `logarithm`."""
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).exp())


def mean(values: Iterable[Number]) -> Fraction:
    """Raises ValueError when there is nothing to take the mean of."""
    exact = [Fraction(value) for value in values]
    if not exact:
        raise ValueError("nothing has no mean")
    return sum(exact, Fraction(0)) / len(exact)
