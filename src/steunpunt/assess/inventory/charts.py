"""The picture of a price: one line, the middle half of the others, their middle, and one's own mark. Nothing else."""

from typing import Any

from django.utils.translation import gettext as _

from steunpunt.assess.inventory import sentences
from steunpunt.assess.inventory.rules.comparison import Position
from steunpunt.foundation.ui.charts import BLUE, INK, ORANGE, PALE, Chart, Table


def price(found: Position, figures: dict[str, Any], unit: str) -> Chart:
    """`figures` as they were released."""
    own = found.own.each
    title = sentences.standing_of_price(found, figures, unit)
    marks = [{"value": figures["p25"], "label": "P25"}, {"value": figures["p75"], "label": "P75"}]
    spec: dict[str, Any] = {
        "width": "container",
        "height": 90,
        "encoding": {"y": {"value": 45}},
        "layer": [
            {
                "data": {"values": [{"low": figures["p25"], "high": figures["p75"]}]},
                "mark": {"type": "bar", "height": 22, "color": PALE, "cornerRadius": 3},
                "encoding": {
                    "x": {
                        "field": "low",
                        "type": "quantitative",
                        "title": _("€ each year for one"),
                        "scale": {"zero": False, "padding": 24},
                        "axis": {"tickCount": 6, "grid": False},
                    },
                    "x2": {"field": "high"},
                },
            },
            {
                "data": {"values": marks},
                "mark": {"type": "text", "dy": 26, "color": INK},
                "encoding": {"x": {"field": "value", "type": "quantitative"}, "text": {"field": "label"}},
            },
            {
                "data": {"values": [{"value": figures["median"]}]},
                "mark": {"type": "tick", "thickness": 3, "size": 30, "color": BLUE},
                "encoding": {"x": {"field": "value", "type": "quantitative"}},
            },
            {
                "data": {"values": [{"value": own, "label": _("your board")}]},
                "layer": [
                    {"mark": {"type": "point", "filled": True, "size": 170, "color": ORANGE, "opacity": 1}},
                    {"mark": {"type": "text", "dy": -24, "color": INK, "fontWeight": 600}, "encoding": {"text": {"field": "label"}}},
                ],
                "encoding": {"x": {"field": "value", "type": "quantitative"}},
            },
        ],
    }  # fmt: skip
    return Chart(
        key="price",
        title=title,
        subtitle=_("The bar: the middle half of the others. The stroke: their middle. The point: your board."),
        alt=title,
        spec=spec,
        table=Table(
            [_("What"), _("€ each year for one")],
            [
                [_("your board"), sentences.cents(own)],
                [_("a quarter pays no more than"), sentences.cents(figures["p25"])],
                [_("the middle"), sentences.cents(figures["median"])],
                [_("a quarter pays at least"), sentences.cents(figures["p75"])],
            ],
        ),
    )
