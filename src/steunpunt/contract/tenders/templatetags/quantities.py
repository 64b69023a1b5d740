"""How quantities, marks and points stand on pages of tenders."""

from decimal import Decimal

from django import template
from django.utils import formats

from steunpunt.contract.tenders import sentences

register = template.Library()


@register.filter
def plain(value: Decimal | int | None) -> str:
    """With as many decimals as it has, two at the most: half a unit that somebody counts on shows. Nothing known: a dash."""
    return "–" if value is None else sentences.plain(Decimal(value).quantize(Decimal("0.01")))


@register.filter
def unit_price(value: Decimal) -> str:
    """To the cent, or with as many decimals as were typed where that is more."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return formats.number_format(value, places, force_grouping=True)
