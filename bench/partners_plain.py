"""Partners found the plain way, as somebody would with networkx and scipy at hand: nothing of the platform but its objective."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

DIVISIONS = 3
SLACK = 1e-9


@dataclass(frozen=True)
class Plain:
    groups: list[tuple[int, ...]]
    divisions: list[float]
    blocking: int


def objective(affinity: np.ndarray, members: tuple[int, ...]) -> float:
    """What a group is worth: the method's formula, one pair after the other."""
    from steunpunt.bundle.partnerships.rules.parameters import CROWD_COST, GROUP_COST

    if len(members) < 2:
        return 0.0
    pairs = list(combinations(members, 2))
    mean = sum(affinity[one, other] for one, other in pairs) / len(pairs)
    return float(len(members) * (mean - CROWD_COST * (len(members) - 2)) - GROUP_COST)


def plain(region: Any, wanted: Any) -> Plain:
    from steunpunt.bundle.partnerships.rules.affinity import affinities

    affinity = affinities(region).total
    sizes = [candidate.inhabitants for candidate in region.candidates]
    graph = nx.Graph()
    graph.add_nodes_from(range(len(sizes)))
    graph.add_edges_from(region.borders)
    groups = [members for members in _groups(graph, sizes, wanted) if len(members) >= wanted.min_size]
    worth = np.array([objective(affinity, members) for members in groups])
    divisions, shares = _divisions(groups, worth, len(sizes))
    blocking = sum(
        worth[place] / len(members) > max(shares[member] for member in members) + SLACK
        for place, members in enumerate(groups)
    )
    return Plain(groups, divisions, blocking)


def _groups(graph: Any, sizes: list[int], wanted: Any) -> list[tuple[int, ...]]:
    """Every connected group within the ratio: each one grown by a neighbour, until none is new."""
    layer = {frozenset([node]) for node in graph}
    found = set(layer)
    for _ in range(wanted.max_size - 1):
        wider = set()
        for members in layer:
            around = {other for member in members for other in graph.neighbors(member)} - members
            for other in around:
                scale = [sizes[member] for member in (*members, other)]
                if max(scale) <= wanted.max_ratio * min(scale):
                    wider.add(members | {other})
        layer = wider
        found |= layer
    return sorted(tuple(sorted(members)) for members in found)


def _divisions(groups: list[tuple[int, ...]], worth: np.ndarray, boards: int) -> tuple[list[float], list[float]]:
    """The best three choices of groups without a board in common, and what each board has in the first."""
    rows = [member for members in groups for member in members]
    columns = [place for place, members in enumerate(groups) for _member in members]
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(boards, len(groups)))
    most, found, shares = np.ones(boards), [], [0.0] * boards
    for number in range(DIVISIONS):
        solved = milp(
            -worth,
            constraints=LinearConstraint(matrix, -np.inf, most),
            integrality=np.ones(len(groups)),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0.0},
        )
        chosen = np.flatnonzero(solved.x > 0.5)
        found.append(float(worth[chosen].sum()))
        if number == 0:
            for place in chosen:
                for member in groups[place]:
                    shares[member] = worth[place] / len(groups[place])
        cut = np.where(solved.x > 0.5, 1.0, -1.0)  # another choice differs from this one in at least one group
        matrix = csr_array(vstack([matrix, csr_array(cut[None, :])]))
        most = np.append(most, len(chosen) - 1)
    return found, shares
