"""The face of the scan to other modules."""

from steunpunt.assess.scan.actions import (
    BOARD_TYPES,
    load_generated_consents,
    load_generated_scans,
    note_looks_at,
    publish_questionnaire,
    start_round,
)
from steunpunt.assess.scan.actions.generated import GeneratedScan, load_generated_review
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.queries.levels import heat_cell, levels_by_name
from steunpunt.assess.scan.queries.newest import newest_round
from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.assess.scan.registry import Found, Link, Onward, onward
from steunpunt.assess.scan.values import Questionnaire

__all__ = [
    "BOARD_TYPES",
    "BoardType",
    "Found",
    "GeneratedScan",
    "Link",
    "Onward",
    "Questionnaire",
    "domain_names",
    "heat_cell",
    "levels_by_name",
    "load_generated_consents",
    "load_generated_review",
    "load_generated_scans",
    "newest_round",
    "note_looks_at",
    "onward",
    "publish_questionnaire",
    "published",
    "source_of",
    "start_round",
]


def domain_names() -> dict[str, str]:
    """The domains of the newest questionnaire by code, in the language of the page."""
    return {domain.code: say(domain.name) for domain in published().domains}
