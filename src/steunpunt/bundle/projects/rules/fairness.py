"""Who should pay what of a joint cost, and whether anybody would be better off alone: cost games.

Boards are numbered 0 to n-1; a group of them is a number with a bit for each. `costs[group]` is what that group would
pay by itself, on the same terms. Sources: H. P. Young, "Cost allocation", Handbook of Game Theory 2, 1994; H. P. Young,
N. Okada, T. Hashimoto, "Cost allocation in water resources development", 1982; D. Schmeidler, "The nucleolus of a
characteristic function game", 1969.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from steunpunt.bundle.projects.rules.parameters import CENT_SLACK, EXACT_GROUPS, EXACT_SHARES, SAMPLED_ORDERS, SEED


@dataclass(frozen=True, slots=True)
class Shares:
    """What each board pays. `error` is the standard error of a sample; zero where the shares are exact."""

    amounts: tuple[float, ...]
    error: tuple[float, ...] = ()

    @property
    def is_exact(self) -> bool:
        return not any(self.error)


def table(boards: int, cost: Callable[[int], float]) -> np.ndarray:
    """The cost of every group: an array of 2^boards."""
    return np.array([cost(group) for group in range(1 << boards)], dtype=float)


def volume_table(volumes: Sequence[float], cost: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The same where a cost depends on the volume of a group only, without asking for each group by itself."""
    sums = np.zeros(1)
    for volume in volumes:
        sums = np.concatenate((sums, sums + volume))
    return cost(sums)


def shapley(costs: np.ndarray) -> Shares:
    """What each board adds on average over all orders of joining, from the cost of every group: exact, up to 20 boards."""
    boards = _boards(costs)
    if boards > EXACT_SHARES:
        raise ValueError(f"The exact value is found for at most {EXACT_SHARES} boards.")
    sizes = _sizes(boards)
    weight = np.array([1 / (boards * comb(boards - 1, size)) for size in range(boards)])
    amounts = []
    for board in range(boards):
        before, after = _without_and_with(costs, board)
        size, _ = _without_and_with(sizes, board)
        amounts.append(float(((after - before) * weight[size]).sum()))
    return Shares(tuple(amounts))


