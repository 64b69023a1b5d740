"""The best way to divide boards over groups, exactly: set packing, solved by HiGHS on the few groups that matter.

1. The linear relaxation over all groups gives a bound on every division and a price for each board. It is solved on a
   few groups, to which those are added that prove to be worth more than the prices of their members.
2. Of any three boards, the groups that hold two of them exclude one another. Where a fraction breaks that, it is added
   as a row with a price of its own (subset rows of Jepsen, Petersen, Spoorendonk & Pisinger, 2008): the bound comes down
   to the optimum, or nearly.
3. A group that falls short of the prices by more than the bound lies above a known division cannot be in a better one.
   Without such groups some hundreds are left of tens of thousands; the optimum over them is the optimum.
4. The next best division is the best that is not among those found (a cut for each). Step 3 is repeated with its worth
   until no group that was left out could be in it.

Imported where it is used: starting a program should not wait for an optimiser.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array, vstack

from steunpunt.bundle.partnerships.rules.groups import Enough, Members, Step, never, no_step
from steunpunt.bundle.partnerships.rules.parameters import SOLVER_SECONDS

SLACK = 1e-7
"""Below this a difference of worth is rounding."""
AT_A_TIME = 1_000
"""So many groups are priced at a time."""
FIRST, MORE = 150, 1
"""The optimum is sought among so many at first, those that fall least short of the prices; then among so many times more."""
ROWS_AT_A_TIME, MOST_ROUNDS, BROKEN_BY = 150, 30, 0.02
"""So many rows of three boards are added at a time, so many times, where a fraction breaks them by at least this."""

LEAST_SECONDS = 2.0
"""The first division gets so long, whatever the time: without one there is nothing to show."""
OUT_OF_TIME = 1
"""What scipy's `milp` calls a stop at the time limit."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The best choices of groups without a board in common (places in the list of groups), the best first."""

    best: tuple[tuple[int, ...], ...]
    bound: float
    """No choice is worth more."""
    is_proven: bool


def pack(
    groups: Sequence[Members],
    worth: np.ndarray,
    *,
    boards: int,
    count: int = 3,
    together: frozenset[int] = frozenset(),
    seconds: float = SOLVER_SECONDS,
    step: Step = no_step,
    enough: Enough = never,
) -> Packed:
    """The `count` best choices, fewer when there are no more; with `together`, only those with these boards in one group.

    A group that is worth nothing is in no best choice, unless it holds those boards. When `seconds` have passed, or it is
    `enough()`, what was found so far is given, not proven. `step(done, total)` is called on the way, and may raise to stop.
    """
    until = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() > until or enough()

    holds = np.array([bool(together) and together <= set(members) for members in groups], dtype=bool)
    useful = np.flatnonzero((worth > SLACK) | holds)
    if together and not holds.any():
        return Packed((), 0.0, is_proven=True)
    if not len(useful):
        return Packed(((),), 0.0, is_proven=True)
    relaxed = _relaxed(_task([groups[int(place)] for place in useful], worth[useful], holds[useful], boards), is_over)
    step(1, count + 2)
    chosen = np.argsort(relaxed.short, kind="stable")[:FIRST]
    while True:
        found, is_proven = _best(relaxed.task, chosen, count, until, is_over, step)
        least = relaxed.task.worth[list(found[-1])].sum() if len(found) == count else -np.inf
        missing = np.setdiff1d(np.flatnonzero(relaxed.bound - relaxed.short >= least - SLACK), chosen)
        if not is_proven or not len(missing):
            break
        # Those nearest to the prices first: with them better divisions are found, and fewer are missing.
        missing = missing[np.argsort(relaxed.short[missing], kind="stable")[: MORE * len(chosen)]]
        chosen = np.concatenate((chosen, missing))
    best = tuple(tuple(int(useful[place]) for place in one) for one in found)
    return Packed(best, relaxed.bound, is_proven=is_proven)


@dataclass(frozen=True, slots=True)
class _Task:
    """Rows of `matrix`: the boards; whether one group holds certain boards, when asked; of three boards, who excludes whom.

    Every row adds up to at most 1, the `exact` one to 1.
    """

    matrix: csc_array
    worth: np.ndarray
    boards: int
    exact: int | None

    def with_rows(self, rows: list[np.ndarray]) -> "_Task":
        more = csc_array(vstack([self.matrix, csr_array(np.array(rows))]))
        return _Task(more, self.worth, self.boards, self.exact)


def _task(groups: Sequence[Members], worth: np.ndarray, holds: np.ndarray, boards: int) -> _Task:
    rows = np.concatenate([np.array(members) for members in groups])
    ends = np.concatenate(([0], np.cumsum([len(members) for members in groups])))
    plain = _Task(csc_array((np.ones(len(rows)), rows, ends), shape=(boards, len(groups))), worth, boards, None)
    if not holds.any():
        return plain
    return _Task(plain.with_rows([holds.astype(float)]).matrix, worth, boards, exact=boards)


