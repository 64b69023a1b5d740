"""Rounding once, where something is printed or paid, and shares in whole cents that add up."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K")
Number = Decimal | Fraction | int
"""What is exact; a float is not."""


def rounded(value: Number, places: int) -> Decimal:
    """The nearest decimal with so many places, halves away from zero, as people round."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


def half_up(value: float | Decimal, places: int = 0) -> Decimal:
    """The same for what is only shown, also a float: its fifteen sure digits are rounded, so that 0.85 is 0.9 though the
    nearest binary number lies just below it.
    """
    sure = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    return sure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def largest_remainder(total: int, weights: Mapping[K, Fraction | Decimal | float | int]) -> dict[K, int]:
    """Divide a whole number (cents, seats) in proportion to the weights, so that the parts add up to it exactly.

    The method of largest remainders (Hamilton, 1792; Hare).

    Everybody gets the whole part of its share; what is left goes one by one to the largest remainders, ties in the order
    of the ids. A negative total (a credit) is divided like the positive one. Weights must not be negative; when all are
    zero there is nothing to divide by, and anything but zero raises `ValueError`.
    """
    exact = {key: Fraction(weight) for key, weight in weights.items()}
    if any(weight < 0 for weight in exact.values()):
        raise ValueError("A weight is below zero.")
    whole = sum(exact.values(), Fraction(0))
    if not whole:
        if total:
            raise ValueError("Nobody has a weight.")
        return dict.fromkeys(exact, 0)
    sign = -1 if total < 0 else 1
    shares = {key: abs(total) * weight / whole for key, weight in exact.items()}
    parts = {key: int(share) for key, share in shares.items()}
    left = abs(total) - sum(parts.values())
    for key in sorted(shares, key=lambda key: (parts[key] - shares[key], key))[:left]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}
