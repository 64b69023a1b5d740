"""How often each offer is first, second, ... over all weights in a band, and with which weights it wins (SMAA).

R. Lahdelma, J. Hokkanen, P. Salminen, "SMAA: Stochastic multiobjective acceptability analysis", European Journal of
Operational Research 106, 1998; T. Tervonen, J. Figueira, "A survey on stochastic multicriteria acceptability analysis
methods", Journal of Multi-Criteria Decision Analysis 15, 2008.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from steunpunt.contract.tenders.rules.certainty.bands import Band, Reachable, drawn, reachable
from steunpunt.contract.tenders.rules.certainty.tipping import Shares

DRAWS = 1_000_000
"""With so many the standard error of every share of first, second, ... place is at most half a thousandth."""
SEED = 20_110_401
_ONE_THREAD = 200_000
"""So few products at a time that they are multiplied on one processor: more threads cost more than they bring here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptability:
    """`ranks[offer][0]` is the share of all weights in the band at which the offer is first; each offer's add up to 1."""

    ranks: Mapping[str, tuple[float, ...]]
    central: Mapping[str, Mapping[str, float] | None]
    """The mean of the weights at which each offer is first: whoever holds these weights, should choose it. None: never first."""
    draws: int

    @property
    def error(self) -> float:
        """The largest standard error of `ranks`."""
        return max(
            (math.sqrt(share * (1 - share) / self.draws) for row in self.ranks.values() for share in row), default=0.0
        )


def acceptability(shares: Shares, band: Band, *, draws: int = DRAWS, seed: int = SEED) -> Acceptability:
    """Over weights drawn uniformly from the band. Offers that are equal at all of them have their places between them.

    The same arguments give the same answer, in whatever order the offers stand. Raises ValueError for an empty band.
    """
    criteria = list(band)
    names = sorted(shares)
    bounds = reachable(band)
    if not names:
        return Acceptability(ranks={}, central={}, draws=draws)
    rows = {name: tuple(Fraction(shares[name][criterion]) for criterion in criteria) for name in names}
    groups = _equals(rows, bounds)
    names = [name for group in groups for name in group]
    values = np.array([[float(each) for each in rows[group[0]]] for group in groups for _ in group])
    places = np.zeros((len(names), len(names)), dtype=np.int64)
    sums = np.zeros((len(names), len(criteria)))
    done = 0
    for block in drawn(bounds, draws, seed):
        taken = block[:, : draws - done]
        done += taken.shape[1]
        better = _better(_totals(values, taken))
        for place, row in enumerate(better):
            places[place] += np.bincount(row, minlength=len(names))
        first = better.argmin(axis=0)
        for place, weights in enumerate(taken):
            sums[:, place] += np.bincount(first, weights, minlength=len(names))
    return _shared(names, groups, criteria, places / draws, sums / draws, draws)


def _equals(rows: Mapping[str, tuple[Fraction, ...]], bounds: Reachable) -> list[list[str]]:
    """Offers that have the same total at all weights in the band, exactly: alike but for what cancels out."""
    free = bounds.free
    fixed = [place for place in range(len(bounds.least)) if place not in free]
    left = 1 - sum((bounds.least[place] for place in fixed), Fraction(0))
    found: dict[tuple[Fraction, ...], list[str]] = {}
    for name, row in rows.items():
        base = row[free[0]] if free else Fraction(0)
        total = sum((bounds.least[place] * row[place] for place in fixed), base * left)
        found.setdefault((total, *(row[place] - base for place in free)), []).append(name)
    return list(found.values())


def _totals(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    totals = np.empty((len(values), weights.shape[1]))
    step = max(_ONE_THREAD // values.size, 1)
    for start in range(0, weights.shape[1], step):
        part = slice(start, start + step)
        np.matmul(values, weights[:, part], out=totals[:, part])
    return totals


def _better(totals: np.ndarray) -> np.ndarray:
    """Of each offer, in each draw, how many have more; of equals the first counts as more."""
    count, width = totals.shape
    better = np.zeros((count, width), dtype=np.uint8 if count < 256 else np.int32)
    for place in range(count - 1):
        behind = totals[place] < totals[place + 1 :]
        better[place] += behind.sum(axis=0, dtype=better.dtype)
        better[place + 1 :] += ~behind
    return better


def _shared(
    names: list[str], groups: list[list[str]], criteria: list[str], ranks: np.ndarray, sums: np.ndarray, draws: int
) -> Acceptability:
    """Equals stand side by side in every draw: their places are divided over them."""
    by_name: dict[str, tuple[float, ...]] = {}
    central: dict[str, Mapping[str, float] | None] = {}
    start = 0
    for group in groups:
        part = slice(start, start + len(group))
        start += len(group)
        row, first = ranks[part].mean(axis=0), float(ranks[part, 0].sum())
        weights = sums[part].sum(axis=0) / first if first else None
        for name in group:
            by_name[name] = tuple(row.tolist())
            central[name] = None if weights is None else dict(zip(criteria, weights.tolist(), strict=True))
    return Acceptability(
        ranks={name: by_name[name] for name in sorted(names)},
        central={name: central[name] for name in sorted(names)},
        draws=draws,
    )
