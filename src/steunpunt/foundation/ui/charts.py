"""Charts: one Vega-Lite specification, drawn in the page by vega-embed and, as SVG, in papers and mails by vl-convert.

A chart says its finding in its title, labels directly, and always has its numbers as a table beside it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import vl_convert
from django.conf import settings
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from steunpunt.foundation.acting import Text

BLUE = "#0b5cab"
ORANGE = "#c4620a"
GREEN = "#1b7a4b"
GREY = "#667085"
PALE = "#d7e3f2"
INK = "#111a2e"
LINE = "#e4e7ee"
SEQUENCE = ["#eaf1f9", "#c3d9ef", "#93bbe0", "#5a97cb", "#2b74b5", "#0b5cab", "#083f77"]
"""From little to much; also clear to people who do not see colours, and in print."""

CONFIG: dict[str, Any] = {
    "font": "Inter",
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "#475067",
        "titleColor": "#475067",
        "gridColor": LINE,
        "domainColor": "#98a2b3",
        "tickColor": "#98a2b3",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "labelFontWeight": 400,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": "#475067", "titleColor": "#475067"},
    "text": {"fontSize": 12},
    "aria": False,
    "mark": {"aria": False},
}
"""Marks have no labels for screen readers: those would be names of fields in English. `alt` and the table beside it say it."""


@dataclass(frozen=True, slots=True)
class Table:
    header: Sequence[Text]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Chart:
    """A chart as pages and papers want it. `alt` says in a sentence what somebody would see."""

    key: str
    title: Text
    alt: Text
    spec: dict[str, Any]
    table: Table | None = None
    subtitle: Text = ""
    config: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def full_spec(self) -> dict[str, Any]:
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            **self.spec,
            "config": {**CONFIG, **self.config},
        }

    @property
    def script(self) -> SafeString:
        """The specification as data in the page; the behaviour `data-chart` draws it."""
        return json_script(self.full_spec, f"chart-spec-{self.key}")

    @property
    def svg(self) -> SafeString:
        """Nothing in the page itself: the script draws, and the table beside it serves whoever has no script."""
        return mark_safe("")

    def as_svg(self) -> str:
        """The drawing for a paper or a mail."""
        return drawn(self.full_spec)


def drawn(spec: Mapping[str, Any]) -> str:
    """A whole specification as SVG."""
    _fonts()
    return str(vl_convert.vegalite_to_svg(json.dumps(spec)))


_registered: list[bool] = []


def _fonts() -> None:
    if not _registered:
        vl_convert.register_font_directory(str(settings.STATE_DIR / "fonts"))
        _registered.append(True)
