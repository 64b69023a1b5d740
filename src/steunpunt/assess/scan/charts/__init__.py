"""The picture of the result: where a board stands among boards of its scale, per domain.

Other boards are a band (the middle half) and a stroke (the median), never single dots: see the release rule.
"""

from typing import Any

from django.utils.translation import gettext as _

from steunpunt.assess.scan.choices import Insight, Status
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.queries import Result
from steunpunt.assess.scan.sentences import STATUS, Pair, listed, quoted
from steunpunt.foundation.ui.charts import BLUE, GREEN, GREY, INK, ORANGE, PALE, Chart, Table
from steunpunt.foundation.ui.templatetags.ui import number

COLOURS = {Status.STRONG: GREEN, Status.ADEQUATE: BLUE, Status.IMPROVEMENT: ORANGE, Status.INCOMPLETE: GREY}


def by_gap(result: Result) -> list[Pair]:
    """From furthest above the median to furthest below; what cannot be compared by its score, what has none last."""

    def key(pair: Pair) -> tuple[int, float, str]:
        score, median = pair[1].score.score, pair[1].comparison.median
        if score is None or pair[1].status is Status.INCOMPLETE:
            return (2, 0.0, pair[0].code)
        return (0, median - score, pair[0].code) if median is not None else (1, -score, pair[0].code)

    return sorted(result.domains, key=key)


def title(result: Result) -> str:
    """What the picture shows, in a sentence."""
    below = [pair for pair in by_gap(result) if _is_below(pair)]
    if below:
        names = listed([quoted(say(domain.name)) for domain, _found in below[-2:]])
        return _("Furthest below boards of the same scale: %(domains)s") % {"domains": names}
    if any(found.comparison.median is not None for _domain, found in result.domains):
        return _("Nowhere below the lower quarter of boards of the same scale")
    return _("The scores per domain")


def _is_below(pair: Pair) -> bool:
    score, lower = pair[1].score.score, pair[1].comparison.p25
    is_shown = pair[1].status is not Status.INCOMPLETE
    return is_shown and score is not None and lower is not None and score < lower


def strip(result: Result, *, board: str, width: int | str = "container") -> Chart:
    """One row per domain: band, stroke, own dot with whiskers where answers are missing."""
    pairs = by_gap(result)
    rows: list[dict[str, Any]] = []
    for domain, found in pairs:
        score = None if found.status is Status.INCOMPLETE else found.score.score
        label = "" if score is None else number(score)
        if found.insight is Insight.NEW:
            label += "  " + _("new")
        rows.append(
            {
                "domain": say(domain.name),
                "score": score,
                "label": label if score is not None else _("not filled in enough"),
                "place": max(score, found.score.upper or 0) if score is not None else 0,
                "lower": found.score.lower if score is not None and (found.score.coverage or 0) < 1 else None,
                "upper": found.score.upper if score is not None and (found.score.coverage or 0) < 1 else None,
                "p25": found.comparison.p25,
                "p75": found.comparison.p75,
                "median": found.comparison.median,
                "colour": COLOURS[found.status],
                "shape": "diamond" if found.status is Status.IMPROVEMENT else "circle",
            }
        )
    return Chart(
        key="strip",
        title=title(result),
        subtitle=_(
            "Score from 0 to 100. Band: the middle half of boards of the same scale; stroke: the median; dot: %(board)s; thin line: what is still open."  # noqa: E501 - one text
        )
        % {"board": board},
        alt=_alt(pairs, board),
        spec=_strip_spec(rows, width),
        table=Table(
            header=[
                _("Domain"),
                _("Score"),
                _("Lower"),
                _("Upper"),
                _("Median of the group"),
                _("P25"),
                _("P75"),
                _("Boards"),
                _("Status"),
            ],
            rows=[
                [
                    say(domain.name),
                    found.score.score,
                    found.score.lower,
                    found.score.upper,
                    found.comparison.median,
                    found.comparison.p25,
                    found.comparison.p75,
                    found.comparison.peers if found.comparison.median is not None else None,
                    str(STATUS[found.status]),
                ]
                for domain, found in pairs
            ],
        ),
    )


def _alt(pairs: list[Pair], board: str) -> str:
    median = _("median")
    said = [
        f"{say(domain.name)} {number(found.score.score)}"
        + ("" if found.comparison.median is None else f" ({median} {number(found.comparison.median)})")
        for domain, found in pairs
        if found.score.score is not None
    ]
    return _("Scores of %(board)s per domain: %(scores)s.") % {"board": board, "scores": ", ".join(said)}


def _strip_spec(rows: list[dict[str, Any]], width: int | str) -> dict[str, Any]:
    y = {
        "field": "domain",
        "type": "nominal",
        "sort": [row["domain"] for row in rows],
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelLimit": 230,
            "labelPadding": 10,
            "labelColor": INK,
        },
    }
    x = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"title": None, "tickCount": 5, "format": "d"}}
    known = {"filter": "datum.score != null"}
    compared = {"filter": "datum.median != null"}
    # Written twice, first in white and thicker: on a phone the number stands on the band of the others.
    words = {"type": "text", "align": "left", "dx": 12, "fontWeight": 600}
    said = {"x": {"field": "place", **x}, "text": {"field": "label"}}
    return {
        "data": {"values": rows},
        "width": width,
        "height": {"step": 29},
        "autosize": {"type": "fit-x", "contains": "padding"} if width == "container" else {"type": "pad"},
        "encoding": {"y": y},
        "layer": [
            {
                "transform": [compared],
                "mark": {"type": "bar", "height": 15, "cornerRadius": 4, "color": PALE},
                "encoding": {"x": {"field": "p25", **x}, "x2": {"field": "p75"}},
            },
            {
                "transform": [compared],
                "mark": {"type": "tick", "thickness": 2.5, "size": 19, "color": GREY},
                "encoding": {"x": {"field": "median", **x}},
            },
            {
                "transform": [{"filter": "datum.lower != null"}],
                "mark": {"type": "rule", "strokeWidth": 1.5, "color": INK, "opacity": 0.55},
                "encoding": {"x": {"field": "lower", **x}, "x2": {"field": "upper"}},
            },
            {
                "transform": [known],
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 130,
                    "opacity": 1,
                    "stroke": "white",
                    "strokeWidth": 1.5,
                },
                "encoding": {
                    "x": {"field": "score", **x},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "shape": {"field": "shape", "type": "nominal", "scale": None},
                },
            },
            {"mark": {**words, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}, "encoding": said},
            {
                "mark": words,
                "encoding": {**said, "color": {"field": "colour", "type": "nominal", "scale": None}},
            },
        ],
    }
