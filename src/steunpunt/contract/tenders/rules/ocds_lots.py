"""Lots of a tender in open data, what each is judged by, and how many offers each had: with extensions of OCDS 1.1."""

from decimal import Decimal
from typing import Any

from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.ocds_values import Public
from steunpunt.contract.tenders.values import Criterion, Lot, Specification

_HOME = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = (
    f"{_HOME}/ocds_lots_extension/v1.1.5/extension.json",
    f"{_HOME}/ocds_bid_extension/v1.1.5/extension.json",
    f"{_HOME}/ocds_awardCriteriaBreakdown_extension/master/extension.json",
)
"""Each package names them: who reads it finds there what their fields mean."""
CURRENCY = "EUR"


def lot_id(number: int) -> str:
    return f"lot-{number}"


def lots(public: Public) -> list[dict[str, Any]]:
    """Every lot; a tender that is not divided has one."""
    return [_lot(public, one) for one in public.spec.lots]


def _lot(public: Public, one: Lot) -> dict[str, Any]:
    found: dict[str, Any] = {"id": lot_id(one.number), "title": one.title}
    if one.what:
        found["description"] = one.what
    found["status"] = _status(public, one.number)
    most = public.spec.framework.most_amount if public.spec.framework is not None else None
    if most is not None and len(public.spec.lots) == 1:
        found["value"] = value(most)
    found["awardCriteria"] = _judged_by(public)
    return found


def _status(public: Public, number: int) -> str:
    """Of the code list tenderStatus."""
    told = {one.status for one in public.awards if one.lot == number}
    if "active" in told:
        return "complete"
    if "unsuccessful" in told:
        return "unsuccessful"
    return "cancelled" if public.status in {"cancelled", "unsuccessful"} else "active"


def _judged_by(public: Public) -> dict[str, Any]:
    """The price first, then the criteria: what each brings at the most. Of criteria with parts the parts stand in words, so that
    the numbers add up to the whole.
    """
    spec = public.spec
    is_on_value = spec.method.formula is PriceFormula.AWARD_ON_VALUE
    price: dict[str, Any] = {"type": "price", "name": "Prijs", "description": price_in_words(public)}
    if not is_on_value:
        price["numbers"] = [_points(spec.method.price_points)]
    tops = [one for one in spec.criteria if not one.parent]
    found: dict[str, Any] = {"criteria": [price, *(_criterion(spec, one, is_on_value=is_on_value) for one in tops)]}
    if is_on_value:
        found["weightingDescription"] = criteria_in_words(public)
    return found


def _criterion(spec: Specification, one: Criterion, *, is_on_value: bool) -> dict[str, Any]:
    parts = [each for each in spec.criteria if each.parent == one.code]
    found: dict[str, Any] = {"type": "quality", "name": one.title}
    words = [one.meaning, *([f"Onderdelen: {'; '.join(_part(each) for each in parts)}."] if parts else [])]
    if any(words):
        found["description"] = "\n".join(each for each in words if each)
    numbers = [] if is_on_value else [_points(one.points)]
    least = _least(spec, one)
    if least is not None:
        numbers.append({"number": number(least), "threshold": "minimumScore"})
    if numbers:
        found["numbers"] = numbers
    return found


def _part(one: Criterion) -> str:
    return f"{one.title}: {plain(one.points)}"


def _least(spec: Specification, one: Criterion) -> Decimal | None:
    """The least points with which an offer stays in: of the least mark on the scale."""
    if one.minimum is None or not one.scale:
        return None
    return rounded(one.points * one.minimum / spec.scale_of(one).top, 2)


def _points(value: Decimal) -> dict[str, Any]:
    return {"number": number(value), "weight": "pointsExact"}


def price_in_words(public: Public) -> str:
    """The formula with its numbers."""
    method = public.spec.method
    bounds = (("bodem", method.floor), ("plafond", method.ceiling))
    return ", ".join([public.method, *(f"{word} {_euros(value)}" for word, value in bounds if value is not None)])


def criteria_in_words(public: Public) -> str:
    """The price with its formula and numbers, then every criterion: together they are the whole."""
    method, tops = public.spec.method, [one for one in public.spec.criteria if not one.parent]
    if method.formula is PriceFormula.AWARD_ON_VALUE:
        worth = [(one.title, one.worth) for one in public.spec.criteria if one.worth is not None]
        price = f"Prijs: wat na aftrek overblijft, de laagste eerst ({public.method})"
        return "; ".join([price, *(f"{title}: ten hoogste {_euros(value)} aftrek" for title, value in worth)])
    price = f"Prijs: {plain(method.price_points)} ({price_in_words(public)})"
    return "; ".join([price, *(_part(one) for one in tops)])


def statistics(public: Public) -> list[dict[str, Any]]:
    """How many offers came in for each lot of which the decision was told: a number alone, no name and no price."""
    return [
        {"id": f"offertes-{lot}", "measure": "bids", "value": count, "relatedLot": lot_id(lot)}
        for lot, count in sorted(public.offers.items())
    ]


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def number(value: Decimal) -> int | float:
    """JSON knows no decimals; at most fifteen digits come through unharmed, which is more than amounts have."""
    return int(value) if value == value.to_integral_value() else float(value)


def value(amount: Decimal) -> dict[str, Any]:
    return {"amount": number(amount), "currency": CURRENCY}


def _euros(value: Decimal) -> str:
    return f"€ {value:,.0f}".replace(",", ".")
