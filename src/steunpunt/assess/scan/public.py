"""The face of the scan to other modules."""

from steunpunt.assess.scan.actions import (
    BOARD_TYPES,
    load_generated_consents,
    load_generated_scans,
    note_looks_at,
    publish_questionnaire,
    start_round,
)
from steunpunt.assess.scan.actions.generated import GeneratedScan
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.queries.levels import levels_by_name
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
    "levels_by_name",
    "load_generated_consents",
    "load_generated_scans",
    "note_looks_at",
    "onward",
    "publish_questionnaire",
    "published",
    "source_of",
    "start_round",
]
