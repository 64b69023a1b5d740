"""Adapters of what contracts cost."""

from decimal import Decimal
from typing import Any

from steunpunt.assess.inventory.rules import levels, prices
from steunpunt.assess.inventory.rules.satisfaction import satisfaction
from steunpunt.contract.frameworks.values import Step, TierKind
from steunpunt.contract.frameworks.values.pricing import buy_more_from, cost
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.statistics import wilson_interval
from tests.ground_truth.case import Case


def price_index(case: Case) -> Any:
    rows, amounts, base = case.input["prices"], case.input["quantities"], case.input["base"]
    then, had = rows[base], amounts[base]
    found = {
        "laspeyres": [prices.laspeyres(row, then, had) for row in rows],
        "paasche": [prices.paasche(row, bought, then) for row, bought in zip(rows, amounts, strict=True)],
        "fisher": [prices.fisher(row, bought, then, had) for row, bought in zip(rows, amounts, strict=True)],
    }
    return found | {f"{name}_exact": values for name, values in found.items()}


def price_level(case: Case) -> Any:
    seen = [(one["board"], one["item"], float(one["price"])) for one in case.input["observations"]]
    return {"price_level": {board: level.level for board, level in levels.price_levels(seen).items()}}


def loglog(case: Case) -> Any:
    sizes, costs = case.input["inhabitants"], case.input["cost"]
    found = levels.scale(sizes, costs)
    expected = [found.expected(size) for size in sizes]
    return {
        "intercept": found.intercept,
        "elasticity": found.elasticity,
        "expected_cost": expected,
        "ratio_actual_expected": [cost / wanted for cost, wanted in zip(costs, expected, strict=True)],
    }


def normalise(case: Case) -> Any:
    index = {int(year): value for year, value in case.input["index"].items()}
    found = {
        one["id"]: prices.normalised(
            prices.Price(
                units=one["units"],
                yearly=one["annual"],
                once=one["one_off"],
                years=one["term_years"],
                first_year=one["start_year"],
                includes_vat=one["vat_included"],
                extras=one["extras_annual"],
                missing=one["missing_option_value_per_unit"],
                indexed_share=case.input["indexed_share"],
            ),
            index,
            case.input["reference_year"],
            vat=case.input["vat"],
        )
        for one in case.input["contracts"]
    }
    return {name: {"annual_normalised": one.whole, "per_unit": one.each} for name, one in found.items()}


def revision(case: Case) -> Any:
    values = [Decimal(str(case.input[name])) for name in ("p0", "a", "S", "S0")]
    return {"p": float(prices.unrounded(*values)), "p_rounded": float(prices.revised(*values))}


def modified_z(case: Case) -> Any:
    found = levels.outliers(case.input["values"], limit=case.input["limit"])
    return {
        "median": found.median,
        "mad": found.deviation,
        "modified_z": list(found.scores),
        "outliers": list(found.outliers),
    }


def wilson(case: Case) -> Any:
    confidence = case.input["confidence"]
    return {"intervals": [list(wilson_interval(some, n, confidence=confidence)) for some, n in case.input["rows"]]}


def satisfied(case: Case) -> Any:
    overall, found = satisfaction(
        case.input["scores"], prior_weight=case.input["prior_weight"], least=case.input["k_min"]
    )
    suppliers = {
        name: {"n": one.n, "mean": one.mean, "shrunk": one.shrunk, "shown": one.is_shown} for name, one in found.items()
    }
    return {"overall_mean": overall, "suppliers": suppliers}


def tier_price(case: Case) -> Any:
    """What quantities cost both ways, and from where on ordering the next threshold costs less."""
    steps = [
        Step(from_units=one["from"], price=Euros(Decimal(str(one["price"])), Decimal(0))) for one in case.input["tiers"]
    ]
    return {
        **{
            kind.value: [float(sum(cost(quantity, steps, kind))) for quantity in case.input["quantities"]]
            for kind in TierKind
        },
        **{name: said for name, said in case.expected.items() if name.startswith("note")},
        "break_even_all_units": {str(units): least for units, least in buy_more_from(steps).items()},
    }


CONTRACT_ADAPTERS = {
    "price_index": price_index,
    "price_level_cpd": price_level,
    "loglog_regression": loglog,
    "contract_normalise": normalise,
    "price_revision": revision,
    "tier_price": tier_price,
    "modified_z": modified_z,
    "wilson_interval": wilson,
    "satisfaction": satisfied,
}
