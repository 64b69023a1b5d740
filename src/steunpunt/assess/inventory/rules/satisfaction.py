"""How satisfied boards are with a supplier, without two happy ones making a winner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steunpunt.foundation.figures.disclosure import MIN_GROUP

PRIOR_WEIGHT = 5
"""The mean over all suppliers counts as so many answers beside a supplier's own."""


@dataclass(frozen=True, slots=True)
class Satisfied:
    """Of one supplier: answers from 1 to 5, their mean, the mean drawn to that of all, and whether others may see it."""

    n: int
    mean: float
    shrunk: float
    is_shown: bool


def satisfaction(
    scores: Mapping[str, Sequence[float]], *, prior_weight: float = PRIOR_WEIGHT, least: int = MIN_GROUP
) -> tuple[float, dict[str, Satisfied]]:
    """The mean over all answers, and each supplier: (weight · mean of all + sum) / (weight + n)."""
    everything = [score for own in scores.values() for score in own]
    if not everything:
        raise ValueError("nobody answered")
    overall = sum(everything) / len(everything)
    return overall, {
        supplier: Satisfied(
            len(own),
            sum(own) / len(own),
            (prior_weight * overall + sum(own)) / (prior_weight + len(own)),
            len(own) >= least,
        )
        for supplier, own in scores.items()
        if own
    }
