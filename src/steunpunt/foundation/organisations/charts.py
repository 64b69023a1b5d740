"""Pictures of the directory: the map of what a filter selects, and how a board's population went."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.foundation.ui.charts import BLUE, PALE, Chart, Table


def selection_map(url: str, *, selected: int) -> Chart:
    """The municipalities, those of the list in blue. The shapes come from `url`: the page itself stays small."""
    title = ngettext("The list covers %(count)s municipality", "The list covers %(count)s municipalities", selected) % {
        "count": selected
    }
    return Chart(
        key="organisations-map",
        title=title,
        alt=_("Map of the municipalities; those that the list covers are blue, and the list names them."),
        spec={
            "width": "container",
            "height": 240,
            "projection": {"type": "mercator"},
            "data": {"url": url, "format": {"type": "json", "property": "features"}},
            "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.6},
            "encoding": {
                "color": {
                    "condition": {"test": "datum.properties.selected", "value": BLUE},
                    "value": PALE,
                },
                "tooltip": {"field": "properties.name", "type": "nominal"},
            },
        },
    )


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
