"""Whether a board is dear over many lines with gaps, what scale explains, and what looks like a slip of the pen.

Least squares by numpy; the same answers as statsmodels and R gives (see tests/ground_truth).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

LEAST_COMMON_LINES = 5
"""With fewer lines in common a level says little, and could be reckoned back."""
LEAST_BOARDS_FOR_SCALE = 15
LIMIT = 3.5
"""From here a value is looked at again (Iglewicz & Hoaglin, 1993)."""
_CONSISTENT = 0.6745
"""The median deviation of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Level:
    """How dear a board is, the geometric mean of all is 100; with the standard error of its logarithm, when there is one."""

    level: float
    error: float | None
    lines: int


def price_levels(observations: Sequence[tuple[str, str, float]]) -> dict[str, Level]:
    """Levels of boards from prices of (board, line, price), where not every board buys every line.

    Country-product-dummy (Summers 1973; Rao 2004): ln price = board + line + error, by least squares. With no gaps it is
    the ratio of geometric means. Raises ValueError when boards have too little in common to be laid side by side.
    """
    fit = _fitted(observations)
    boards, rows = fit.boards, len(observations)
    centred = np.eye(len(boards)) - 1 / len(boards)
    effects = centred @ fit.found[: len(boards)]
    free = rows - len(fit.found)
    errors: list[float | None] = [None] * len(boards)
    if free > 0:
        spread = np.linalg.inv(fit.design.T @ fit.design) * float(fit.rest @ fit.rest) / free
        errors = [float(v) ** 0.5 for v in np.diag(centred @ spread[: len(boards), : len(boards)] @ centred.T)]
    counts = Counter(board for board, _line, _price in observations)
    return {
        board: Level(100 * math.exp(effects[place]), errors[place], counts[board]) for place, board in enumerate(boards)
    }


def average_prices(observations: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """What the average board (level 100) pays for each line, by the same regression; raises ValueError as that does."""
    fit = _fitted(observations)
    size = len(fit.boards)
    lines = np.concatenate([[0.0], fit.found[size:]]) + fit.found[:size].mean()
    return {line: math.exp(effect) for line, effect in zip(fit.lines, lines, strict=True)}


@dataclass(frozen=True, slots=True)
class _Fit:
    """`found`: the effect of each board, then of each line but the first, whose effect is nought."""

    boards: list[str]
    lines: list[str]
    design: Any
    found: Any
    rest: Any


def _fitted(observations: Sequence[tuple[str, str, float]]) -> _Fit:
    boards = sorted({board for board, _line, _price in observations})
    lines = sorted({line for _board, line, _price in observations})
    if not boards or any(price <= 0 for *_names, price in observations):
        raise ValueError("levels need prices above zero")
    width = len(boards) + len(lines) - 1  # the first line is left out: it would follow from the others
    design = np.zeros((len(observations), width))
    for row, (board, line, _price) in enumerate(observations):
        design[row, boards.index(board)] = 1
        if lines.index(line):
            design[row, len(boards) + lines.index(line) - 1] = 1
    if np.linalg.matrix_rank(design) < width:
        raise ValueError("these boards have too few lines in common")
    wanted = np.log([price for *_names, price in observations])
    found, *_rest = np.linalg.lstsq(design, wanted, rcond=None)
    return _Fit(boards, lines, design, found, wanted - design @ found)


@dataclass(frozen=True, slots=True)
class Scale:
    """A cost that goes with size: cost = e^intercept · size^elasticity. Under 1: larger is cheaper for each."""

    intercept: float
    elasticity: float

    def expected(self, size: float) -> float:
        """Without correction for the mean of logarithms: the expected median."""
        return math.exp(self.intercept + self.elasticity * math.log(size))


def scale(sizes: Sequence[float], costs: Sequence[float]) -> Scale:
    """The line through the logarithms, by least squares. Raises ValueError when all are of one size."""
    x, y = np.log(sizes), np.log(costs)
    around = x - x.mean()
    spread = float(around @ around)
    if not spread:
        raise ValueError("boards of one size say nothing about scale")
    slope = float(around @ (y - y.mean())) / spread
    return Scale(float(y.mean()) - slope * float(x.mean()), slope)


@dataclass(frozen=True, slots=True)
class Checked:
    """How far each value lies from the middle; `outliers` are places in the sequence."""

    median: float
    deviation: float
    scores: tuple[float | None, ...]
    outliers: tuple[int, ...]


def is_far(value: float, middle: float, deviation: float, *, limit: float = LIMIT) -> bool:
    """Whether one value lies far from a middle that was reckoned without it."""
    return bool(deviation) and abs(_CONSISTENT * (value - middle) / deviation) > limit


def outliers(values: Sequence[float], *, limit: float = LIMIT) -> Checked:
    """The modified z-score of each value (NIST e-Handbook 1.3.5.17). When more than half are alike nothing is flagged."""
    middle = median(values)
    deviation = median(abs(value - middle) for value in values)
    scores = tuple(_CONSISTENT * (value - middle) / deviation if deviation else None for value in values)
    far = tuple(place for place, score in enumerate(scores) if score is not None and abs(score) > limit)
    return Checked(middle, deviation, scores, far)
