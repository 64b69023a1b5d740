"""Words for templates that every page may use, without loading."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template import Context
from django.template.base import Node, Parser, Token
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from steunpunt.foundation.figures.rounding import half_up
from steunpunt.foundation.figures.values import Figure
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.lists import Cell
from steunpunt.foundation.ui.maps import Shape

register = template.Library()


@cache
def _icons(path: Path) -> dict[str, list[tuple[str, dict[str, str]]]]:
    return json.loads(path.read_text()) if path.exists() else {}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A Tabler icon as inline SVG: decoration, unless a label says what it means."""
    return _drawn_icon(settings.STATE_DIR, name, str(label), css)


@lru_cache(maxsize=1000)
def _drawn_icon(folder: Path, name: str, label: str, css: str) -> SafeString:
    """A page shows dozens, of which each looks the same every time."""
    shapes = _shapes(folder / "icons" / "outline.json", name)
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
def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """A number as people here write it: 1.234,5, halves away from zero. Nothing known: a dash."""
    if value is None:
        return "–"
    if not -_MOST < value < _MOST:
        rounded: Any = round(value, decimals)
        return formats.number_format(rounded, decimals, force_grouping=True)
    # As Django writes it, which takes apart the text of each number, and cuts off what it does not show.
    written = f"{value if type(value) is int else half_up(value, decimals):,.{decimals}f}"
    thousand, decimal = _separators(get_language() or settings.LANGUAGE_CODE)
    return written if thousand == "," else written.translate({44: thousand, 46: decimal})


_MOST = 10**15


@register.filter
def price(value: Decimal | None) -> str:
    """The price of a unit, with the decimals that it has, two at least: 0,0123 is no cent."""
    return number(value, max(2, -int(value.normalize().as_tuple().exponent)) if value is not None else 2)


@cache
def _separators(language: str) -> tuple[str, str]:
    return formats.get_format("THOUSAND_SEPARATOR", language), formats.get_format("DECIMAL_SEPARATOR", language)


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
    return "–" if value is None else _written(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """23/11/2026 14:05, in Belgian time."""
    return "–" if value is None else _written(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


@register.filter
def by(value: date | datetime) -> str:
    """The day or, of a moment, the minute until which something waits."""
    return moment(value) if isinstance(value, datetime) else day(value)


def _written(value: date | datetime, form: str) -> str:
    """As `formats.date_format` writes it, which takes the form apart for each day."""
    return value.strftime(_pattern(form, get_language() or settings.LANGUAGE_CODE))


_LETTERS = {"d": "%d", "m": "%m", "Y": "%Y", "H": "%H", "i": "%M"}


@cache
def _pattern(form: str, language: str) -> str:
    """Django's letters for a day as those of Python; a letter that is not among ours fails."""
    return "".join(_LETTERS[one] if one.isalpha() else one for one in formats.get_format(form, language))


@register.filter
def period(start: datetime, end: datetime) -> str:
    """23/11/2026 14:05 – 16:00, in Belgian time; the second day too where it is another."""
    begins, ends = timezone.localtime(start), timezone.localtime(end)
    until = formats.date_format(ends, "TIME_FORMAT" if begins.date() == ends.date() else "SHORT_DATETIME_FORMAT")
    return f"{moment(start)} – {until}"


@register.filter
def shown(value: Any) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Any value of a list's cell, the way people here write it."""
    if type(value) is str:
        return value or "–"
    if type(value) is int:
        return number(value)
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
    if not text:
        return ""
    return text.get(get_language() or "nl") or text.get("nl") or next(iter(text.values()))


@register.simple_tag
def of_total(done: int, total: int) -> str:
    """12 of 95."""
    return pgettext("progress", "%(done)s of %(total)s") % {"done": number(done), "total": number(total)}


@register.simple_tag
def mark(sign: str) -> str:
    """A colon or a semicolon between two texts that are not one translation: in French after a space that does not break."""
    return f"\u00a0{sign}" if get_language() == "fr" else sign


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


# ── texts that are the same every time ───────────────────────────────────────
@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's own tag. A text without a variable is looked up once for each language: a page has a hundred."""
    node = do_translate(parser, token)
    text = node.filter_expression
    is_plain = isinstance(text.var.literal, str) and not text.filters and not (node.noop or node.asvar)
    is_plain = is_plain and node.message_context is None
    return _Translated(node) if is_plain else node


class _Translated(Node):
    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self._node = node
        self._texts: dict[tuple[str, bool], str] = {}

    def render(self, context: Context) -> str:
        key = (get_language() or "", context.autoescape)
        if key not in self._texts:
            self._texts[key] = self._node.render(context)
        return self._texts[key]


# ── what repeats hundreds of times ───────────────────────────────────────────
# A list has hundreds of cells, a map hundreds of shapes, and a template takes ten times as long over each as these loops.
def escaped(text: str) -> str:
    """As `conditional_escape`, which also sees to texts that were not translated yet and takes five times as long."""
    return text if isinstance(text, SafeString) else escape(text)


@register.simple_tag(takes_context=True)
def list_rows(context: Context, rows: list[list[Cell]]) -> SafeString:
    """The rows of a list: each cell with what it shows, what it leads to or what pressing it posts to."""
    is_looking_in = bool(getattr(context.get("acting"), "looking_in", None))
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))
    found = (f"<tr>{''.join(_cell(cell, token, is_looking_in) for cell in row)}</tr>" for row in rows)
    return mark_safe("".join(found))  # noqa: S308 - each text in it was escaped


_BETWEEN_NAMES = re.compile(r"(?<=[^\W\d])/(?=[^\W\d])")
"""Names of zones are names with slashes: they may go on in the next line there, and days may not."""


def _cell(cell: Cell, token: SafeString, is_looking_in: bool) -> str:  # noqa: FBT001 - inside a loop
    text: str = _BETWEEN_NAMES.sub("/<wbr>", escaped(shown(cell.value)))
    if isinstance(cell.value, datetime):
        text = text.replace(" ", "\N{NO-BREAK SPACE}")  # a day and its hour, in one line
    if cell.press and not is_looking_in:
        text = (
            f'<form method="post" action="{escaped(cell.press)}">{token}'
            f'<button class="cell-press">{text}</button></form>'
        )
    elif cell.link:
        text = f'<a href="{escaped(cell.link)}">{text}</a>'
    return f"<td{cell.attributes}>{text}</td>"


@register.filter
def number_rows(rows: Iterable[Iterable[Any]]) -> SafeString:
    """The rows of the table beside a chart."""
    found = (f"<tr>{''.join(f'<td>{escaped(shown(one))}</td>' for one in row)}</tr>" for row in rows)
    return mark_safe("".join(found))  # noqa: S308 - each text in it was escaped


@register.filter
def map_shapes(shapes: Iterable[Shape]) -> SafeString:
    """The pieces of land of a map."""
    return mark_safe("".join(map(_shape, shapes)))  # noqa: S308 - each text in it was escaped


def _shape(shape: Shape) -> str:
    words = f": {escaped(shape.words)}" if shape.words else ""
    drawn = (
        f'<path d="{shape.path}" class="map-shape map-{escaped(shape.tone)}" data-key="{shape.key}">'
        f"<title>{escaped(shape.name)}{words}</title></path>"
    )
    return f'<a href="{escaped(shape.href)}" tabindex="-1">{drawn}</a>' if shape.href else drawn
