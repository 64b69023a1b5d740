"""Putting indicators on one scale and taking them together, level by level; and how far the choice of mean matters.

The scan itself uses fixed goalposts and an arithmetic mean inside a domain (`scoring`). What stands here serves the facts
inside a chart (min-max is never stored: it moves when a board joins) and the check against published indices.
Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008, steps 5 (normalisation) and 6 (aggregation).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Mean = Callable[[Sequence[tuple[float, float]]], float]
"""From pairs of value and weight to their mean."""


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator, or an aggregate of parts. `direction` is 1 when more is better, -1 when less is."""

    code: str
    level: int
    parent: str = ""
    weight: float = 1.0
    direction: int = 1


def between_goalposts(value: float, low: float, high: float, *, logarithmic: bool = False) -> float:
    """Where a value stands between two fixed goalposts: 0 at `low`, 1 at `high`, beyond them under 0 or over 1.

    Source: UNDP, Human Development Report 2010, technical note 1 (the income index takes natural logarithms).
    """
    if logarithmic:
        value, low, high = math.log(value), math.log(low), math.log(high)
    if high == low:
        raise ValueError("two goalposts on the same place measure nothing")
    return (value - low) / (high - low)


def min_max(values: Mapping[str, float | None], *, low: float = 0.0, high: float = 100.0) -> dict[str, float | None]:
    """Values on a scale from `low` (the smallest) to `high` (the largest); a blank stays one.

    When all are the same there is no scale: every value becomes a blank.
    """
    known = [value for value in values.values() if value is not None]
    if not known or min(known) == max(known):
        return dict.fromkeys(values)
    smallest, largest = min(known), max(known)
    return {
        unit: None if value is None else low + (high - low) * (value - smallest) / (largest - smallest)
        for unit, value in values.items()
    }


def arithmetic_mean(pairs: Sequence[tuple[float, float]]) -> float:
    """The weighted mean of pairs of value and weight: what is weak in one is made up for by another."""
    return sum(value * weight for value, weight in pairs) / sum(weight for _value, weight in pairs)


def geometric_mean(pairs: Sequence[tuple[float, float]]) -> float:
    """The weighted geometric mean of pairs of value (above zero) and weight: one weak value pulls everything down."""
    return math.exp(sum(weight * math.log(value) for value, weight in pairs) / sum(weight for _value, weight in pairs))


def composite(
    data: Mapping[str, Mapping[str, float | None]],
    parts: Sequence[Part],
    *,
    low: float = 0.0,
    high: float = 100.0,
    mean: Mean = arithmetic_mean,
) -> dict[str, dict[str, float]]:
    """From indicators (`data`: indicator, unit, value) to every aggregate: per unit a value for each part.

    Indicators are rescaled by min-max after turning them so that more is better, then averaged level by level with the
    weights of the parts. A blank counts for nothing: the mean is over what is known.
    """
    found: dict[str, dict[str, float | None]] = {
        part.code: min_max(
            {unit: None if value is None else value * part.direction for unit, value in data[part.code].items()},
            low=low,
            high=high,
        )
        for part in parts
        if part.level == 1
    }
    units = sorted({unit for values in data.values() for unit in values})
    for part in sorted((part for part in parts if part.level > 1), key=lambda part: part.level):
        children = [child for child in parts if child.parent == part.code]
        found[part.code] = {unit: _mean_of(unit, children, found, mean) for unit in units}
    return {
        unit: {code: value for code, values in found.items() if (value := values.get(unit)) is not None}
        for unit in units
    }


def _mean_of(
    unit: str, children: Sequence[Part], found: Mapping[str, Mapping[str, float | None]], mean: Mean
) -> float | None:
    pairs = [(value, child.weight) for child in children if (value := found.get(child.code, {}).get(unit)) is not None]
    return mean(pairs) if pairs else None


def ranking(scores: Mapping[str, float]) -> list[str]:
    """Units from the highest score to the lowest, equal ones by name."""
    return sorted(scores, key=lambda unit: (-scores[unit], unit))


def rank_correlation(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Spearman's correlation (-1 to 1) of two scores of the same units: 1 when both give the same order.

    Source: C. Spearman, "The proof and measurement of association between two things", 1904: the product-moment
    correlation of the ranks, equal values sharing the average of their places.
    """
    units = sorted(one)
    first, second = _places([one[unit] for unit in units]), _places([other[unit] for unit in units])
    middle = (len(units) + 1) / 2
    spread = sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)
    if spread == 0:
        raise ValueError("scores that are all equal have no order to compare")
    return float(sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True)) / spread**0.5)


def _places(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return [first[value] + (ordered.count(value) - 1) / 2 for value in values]
