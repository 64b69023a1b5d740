"""Pictures of the directory: the map of what a filter selects, and how a board's population went."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.foundation.organisations.choices import SIZES
from steunpunt.foundation.ui.charts import BLUE, INK, ORANGE, PALE, Chart, Table

SIZE_COLOURS = ("#93bbe0", "#5a97cb", "#2b74b5", "#083f77")
ABSENT = "#e4e7ee"


def selection_map(url: str, *, selected: int, is_narrowed: bool, has_own: bool) -> Chart:
    """The municipalities of the list, darker the more inhabitants; one's own land with an orange border.

    The shapes come from `url`, so that the page itself stays small.
    """
    title = ngettext(
        "%(count)s municipality by number of inhabitants", "%(count)s municipalities by number of inhabitants", selected
    ) % {"count": selected}
    said = [_("Darker means more inhabitants.")]
    if has_own:
        said.append(_("Your own territory has an orange border."))
    if is_narrowed:
        said.append(_("Grey municipalities are not in the list."))
    words = {key: str(label) for key, (label, _least, _below) in SIZES.items()}
    return Chart(
        key="organisations-map",
        title=title,
        subtitle=" ".join(said),
        alt=_("Map of the municipalities by number of inhabitants. The list has the same boards, with links."),
        spec={
            "width": "container",
            "height": 250,
            "projection": {"type": "mercator"},
            "data": {"url": url, "format": {"type": "json", "property": "features"}},
            "layer": [
                {
                    "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.6, "cursor": "pointer"},
                    "encoding": {
                        "color": {
                            "condition": {
                                "test": "datum.properties.selected && datum.properties.size",
                                "field": "properties.size",
                                "type": "ordinal",
                                "scale": {"domain": list(words), "range": list(SIZE_COLOURS)},
                                "legend": {
                                    "title": None,
                                    "orient": "bottom",
                                    "columns": {"expr": "width < 420 ? 1 : width < 760 ? 2 : 4"},
                                    "labelExpr": f"{json.dumps(words)}[datum.label]",
                                    "labelLimit": 240,
                                    "symbolType": "square",
                                },
                            },
                            "value": ABSENT,
                        },
                        "href": {"field": "properties.url", "type": "nominal"},
                    },
                },
                _outline("datum.properties.own", ORANGE),
            ],
        },
    )


def board_map(name: str, url: str, neighbours: int) -> Chart:
    """A board's land in blue with the municipalities round about.

    Beside a municipality each has its name; round a zone or a partnership there are too many, and only its own have.
    """
    named = "true" if neighbours else "datum.properties.selected"
    title = (
        ngettext("%(name)s and its %(count)s neighbour", "%(name)s and its %(count)s neighbours", neighbours)
        % {"name": name, "count": neighbours}
        if neighbours
        else _("The land of %(name)s") % {"name": name}
    )
    return Chart(
        key="board-map",
        title=title,
        subtitle=_("Boundaries: Statbel. Choose a municipality to open its page."),
        alt=_("Map of %(name)s and the municipalities that touch it; the tables on this page name them.")
        % {"name": name},
        spec={
            "width": "container",
            "height": 320,
            "projection": {"type": "mercator"},
            "data": {"url": url, "format": {"type": "json", "property": "features"}},
            "layer": [
                {
                    "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 1.5, "cursor": "pointer"},
                    "encoding": {
                        "color": {"condition": {"test": "datum.properties.selected", "value": BLUE}, "value": PALE},
                        "href": {"field": "properties.url", "type": "nominal"},
                    },
                },
                _names(named, {"stroke": "#ffffff", "strokeWidth": 4, "strokeJoin": "round", "fill": "#ffffff"}),
                _names(named, {"fill": INK}),
            ],
        },
    )


def _names(test: str, mark: dict[str, Any]) -> dict[str, Any]:
    """A layer with the name of each municipality in its middle: once wide and white, so that it reads on any colour."""
    return {
        "transform": [{"filter": f"datum.properties.latitude && ({test})"}],
        "mark": {"type": "text", "fontSize": 12, "fontWeight": 600, "aria": False, **mark},
        "encoding": {
            "longitude": {"field": "properties.longitude", "type": "quantitative"},
            "latitude": {"field": "properties.latitude", "type": "quantitative"},
            "text": {"field": "properties.name", "type": "nominal"},
        },
    }


def _outline(test: str, colour: str) -> dict[str, Any]:
    """A layer that draws the border of some shapes once more, above the others."""
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "geoshape", "fill": None, "stroke": colour, "strokeWidth": 2.5, "aria": False},
    }


def population_chart(name: str, series: Mapping[int, int]) -> Chart | None:
    """Inhabitants on 1 January per counted year, from zero; nothing below two counts."""
    if len(series) < 2:
        return None
    first, last = min(series), max(series)
    change = (series[last] - series[first]) / series[first] if series[first] else 0.0
    words = {"name": name, "first": first, "last": last, "percent": f"{abs(change) * 100:.1f}".replace(".", ",")}
    if change >= 0:
        title = _("%(name)s grew by %(percent)s %% from %(first)s to %(last)s") % words
    else:
        title = _("%(name)s shrank by %(percent)s %% from %(first)s to %(last)s") % words
    rows = [{"year": year, "inhabitants": count} for year, count in series.items()]
    return Chart(
        key="population",
        title=title,
        subtitle=_("Inhabitants on 1 January. Source: Statbel."),
        alt=_("Line of the number of inhabitants per year; the table below has the numbers."),
        spec={
            "width": "container",
            "height": 180,
            "data": {"values": rows},
            "mark": {"type": "line", "point": True, "color": BLUE},
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "quantitative",
                    "axis": {"format": "d", "title": None, "grid": False, "tickMinStep": 1},
                    "scale": {"zero": False},
                },
                "y": {
                    "field": "inhabitants",
                    "type": "quantitative",
                    "axis": {"title": None, "tickCount": 4, "labelExpr": "replace(datum.label, ',', '.')"},
                    "scale": {"zero": True},
                },
            },
        },
        table=Table([_("Year"), _("Inhabitants")], [[str(year), count] for year, count in series.items()]),
    )
