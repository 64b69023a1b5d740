"""Two-part money: what goes to the supplier and what goes to the support point, side by side, never one sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from steunpunt.foundation.figures.rounding import Number, rounded

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount in euros without VAT, in its two parts. A price has up to four decimals, an amount that is paid two."""

    supplier: Decimal = ZERO
    support: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.supplier + self.support

    def __add__(self, other: Self) -> "Euros":
        return Euros(self.supplier + other.supplier, self.support + other.support)

    def __sub__(self, other: Self) -> "Euros":
        return Euros(self.supplier - other.supplier, self.support - other.support)

    def __neg__(self) -> "Euros":
        return Euros(-self.supplier, -self.support)

    def times(self, number: Number, *, places: int = 2) -> "Euros":
        """So many of it, each part rounded once, halves away from zero."""
        exact = Fraction(number)
        return Euros(rounded(Fraction(self.supplier) * exact, places), rounded(Fraction(self.support) * exact, places))


def added(amounts: Iterable[Euros]) -> Euros:
    """The sum; nothing adds up to nothing."""
    return sum(amounts, Euros())
