"""Pictures of money: what it costs us if so many boards join, and what the outcome depends on most."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.bundle.projects import sentences
from steunpunt.bundle.projects.choices import Phase, words
from steunpunt.bundle.projects.rules.business_case import Swing
from steunpunt.bundle.projects.rules.costing import Step
from steunpunt.bundle.projects.rules.timeline import Moment
from steunpunt.foundation.ui.charts import BLUE, GREEN, GREY, INK, ORANGE, PALE, Chart, Table


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


def timeline(moments: Sequence[Moment], *, now_in: Phase, today: date) -> Chart:
    """Phases as bars, days as points, today as a line; what lies ahead is hollow."""
    rows = [_drawn(one, now_in, today) for one in moments]
    labels = [str(words.PHASES[phase]) for phase in Phase if any(one.phase is phase for one in moments)]
    labels += [str(label) for kind, label in words.MOMENTS.items() if any(one.kind == kind for one in moments)]
    title = sentences.coming(moments, today)
    x: dict[str, Any] = {
        "field": "from",
        "type": "temporal",
        "title": None,
        "axis": {
            "format": "%m/%Y",
            "tickCount": {"interval": "month", "step": 1},
            "labelOverlap": "greedy",
            "labelSeparation": 10,
            "orient": "bottom",
        },
    }
    y: dict[str, Any] = {
        "field": "row",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": {"labelLimit": 145, "domain": False, "ticks": False, "grid": True},
    }
    spec: dict[str, Any] = {
        "width": "container",
        "height": {"step": 24},
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [
            {
                "transform": [{"filter": "datum.to"}],
                "mark": {"type": "bar", "aria": False, "height": 12, "cornerRadius": 2},
                "encoding": {
                    "x": x,
                    "x2": {"field": "to"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "tooltip": {"field": "tip", "type": "nominal"},
                },
            },
            {
                "transform": [{"filter": "!datum.to"}],
                "mark": {"type": "point", "aria": False, "size": 70, "strokeWidth": 2, "color": BLUE, "opacity": 1},
                "encoding": {
                    "x": x,
                    "fill": {"field": "colour", "type": "nominal", "scale": None},
                    "tooltip": {"field": "tip", "type": "nominal"},
                },
            },
            {
                "data": {"values": [{"today": today.isoformat(), "word": _("today")}]},
                "mark": {"type": "rule", "aria": False, "color": ORANGE, "strokeWidth": 2},
                "encoding": {"x": {"field": "today", "type": "temporal"}, "y": {"value": 0}, "y2": {"value": "height"}},
            },
            {
                "data": {"values": [{"today": today.isoformat(), "word": _("today")}]},
                "mark": {"type": "text", "aria": False, "dy": -8, "color": ORANGE, "fontWeight": 600},
                "encoding": {
                    "x": {"field": "today", "type": "temporal"},
                    "y": {"value": 0},
                    "text": {"field": "word", "type": "nominal"},
                },
            },
        ],
    }
    return Chart(
        key="timeline",
        title=title,
        subtitle=_("Bars: phases as planned. Points: filled is behind us, hollow lies ahead."),
        alt=_("Time line of the project. %(title)s.") % {"title": title},
        spec=spec,
        table=Table(
            [_("When"), _("What"), _("Which boards")],
            [[_when(one), sentences.moment(one), ", ".join(one.boards) or "–"] for one in moments],
        ),
    )


def _drawn(one: Moment, now_in: Phase, today: date) -> dict[str, Any]:
    label = words.PHASES[one.phase] if one.phase else words.MOMENTS[one.kind]
    is_full = one.phase is now_in if one.phase else one.on <= today
    tip = f"{sentences.moment(one)}: {_when(one)}"
    return {
        "row": str(label),
        "from": one.on.isoformat(),
        "to": (one.until + timedelta(days=1)).isoformat() if one.until else None,
        "colour": BLUE if is_full else PALE if one.phase else "#ffffff",
        "tip": f"{tip} ({', '.join(one.boards)})" if one.boards else tip,
    }


def _when(one: Moment) -> str:
    return f"{sentences.day(one.on)} – {sentences.day(one.until)}" if one.until else sentences.day(one.on)
