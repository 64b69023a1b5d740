"""Pictures of money: what it costs us if so many boards join, and what the outcome depends on most."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.bundle.projects import sentences
from steunpunt.bundle.projects.rules.business_case import Swing
from steunpunt.bundle.projects.rules.costing import Step
from steunpunt.foundation.ui.charts import BLUE, GREEN, GREY, INK, ORANGE, Chart, Table


def by_number(steps: Sequence[Step], *, board: str, now: int, years: int) -> Chart:
    """A line from alone to everybody, with a mark at today's number."""
    rows = [{"boards": step.boards, "amount": step.share.total / 100, "is_now": step.boards == now} for step in steps]
    alone, together = steps[0].share.total, steps[-1].share.total
    values = {"board": board, "alone": sentences.round_euro(alone / 100), "all": sentences.round_euro(together / 100)}
    if together < alone:
        title = _("The more boards join, the less %(board)s pays: from %(alone)s alone to %(all)s with all") % values
    else:
        title = _("More boards do not make it cheaper for %(board)s: %(alone)s alone, %(all)s with all") % values
    spec: dict[str, Any] = {
        "width": "container",
        "height": 240,
        "data": {"values": rows},
        "encoding": {
            "x": {
                "field": "boards",
                "type": "quantitative",
                "title": _("boards that join"),
                "axis": {"tickMinStep": 1, "format": "d", "grid": False},
                "scale": {"domain": [1, max(len(steps), 2)]},
            },
            "y": {"field": "amount", "type": "quantitative", "title": "€", "scale": {"zero": True}},
        },
        "layer": [
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5, "point": {"color": BLUE, "size": 35}}},
            {
                "transform": [{"filter": "datum.is_now"}],
                "mark": {"type": "point", "filled": True, "color": ORANGE, "size": 150, "opacity": 1},
            },
            {
                "transform": [{"filter": "datum.is_now"}],
                "mark": {"type": "text", "dy": -16, "color": INK, "fontWeight": 600, "text": _("now")},
            },
        ],
    }
    return Chart(
        key="by_number",
        title=title,
        subtitle=_(
            "Over %(years)s years, supplier part and support part together; boards that are surest join first. The mark: those chosen above."  # noqa: E501 - one text
        )
        % {"years": years},
        alt=title,
        spec=spec,
        table=Table(
            [_("Boards"), _("Supplier part"), _("Support part"), _("Together")],
            [
                [
                    step.boards,
                    sentences.euro(step.share.supplier),
                    sentences.euro(step.share.support),
                    sentences.euro(step.share.total),
                ]
                for step in steps
            ],
        ),
    )


def swings(found: Sequence[Swing], likely: float) -> Chart:
    """What moves the saving most, widest first; the stroke is the likely saving."""
    rows = [
        {
            "label": one.label,
            "from": float(min(one.at_low, one.at_high)),
            "to": float(max(one.at_low, one.at_high)),
            "colour": GREEN
            if min(one.at_low, one.at_high) >= 0
            else ORANGE
            if max(one.at_low, one.at_high) < 0
            else BLUE,
        }
        for one in found
    ]
    title = _("The saving depends most on “%(label)s”") % {"label": found[0].label}
    count = ngettext("%(n)s uncertain assumption", "%(n)s uncertain assumptions", len(found)) % {"n": len(found)}
    spec: dict[str, Any] = {
        "width": "container",
        "height": {"step": 30},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "cornerRadius": 2},
                "encoding": {
                    "y": {
                        "field": "label",
                        "type": "nominal",
                        "sort": None,
                        "title": None,
                        "axis": {"labelLimit": 220, "domain": False, "ticks": False},
                    },
                    "x": {"field": "from", "type": "quantitative", "title": _("saving (€)")},
                    "x2": {"field": "to"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            {
                "data": {"values": [{"likely": likely}]},
                "mark": {"type": "rule", "color": GREY, "strokeWidth": 2},
                "encoding": {"x": {"field": "likely", "type": "quantitative"}},
            },
        ],
    }
    return Chart(
        key="swings",
        title=title,
        subtitle=_(
            "Each bar: how the saving moves when that amount goes from low to high and all others are likely. The stroke: the likely saving."  # noqa: E501 - one text
        ),
        alt=f"{title}. {count}.",
        spec=spec,
        table=Table(
            [_("Assumption"), _("Saving at low"), _("Saving at high")],
            [[one.label, sentences.round_euro(one.at_low), sentences.round_euro(one.at_high)] for one in found],
        ),
    )
