"""Points for a price, by the formulas that are in use.

With W the weight of the price in points, P a price in euros, and lowest and highest those of the offers that are compared:

    absoluut_bereik   W * clip01((ceiling - P) / (ceiling - floor))      both ends stand in the specifications
    regel_van_drie    W * lowest / P
    lineair_min       W * max(0, 2 - P / lowest)                         that is W * (1 - (P - lowest) / lowest)
    lineair_minmax    W * (highest - P) / (highest - lowest)             all alike: W
    logaritmisch      W * max(0, 1 - ln(P / lowest) / ln A)

All but the first are relative: the points of an offer change when another comes or goes. `gunnen_op_waarde` gives no
points at all; see `rules.ranking`. Catalogue of formulas: J. Stilger, J. Siderius, E. van Raaij, "A comparative study of
formulas for choosing the economically most advantageous tender", Journal of Public Procurement 17(1), 2017.

A price is the total of the inventory at the presumed quantities over the whole term, with or without VAT as the
specifications say, never unit prices added up. Which offers are compared is for the caller: those that are excluded are left
out before the lowest price is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices.method import RELATIVE, PriceFormula
from steunpunt.contract.tenders.rules.exact import Number, logarithm, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """How prices become points. Raises ValueError when the formula lacks what it needs."""

    formula: PriceFormula = PriceFormula.ABSOLUTE_RANGE
    weight: Number = 0
    """The most points; without meaning under award on value."""
    ceiling: Decimal | None = None
    """In euros, of the absolute formula: from here on no points. An offer above it is not out by this; see `Method`."""
    floor: Decimal | None = None
    """In euros, of the absolute formula: a price below it has no more points than this."""
    base: Number | None = None
    """A of the logarithmic formula: so many times the lowest price, and no points are left."""
    places: int | None = None
    """To how many decimals points are rounded before they count, halves up: 0 for whole points, None for not at all."""

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError("a weight is not below zero")
        if self.formula is PriceFormula.ABSOLUTE_RANGE and (
            self.ceiling is None or self.floor is None or not 0 <= self.floor < self.ceiling
        ):
            raise ValueError("the absolute formula needs a ceiling, and a floor below it")
        if self.formula is PriceFormula.LOGARITHMIC and (self.base is None or self.base <= 1):
            raise ValueError("the logarithmic formula needs a base above one")

    @property
    def is_relative(self) -> bool:
        return self.formula in RELATIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePoints:
    """What one offer has for its price, and from what."""

    price: Decimal
    lowest: Decimal
    """Of the offers that were compared, this one among them."""
    highest: Decimal
    share: Fraction
    """Of the weight, from 0 to 1, before rounding."""
    unrounded: Fraction
    points: Fraction
    """What counts: rounded, when the rule rounds."""


def price_points(prices: Mapping[str, Decimal], rule: PriceRule) -> dict[str, PricePoints]:
    """The points of each offer for its price in euros.

    Raises ValueError for a price below zero, for a price of zero where the formula divides by one, and under award on
    value, which knows no points.
    """
    if rule.formula is PriceFormula.AWARD_ON_VALUE:
        raise ValueError("award on value gives no points for a price")
    if not prices:
        return {}
    lowest, highest = min(prices.values()), max(prices.values())
    if lowest < 0 or (rule.is_relative and rule.formula is not PriceFormula.LINEAR_BETWEEN and not lowest):
        raise ValueError("a price is above zero")
    found = {}
    for name, price in prices.items():
        share = _share(Fraction(price), Fraction(lowest), Fraction(highest), rule)
        unrounded = share * Fraction(rule.weight)
        points = unrounded if rule.places is None else Fraction(rounded(unrounded, rule.places))
        found[name] = PricePoints(
            price=price, lowest=lowest, highest=highest, share=share, unrounded=unrounded, points=points
        )
    return found


def _share(price: Fraction, lowest: Fraction, highest: Fraction, rule: PriceRule) -> Fraction:
    none, all_of_it = Fraction(0), Fraction(1)
    match rule.formula:
        case PriceFormula.ABSOLUTE_RANGE:
            ceiling, floor = _range(rule)
            return min(all_of_it, max(none, (ceiling - price) / (ceiling - floor)))
        case PriceFormula.RULE_OF_THREE:
            return lowest / price
        case PriceFormula.LINEAR_FROM_LOWEST:
            return max(none, 2 - price / lowest)
        case PriceFormula.LINEAR_BETWEEN:
            return (highest - price) / (highest - lowest) if highest > lowest else all_of_it
        case _:
            return max(none, 1 - logarithm(price / lowest) / logarithm(Fraction(rule.base or 0)))


def euro_per_point(price: Decimal, prices: Mapping[str, Decimal], rule: PriceRule) -> Fraction | None:
    """How much dearer an offer at this price may be for one point of quality more: d price / d quality, in euros a point.

    The lowest and highest of `prices` are held where they are, and rounding is left aside. None where the points do not
    move with the price: outside the range, from twice the lowest price on, when all ask the same, or without a weight.
    Under award on value a point is a euro already.
    """
    if rule.formula is PriceFormula.AWARD_ON_VALUE:
        return Fraction(1)
    own, lowest, highest = Fraction(price), Fraction(min(prices.values())), Fraction(max(prices.values()))
    if not rule.weight or own <= 0:
        return None
    for_all = _euro_for_all(own, lowest, highest, rule)
    return None if for_all is None else for_all / Fraction(rule.weight)


def _euro_for_all(price: Fraction, lowest: Fraction, highest: Fraction, rule: PriceRule) -> Fraction | None:
    """What all points for the price together are worth, if they were worth everywhere what they are here."""
    match rule.formula:
        case PriceFormula.ABSOLUTE_RANGE:
            ceiling, floor = _range(rule)
            return ceiling - floor if floor <= price < ceiling else None
        case PriceFormula.RULE_OF_THREE:
            return price**2 / lowest
        case PriceFormula.LINEAR_FROM_LOWEST:
            return lowest if price < 2 * lowest else None
        case PriceFormula.LINEAR_BETWEEN:
            return highest - lowest if highest > lowest else None
        case _:
            base = Fraction(rule.base or 0)
            return price * logarithm(base) if price < base * lowest else None


def euro_per_mark(per_point: Fraction, weight: Number, best: Number) -> Fraction:
    """The same for one mark of a criterion of this weight, whose scale ends at `best`."""
    return per_point * Fraction(weight) / Fraction(best)


def _range(rule: PriceRule) -> tuple[Fraction, Fraction]:
    return Fraction(rule.ceiling or 0), Fraction(rule.floor or 0)
