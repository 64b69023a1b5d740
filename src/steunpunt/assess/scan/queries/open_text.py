"""The open figures of a round as text: CSV for spreadsheets, JSON with what everything means, and what the columns and the
codes in them mean, for people.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries.open_data import Line, OpenFigures
from steunpunt.assess.scan.rules.parameters import MIN_COVERAGE, MIN_PUBLIC
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.figures.disclosure import MIN_DIFFERENCE

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS: dict[str, str] = {
    "round": _("Name of the round in which the boards answered."),
    "questionnaire_version": _(
        "Version of the questionnaire. Scores of versions that ask other things are not comparable."
    ),
    "synthetic": _(
        "true when the answers were generated for a demonstration: then the figures say nothing about any board."
    ),
    "domain": _("Code of the domain in the questionnaire."),
    "domain_name": _("Name of the domain, in Dutch."),
    "board_kind": _("gemeente (municipality), ocmw (social welfare centre) or politiezone (police zone)."),
    "breakdown": _("all (every board of the kind in the round), province or size_class."),
    "group": _("Name of the province, or inhabitants from-to when the round opened; empty for all."),
    "boards": _("How many boards the figures rest on: those that answered enough of the domain to have a score."),
    "p25": _("A quarter of the boards scores lower (0-100, one decimal; Hyndman and Fan's type 7)."),
    "median": _("Half of the boards scores lower."),
    "p75": _("Three quarters of the boards score lower."),
}
"""What each column means, in English; `dictionary` says it in three languages."""
UNITS = {
    "boards": _("number of boards"),
    "p25": _("points from 0 to 100"),
    "median": _("points from 0 to 100"),
    "p75": _("points from 0 to 100"),
}
BREAKDOWNS = {
    "all": _("every board of the kind in the round"),
    "province": _("the boards of one province"),
    "size_class": _("the boards with so many inhabitants when the round opened"),
}
KINDS = {
    BoardType.MUNICIPALITY: _("municipality"),
    BoardType.WELFARE_CENTRE: _("social welfare centre (OCMW)"),
    BoardType.POLICE_ZONE: _("police zone"),
}
LANGUAGES = ("nl", "en", "fr")
METHOD = (
    "The score of a board in a domain is the weighted mean of the levels that it answered (0 to 5), times twenty; it counts "
    f"when at least {MIN_COVERAGE:.0%} of the weight was answered. Boards answered about themselves; an adviser may have "
    "helped. There is no ranking and no board is named."
)
SUPPRESSION = (
    f"Figures of fewer than {MIN_PUBLIC} boards are left out, and further ones so that none of those can be worked out: beside "
    f"a total at least two groups of together {MIN_PUBLIC} boards stay hidden, and no sum of the groups shown is about "
    f"{MIN_DIFFERENCE} boards or fewer, also not beside what single boards were shown. A group that is empty and one that "
    "is left out look alike."
)
SYNTHETIC = "Generated answers, for a demonstration. These figures say nothing about any board."


def as_csv(round_: Round, found: OpenFigures) -> str:
    """One header, one row per group; commas and points, for programs. A figure that is left out is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_row(round_, found, line) for line in found.lines)
    return text.getvalue()


def as_json(round_: Round, found: OpenFigures, *, now: datetime) -> str:
    """The same rows, with source, licence, definitions and method."""
    closed = round_.closed_at.date().isoformat() if round_.closed_at else None
    described: dict[str, Any] = {
        "title": f"Samenwerkingsscan: {round_.name}",
        "source": "Steunpunt, from the answers of boards in the samenwerkingsscan",
        "licence": LICENCE,
        "synthetic": round_.is_synthetic,
        "warning": SYNTHETIC if round_.is_synthetic else "",
        "round": {"id": round_.pk, "name": round_.name, "opened_on": round_.opens_on.isoformat(), "closed_on": closed},
        "questionnaire_version": round_.version.number,
        "published_at": now.isoformat(timespec="seconds"),
        "method": METHOD,
        "suppression": SUPPRESSION,
        "columns": COLUMNS,
    }
    rows = [_row(round_, found, line) for line in found.lines]
    return json.dumps(described | {"figures": [_typed(row) for row in rows]}, ensure_ascii=False, indent=1)


def _row(round_: Round, found: OpenFigures, line: Line) -> dict[str, Any]:
    return {
        "round": round_.name,
        "questionnaire_version": round_.version.number,
        "synthetic": "true" if round_.is_synthetic else "false",
        "domain": line.domain,
        "domain_name": found.questionnaire.domain(line.domain).name.in_language("nl"),
        "board_kind": line.kind.value,
        "breakdown": line.breakdown,
        "group": line.group,
        "boards": line.cell.boards,
        "p25": line.cell.p25,
        "median": line.cell.median,
        "p75": line.cell.p75,
    }


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"synthetic": row["synthetic"] == "true"}


# ── what it means, for people ────────────────────────────────────────────────
def meanings() -> list[tuple[str, str, str]]:
    """Each column with what it means and its unit, in the language in use."""
    return [(name, gettext(text), gettext(UNITS[name]) if name in UNITS else "") for name, text in COLUMNS.items()]


def dictionary(questionnaire: Questionnaire) -> str:
    """A data dictionary as CSV: every column, and every code that can stand in one, in three languages."""
    text = io.StringIO()
    heads = ["column", "value", *(f"meaning_{one}" for one in LANGUAGES), *(f"unit_{one}" for one in LANGUAGES)]
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(_entries(questionnaire))
    return text.getvalue()


def _entries(questionnaire: Questionnaire) -> Iterator[list[str]]:
    for name, meaning in COLUMNS.items():
        yield [name, "", *_said(meaning), *_said(UNITS.get(name, ""))]
        for value, texts in _values(name, questionnaire).items():
            yield [name, value, *texts, *_said("")]


def _values(column: str, questionnaire: Questionnaire) -> dict[str, list[str]]:
    if column == "domain":
        return {one.code: [one.name.in_language(language) for language in LANGUAGES] for one in questionnaire.domains}
    known = {"board_kind": {kind.value: text for kind, text in KINDS.items()}, "breakdown": BREAKDOWNS}
    return {value: _said(meaning) for value, meaning in known.get(column, {}).items()}


def _said(text: str) -> list[str]:
    """A text of ours in every language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(gettext(text) if text else "")
    return found
