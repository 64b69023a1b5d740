"""The open figures of a round as text: CSV for spreadsheets, JSON with what everything means."""

import csv
import io
import json
from datetime import datetime
from typing import Any

from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries.open_data import Line, OpenFigures
from steunpunt.assess.scan.rules.parameters import MIN_COVERAGE, MIN_PUBLIC
from steunpunt.foundation.figures.disclosure import MIN_DIFFERENCE

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS = {
    "round": "Name of the round in which the boards answered.",
    "questionnaire_version": "Version of the questionnaire. Scores of versions that ask other things are not comparable.",
    "synthetic": "true when the answers were generated for a demonstration: then the figures say nothing about any board.",
    "domain": "Code of the domain in the questionnaire.",
    "domain_name": "Name of the domain, in Dutch.",
    "board_kind": "gemeente (municipality), ocmw (social welfare centre) or politiezone (police zone).",
    "breakdown": "all (every board of the kind in the round), province or size_class.",
    "group": "Name of the province, or inhabitants from-to when the round opened; empty for all.",
    "boards": "How many boards the figures rest on: those that answered enough of the domain to have a score.",
    "p25": "A quarter of the boards scores lower (0-100, one decimal; Hyndman and Fan's type 7).",
    "median": "Half of the boards scores lower.",
    "p75": "Three quarters of the boards score lower.",
}
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
