"""Facts about a board as ratios that can be laid beside those of others. From what the questionnaire asks (p_…).

===========================  ======================================  ========================================
key                          formula                                 unit
===========================  ======================================  ========================================
cost_per_user                p_ict_opex / p_users                    euro per year and user, VAT included
users_per_ict_person         p_users / p_ict_fte                     users per full-time ICT person
workstations_per_ict_person  p_workplaces / p_ict_fte                workstations per full-time ICT person
mailboxes_per_user           p_mailboxes / p_users                   mailboxes per user
===========================  ======================================  ========================================

A ratio whose parts are missing, or whose denominator is nought, is unknown, never nought.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steunpunt.assess.scan.rules.parameters import LOWER_QUARTILE, MEDIAN, UPPER_QUARTILE
from steunpunt.foundation.figures.disclosure import MIN_GROUP, money_may_be_shown
from steunpunt.foundation.figures.statistics import quantile


@dataclass(frozen=True, slots=True)
class Ratio:
    key: str
    numerator: str
    denominator: str
    is_money: bool = False


RATIOS = (
    Ratio("cost_per_user", "p_ict_opex", "p_users", is_money=True),
    Ratio("users_per_ict_person", "p_users", "p_ict_fte"),
    Ratio("workstations_per_ict_person", "p_workplaces", "p_ict_fte"),
    Ratio("mailboxes_per_user", "p_mailboxes", "p_users"),
)

PARTS = frozenset(part for ratio in RATIOS for part in (ratio.numerator, ratio.denominator))


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of a group and its middle half; all None when they may not be shown."""

    median: float | None = None
    p25: float | None = None
    p75: float | None = None


def value(ratio: Ratio, facts: Mapping[str, float]) -> float | None:
    above, below = facts.get(ratio.numerator), facts.get(ratio.denominator)
    return None if above is None or not below else above / below


def is_whole(facts: Mapping[str, float]) -> bool:
    """Whether every ratio is known. Only such boards are in a group for facts: one and the same group for all ratios,
    because ratios share their parts, and two groups that differ by one board would give that board's part away.
    """
    return all(value(ratio, facts) is not None for ratio in RATIOS)


def spread(ratio: Ratio, group: Sequence[Mapping[str, float]]) -> Spread:
    """The quartiles (Hyndman & Fan type 7) of a ratio over a released group of boards."""
    values = [found for facts in group if (found := value(ratio, facts)) is not None]
    if len(values) < MIN_GROUP:
        return Spread()
    if ratio.is_money and not money_may_be_shown([facts[ratio.numerator] for facts in group]):
        return Spread()
    return Spread(quantile(values, MEDIAN), quantile(values, LOWER_QUARTILE), quantile(values, UPPER_QUARTILE))
