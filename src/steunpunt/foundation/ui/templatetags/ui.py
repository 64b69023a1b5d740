"""Words for templates that every page may use, without loading."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from steunpunt.foundation.figures.values import Figure
from steunpunt.foundation.ui import registry

register = template.Library()


@cache
def _icons(path: Path) -> dict[str, list[tuple[str, dict[str, str]]]]:
    return json.loads(path.read_text()) if path.exists() else {}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A Tabler icon as inline SVG: decoration, unless a label says what it means."""
    shapes = _shapes(settings.STATE_DIR / "icons" / "outline.json", name)
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="icon {}" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        css,
        meaning,
        shapes,
    )


@cache
def _shapes(file: Path, name: str) -> SafeString:
    nodes = _icons(file).get(name, [])
    return format_html_join(
        "", "<{} {}></{}>", ((tag, _attributes(attributes), tag) for tag, attributes in nodes if tag.isalpha())
    )


def _attributes(attributes: dict[str, str]) -> SafeString:
    return format_html_join(" ", '{}="{}"', attributes.items())


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address of this page with some parameters changed; an empty value takes a parameter away."""
    parameters: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return "?" + parameters.urlencode()


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number as people here write it: 1.234,5. Nothing known: a dash."""
    return "–" if value is None else formats.number_format(round(value, decimals), decimals, force_grouping=True)


@register.filter
def percent(value: float | None, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage, with the sign."""
    return "–" if value is None else f"{number(value * 100, decimals)} %"


@register.filter
def figure_value(figure: Figure) -> str:
    """The number of a figure, the way people here write it."""
    if figure.value is None:
        return "–"
    value = float(figure.value)
    return percent(value, figure.decimals) if figure.is_share else number(value, figure.decimals)


@register.filter
def day(value: date | datetime | None) -> str:
    """23/11/2026."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return "–" if value is None else formats.date_format(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """23/11/2026 14:05, in Belgian time."""
    return "–" if value is None else formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


@register.filter
def period(start: datetime, end: datetime) -> str:
    """23/11/2026 14:05 – 16:00, in Belgian time; the second day too where it is another."""
    begins, ends = timezone.localtime(start), timezone.localtime(end)
    until = formats.date_format(ends, "TIME_FORMAT" if begins.date() == ends.date() else "SHORT_DATETIME_FORMAT")
    return f"{moment(start)} – {until}"


@register.filter
def shown(value: Any) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Any value of a list's cell, the way people here write it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(float(value), 2)
    if isinstance(value, int):
        return number(value)
    if isinstance(value, float):
        return number(value, 1)
    return str(value)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a mapping at a key that is itself a variable; nothing when it is not there."""
    return mapping.get(key) if mapping is not None else None


@register.filter
def in_language(text: dict[str, str] | None) -> str:
    """The text in the language in use, of a text that is kept in several; Dutch when that one is missing."""
    from django.utils.translation import get_language

    if not text:
        return ""
    return text.get(get_language() or "nl") or text.get("nl") or next(iter(text.values()))


@register.simple_tag
def of_total(done: int, total: int) -> str:
    """12 of 95."""
    return pgettext("progress", "%(done)s of %(total)s") % {"done": number(done), "total": number(total)}


@register.filter
def unlocalise(value: Any) -> str:
    """A number as a program reads it, for an attribute."""
    return str(value)


@register.simple_tag
def demonstration_logins() -> list[registry.DemonstrationLogin]:
    """Who can be anybody on the log-in page: only ever in the demonstration."""
    if not settings.DEMO:
        return []
    found = [item for some in registry.demonstration_logins.ask(lambda source: list(source())) for item in some]
    groups = list(dict.fromkeys(item.group for item in found))
    return sorted(found, key=lambda item: groups.index(item.group))
