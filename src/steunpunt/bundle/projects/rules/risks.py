"""The weight of what could go wrong: likelihood times impact, each in five steps.

The likelihood-impact matrix of ISO 31010 (B.10.3). Its steps are an order, not a measure: the weight sorts risks and is
never added up. What each step means is written in `choices.words`, so that boards mean the same by a 4.
"""

from steunpunt.bundle.projects.choices import Gravity

LEAST, MOST = 1, 5
STEPS = range(LEAST, MOST + 1)
WATCHED_FROM = 6
HEAVY_FROM = 12


def is_step(value: int) -> bool:
    return value in STEPS


def weight(likelihood: int, impact: int) -> int:
    """From 1 to 25."""
    return likelihood * impact


def gravity(of_weight: int) -> Gravity:
    """Heavy asks a measure now; to watch asks that somebody looks each time; light may wait."""
    if of_weight >= HEAVY_FROM:
        return Gravity.HEAVY
    return Gravity.WATCH if of_weight >= WATCHED_FROM else Gravity.LIGHT
