"""One volume split over suppliers with price breaks.

Each supplier offers segments; of each at most one is used, and what is bought from all adds up to the requirement. A segment
costs `setup + price * quantity` for a quantity between its bounds. Model: J. Bracken, G. McCormick, "Selected
Applications of Nonlinear Programming", 1968, chapter 3, in the form of the GAMS model library (BID).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from steunpunt.contract.tenders.rules.exact import Number


@dataclass(frozen=True, slots=True)
class Segment:
    """What a supplier asks in euros for a quantity from `least` up to `most`."""

    price: Number
    most: Number
    least: Number = 0
    setup: Number = 0


def continued(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same segments, each with the setup that makes it go on where the one before it stopped: prices per slice.

    The first keeps its own; setup = setup before + most before * (price before - price).
    """
    found = list(segments[:1])
    for segment in segments[1:]:
        before = found[-1]
        setup = Fraction(before.setup) + Fraction(before.most) * (Fraction(before.price) - Fraction(segment.price))
        found.append(Segment(segment.price, segment.most, segment.least, setup))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Bought:
    """What is bought from one supplier, by which of its segments, for how many euros."""

    segment: int
    quantity: Fraction
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Split:
    bought: Mapping[str, Bought]
    """Of each supplier that something is bought from."""

    @property
    def cost(self) -> Fraction:
        return sum((each.cost for each in self.bought.values()), Fraction(0))


def split(requirement: Number, offers: Mapping[str, Sequence[Segment]]) -> Split | None:
    """The cheapest way to buy exactly this much; None when nobody can deliver it. Euros and quantities are exact.

    The optimiser chooses the segments; quantities and costs are then reckoned again in fractions.
    """
    if requirement < 0:
        raise ValueError("a requirement is not below zero")
    if not requirement:
        return Split({})
    places = [(name, place) for name in sorted(offers) for place in range(len(offers[name]))]
    chosen = _chosen(Fraction(requirement), [offers[name][place] for name, place in places], [one for one, _ in places])
    if chosen is None:
        return None
    segments = {places[number]: offers[places[number][0]][places[number][1]] for number in chosen}
    left = Fraction(requirement) - sum((Fraction(each.least) for each in segments.values()), Fraction(0))
    bought = {}
    for (name, place), segment in sorted(segments.items(), key=lambda each: (Fraction(each[1].price), each[0])):
        more = max(min(left, Fraction(segment.most) - Fraction(segment.least)), Fraction(0))
        left -= more
        quantity = Fraction(segment.least) + more
        if quantity:
            bought[name] = Bought(place, quantity, Fraction(segment.setup) + quantity * Fraction(segment.price))
    return Split(dict(sorted(bought.items())))


def _chosen(requirement: Fraction, segments: Sequence[Segment], suppliers: Sequence[str]) -> list[int] | None:
    """Which segments are used. Unknowns: a yes or no for each, then the quantity of each as a share of the requirement."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = len(segments)
    if not count:
        return None
    least, most = (
        np.array([float(Fraction(each) / requirement) for each in values])
        for values in ([each.least for each in segments], [each.most for each in segments])
    )
    setup = np.array([float(each.setup) for each in segments])
    price = np.array([float(Fraction(each.price) * requirement) for each in segments])
    scale = max(float(np.abs(np.concatenate((setup, price))).max()), 1.0)
    used, amount = np.eye(count), np.eye(count)
    one_each: Any = np.array([[float(name == supplier) for name in suppliers] for supplier in sorted(set(suppliers))])
    solved = milp(
        np.concatenate((setup, price)) / scale,
        integrality=np.repeat([1, 0], count),
        bounds=Bounds(0, np.concatenate((np.ones(count), most))),
        constraints=[
            LinearConstraint(np.concatenate((np.zeros(count), np.ones(count)))[None, :], 1, 1),
            LinearConstraint(np.hstack((one_each, np.zeros_like(one_each))), -np.inf, 1),
            LinearConstraint(np.hstack((-most[:, None] * used, amount)), -np.inf, 0),
            LinearConstraint(np.hstack((-least[:, None] * used, amount)), 0, np.inf),
        ],
        options={"mip_rel_gap": 0},
    )
    if solved.x is None:
        return None
    return [place for place in range(count) if solved.x[place] > 0.5]
