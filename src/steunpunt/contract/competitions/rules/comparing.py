"""From a request and its offers to their places: the sums of tenders, fed with what a mini-competition knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.competitions.values import AskedLine, Request
from steunpunt.contract.frameworks.values import Comparison, PriceFormula
from steunpunt.contract.frameworks.values.pricing import number_of_charges
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.figures.rounding import rounded

BEST = 10
"""Marks go from 0 to 10, with two decimals at most."""
TIES = (
    tenders.Tie(tenders.TieBreak.HIGHER_QUALITY),
    tenders.Tie(tenders.TieBreak.LOWEST_PRICE),
    tenders.Tie(tenders.TieBreak.DRAW),
)
"""Equal totals: more points for quality, then the lowest price, then a draw."""


def times(line: AskedLine) -> Fraction:
    """How often a price is paid in what is compared: once, or until the contract ends."""
    if line.counts_from is None or line.counts_to is None:
        return Fraction(1)
    return number_of_charges(line.charge, line.counts_from, line.counts_to)


def price_of(request: Request, units: Mapping[int, Decimal]) -> Decimal:
    """What an offer asks for all that is wanted, to the cent: quantities count, never unit prices added up."""
    exact = (Fraction(units[line.item_id]) * line.quantity * times(line) for line in request.lines)
    return rounded(sum(exact, Fraction(0)), 2)


def list_price(request: Request, supplier: int) -> Decimal:
    """What the same costs at the price list of a supplier: the most that it can ask."""
    exact = (Fraction(line.most[supplier]) * times(line) for line in request.lines)
    return rounded(sum(exact, Fraction(0)), 2)


def most_for_one(line: AskedLine, supplier: int) -> Decimal:
    """The highest unit price, with four decimals, rounded down: what lies below never comes above the price list."""
    return (line.most[supplier] / line.quantity).quantize(Decimal("0.0001"), rounding="ROUND_FLOOR")


def above_list(request: Request, units: Mapping[int, Decimal], supplier: int) -> list[AskedLine]:
    """Lines for which a supplier asks more than its price list."""
    return [
        line
        for line in request.lines
        if line.item_id in units and Fraction(units[line.item_id]) * line.quantity > Fraction(line.most[supplier])
    ]


def judging(request: Request, comparison: Comparison) -> tenders.Judging:
    """How the terms of the contract say that offers are compared. The absolute formula ends at the highest price list."""
    suppliers = {supplier for line in request.lines for supplier in line.most}
    ceiling = max((list_price(request, supplier) for supplier in suppliers), default=Decimal(0))
    is_absolute = comparison.formula is PriceFormula.ABSOLUTE_RANGE
    share = comparison.floor_share or Decimal(0)
    rule = tenders.PriceRule(
        formula=comparison.formula,
        weight=comparison.price_weight,
        ceiling=ceiling if is_absolute else None,
        floor=rounded(Fraction(ceiling) * Fraction(share), 2) if is_absolute else None,
        base=comparison.spread if comparison.formula is PriceFormula.LOGARITHMIC else None,
    )
    criteria = tuple(tenders.Weighed(id=one.code, weight=one.weight, best=BEST) for one in comparison.criteria)
    return tenders.Judging(criteria=criteria, price=rule, ties=TIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of an offer once marks are fixed."""

    price: Decimal
    marks: Mapping[str, Decimal]
    is_aside: bool = False


def places(
    request: Request, comparison: Comparison, entries: Mapping[str, Entry], draws: Sequence[Sequence[str]] = ()
) -> tenders.Ranking:
    """The places of all offers that count, each step kept; an offer that was put aside has none."""
    offers = {
        name: tenders.Judged(price=one.price, marks=one.marks) for name, one in entries.items() if not one.is_aside
    }
    return tenders.ranking(offers, judging(request, comparison), draws=draws)
