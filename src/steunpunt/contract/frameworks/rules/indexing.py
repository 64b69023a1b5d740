"""Prices that follow an index: the Belgian formula p = p0 × (a + b × S / S0), a + b = 1."""

from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.frameworks.values import Indexation
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.rounding import rounded

PRICE_PLACES = 4
"""Decimals of a unit price."""


def factor(indexation: Indexation, value: Decimal) -> Fraction:
    """By what prices of the contract are multiplied when the index is `value`."""
    fixed = Fraction(indexation.fixed_share)
    return fixed + (1 - fixed) * Fraction(value) / Fraction(indexation.base)


def revised(price: Euros, by: Fraction) -> Euros:
    """The supplier part follows the index; the support part is the support point's own."""
    return Euros(rounded(Fraction(price.supplier) * by, PRICE_PLACES), price.support)
