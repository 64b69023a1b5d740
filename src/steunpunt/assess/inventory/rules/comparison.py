"""A contract beside those of others, without showing any of theirs: position, spread, and why it differs.

Quartiles only (never least, most or a list), by the method (section E, 6.2); whether they may be shown at all is decided by
`foundation.figures.disclosure`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from steunpunt.assess.inventory.rules import levels
from steunpunt.assess.inventory.rules.prices import Normalised, Price, normalised
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from steunpunt.foundation.figures.statistics import quantile

INCLUDED, ABSENT = "in", "none"
"""What a contract says of an option; otherwise its price each year for one unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What of a contract is compared: its price, and what it says of each option."""

    price: Price
    options: Mapping[str, str]


def option_prices(group: Sequence[Terms]) -> dict[str, float]:
    """What others pay for each option that stands apart, by the median, where enough of them do."""
    found: dict[str, list[float]] = {}
    for terms in group:
        for code, said in terms.options.items():
            if said not in {INCLUDED, ABSENT, ""}:
                found.setdefault(code, []).append(float(said))
    return {code: median(prices) for code, prices in found.items() if len(prices) >= MIN_GROUP}


def on_one_footing(
    terms: Terms, asked: Sequence[str], prices: Mapping[str, float], index: Mapping[int, float], year: int
) -> Normalised:
    """The price of a contract with every option in it: those apart at their own price, those it has not at that of others.

    Where no index is known for its first year it stays at the prices of then.
    """
    apart = sum(float(said) for said in terms.options.values() if said not in {INCLUDED, ABSENT, ""})
    missing = sum(prices.get(code, 0.0) for code in asked if terms.options.get(code, "") == ABSENT)
    price = replace(terms.price, missing=missing + apart)
    try:
        return normalised(price, index, year)
    except KeyError:
        return normalised(replace(price, indexed_share=0.0), index, year)


def figures(group: Sequence[Terms], asked: Sequence[str], index: Mapping[int, float], year: int) -> dict[str, Any]:
    """What is released of a group, and kept as it was shown."""
    prices = option_prices(group)
    footed = [on_one_footing(terms, asked, prices, index, year) for terms in group]
    each = [one.each for one in footed]
    sizes = [one.units for one in footed]
    found: dict[str, Any] = {
        "n": len(group),
        "median": median(each),
        "p25": quantile(each, 0.25),
        "p75": quantile(each, 0.75),
        "deviation": levels.outliers(each).deviation,
        "years": median(terms.price.years for terms in group),
        "units": median(sizes),
        "options": prices,
        "year": year,
    }
    if len(group) >= levels.LEAST_BOARDS_FOR_SCALE and len(set(sizes)) > 1:
        line = levels.scale(sizes, [one.whole for one in footed])
        found["elasticity"], found["intercept"] = line.elasticity, line.intercept
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """Of the difference with the middle, what one reason explains, in euros a unit each year: above zero it makes dearer."""

    reason: str
    amount: float


@dataclass(frozen=True, slots=True)
class Position:
    """Where a contract stands. `potential`: what it would be cheaper at the lower quartile, to be looked into."""

    own: Normalised
    difference: float
    rank: str
    potential: float
    parts: tuple[Part, ...]
    is_far: bool = False
    """So far from the middle that the entry is looked at first (modified z-score)."""


def position(own: Terms, found: Mapping[str, Any], asked: Sequence[str], index: Mapping[int, float]) -> Position:
    """One's own contract beside what was released of the others."""
    footed = on_one_footing(own, asked, found["options"], index, found["year"])
    difference = footed.each - found["median"]
    rank = "low" if footed.each <= found["p25"] else "high" if footed.each >= found["p75"] else "middle"
    parts = [
        Part("term", _of_term(own.price, footed, found["years"])),
        Part("scale", _of_scale(footed, found)),
        Part("options", footed.missing if found["options"] else 0.0),
    ]
    told = [part for part in parts if abs(part.amount) >= 0.005]
    rest = difference - sum(part.amount for part in told)
    return Position(
        footed,
        difference,
        rank,
        max(footed.each - found["p25"], 0.0) * footed.units,
        (*told, Part("rest", rest)),
        is_far=levels.is_far(footed.each, found["median"], found.get("deviation", 0.0)),
    )


def _of_term(price: Price, footed: Normalised, years: float) -> float:
    """What it costs that one-off costs are spread over fewer years than others do: with VAT where it comes on top."""
    if not price.once:
        return 0.0
    vat = footed.vat / (footed.each - footed.missing - footed.vat) if footed.vat else 0.0
    return float(price.once / price.units * (1 / price.years - 1 / years) * (1 + vat))


def _of_scale(footed: Normalised, found: Mapping[str, Any]) -> float:
    """What it costs to be smaller than the middle board, where enough boards say how price goes with size."""
    if "elasticity" not in found:
        return 0.0
    line = levels.Scale(found["intercept"], found["elasticity"])
    return float(line.expected(footed.units) / footed.units - line.expected(found["units"]) / found["units"])
