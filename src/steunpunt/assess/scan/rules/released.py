"""The figures of a released group, as they are kept with it for good: plain numbers, by name.

They are made once. When a board of the group takes its scan back and submits another, the group keeps the figures that
it was shown with, because the difference between before and after would be about that board alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules.peers import compare
from steunpunt.assess.scan.values import Comparison, DomainScore

Figures = dict[str, Any]


def of_scores(own: DomainScore, others: Iterable[DomainScore]) -> Figures:
    """The statistics of a domain, with the own score that the rank was reckoned for."""
    found = compare(own, others)
    return {
        "n": found.peers,
        "median": found.median,
        "p25": found.p25,
        "p75": found.p75,
        "rank": found.percentile_rank,
        "own": own.score,
    }


def comparison(figures: Mapping[str, Any], own: DomainScore) -> Comparison:
    """What was kept, as a comparison. The rank holds for the score it was made for and for no other: whoever could try one
    score after another would read the scores of the group off the ranks.
    """
    if not figures:
        return Comparison(peers=0)
    return Comparison(
        peers=figures["n"],
        median=figures["median"],
        p25=figures["p25"],
        p75=figures["p75"],
        percentile_rank=figures["rank"] if figures["own"] == own.score else None,
    )


def of_facts(group: Sequence[Mapping[str, float]]) -> Figures:
    """The quartiles of every ratio over a group of boards that gave them all."""
    found: Figures = {"n": len(group)}
    for ratio in ratios.RATIOS:
        spread = ratios.spread(ratio, group)
        found[ratio.key] = {"median": spread.median, "p25": spread.p25, "p75": spread.p75}
    return found


def fact_spread(figures: Mapping[str, Any], key: str) -> ratios.Spread:
    return ratios.Spread(**figures[key]) if key in figures else ratios.Spread()
