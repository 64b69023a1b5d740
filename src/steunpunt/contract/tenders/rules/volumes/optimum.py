"""Which board goes to which supplier in which tier, at the least cost: proven, and without looking at most choices.

1. The linear relaxation says how little it can cost. A board is with a supplier in a tier only as far as that tier is open
   (one row for each board, which is what makes the bound tight: with one row for all boards, or a large number that
   switches a tier off, it says next to nothing), and an open tier holds the volume that it starts at.
2. It is solved over a few choices for each board. By its duals every other choice raises the cost by at least so much;
   choices that would lower it are added, until there are none.
3. The optimum is found over the choices that hardly raise the bound. A choice that raises it above this cost is in no better
   award. Those that could be are added, and the step is done again until there are none. Of tens of thousands they
   are some hundreds.

HiGHS stops within a millionth of the optimum, so it is given amounts in units of which that is less than a cent. The problem:
D. Goossens, A. Maas, F. Spieksma, J. van de Klundert, "Exact algorithms for procurement problems under a total quantity
discount structure", European Journal of Operational Research 178, 2007.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

AT_FIRST = 4
"""So many choices of each board are at hand at first."""
LEAST_SECONDS = 1.0
NEARLY = 1e-6
"""The optimum is sought first among the choices that raise the bound by at most this share of it."""
_UNIT = 5_000.0
"""Euros: a millionth of it is half a cent."""
_CENT = 0.01
_SLACK = 1e-9
_OUT_OF_TIME = 1
"""What scipy's `milp` calls a stop at the time limit."""


@dataclass(frozen=True, slots=True)
class Task:
    """A `level` is a tier of a supplier. Costs in euros, infinite where a supplier cannot serve a board."""

    cost: np.ndarray
    """Of each board at each level."""
    volume: np.ndarray
    """What each board counts for with each supplier."""
    start: np.ndarray
    """The volume that each level needs."""
    setup: np.ndarray
    """What each level costs besides."""
    supplier: np.ndarray
    """Whose each level is."""

    @property
    def needs(self) -> np.ndarray:
        """The start of each level, or one: what its volume is measured in, so that a slip of the optimiser stays small."""
        return np.where(self.start > 0, self.start, 1.0)


@dataclass(frozen=True, slots=True)
class Found:
    levels: tuple[int, ...]
    """Of each board."""
    bound: float
    """In euros: nothing costs less, but for half a cent."""
    is_proven: bool


def optimum(task: Task, *, seconds: float) -> Found | None:
    """The cheapest way to serve every board; None when there is none, or none was found in the time."""
    until = time.monotonic() + seconds
    possible = np.isfinite(task.cost)
    if not possible.any(axis=1).all():
        return None
    relaxed = _bounded(task, possible)
    if relaxed is None:
        return None
    tried = possible & (relaxed.raises <= NEARLY * relaxed.bound)
    while True:
        found = whole(task, tried, max(until - time.monotonic(), LEAST_SECONDS))
        if found and not found.is_proven:
            return Found(found.levels, min(found.bound, relaxed.bound), is_proven=False)
        cost = _cost(task, found.levels) if found else np.inf
        missing = possible & ~tried & (relaxed.bound + relaxed.raises < cost - _CENT)
        if not missing.any():
            return found
        tried = tried | missing


def _bounded(task: Task, possible: np.ndarray) -> "_Relaxed | None":
    """The bound over all choices, from a few of them and those that would lower it; None when there is no way."""
    at_hand = _cheapest(task, possible)
    relaxed = _relaxed(task, at_hand)
    if relaxed is None:  # what is at hand fills no tier
        at_hand = possible
        relaxed = _relaxed(task, at_hand)
    while relaxed and (better := possible & ~at_hand & relaxed.lowers).any():
        at_hand = at_hand | better
        relaxed = _relaxed(task, at_hand)
    return relaxed


def _cost(task: Task, levels: tuple[int, ...]) -> float:
    used = sorted(set(levels))
    return float(task.cost[np.arange(len(levels)), list(levels)].sum() + task.setup[used].sum())


def _cheapest(task: Task, possible: np.ndarray) -> np.ndarray:
    """For each board its cheapest levels, and the cheapest that needs no volume, so that there is a way."""
    at_hand = np.zeros(task.cost.shape, dtype=bool)
    rows = np.arange(len(task.cost))
    for place in np.argsort(task.cost, axis=1, kind="stable")[:, :AT_FIRST].T:
        at_hand[rows, place] = True
    at_hand[rows, np.where(task.start > 0, np.inf, task.cost).argmin(axis=1)] = True
    at_hand &= possible
    return at_hand


