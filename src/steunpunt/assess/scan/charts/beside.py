"""The pictures of a comparison by name and over time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.queries.trends import Trend
from steunpunt.assess.scan.rules.trend import MOVED_FROM, Move
from steunpunt.assess.scan.sentences import listed, quoted
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.ui.charts import BLUE, GREEN, GREY, INK, ORANGE, Chart, Table
from steunpunt.foundation.ui.templatetags.ui import number


# ── by name ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class NamedRow:
    """One domain: the levels of boards by name, the own one apart."""

    domain: str
    own: float | None
    others: Sequence[tuple[str, float]]


def by_name(rows: Sequence[NamedRow], *, board: str) -> Chart:
    """One row per domain; a dot for each board, the own one in colour, the strongest other one named."""
    dots: list[dict[str, Any]] = []
    for row in rows:
        best = max(row.others, key=lambda pair: pair[1], default=None)
        dots += [
            {
                "domain": row.domain,
                "level": level,
                "tip": _tip(name, level),
                "label": name if (name, level) == best else "",
                "own": False,
            }
            for name, level in row.others
        ]
        if row.own is not None:
            dots.append({"domain": row.domain, "level": row.own, "tip": _tip(board, row.own), "label": "", "own": True})
    ahead = [
        row.domain
        for row in rows
        if row.own is not None and row.others and row.own > max(level for _n, level in row.others)
    ]
    title = (
        _("%(board)s is furthest in %(domains)s")
        % {"board": board, "domains": listed([quoted(one) for one in ahead[:3]])}
        if ahead
        else _("In every domain another board is at least as far")
    )
    names = sorted({name for row in rows for name, _level in row.others})
    return Chart(
        key="named",
        title=title,
        subtitle=_("Level from 0 to 5. Blue: %(board)s; grey: the others; the name is that of the furthest of them.")
        % {"board": board},
        alt=_("Levels per domain of %(board)s and %(n)s boards by name; the table says them all.")
        % {"board": board, "n": len(names)},
        spec=_named_spec(dots, [row.domain for row in rows]),
        table=None,
    )


def _tip(board: str, level: float) -> str:
    """What shows when a mouse rests on a dot."""
    return f"{board}: {number(level, 1)}"


def _named_spec(dots: list[dict[str, Any]], domains: Sequence[str]) -> dict[str, Any]:
    x = {
        "field": "level",
        "type": "quantitative",
        "scale": {"domain": [0, 5]},
        "axis": {"title": None, "tickCount": 5, "format": "d"},
    }
    point = {"type": "point", "filled": True, "opacity": 1, "stroke": "white", "strokeWidth": 1.2}
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 230, "labelPadding": 10, "labelColor": INK}
    return {
        "data": {"values": dots},
        "width": "container",
        "height": {"step": 38},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": {"field": "domain", "type": "nominal", "sort": list(domains), "axis": axis},
            "tooltip": {"field": "tip", "type": "nominal"},
        },
        "layer": [
            {
                "transform": [{"filter": "!datum.own"}],
                "mark": {**point, "size": 110, "color": "#98a2b3"},
                "encoding": {"x": x},
            },
            *(
                {
                    "transform": [{"filter": f"datum.label != '' && {where}"}],
                    "mark": {"type": "text", "align": align, "dx": dx, "dy": -11, "color": GREY, "fontSize": 11},
                    "encoding": {"x": x, "text": {"field": "label"}},
                }
                for where, align, dx in (("datum.level < 2.5", "left", -5), ("datum.level >= 2.5", "right", 5))
            ),
            {
                "transform": [{"filter": "datum.own"}],
                "mark": {**point, "size": 150, "color": BLUE},
                "encoding": {"x": x},
            },
        ],
    }


# ── over time ────────────────────────────────────────────────────────────────
def tone(move: Move) -> str:
    if move.change is None or abs(move.change) < MOVED_FROM:
        return GREY
    return GREEN if move.change > 0 else ORANGE


def slope(trend: Trend, questionnaire: Questionnaire, *, now: str) -> Chart:
    """A line per domain from the earlier round to this one: green up, orange down, grey where hardly anything moved."""
    before = trend.before.round.name
    known = [move for move in trend.moves.values() if move.change is not None]
    lines: list[dict[str, Any]] = []
    for move in known:
        name = say(questionnaire.domain(move.domain).name)
        for place, score in ((before, move.then), (now, move.now)):
            label = f"{name}  {number(score)}" if place == now else number(score)
            lines.append({"domain": name, "round": place, "score": score, "label": label, "colour": tone(move)})
    for place in (before, now):
        _apart([line for line in lines if line["round"] == place])
    return Chart(
        key="slope",
        title=_slope_title(known, questionnaire),
        subtitle=_(
            "Score from 0 to 100 on the questions that stayed comparable. Green: at least %(n)s points up; orange: down."
        )
        % {"n": MOVED_FROM},
        alt=", ".join(
            f"{say(questionnaire.domain(move.domain).name)} {number(move.then)} → {number(move.now)}" for move in known
        ),
        spec=_slope_spec(lines, [before, now]),
        table=Table(
            header=[_("Domain"), before, now, _("Difference")],
            rows=[[say(questionnaire.domain(move.domain).name), move.then, move.now, move.change] for move in known],
        ),
    )


def _apart(ends: list[dict[str, Any]]) -> None:
    """Give labels a height of their own where lines end close together."""
    ends.sort(key=lambda line: line["score"])
    least = -math.inf
    for line in ends:
        line["height"] = least = max(line["score"], least + LABEL_STEP)


LABEL_STEP = 2.4
"""So many points of the score a label is high."""


def _slope_title(known: Sequence[Move], questionnaire: Questionnaire) -> str:
    up = sorted((move for move in known if (move.change or 0) >= MOVED_FROM), key=lambda move: -(move.change or 0))
    if up:
        names = listed([quoted(say(questionnaire.domain(move.domain).name)) for move in up[:2]])
        return _("Most progress: %(domains)s") % {"domains": names}
    return _("No domain went up by %(n)s points or more") % {"n": MOVED_FROM}


def _slope_spec(lines: list[dict[str, Any]], rounds: Sequence[str]) -> dict[str, Any]:
    colour = {"field": "colour", "type": "nominal", "scale": None}
    x = {
        "field": "round",
        "type": "ordinal",
        "sort": list(rounds),
        "scale": {"padding": 0.55},
        "axis": {"title": None, "labelAngle": 0, "domain": False, "ticks": False, "labelLimit": 330, "labelPadding": 8},
    }
    y = {
        "field": "score",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": {"title": None, "tickCount": 5, "format": "d"},
    }
    text = {"type": "text", "fontSize": 11}
    return {
        "data": {"values": lines},
        "width": "container",
        "height": 430,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "domain"}},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}},
            {"mark": {"type": "point", "filled": True, "size": 55, "opacity": 1}},
            {
                "transform": [{"filter": {"field": "round", "equal": rounds[0]}}],
                "mark": {**text, "align": "right", "dx": -9},
                "encoding": {"text": {"field": "label"}, "y": {**y, "field": "height"}},
            },
            {
                "transform": [{"filter": {"field": "round", "equal": rounds[1]}}],
                "mark": {**text, "align": "left", "dx": 9},
                "encoding": {"text": {"field": "label"}, "y": {**y, "field": "height"}},
            },
        ],
    }
