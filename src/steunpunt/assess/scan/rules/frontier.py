"""Data envelopment analysis: could a board do the same with less? An expert's view, not a score of the scan.

With few boards and several inputs and outputs most come out efficient, and one odd board moves the frontier: the page
that shows this keeps to `is_meaningful`. Linear programs are solved by scipy's HiGHS. This module is imported where it is
used, not with the other rules: starting a program should not wait for an optimiser.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

EXAMPLE_FROM = 1e-6
"""A board whose share in the mix is above this is one of the examples."""


@dataclass(frozen=True, slots=True)
class Efficiency:
    """The share of its inputs (0-1) with which the examples give at least the outputs of this unit."""

    theta: float
    examples: tuple[tuple[int, float], ...]
    """The units in the mix that does so, with their share; a unit on the frontier may be its own example."""


def input_efficiency(
    inputs: Sequence[Sequence[float]], outputs: Sequence[Sequence[float]], *, variable_returns: bool = False
) -> list[Efficiency]:
    """The efficiency of every unit (`inputs` and `outputs`: units x measures, above zero), by shrinking its inputs.

    Envelopment form: minimise theta such that a mix of all units uses at most theta times the inputs and gives at least
    the outputs. Constant returns to scale is the model of Charnes, Cooper & Rhodes (1978), with `variable_returns` that
    of Banker, Charnes & Cooper (1984), whose shares add up to one.
    Source: W. W. Cooper, L. M. Seiford, K. Tone, "Data Envelopment Analysis", 2nd edition, 2007.
    """
    taken, given = np.array(inputs, dtype=float), np.array(outputs, dtype=float)
    if taken.ndim != 2 or given.ndim != 2 or len(taken) != len(given) or (taken <= 0).any() or (given < 0).any():
        raise ValueError("every unit needs the same inputs, above zero, and outputs, not below zero")
    return [_efficiency(taken, given, unit, variable_returns=variable_returns) for unit in range(len(taken))]


def _efficiency(taken: np.ndarray, given: np.ndarray, unit: int, *, variable_returns: bool) -> Efficiency:
    units = len(taken)
    solved = linprog(
        np.concatenate(([1.0], np.zeros(units))),
        A_ub=np.block([[-taken[unit][:, None], taken.T], [np.zeros((given.shape[1], 1)), -given.T]]),
        b_ub=np.concatenate((np.zeros(taken.shape[1]), -given[unit])),
        A_eq=np.concatenate(([0.0], np.ones(units)))[None, :] if variable_returns else None,
        b_eq=np.array([1.0]) if variable_returns else None,
        bounds=(0, None),
        method="highs",
    )
    if solved.x is None:
        raise ArithmeticError(solved.message)
    shares = solved.x[1:]
    return Efficiency(
        theta=float(solved.x[0]),
        examples=tuple((place, float(share)) for place, share in enumerate(shares) if share > EXAMPLE_FROM),
    )


def is_meaningful(*, units: int, inputs: int, outputs: int) -> bool:
    """Whether there are enough units to tell them apart: at most a third as many measures as units."""
    return inputs + outputs <= units / 3
