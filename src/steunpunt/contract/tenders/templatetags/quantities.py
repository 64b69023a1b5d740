"""How quantities, marks and points stand on pages of tenders."""

from decimal import Decimal

from django import template

from steunpunt.contract.tenders import sentences

register = template.Library()


@register.filter
def plain(value: Decimal | int | None) -> str:
    """With as many decimals as it has, two at the most: half a unit that somebody counts on shows. Nothing known: a dash."""
    return "–" if value is None else sentences.plain(Decimal(value).quantize(Decimal("0.01")))
