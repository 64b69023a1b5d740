"""Adapters of dividing costs."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from steunpunt.bundle.projects.choices import Key
from steunpunt.bundle.projects.rules import fairness, tiers
from steunpunt.bundle.projects.rules.keys import Basis, Rule, divide
from steunpunt.foundation.figures.rounding import largest_remainder
from tests.ground_truth.case import Case


def rounded(case: Case) -> Any:
    return {"allocation": largest_remainder(case.input["total"], case.input["weights"])}


def cost_sharing(case: Case) -> Any:
    """Whichever shares the case expects, of whichever kind of game it gives; by a key in millionths, then as given."""
    names, costs = _game(case)
    alone = [float(costs[1 << place]) for place in range(len(names))]
    total = float(costs[-1])
    keyed = {
        "equal": [1.0] * len(names),
        "per_unit": _of(case, "quantities", names),
        "per_inhabitant": _of(case, "population_thousand", names),
        "per_use": _of(case, "demand", names),
        "proportional_to_stand_alone": alone,
    }
    shares = {key: dict(zip(names, _divided(total, weights), strict=True)) for key, weights in keyed.items() if weights}
    exact = dict(zip(names, fairness.shapley(costs).amounts, strict=True))
    found = {
        "total": total,
        "stand_alone": dict(zip(names, alone, strict=True)),
        **shares,
        "shapley": exact,
        "shapley_exact": exact,
        "nucleolus": dict(zip(names, fairness.nucleolus(costs).amounts, strict=True)),
    }
    over = {key: _over(list(values.values()), alone, names) for key, values in (shares | {"shapley": exact}).items()}
    found["pays_more_than_alone"] = over | {"proportional": over["proportional_to_stand_alone"]}
    found |= {f"stand_alone_violations_{key}": boards for key, boards in over.items()}
    return found


def _game(case: Case) -> tuple[list[str], Any]:
    if "quantities" in case.input:
        quantities = case.input["quantities"]
        terms = tiers.Terms(
            tuple(tiers.Tier(each["from"], Decimal(str(each["price"]))) for each in case.input["tiers_all_units"]),
            Decimal(case.input["fixed_per_contract"]),
            may_order_up=case.input["may_order_up_to_next_threshold"],
        )
        game = tiers.game(list(quantities.values()), terms)
        return list(quantities), fairness.table(len(quantities), game)
    if "stand_alone" in case.input:
        alone = case.input["stand_alone"]
        costs = list(alone.values())
        return list(alone), fairness.table(len(alone), lambda group: max(_within(costs, group), default=0))
    names, cost = case.input["players"], case.input["cost"]
    return names, fairness.table(len(names), lambda group: cost["".join(_within(names, group))] if group else 0)


def _within(values: list[Any], group: int) -> list[Any]:
    return [value for place, value in enumerate(values) if group >> place & 1]


def _of(case: Case, key: str, names: list[str]) -> list[float]:
    return [case.input[key][name] for name in names] if key in case.input else []


def _divided(total: float, weights: list[float]) -> list[float]:
    """By our own key, in units so small that rounding to them is below every tolerance."""
    fine = 10**12
    boards = {place: Basis(units=Fraction(weight)) for place, weight in enumerate(weights)}
    parts = divide(round(total * fine), Rule(((Key.UNITS, Fraction(1)),)), boards)
    return [parts[place] / fine for place in range(len(weights))]


def _over(shares: list[float], alone: list[float], names: list[str]) -> list[str]:
    return [names[place] for place in fairness.pays_more_than_alone(shares, alone)]


MONEY_ADAPTERS = {"cost_sharing": cost_sharing, "largest_remainder": rounded}