def sampled_shapley(
    boards: int,
    cost: Callable[[np.ndarray], np.ndarray],
    volumes: Sequence[float],
    *,
    orders: int = SAMPLED_ORDERS,
    seed: int = SEED,
) -> Shares:
    """The same for any number of boards where the cost depends on volume: from drawn orders, each also read backwards.

    `cost` takes an array of volumes. An order and its reverse are one draw, which halves the error and more; the
    shares of every draw, and so the answer, add up to the whole.
    """
    draws = max(orders // 2, 2)
    random = np.random.default_rng(seed)
    sizes = np.asarray(volumes, dtype=float)
    mean, spread = np.zeros(boards), np.zeros(boards)
    for number in range(draws):
        order = random.permutation(boards)
        share = np.zeros(boards)
        for way in (order, order[::-1]):
            share[way] += np.diff(cost(np.concatenate(([0.0], np.cumsum(sizes[way]))))) / 2
        step = share - mean  # running mean and squares, as B. P. Welford (1962)
        mean += step / (number + 1)
        spread += step * (share - mean)
    error = np.sqrt(spread / (draws - 1) / draws)
    return Shares(tuple(mean.tolist()), tuple(error.tolist()))


def pays_more_than_alone(shares: Sequence[float], alone: Sequence[float]) -> list[int]:
    """The boards that pay more than they would by themselves."""
    return [place for place, (share, cost) in enumerate(zip(shares, alone, strict=True)) if share > cost + CENT_SLACK]


@dataclass(frozen=True, slots=True)
class Overcharged:
    """A group that would be better off by itself, and by how much together."""

    boards: tuple[int, ...]
    by: float


def overcharged_groups(shares: Sequence[float], costs: np.ndarray) -> list[Overcharged]:
    """Every group that pays more than it would by itself, the worst first: none of them means that the shares lie in the core."""
    boards = _boards(costs)
    over = _paid(np.asarray(shares, dtype=float)) - costs
    over[[0, -1]] = 0  # nobody, and everybody: the whole is paid in any case
    worst = [int(group) for group in np.argsort(-over, kind="stable") if over[group] > CENT_SLACK]
    return [Overcharged(tuple(_members(group, boards)), float(over[group])) for group in worst]


def subsidised(shares: Sequence[float], costs: np.ndarray) -> list[int]:
    """The boards that pay less than they add to the cost of all the others: those are paying for them."""
    whole = len(costs) - 1
    return [
        place for place, share in enumerate(shares) if share < costs[whole] - costs[whole ^ (1 << place)] - CENT_SLACK
    ]


def nucleolus(costs: np.ndarray) -> Shares:
    """The shares of which the group that is worst off is as well off as can be, then the next, and so on.

    By a sequence of linear programs: the largest overcharge is made as small as possible; groups that are overcharged by
    just that in *every* optimum are fixed at it, and the rest is done again. Up to 12 boards.
    """
    from scipy.optimize import linprog

    boards = _boards(costs)
    if boards > EXACT_GROUPS:
        raise ValueError(f"The nucleolus is found for at most {EXACT_GROUPS} boards.")
    if boards == 1:
        return Shares((float(costs[-1]),))
    whole = len(costs) - 1
    rows = np.array([[group >> place & 1 for place in range(boards)] for group in range(whole + 1)], dtype=float)
    free = list(range(1, whole))
    equal_rows, equal_to = [rows[whole]], [float(costs[whole])]
    while free and np.linalg.matrix_rank(np.array(equal_rows)) < boards:
        # Unknowns: the shares, then the overcharge of whoever is worst off, which is minimised.
        inequalities = np.column_stack((rows[free], -np.ones(len(free))))
        equalities = np.column_stack((np.array(equal_rows), np.zeros(len(equal_rows))))
        solved = linprog(
            np.append(np.zeros(boards), 1.0),
            A_ub=inequalities,
            b_ub=costs[free],
            A_eq=equalities,
            b_eq=equal_to,
            bounds=(None, None),
            method="highs",
        )
        if solved.x is None:
            raise ArithmeticError(solved.message)
        # A price above zero says that a group is tight in every optimum (complementary slackness).
        tight = [group for group, price in zip(free, -solved.ineqlin.marginals, strict=True) if price > 1e-9]
        for group in tight:
            equal_rows.append(rows[group])
            equal_to.append(float(costs[group] + solved.x[-1]))
        rank = np.linalg.matrix_rank(np.array(equal_rows))
        free = [
            group
            for group in free
            if group not in tight and np.linalg.matrix_rank(np.vstack((*equal_rows, rows[group]))) > rank
        ]
    found = np.linalg.lstsq(np.array(equal_rows), np.array(equal_to), rcond=None)[0]
    return Shares(tuple(found.tolist()))


def _boards(costs: np.ndarray) -> int:
    boards = len(costs).bit_length() - 1
    if len(costs) != 1 << boards or boards < 1:
        raise ValueError("The cost of every group is needed.")
    return boards


def _sizes(boards: int) -> np.ndarray:
    sizes = np.zeros(1, dtype=np.int8)
    for _ in range(boards):
        sizes = np.concatenate((sizes, sizes + 1))
    return sizes


def _without_and_with(by_group: np.ndarray, board: int) -> tuple[np.ndarray, np.ndarray]:
    """The values of all groups without a board, and of the same groups with it."""
    split = by_group.reshape(-1, 2, 1 << board)
    return split[:, 0, :].ravel(), split[:, 1, :].ravel()


def _paid(shares: np.ndarray) -> np.ndarray:
    paid = np.zeros(1)
    for share in shares:
        paid = np.concatenate((paid, paid + share))
    return paid


def _members(group: int, boards: int) -> list[int]:
    return [place for place in range(boards) if group >> place & 1]