@dataclass(frozen=True, slots=True)
class _Relaxed:
    task: _Task
    """With the rows that were added."""
    bound: float
    short: np.ndarray
    """By how much each group falls short of the prices of what it takes."""


def _relaxed(task: _Task, is_over: Enough) -> _Relaxed:
    """The worth of the best division in fractions, with as many rows of three boards as it takes."""
    share = task.worth / task.matrix[: task.boards].sum(axis=0)
    chosen = np.argsort(-share, kind="stable")[:AT_A_TIME]
    if task.exact is not None:
        chosen = np.union1d(chosen, task.matrix[[task.exact]].indices)
    for _ in range(MOST_ROUNDS):
        fractions, chosen, bound, short = _priced(task, chosen)
        rows = _broken(task, chosen, fractions)
        if not rows or is_over():
            break
        task = task.with_rows(rows)
    return _Relaxed(task, bound, short)


def _priced(task: _Task, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Solve over the chosen groups, take in what is worth more than its price, until nothing is."""
    exact = np.zeros(task.matrix.shape[0], dtype=bool)
    if task.exact is not None:
        exact[task.exact] = True
    while True:
        part = task.matrix[:, chosen]
        solved = linprog(  # type: ignore[call-overload]  # its types know no sparse matrices
            -task.worth[chosen],
            A_ub=part[~exact],
            b_ub=np.ones(int((~exact).sum())),
            A_eq=part[exact] if exact.any() else None,
            b_eq=np.ones(1) if exact.any() else None,
            bounds=(0, None),
            method="highs",
        )
        if solved.x is None:
            raise ArithmeticError(solved.message)
        prices = np.zeros(len(exact))
        prices[~exact] = -solved.ineqlin.marginals
        if exact.any():
            prices[exact] = -solved.eqlin.marginals
        short = task.matrix.T @ prices - task.worth
        better = np.flatnonzero(short < -SLACK)
        if not len(better):
            return solved.x, chosen, float(-solved.fun), np.maximum(short, 0)
        chosen = np.concatenate((chosen, better[np.argsort(short[better], kind="stable")[:AT_A_TIME]]))


def _broken(task: _Task, chosen: np.ndarray, fractions: np.ndarray) -> list[np.ndarray]:
    """Rows for the three boards of which these fractions take more than one pair, the worst first."""
    partly = (fractions > SLACK) & (fractions < 1 - SLACK)
    taken = task.matrix[: task.boards][:, chosen[partly]].toarray()
    places = np.flatnonzero(taken.sum(axis=1))
    members = taken[places]
    weighed = members * fractions[partly]
    pairs = weighed @ members.T
    threes = np.einsum("ia,ja,ka->ijk", weighed, members, members, optimize=True)
    over = pairs[:, :, None] + pairs[:, None, :] + pairs[None, :, :] - 2 * threes - 1
    triples = np.argwhere(over > BROKEN_BY)
    triples = triples[(triples[:, 0] < triples[:, 1]) & (triples[:, 1] < triples[:, 2])]
    worst = triples[np.argsort(-over[tuple(triples.T)], kind="stable")[:ROWS_AT_A_TIME]]
    by_board = csr_array(task.matrix[: task.boards])
    return [(by_board[places[triple]].sum(axis=0) >= 2).astype(float) for triple in worst]


def _best(
    task: _Task, chosen: np.ndarray, count: int, until: float, is_over: Enough, step: Step
) -> tuple[list[Members], bool]:
    """The best `count` divisions of these groups, and whether the optimiser came to its end every time."""
    part = task.matrix[:, chosen]
    least = np.full(part.shape[0], -np.inf)
    if task.exact is not None:
        least[task.exact] = 1.0
    found: list[Members] = []
    constraints = [LinearConstraint(part, least, 1.0)]
    while len(found) < count:
        if found and is_over():
            return found, False
        solved = milp(
            -task.worth[chosen],
            integrality=np.ones(len(chosen), dtype=int),
            bounds=Bounds(0, 1),
            constraints=constraints,
            options={"mip_rel_gap": 0, "time_limit": max(until - time.monotonic(), LEAST_SECONDS)},
        )
        out_of_time = solved.status == OUT_OF_TIME
        if solved.x is None:
            return found, not out_of_time  # otherwise there is no other division
        picked = solved.x > 0.5
        found.append(tuple(int(place) for place in np.sort(chosen[picked])))
        constraints.append(LinearConstraint(np.where(picked, 1.0, -1.0), -np.inf, picked.sum() - 1))
        step(1 + len(found), count + 2)
        if out_of_time:
            return found, False
    return found, True
