"""Points and money without rounding on the way: fractions inside, decimals where something is printed."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

Number = Decimal | Fraction | int
"""What is exact; a float is not."""

_DIGITS = 50
"""Of a logarithm, which no fraction is: far more than two totals could ever differ by without being the same."""


def rounded(value: Number, places: int) -> Decimal:
    """The nearest decimal with so many places, halves away from zero, as people round."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


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
