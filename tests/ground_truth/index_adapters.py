"""Adapters of the methods around the scan: quality of the questionnaire, composite indices, efficiency."""

import csv
import math
from typing import Any

from steunpunt.assess.scan.rules import cronbach_alpha, item_rest
from steunpunt.assess.scan.rules.composite import (
    Part,
    between_goalposts,
    composite,
    geometric_mean,
    rank_correlation,
    ranking,
)
from steunpunt.assess.scan.rules.frontier import input_efficiency
from steunpunt.assess.scan.rules.quality import alpha_interval
from tests.ground_truth.case import Case


def cronbach(case: Case) -> Any:
    rows = case.input["rows"]
    alpha = cronbach_alpha(rows)
    interval = alpha_interval(alpha, boards=len(rows), questions=len(rows[0]), share=case.input["ci"])
    return {
        "alpha": alpha,
        "ci95": [round(bound, 3) for bound in interval],  # published in three decimals
        "item_rest": item_rest(rows),
    }


def human_development(case: Case) -> Any:
    def index(name: str, value: float | None = None) -> float:
        posts = case.input[name]
        return between_goalposts(
            posts["value"] if value is None else value,
            posts["min"],
            posts["max"],
            logarithmic=posts.get("transform") == "ln",
        )

    def geometric(*values: float) -> float:
        return geometric_mean([(value, 1.0) for value in values])

    years = index("mean_years"), index("expected_years")
    education = index("combined_education", geometric(*years))
    life, income = index("life_expectancy"), index("income")
    hdi = geometric(life, education, income)
    return {
        "life": life,
        "mean_years": years[0],
        "expected_years": years[1],
        "education": math.floor(education * 1000) / 1000,  # published cut off at three decimals, not rounded
        "income": income,
        "hdi": hdi,
        "hdi_unrounded": hdi,
    }


def weighted_mean_index(case: Case) -> Any:
    found = composite(_data(case), _parts(case))
    return {"published_top5": found, "units": found, "n_units": len(found)}


def two_means(case: Case) -> Any:
    data, parts = _data(case), _parts(case)
    top = max(part.level for part in parts)
    (whole,) = (part.code for part in parts if part.level == top)
    arithmetic = {unit: values[whole] for unit, values in composite(data, parts).items()}
    geometric = {unit: values[whole] for unit, values in composite(data, parts, low=1, mean=geometric_mean).items()}
    return {
        "top6_arithmetic": ranking(arithmetic)[:6],
        "top6_geometric": ranking(geometric)[:6],
        "spearman": rank_correlation(arithmetic, geometric),
    }


def _data(case: Case) -> dict[str, dict[str, float | None]]:
    """The indicators of a case that names a table, or holds one."""
    rows = _rows(case, "data")
    names = [name for name in rows[0] if name not in {"uCode", "uName"}]
    return {name: {row["uCode"]: _number(row[name]) for row in rows} for name in names}


def _parts(case: Case) -> list[Part]:
    return [
        Part(
            code=row["iCode"],
            level=int(float(row["Level"])),
            parent=row["Parent"] or "",
            weight=float(row["Weight"]),
            direction=int(float(row["Direction"])),
        )
        for row in _rows(case, "meta")
    ]


def _rows(case: Case, key: str) -> list[dict[str, Any]]:
    given = case.input[key]
    if not isinstance(given, str):
        return [dict(zip(given[0], row, strict=True)) for row in given[1:]]
    named = case.named_file(given)
    assert named is not None, f"{case.path} names {given}, which is nowhere above it"
    with named.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(raw: Any) -> float | None:
    if raw in {None, "", "NA"}:
        return None
    number = float(raw)
    return None if math.isnan(number) else number


def efficiency(case: Case) -> Any:
    inputs = list(zip(*case.input["inputs"].values(), strict=True))
    outputs = list(zip(*case.input["outputs"].values(), strict=True))
    found = input_efficiency(inputs, outputs, variable_returns=case.input["rts"] == "vrs")
    thetas = [each.theta for each in found]
    return {"published": thetas, "efficiency": thetas}


INDEX_ADAPTERS = {
    "cronbach_alpha": cronbach,
    "goalpost_minmax_geometric": human_development,
    "composite_minmax_weighted_mean": weighted_mean_index,
    "composite_sensitivity": two_means,
    "dea_ccr_input": efficiency,
}
