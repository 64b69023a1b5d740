"""Terms as data and back, what is missing before they are signed, and when a board comes in."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from steunpunt.contract.frameworks import reasons
from steunpunt.contract.frameworks.choices import Choosing
from steunpunt.contract.frameworks.values import Comparison, PriceFormula, Terms
from steunpunt.foundation.acting import Reason

_ADAPTER: TypeAdapter[Terms] = TypeAdapter(Terms)
HUNDRED = 100


def as_data(terms: Terms) -> dict[str, Any]:
    """For a column of JSON: amounts as text, so that nothing is rounded."""
    found: dict[str, Any] = _ADAPTER.dump_python(terms, mode="json")
    return found


def read(data: dict[str, Any]) -> Terms:
    """Raises `pydantic.ValidationError` for what are no terms."""
    return _ADAPTER.validate_python(data)


def unclear(terms: Terms) -> Iterator[Reason]:
    """What cannot be, of a draft too."""
    numbers = [lot.number for lot in terms.lots]
    indexation = terms.indexation
    checks = {
        "title": bool(terms.title.strip()),
        "ends": terms.ends_on >= terms.starts_on,
        "most": terms.most_amount is None or terms.most_amount > 0,
        "warn": 0 < terms.warn_share <= 1,
        "lots": bool(numbers) and len(set(numbers)) == len(numbers),
        "index": indexation is None or (0 <= indexation.fixed_share <= 1 and indexation.base > 0),
        "days": terms.days_alone <= 0 or bool(terms.days_source.strip()),
    }
    yield from (reasons.term(code) for code, is_right in checks.items() if not is_right)
    for comparison in {lot.comparison for lot in terms.lots if lot.comparison}:
        yield from (reasons.term(code) for code in _unclear_comparison(comparison))


def _unclear_comparison(one: Comparison) -> Iterator[str]:
    """Codes of what cannot be in how offers are compared."""
    codes = [criterion.code for criterion in one.criteria]
    is_absolute, is_logarithmic = (
        one.formula is PriceFormula.ABSOLUTE_RANGE,
        one.formula is PriceFormula.LOGARITHMIC,
    )
    checks = {
        "weights": one.price_weight + sum(criterion.weight for criterion in one.criteria) == HUNDRED,
        "weight": one.price_weight > 0 and all(criterion.weight > 0 for criterion in one.criteria),
        "formula": one.formula is not PriceFormula.AWARD_ON_VALUE,
        "floor": not is_absolute or (one.floor_share is not None and 0 <= one.floor_share < 1),
        "spread": not is_logarithmic or (one.spread is not None and one.spread > 1),
        "criteria": len(set(codes)) == len(codes) and all(criterion.title.strip() for criterion in one.criteria),
        "meanings": all(criterion.meaning.strip() for criterion in one.criteria),
        "least_days": one.least_days >= 1,
    }
    yield from (code for code, is_right in checks.items() if not is_right)


def gaps(terms: Terms, *, suppliers: Mapping[int, int], priced: int, every_item_has_a_most: bool) -> Iterator[Reason]:
    """What is missing before it is signed. `suppliers` counts them by lot, `priced` counts items that have a price."""
    yield from unclear(terms)
    for lot in terms.lots:
        if not suppliers.get(lot.number):
            yield reasons.no_supplier(lot.number)
        elif suppliers[lot.number] > 1 and lot.choosing is Choosing.ONE:
            yield reasons.no_choosing(lot.number)
        if lot.choosing is Choosing.COMPETITION and lot.comparison is None:
            yield reasons.no_comparison(lot.number)
    if not priced:
        yield reasons.term("prices")
    elif terms.most_amount is None and not every_item_has_a_most:
        yield reasons.term("maximum")


def comes_in_on(terms: Terms, today: date) -> date | None:
    """From when on a board that is not named can order; None when no entry moment is left."""
    if not terms.entry_moments:
        return max(today, terms.starts_on)
    return min((day for day in terms.entry_moments if day >= today), default=None)
