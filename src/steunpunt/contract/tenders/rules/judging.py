"""From a specification and what was handed in to what the sums of `ranking` judge; and which marks the working group ends with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices import ItemKind
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.needs import times
from steunpunt.contract.tenders.rules.prices import PriceRule
from steunpunt.contract.tenders.rules.quality import Criterion
from steunpunt.contract.tenders.rules.ranking import Method
from steunpunt.contract.tenders.rules.ties import Tie
from steunpunt.contract.tenders.values import Criterion as Asked
from steunpunt.contract.tenders.values import Item, Specification


def method_of(spec: Specification) -> Method:
    """How the specification says that offers are judged. Raises `ValueError` when it contradicts itself."""
    method = spec.method
    is_on_value = method.formula is PriceFormula.AWARD_ON_VALUE
    criteria = tuple(_criterion(spec, one, is_on_value=is_on_value) for one in spec.criteria if not one.parent)
    rule = PriceRule(
        formula=method.formula,
        weight=0 if is_on_value else method.price_points,
        ceiling=method.ceiling if method.formula is PriceFormula.ABSOLUTE_RANGE else None,
        floor=method.floor if method.formula is PriceFormula.ABSOLUTE_RANGE else None,
        base=method.spread if method.formula is PriceFormula.LOGARITHMIC else None,
        places=0 if method.whole_points else None,
    )
    ties = tuple(Tie(by, method.tie_criterion if by == "criterion" else "") for by in method.tie_breaks)
    return Method(criteria=criteria, price=rule, ceiling=method.ceiling, ties=ties)


def _criterion(spec: Specification, one: Asked, *, is_on_value: bool) -> Criterion:
    parts = tuple(
        _criterion(spec, child, is_on_value=is_on_value) for child in spec.criteria if child.parent == one.code
    )
    if parts:
        weight = sum((Fraction(part.weight) for part in parts), Fraction(0)) if is_on_value else one.points
        return Criterion(id=one.code, weight=weight, parts=parts)
    weight = (one.worth or Decimal(0)) if is_on_value else one.points
    return Criterion(id=one.code, weight=weight, best=spec.scale_of(one).top, minimum=one.minimum)


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of the inventory of an offer, as it counts."""

    item: Item
    unit_price: Decimal
    times: Decimal
    """How often it is paid over the term."""
    amount: Fraction
    """In euros, exact."""


def price_lines(spec: Specification, lot: int, prices: Mapping[str, Decimal]) -> list[PriceLine]:
    """The lines of one lot at the presumed quantities, over the whole term. Items that were not priced are left out."""
    found = []
    for item in spec.items:
        if item.lot == lot and item.code in prices:
            often = times(item.kind, spec.months)
            amount = Fraction(prices[item.code]) * Fraction(item.quantity) * _exact(item.kind, spec.months)
            found.append(PriceLine(item, prices[item.code], often, amount))
    return found


def _exact(kind: ItemKind, months: int) -> Fraction:
    return Fraction(months, 12) if kind is ItemKind.YEARLY else Fraction(times(kind, months))


def price_of(spec: Specification, lot: int, prices: Mapping[str, Decimal]) -> Decimal:
    """The price by which an offer is compared: items that count, at presumed quantities, over the term; never unit prices
    added up (methods 4.1). To the cent.
    """
    lines = price_lines(spec, lot, prices)
    return rounded(sum((line.amount for line in lines if line.item.is_compared), Fraction(0)), 2)


def unpriced(spec: Specification, lot: int, prices: Mapping[str, Decimal]) -> list[Item]:
    """The items of a lot that count in its price and were given none."""
    return [item for item in spec.items if item.lot == lot and item.is_compared and item.code not in prices]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the members gave one offer on one criterion, and what they ended with."""

    marks: Mapping[str, Decimal]
    """By assessor."""
    agreed: Decimal | None
    """What was written down of the talk; None: nothing was."""

    @property
    def is_unanimous(self) -> bool:
        return len(set(self.marks.values())) == 1

    @property
    def final(self) -> Decimal | None:
        """What was agreed, or what all gave; None as long as the members differ and nothing was agreed."""
        if self.agreed is not None:
            return self.agreed
        return next(iter(self.marks.values())) if self.is_unanimous else None


def open_cells(cells: Mapping[tuple[int, str], Cell], asked: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of which offer on which criterion the working group still has to talk."""
    return [key for key in asked if key not in cells or cells[key].final is None]
