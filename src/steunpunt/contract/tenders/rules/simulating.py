"""Before publication: who would win among imagined offers, under another formula or other weights (methods 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices.method import Paradox, PriceFormula
from steunpunt.contract.tenders.rules.certainty.simulator import Swap, hopeless_swap, paradoxes
from steunpunt.contract.tenders.rules.judging import method_of
from steunpunt.contract.tenders.rules.prices import euro_per_point
from steunpunt.contract.tenders.rules.ranking import Offer, Ranking, ranking
from steunpunt.contract.tenders.values import Specification


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagined:
    """An offer that somebody thinks up: its price, and how good it is on every criterion alike, from 0 to 1."""

    price: Decimal
    quality: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    ranking: Ranking
    euro_per_point: Mapping[str, Fraction | None]
    """What one point of quality is worth in euros at the price of each offer; None where points do not move there."""
    paradoxes: tuple[Paradox, ...]
    swap: Swap | None
    """One more offer that cannot win and makes another one win; None when there is none."""


def reweighed(spec: Specification, *, formula: PriceFormula, price_points: Decimal) -> Specification:
    """The same specification by another formula and weight of the price: criteria keep their proportions, together 100."""
    before = sum((one.points for one in spec.criteria if not one.parent), Decimal(0))
    left = Decimal(100) - price_points
    factor = Fraction(left) / Fraction(before) if before else Fraction(0)
    criteria = tuple(replace(one, points=_exact(Fraction(one.points) * factor)) for one in spec.criteria)
    return replace(spec, criteria=criteria, method=replace(spec.method, formula=formula, price_points=price_points))


def _exact(value: Fraction) -> Decimal:
    """Points as a decimal; thirds are cut at twelve places, which no printed total shows."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-12)).normalize()


def simulated(spec: Specification, offers: Mapping[str, Imagined]) -> Simulation:
    """Raises `ValueError` when the method contradicts itself, such as a range without a ceiling."""
    flat = replace(spec, criteria=tuple(replace(one, parent="") for one in spec.marked))
    method = method_of(flat)
    judged = {
        name: Offer(
            price=one.price,
            marks={each.code: one.quality * Fraction(flat.scale_of(each).top) for each in flat.marked},
        )
        for name, one in offers.items()
    }
    prices = {name: one.price for name, one in offers.items()}
    return Simulation(
        ranking=ranking(judged, method),
        euro_per_point={}
        if method.is_on_value
        else {name: euro_per_point(price, prices, method.price) for name, price in prices.items()},
        paradoxes=paradoxes(judged, method),
        swap=hopeless_swap(judged, method),
    )
