"""How offers are compared in a mini-competition, as it is typed in the terms and read again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks.forms.fields import percent, split
from steunpunt.contract.frameworks.values import Comparison, PriceFormula, QualityCriterion
from steunpunt.foundation.figures.typed import read_number, typed_number

HUNDRED = Decimal(100)


def criteria(text: str) -> tuple[QualityCriterion, ...]:
    """One on a line, as: Plan of approach; 30; what is judged. Raises `ValidationError` that names the line."""
    return tuple(_criterion(number, line) for number, line in enumerate(split(text), start=1))


def _criterion(number: int, line: str) -> QualityCriterion:
    title, weight, meaning = (part.strip() for part in (*line.split(";", 2), "", "")[:3])
    try:
        points = read_number(weight)
    except ValueError as error:
        text = _("Line %(n)s: write a name, its weight and what is judged, with a semicolon between them.")
        raise ValidationError(text, code="criterion", params={"n": number}) from error
    return QualityCriterion(code=f"K{number}", title=title[:120], weight=points, meaning=meaning)


def comparison(given: Mapping[str, Any]) -> Comparison:
    """As typed: whether it can be is for the rules of terms."""
    return Comparison(
        price_weight=given["price_weight"] or Decimal(0),
        formula=PriceFormula(given["formula"]),
        floor_share=None if given["floor_percent"] is None else given["floor_percent"] / HUNDRED,
        spread=given["spread"],
        criteria=given["criteria"],
        least_days=given["least_days"] or 0,
    )


def initial_of(one: Comparison | None) -> dict[str, Any]:
    if one is None:
        return {"formula": PriceFormula.RULE_OF_THREE}
    return {
        "price_weight": one.price_weight,
        "formula": one.formula,
        "floor_percent": None if one.floor_share is None else percent(one.floor_share),
        "spread": one.spread,
        "criteria": "\n".join(f"{row.title}; {typed_number(row.weight)}; {row.meaning}" for row in one.criteria),
        "least_days": one.least_days,
    }
