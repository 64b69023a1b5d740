"""Adapters of judging offers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.rules.abnormal import abnormally_low
from steunpunt.contract.tenders.rules.agreement import intraclass
from steunpunt.contract.tenders.rules.certainty.acceptability import acceptability
from steunpunt.contract.tenders.rules.certainty.tipping import tipping_points, totals
from steunpunt.contract.tenders.rules.days import period
from steunpunt.contract.tenders.rules.law.tables import LOW_PRICES
from steunpunt.contract.tenders.rules.prices import PriceRule, price_points
from steunpunt.contract.tenders.rules.quality import Criterion
from steunpunt.contract.tenders.rules.ranking import Method, Offer, ranking
from steunpunt.contract.tenders.rules.volumes.splitting import Segment, continued, split
from tests.ground_truth.case import Case


def award_score(case: Case) -> Any:
    most = dict(case.input["max_points"])
    weight = most.pop("price")
    rule = PriceRule(formula=PriceFormula(case.input["price_formula"]), weight=_exact(weight))
    method = Method(
        criteria=tuple(Criterion(id=name, weight=_exact(each), best=_exact(each)) for name, each in most.items()),
        price=rule,
    )
    bids = {
        name: Offer(price=_exact(bid["price"]), marks={each: _exact(bid[each]) for each in most})
        for name, bid in case.input["bids"].items()
    }
    found = ranking(bids, method)
    whole = sum(case.input["max_points"].values())
    return {
        "price_points": {each.offer: _plain(each.price_points and each.price_points.points) for each in found.placed},
        "total": {each.offer: float(each.total) for each in found.placed},
        "percent": {each.offer: float(100 * each.total / whole) for each in found.placed},
        "winner": found.winner,
    }


def price_score(case: Case) -> Any:
    """By one formula with names, with and without one of them; or by each of several, in the order of the prices."""
    if "price_formula" in case.input:
        rule = PriceRule(formula=PriceFormula(case.input["price_formula"]), weight=_exact(case.input["max_points"]))
        asked = {name: _exact(price) for name, price in case.input["prices"].items()}
        left = case.input["then_without"]
        without = {name: price for name, price in asked.items() if name != left}
        return {"scores": _points(asked, rule), f"scores_without_{left}": _points(without, rule)}
    asked = {str(place): _exact(price) for place, price in enumerate(case.input["prices"])}
    params = case.input["params"]
    return {
        name: list(
            _points(
                asked,
                PriceRule(
                    formula=PriceFormula(name),
                    weight=_exact(case.input["W"]),
                    ceiling=_exact(params["plafond"]),
                    floor=_exact(params["bodem"]),
                    base=_exact(params["A"]),
                ),
            ).values()
        )
        for name in case.input["formulas"]
    }


def _points(asked: dict[str, Decimal], rule: PriceRule) -> dict[str, float]:
    return {name: float(each.points) for name, each in price_points(asked, rule).items()}


def award_on_value(case: Case) -> Any:
    method = Method(
        criteria=(Criterion(id="quality", weight=_exact(case.input["criterion_value"]), best=Decimal(1)),),
        price=PriceRule(formula=PriceFormula.AWARD_ON_VALUE),
    )
    price = _exact(case.input["price"])
    bids = {name: Offer(price=price, marks={"quality": _exact(level)}) for name, level in case.input["levels"].items()}
    found = {each.offer: each for each in ranking(bids, method).placed}
    given = found[case.input["given"]]
    fictitious = {f"if_{name}": float(each.total) for name, each in found.items()}
    return {"deduction": float(given.quality_points), "fictitious_price": float(given.total), **fictitious}


def abnormal(case: Case) -> Any:
    return {"results": [_abnormal(prices) for prices in case.input["price_sets"]]}


def _abnormal(prices: list[float]) -> dict[str, Any]:
    found = abnormally_low({f"{place:03}": _exact(price) for place, price in enumerate(prices)}, LOW_PRICES[-1].value)
    if not found.applies:
        return {"applicable": False, "flagged": []}
    (reading,) = found.readings
    return {
        "applicable": True,
        "mean": float(reading.mean),
        "limit": float(reading.limit),
        "flagged": [int(name) for name in reading.flagged],
    }


def volume_discount(case: Case) -> Any:
    """A segment without a setup goes on where the one before it stopped."""
    offers: dict[str, list[Segment]] = {}
    for bid in case.input["bids"]:
        setup = bid["setup"]
        segment = Segment(*(_exact(bid[key]) for key in ("price", "q_max", "q_min")), _exact(setup or 0))
        mine = offers.setdefault(bid["vendor"], [])
        mine.append(continued([mine[-1], segment])[-1] if setup is None else segment)
    found = split(_exact(case.input["requirement"]), offers)
    if found is None:
        return {"cost": None}
    return {
        "cost": float(found.cost),
        "quantities": {name: float(each.quantity) for name, each in found.bought.items()},
    }


def smaa(case: Case) -> Any:
    criteria = case.input["criteria"]
    band = {
        name: (_exact(low), _exact(high))
        for name, low, high in zip(criteria, case.input["weight_min"], case.input["weight_max"], strict=True)
    }
    found = acceptability(_shares(criteria, case.input["scores_0_1"]), band)
    return {
        "rank_acceptability": {name: list(row) for name, row in found.ranks.items()},
        "central_weight": {name: list(each.values()) if each else None for name, each in found.central.items()},
    }


def weight_stability(case: Case) -> Any:
    criteria = case.input["criteria"]
    shares = _shares(criteria, case.input["scores"])
    weights = dict(zip(criteria, map(_exact, case.input["weights"]), strict=True))
    found = totals(shares, weights)
    winner = max(found, key=found.__getitem__)
    intervals = {
        f"interval_{criterion}": [float(each.least), float(each.most)]
        for criterion, each in tipping_points(shares, weights, winner).items()
    }
    return {"winner": winner, **intervals}


def _shares(criteria: list[str], scores: dict[str, list[float]]) -> dict[str, dict[str, Decimal]]:
    return {name: dict(zip(criteria, map(_exact, row), strict=True)) for name, row in scores.items()}


def icc(case: Case) -> Any:
    found = intraclass([[_exact(mark) for mark in row] for row in case.input["scores"]])
    values = {
        "ICC1": found.icc1,
        "ICC2": found.icc2,
        "ICC3": found.icc3,
        "ICC1k": found.icc1k,
        "ICC2k": found.icc2k,
        "ICC3k": found.icc3k,
    }
    return {"published": values, "exact": values}


def standstill(case: Case) -> Any:
    """The case words its rule; the length of the period is its first word."""
    days = int(case.input["rule"].partition(" ")[0])
    found = [period(date.fromisoformat(sent), days) for sent in case.input["sent"]]
    return {
        "results": [
            {"last_day": each.last.isoformat(), "earliest_conclusion": each.free_from.isoformat()} for each in found
        ]
    }


def _exact(value: float | str) -> Decimal:
    """As it is written in the case, not as a float comes nearest to it."""
    return Decimal(str(value))


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


TENDER_ADAPTERS = {
    "award_score": award_score,
    "price_score": price_score,
    "award_on_value": award_on_value,
    "abnormal_low_price": abnormal,
    "volume_discount_award": volume_discount,
    "smaa": smaa,
    "weight_stability": weight_stability,
    "icc": icc,
    "standstill": standstill,
}
