"""Prices of contracts on one footing: without what others do not buy, at today's index, with VAT, in one unit.

The rule, after the description of the method (section E):

    g          = 1 - s + s * index of the reference year / index of the first year     s: the share that is indexed
    normalised = ((yearly - extras) * g + once / years) * (1 + VAT, where it is not in yet) + missing options * units
    for each   = normalised / units

Boards cannot take VAT off most of what they buy for ICT, so prices are laid side by side with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

VAT = 0.21
"""The ordinary Belgian rate, under which ICT services and goods fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a board pays under a contract, in euros."""

    units: float
    """How many mailboxes, workstations, inhabitants; above zero."""
    yearly: float
    once: float = 0.0
    years: float = 1.0
    """Over how many years what is paid once is spread: the first period."""
    first_year: int
    includes_vat: bool = False
    extras: float = 0.0
    """Of what is paid each year: for what lies outside what boards have in common."""
    missing: float = 0.0
    """What the options that others have and this contract has not are worth, each year for each unit."""
    indexed_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """The price of one unit each year, and the steps from what is paid to what is compared; each in euros a unit."""

    paid: float
    """Each year, as the contract says."""
    extras: float
    """Taken off, below zero."""
    index: float
    spread: float
    """What was paid once, over the years of the first period."""
    vat: float
    missing: float
    units: float

    @property
    def each(self) -> float:
        return self.paid + self.extras + self.index + self.spread + self.vat + self.missing

    @property
    def whole(self) -> float:
        return self.each * self.units


def normalised(price: Price, index: Mapping[int, float], reference_year: int, *, vat: float = VAT) -> Normalised:
    """One price on the common footing. Raises KeyError when an index is needed that nobody wrote down."""
    if price.units <= 0 or price.years <= 0:
        raise ValueError("a price is of at least one unit and over more than no time")
    net = price.yearly - price.extras
    growth = 0.0
    if price.indexed_share and price.first_year != reference_year:
        growth = price.indexed_share * (index[reference_year] / index[price.first_year] - 1)
    spread = price.once / price.years
    before_vat = net * (1 + growth) + spread
    return Normalised(
        paid=price.yearly / price.units,
        extras=-price.extras / price.units,
        index=net * growth / price.units,
        spread=spread / price.units,
        vat=0.0 if price.includes_vat else before_vat * vat / price.units,
        missing=price.missing,
        units=price.units,
    )


def revised(price: Decimal, fixed: Decimal, index: Decimal, first: Decimal) -> Decimal:
    """A price by the Belgian revision formula, to the cent: p = p0 (a + b S / S0), where a is `fixed` and b the rest.

    Caps on a rise work on each revision: chain them by handing the price of one on to the next.
    """
    return unrounded(price, fixed, index, first).quantize(Decimal("0.01"), ROUND_HALF_UP)


def unrounded(price: Decimal, fixed: Decimal, index: Decimal, first: Decimal) -> Decimal:
    return price * (fixed + (1 - fixed) * index / first)


# ── levels over many lines ───────────────────────────────────────────────────
def laspeyres(prices: Sequence[float], base_prices: Sequence[float], base_quantities: Sequence[float]) -> float:
    """What the quantities of the base cost now, for each euro then."""
    return _cost(prices, base_quantities) / _cost(base_prices, base_quantities)


def paasche(prices: Sequence[float], quantities: Sequence[float], base_prices: Sequence[float]) -> float:
    """What the quantities of now cost now, for each euro that they would have cost then."""
    return _cost(prices, quantities) / _cost(base_prices, quantities)


def fisher(
    prices: Sequence[float],
    quantities: Sequence[float],
    base_prices: Sequence[float],
    base_quantities: Sequence[float],
) -> float:
    """The geometric mean of Laspeyres and Paasche (ILO/IMF/OECD/UN, Consumer Price Index Manual, 2004)."""
    low = laspeyres(prices, base_prices, base_quantities)
    high = paasche(prices, quantities, base_prices)
    return float((low * high) ** 0.5)


def _cost(prices: Sequence[float], quantities: Sequence[float]) -> float:
    return sum(price * quantity for price, quantity in zip(prices, quantities, strict=True))
