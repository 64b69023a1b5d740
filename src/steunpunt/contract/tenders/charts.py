"""Pictures of a ranking: what each offer has, and how surely it wins."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.rules.ranking import Placed
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.ui.charts import BLUE, GREEN, GREY, INK, ORANGE, Chart, Table

LEAST_SHOWN = 0.0005
"""A smaller share of wins would be a stroke that nobody sees."""
_COLOURS = [BLUE, "#5a97cb", "#93bbe0", "#1b7a4b", "#6fb08d", "#c4620a", "#e2a56b", "#667085", "#aab2c0", "#8a5a9e"]


def titles_of(spec: Specification) -> dict[str, str]:
    """What each criterion is called, by its code."""
    return {one.code: f"{one.code} · {one.title}" for one in spec.criteria}


def stacked(placed: Sequence[Placed], names: Mapping[str, str], spec: Specification, *, title: str) -> Chart:
    """A bar for each offer, built of its points for each criterion and for the price, the first on top."""
    titles, price = titles_of(spec), _("Price")
    order = [titles[one.code] for one in spec.marked] + [price]
    rows: list[dict[str, Any]] = []
    for each in placed:
        parts = {titles[one.criterion.id]: one.points for top in each.quality for one in top.all() if not one.parts}
        parts[price] = each.price_points.points if each.price_points else Fraction(0)
        rows += [
            {
                "offer": names[each.offer],
                "part": label,
                "points": float(parts.get(label, 0)),
                "order": order.index(label),
            }
            for label in order
        ]
    totals = [
        {"offer": names[each.offer], "total": float(each.total), "text": sentences.points(each.total)}
        for each in placed
    ]
    sort = [names[each.offer] for each in placed]
    y = {"field": "offer", "type": "nominal", "sort": sort, "title": None, "axis": {"labelLimit": 200}}
    spec_: dict[str, Any] = {
        "width": "container",
        "height": {"step": 38},
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "height": 22},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "points",
                        "type": "quantitative",
                        "stack": "zero",
                        "title": _("points"),
                        "scale": {"domain": [0, 120]},
                        "axis": {"values": [0, 20, 40, 60, 80, 100]},
                    },
                    "color": {
                        "field": "part",
                        "type": "nominal",
                        "sort": order,
                        "scale": {"domain": order, "range": _COLOURS[: len(order)]},
                        "legend": {"title": None, "orient": "bottom", "columns": 1, "labelLimit": 260},
                    },
                    "order": {"field": "order", "type": "quantitative"},
                },
            },
            {
                "data": {"values": totals},
                "mark": {"type": "text", "align": "left", "dx": 5, "color": INK, "fontWeight": 600},
                "encoding": {"y": y, "x": {"field": "total", "type": "quantitative"}, "text": {"field": "text"}},
            },
        ],
    }
    table = Table(
        [_("Offer"), *order, _("Total")],
        [
            [
                names[each.offer],
                *(round(float(row["points"]), 2) for row in rows if row["offer"] == names[each.offer]),
                each.printed,
            ]
            for each in placed
        ],
    )
    return Chart(key="ranking", title=title, alt=title, spec=spec_, table=table)


def win_shares(shares: Mapping[str, Sequence[float]], names: Mapping[str, str], *, title: str, subtitle: str) -> Chart:
    """One strip, divided by how often each offer is first over all weights in the band."""
    known = ((names[offer], ranks[0]) for offer, ranks in shares.items() if ranks[0] >= LEAST_SHOWN)
    found = sorted(known, key=lambda pair: -pair[1])
    rows = [
        {"offer": name, "share": share, "order": place, "label": f"{name} {share:.0%}" if share >= 0.08 else ""}
        for place, (name, share) in enumerate(found)
    ]
    domain = [name for name, _share in found]
    spec: dict[str, Any] = {
        "width": "container",
        "height": 46,
        "data": {"values": rows},
        "encoding": {
            "x": {
                "field": "share",
                "type": "quantitative",
                "stack": "zero",
                "title": None,
                "axis": {"format": "%"},
                "scale": {"domain": [0, 1]},
            },
            "order": {"field": "order", "type": "quantitative"},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 34},
                "encoding": {
                    "color": {
                        "field": "offer",
                        "type": "nominal",
                        "scale": {"domain": domain, "range": [BLUE, ORANGE, GREEN, GREY, *_COLOURS][: len(domain)]},
                        "legend": {"title": None, "orient": "bottom", "columns": 1},
                    }
                },
            }
        ],
    }
    table = Table([_("Offer"), _("Is first")], [[name, f"{share:.1%}".replace(".", ",")] for name, share in found])
    return Chart(key="win_shares", title=title, subtitle=subtitle, alt=title, spec=spec, table=table)


def falling(rows: Sequence[tuple[float, float]], marks: Sequence[tuple[str, float, float]]) -> Chart:
    """How points for the price fall as the price rises, with the imagined offers on the line."""
    title = _("How many points a price brings")
    x = {"field": "price", "type": "quantitative", "title": "€", "axis": {"format": "~s", "grid": False}}
    y = {"field": "points", "type": "quantitative", "title": _("points")}
    spec: dict[str, Any] = {
        "width": "container",
        "height": 220,
        "layer": [
            {
                "data": {"values": [{"price": price, "points": points} for price, points in rows]},
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {
                    "values": [{"offer": name, "price": price, "points": points} for name, price, points in marks]
                },
                "mark": {"type": "point", "filled": True, "color": ORANGE, "size": 110, "opacity": 1},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {
                    "values": [{"offer": name, "price": price, "points": points} for name, price, points in marks]
                },
                "mark": {"type": "text", "dy": -12, "color": INK, "fontWeight": 600},
                "encoding": {"x": x, "y": y, "text": {"field": "offer"}},
            },
        ],
    }
    table = Table(
        [_("Offer"), _("Price"), _("Points")], [[name, price, round(points, 2)] for name, price, points in marks]
    )
    return Chart(key="falling", title=title, alt=title, spec=spec, table=table)
