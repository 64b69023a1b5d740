"""Quantiles and percentile ranks. There are several right answers; which one is meant is part of the method."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from statistics import NormalDist
from typing import Literal

QuantileType = Literal[6, 7]
RankKind = Literal["rank", "strict", "weak", "mean"]


def quantile(values: Iterable[float], p: float, *, kind: QuantileType = 7) -> float:
    """The quantile at share `p` (0-1) of values in any order and of which there is at least one.

    Types 6 and 7 of Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 50(4), 1996:
    linear between the two nearest values, at place ``p (n + 1)`` and ``1 + p (n - 1)``. The platform shows type 7
    (as numpy, R and PERCENTILE.INC do); type 6 is what NIST's handbook uses.
    """
    ordered = sorted(values)
    if not ordered or not 0 <= p <= 1:
        raise ValueError("a quantile needs at least one value, and a share from 0 to 1")
    last = len(ordered) - 1
    place = last * p if kind == 7 else min(max((len(ordered) + 1) * p - 1, 0), last)  # counted from 0
    below = math.floor(place)
    above = min(below + 1, last)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def percentile_rank(values: Iterable[float], score: float, *, kind: RankKind = "mean") -> float:
    """The percentage of values below `score`, of which there is at least one; `kind` says what equal values count for.

    ``strict`` counts none of them, ``weak`` all, ``mean`` half, and ``rank`` gives their average place (the names and
    definitions are those of scipy.stats.percentileofscore). The platform shows ``mean``, own board not in `values`.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("a percentile rank needs at least one value")
    below = bisect_left(ordered, score)
    equal = bisect_right(ordered, score) - below
    counted = {
        "strict": float(below),
        "weak": float(below + equal),
        "mean": below + equal / 2,
        "rank": below + (equal + 1) / 2 if equal else float(below),
    }
    return 100 * counted[kind] / len(ordered)


def wilson_interval(counted: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares the true one lies, when `counted` of `n` were seen: the score interval, without correction.

    Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), method 3.
    """
    if not 0 <= counted <= n or not n:
        raise ValueError("a share is of at least one, and no more are counted than there are")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = counted / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    return max(low, 0.0), min(high, 1.0)
