"""How dear a board is over all that it buys, where not every board buys everything (section E, 6.2).

The prices of the average board come by regression over a group of others and are released as every other figure is; one's
own level follows from these and from one's own prices alone.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Any, TypeAlias

from steunpunt.assess.inventory.rules.comparison import Terms, on_one_footing, option_prices
from steunpunt.assess.inventory.rules.levels import LEAST_COMMON_LINES, Level, average_prices
from steunpunt.foundation.figures.disclosure import MIN_GROUP

Basket: TypeAlias = Mapping[str, Terms]
"""What a board buys: line (a kind of service by its unit) → its contract."""


def in_common(own: AbstractSet[str], others: Mapping[int, AbstractSet[str]]) -> tuple[frozenset[int], frozenset[str]]:
    """The boards that buy five or more of the same lines, and the lines that at least five of them buy; or none of both."""
    lines = frozenset(own)
    while True:
        boards = frozenset(board for board, theirs in others.items() if len(lines & theirs) >= LEAST_COMMON_LINES)
        bought = frozenset(line for line in lines if sum(line in others[board] for board in boards) >= MIN_GROUP)
        if bought == lines:
            break
        lines = bought
    return (boards, lines) if len(lines) >= LEAST_COMMON_LINES else (frozenset(), frozenset())


def figures(
    group: Mapping[int, Basket],
    lines: AbstractSet[str],
    asked: Mapping[str, Sequence[str]],
    index: Mapping[int, float],
    year: int,
) -> dict[str, Any] | None:
    """What is released of a group: what its average board pays for each line; None where no regression can say so.

    `boards` of a line, by which it is decided what can be shown next, are shown to nobody.
    """
    found: dict[str, Any] = {"n": len(group), "year": year, "lines": {}}
    observations: list[tuple[str, str, float]] = []
    for line in sorted(lines):
        terms = {board: basket[line] for board, basket in group.items() if line in basket}
        options = option_prices(list(terms.values()))
        for board, one in terms.items():
            each = on_one_footing(one, asked[line], options, index, year).each
            observations.append((str(board), line, each))
        found["lines"][line] = {"boards": sorted(terms), "options": options}
    try:
        prices = average_prices(observations)
    except ValueError:
        return None
    for line, price in prices.items():
        found["lines"][line]["each"] = price
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One's own price beside that of the average board, in euros for one each year."""

    line: str
    own: float
    average: float
    boards: int


def level(
    own: Basket, found: Mapping[str, Any], asked: Mapping[str, Sequence[str]], index: Mapping[int, float]
) -> tuple[Level | None, list[Line]]:
    """One's own level, the average board being 100, with the standard error of its logarithm; and what it is made of.

    No level with fewer than five lines left: it would say little.
    """
    lines = []
    for line, shown in found["lines"].items():
        if line in own:
            each = on_one_footing(own[line], asked[line], shown["options"], index, found["year"]).each
            if each > 0:
                lines.append(Line(line, each, shown["each"], len(shown["boards"])))
    if len(lines) < LEAST_COMMON_LINES:
        return None, lines
    ratios = [math.log(one.own / one.average) for one in lines]
    return Level(100 * math.exp(fmean(ratios)), stdev(ratios) / math.sqrt(len(ratios)), len(ratios)), lines
