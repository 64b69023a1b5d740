"""Whether the weights of the questions matter: how often a board keeps its status when they are redrawn.

Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 7 (sensitivity analysis). For all boards of a
kind at once, as `bulk` does; imported where it is used.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from steunpunt.assess.scan.choices import SpecialAnswer, Status
from steunpunt.assess.scan.rules.parameters import (
    FULL_SCORE,
    MIN_COVERAGE,
    REDRAWS,
    STRONG_FROM,
    TOP_LEVEL,
    WEAK_BELOW,
    WEIGHT_HIGH,
    WEIGHT_LOW,
)
from steunpunt.assess.scan.values import Answers, Comparison, Question

STATUSES = (Status.INCOMPLETE, Status.IMPROVEMENT, Status.ADEQUATE, Status.STRONG)
EXACT = 1e-9
"""Sums in another order differ in the last bit: a score this close to a line stands on it."""


def shares_kept(
    questions: Sequence[Question],
    answered: Sequence[Answers],
    comparisons: Sequence[Comparison],
    *,
    seed: int = 0,
    redraws: int = REDRAWS,
) -> list[float]:
    """Per board the share of redrawn weights (0-1) with which it keeps its status: near 1, weights hardly matter.

    Every weight is multiplied by a number drawn between 0.5 and 2, evenly on a logarithmic scale so that halving is as
    likely as doubling; the figures of the peers stay as they are. The same seed gives the same shares.
    """
    own = np.array([[float(question.weight) for question in questions]])
    drawn = np.random.default_rng(seed).random((redraws, len(questions)))
    redrawn = own * WEIGHT_LOW * (WEIGHT_HIGH / WEIGHT_LOW) ** drawn
    now = statuses(questions, answered, comparisons, own)
    return [float(share) for share in (statuses(questions, answered, comparisons, redrawn) == now).mean(axis=1)]


def statuses(
    questions: Sequence[Question],
    answered: Sequence[Answers],
    comparisons: Sequence[Comparison],
    weights: NDArray[np.float64],
) -> NDArray[np.int8]:
    """The status of every board under every row of weights (boards x rows), as places in `STATUSES`: `scoring.status`."""
    levels = np.array([[_level(question, answers) for question in questions] for answers in answered], dtype=float)
    counts = np.array(
        [[answers.get(question.id) != SpecialAnswer.NOT_APPLICABLE for question in questions] for answers in answered]
    )
    levels, counts = (table.reshape(len(answered), len(questions)) for table in (levels, counts))
    has_level = ~np.isnan(levels)
    given = has_level @ weights.T
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing applicable is 0 / 0: NaN, as meant
        score = FULL_SCORE * (np.nan_to_num(levels) @ weights.T) / (TOP_LEVEL * given)
        coverage = given / (counts @ weights.T)
    p25 = np.array([[np.nan if one.p25 is None else one.p25] for one in comparisons]).reshape(-1, 1)
    median = np.array([[np.nan if one.median is None else one.median] for one in comparisons]).reshape(-1, 1)
    found = np.full(score.shape, STATUSES.index(Status.ADEQUATE), dtype=np.int8)
    found[(score >= STRONG_FROM - EXACT) & ~(score < median - EXACT)] = STATUSES.index(Status.STRONG)
    found[(score < WEAK_BELOW - EXACT) | (score < p25 - EXACT)] = STATUSES.index(Status.IMPROVEMENT)
    found[~(coverage >= MIN_COVERAGE - EXACT)] = STATUSES.index(Status.INCOMPLETE)
    return found


def _level(question: Question, answers: Answers) -> float:
    return float(question.levels.get(answers.get(question.id) or "", float("nan")))