@dataclass(frozen=True, slots=True)
class _Rows:
    """Unknowns: each choice at hand (a board at a level), then each level, open or not."""

    boards: np.ndarray
    levels: np.ndarray
    cost: np.ndarray
    """In `_UNIT`."""
    one_each: csr_array
    """A board is served once."""
    at_most: csr_array
    """At most nothing: volume that an open level lacks (first), what is chosen at a level that is not open."""
    one_tier: csr_array
    """A supplier has one tier at most."""


def _rows(task: Task, at_hand: np.ndarray) -> _Rows:
    boards, levels = np.nonzero(at_hand)
    choices, count = len(boards), len(task.start)
    width = choices + count
    every, opened = np.arange(choices), choices + np.arange(count)
    volume = task.volume[boards, task.supplier[levels]] / task.needs[levels]
    one_each = csr_array((np.ones(choices), (boards, every)), shape=(len(task.cost), width))
    one_tier = csr_array((np.ones(count), (task.supplier, opened)), shape=(int(task.supplier.max()) + 1, width))
    at_most = csr_array(
        (
            np.concatenate((-volume, task.start / task.needs, np.ones(choices), -np.ones(choices))),
            (
                np.concatenate((levels, np.arange(count), count + every, count + every)),
                np.concatenate((every, opened, every, opened[levels])),
            ),
        ),
        shape=(count + choices, width),
    )
    cost = np.concatenate((task.cost[boards, levels], task.setup)) / _UNIT
    return _Rows(boards, levels, cost, one_each, at_most, one_tier)


@dataclass(frozen=True, slots=True)
class _Relaxed:
    bound: float
    raises: np.ndarray
    """By how much every choice raises the bound at least: by its own price, and by what it costs to open its level."""
    lowers: np.ndarray
    """Which choices may lower it, as they are not at hand."""


def _relaxed(task: Task, at_hand: np.ndarray) -> _Relaxed | None:
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    rows = _rows(task, at_hand)
    count, choices = len(task.start), len(rows.boards)
    solved = linprog(  # type: ignore[call-overload]  # its types know no sparse matrices
        rows.cost,
        A_ub=vstack((rows.at_most, rows.one_tier)),
        b_ub=np.concatenate((np.zeros(rows.at_most.shape[0]), np.ones(rows.one_tier.shape[0]))),
        A_eq=rows.one_each,
        b_eq=np.ones(rows.one_each.shape[0]),
        bounds=(0, None),
        method="highs",
    )
    if solved.x is None:
        return None
    filling, open_only = np.split(solved.ineqlin.marginals[: count + choices], [count])
    raises = task.cost - _UNIT * (
        solved.eqlin.marginals[:, None] - task.volume[:, task.supplier] * filling / task.needs
    )
    raises[rows.boards, rows.levels] -= _UNIT * open_only
    raises[np.abs(raises) < _SLACK * _UNIT] = 0
    # What a level costs to open, less what the choices that are not at hand would save there: while something is left of
    # it, none of them lowers the bound.
    opening = _UNIT * solved.lower.marginals[choices:] + np.where(at_hand, 0, np.minimum(raises, 0)).sum(axis=0)
    return _Relaxed(_UNIT * solved.fun, np.maximum(raises, 0) + np.maximum(opening, 0), (raises < 0) & (opening < 0))


def whole(task: Task, choices: np.ndarray, seconds: float) -> Found | None:
    """The optimum over these choices (boards by levels), by branch and bound; None when they serve not everybody."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows = _rows(task, choices)
    solved = milp(
        rows.cost,
        integrality=np.ones(len(rows.cost), dtype=int),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(rows.one_each, 1, 1),
            LinearConstraint(rows.at_most, -np.inf, 0),
            LinearConstraint(rows.one_tier, -np.inf, 1),
        ],
        options={"mip_rel_gap": 0, "time_limit": seconds},
    )
    if solved.x is None:
        return None
    chosen = solved.x[: len(rows.boards)] > 0.5
    levels = np.empty(len(task.cost), dtype=int)
    levels[rows.boards[chosen]] = rows.levels[chosen]
    return Found(tuple(levels.tolist()), _UNIT * float(solved.mip_dual_bound), is_proven=solved.status != _OUT_OF_TIME)
