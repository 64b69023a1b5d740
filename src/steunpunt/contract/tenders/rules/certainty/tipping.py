"""How far one weight can move before another offer wins: exact, from where straight lines cross.

When the weight of one criterion moves to t and the others shrink or grow in proportion, the total of every offer is a straight
line in t. The winner stays the winner between the nearest crossings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from steunpunt.contract.tenders.rules.exact import Number

Shares = Mapping[str, Mapping[str, Number]]
Weights = Mapping[str, Number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The winner stays first, alone or beside another, while the criterion weighs from `least` to `most` of the whole."""

    criterion: str
    weight: Fraction
    """As published, of the whole."""
    least: Fraction
    most: Fraction
    below: tuple[str, ...]
    """Who comes level at `least`, and wins below it; nobody when it is 0."""
    above: tuple[str, ...]

    @property
    def room(self) -> Fraction:
        """How far the weight may move at least, up or down, before something changes."""
        return min(
            (abs(self.weight - end) for end, others in ((self.least, self.below), (self.most, self.above)) if others),
            default=Fraction(1),
        )


def totals(shares: Shares, weights: Weights) -> dict[str, Fraction]:
    """What each offer has, of 1."""
    whole = _whole(weights)
    return {
        name: sum((Fraction(weight) * Fraction(row[criterion]) for criterion, weight in weights.items()), Fraction(0))
        / whole
        for name, row in shares.items()
    }


def tipping_points(shares: Shares, weights: Weights, winner: str) -> dict[str, Interval]:
    """For each criterion between which weights the winner stays first.

    Raises ValueError when another offer has more points at the published weights.
    """
    found = totals(shares, weights)
    if found[winner] < max(found.values()):
        raise ValueError("somebody else has more points")
    return {criterion: _interval(shares, weights, winner, criterion) for criterion in weights}


def _interval(shares: Shares, weights: Weights, winner: str, criterion: str) -> Interval:
    published = Fraction(weights[criterion]) / _whole(weights)
    lines = _lines(shares, weights, criterion)
    least, most, below, above = Fraction(0), Fraction(1), list[str](), list[str]()
    if len(weights) == 1:
        return Interval(criterion=criterion, weight=published, least=published, most=published, below=(), above=())
    for name in sorted(shares):
        lead, slope = (own - other for own, other in zip(lines[winner], lines[name], strict=True))
        if not slope:
            continue
        crossing = -lead / slope
        if slope > 0 and 0 < crossing >= least:  # ahead from here on
            below = [*below, name] if crossing == least else [name]
            least = crossing
        elif slope < 0 and most >= crossing < 1:  # ahead up to here
            above = [*above, name] if crossing == most else [name]
            most = crossing
    return Interval(
        criterion=criterion, weight=published, least=least, most=most, below=tuple(below), above=tuple(above)
    )


def never_first(shares: Shares, weights: Weights, criterion: str) -> list[str]:
    """The offers that are first at no weight of one criterion, although no other offer is as good on it and on the rest.

    Between a cheap offer and a good one this is the middle offer that never wins: where points fall with the price along a
    hollow curve, as by the rule of three, whoever offers something of both is beaten from either side.
    """
    if len(weights) == 1:
        return []
    lines = _lines(shares, weights, criterion)
    ends = {name: (start, start + slope) for name, (start, slope) in lines.items()}
    found = []
    for name, (rest, own) in sorted(ends.items()):
        others = [end for other, end in ends.items() if other != name]
        if any(other[0] >= rest and other[1] >= own for other in others):
            continue
        least, most = Fraction(0), Fraction(1)
        for other_rest, other_own in others:
            lead, slope = rest - other_rest, own - rest - other_own + other_rest
            if slope > 0:
                least = max(least, -lead / slope)
            elif slope < 0:
                most = min(most, -lead / slope)
        if least > most:
            found.append(name)
    return found


def _lines(shares: Shares, weights: Weights, criterion: str) -> dict[str, tuple[Fraction, Fraction]]:
    """Of each offer its total when the criterion weighs nothing, and by how much it rises to when it weighs everything."""
    others = {name: Fraction(weight) for name, weight in weights.items() if name != criterion}
    if not any(others.values()):
        others = dict.fromkeys(others, Fraction(1))  # nothing to stay in proportion to
    whole = sum(others.values(), Fraction(0)) or Fraction(1)
    found = {}
    for name, row in shares.items():
        rest = sum((weight * Fraction(row[other]) for other, weight in others.items()), Fraction(0)) / whole
        found[name] = (rest, Fraction(row[criterion]) - rest)
    return found


def _whole(weights: Weights) -> Fraction:
    whole = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    if whole <= 0 or min(weights.values()) < 0:
        raise ValueError("weights are not below zero, and weigh something together")
    return whole
