"""Boards over suppliers with tiers, the way it is written down first; nothing of the platform.

One yes or no for each board and supplier, and a large number that switches off what a supplier would cost in a tier that it
is not in.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

UNIT = 5_000.0
"""The same unit as the platform's, so that the optimiser stops at the same distance."""


@dataclass(frozen=True)
class Plain:
    cost: float
    bound: float
    is_proven: bool


def plain(cost: np.ndarray, volume: np.ndarray, start: np.ndarray, seconds: float) -> Plain:
    """`cost` of each board with each supplier in each tier; `volume` of each board; `start` of each supplier's tiers."""
    boards, suppliers, tiers = cost.shape
    chosen = np.arange(boards * suppliers).reshape(boards, suppliers)
    opened = chosen.size + np.arange(suppliers * tiers).reshape(suppliers, tiers)
    paid = chosen.size + opened.size + np.arange(suppliers)
    rows: list[tuple[list[int], list[float], float, float]] = [
        (chosen[board].tolist(), [1.0] * suppliers, 1, 1) for board in range(boards)
    ]
    for supplier in range(suppliers):
        rows.append((opened[supplier].tolist(), [1.0] * tiers, 1, 1))
        for tier in range(tiers):
            large = float(cost[:, supplier, tier].sum())
            own, tick = chosen[:, supplier].tolist(), int(opened[supplier, tier])
            # paid >= cost in this tier - large * (1 - opened)
            rows.append(([*own, tick, int(paid[supplier])], [*cost[:, supplier, tier], large, -UNIT], -np.inf, large))
            rows.append(([*own, tick], [*volume.astype(float), -float(start[supplier, tier])], 0, np.inf))
    width = chosen.size + opened.size + suppliers
    matrix = coo_array(
        (
            np.concatenate([values for _, values, _, _ in rows]),
            (
                np.repeat(np.arange(len(rows)), [len(places) for places, *_ in rows]),
                np.concatenate([places for places, *_ in rows]),
            ),
        ),
        shape=(len(rows), width),
    ).tocsr()
    whole = np.ones(width, dtype=int)
    whole[paid] = 0
    solved = milp(
        (whole == 0).astype(float),
        integrality=whole,
        bounds=Bounds(0, np.where(whole, 1, np.inf)),
        constraints=LinearConstraint(matrix, [low for *_, low, _ in rows], [high for *_, high in rows]),
        options={"mip_rel_gap": 0, "time_limit": seconds},
    )
    found = np.inf if solved.x is None else UNIT * float(solved.fun)
    return Plain(found, UNIT * float(solved.mip_dual_bound), is_proven=solved.status == 0)
