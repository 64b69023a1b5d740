"""Adapters of dividing specialisms over people."""

from typing import Any

import numpy as np

from steunpunt.exchange.knowledge.rules import assign, specialise
from tests.ground_truth.case import Case


def assignment(case: Case) -> Any:
    cost = np.array(case.input["cost"], dtype=float)
    chosen = assign(-cost)
    assert chosen is not None
    return {"total": float(sum(cost[person, task] for task, person in enumerate(chosen)))}


def specialisation(case: Case) -> Any:
    found = specialise(
        np.array(case.input["competence"]),
        np.array(case.input["interest"]),
        most_roles=case.input["max_roles_per_manager"],
        least_to_lead=case.input["min_lead_competence"],
    )
    return {"optimum": found.worth, "without": list(found.without)}


KNOWLEDGE_ADAPTERS = {"assignment": assignment, "specialisation": specialisation}
