"""The verbs of the scan, and the only place that writes."""

from steunpunt.assess.scan.actions.comparing import note_look, release_comparisons
from steunpunt.assess.scan.actions.filling import Saved, save_answer, save_board_fact, save_domain_view
from steunpunt.assess.scan.actions.generated import load_generated_scans
from steunpunt.assess.scan.actions.rounds import BOARD_TYPES, invite_boards, publish_questionnaire, start_round
from steunpunt.assess.scan.actions.submitting import submit_scan

__all__ = [
    "BOARD_TYPES",
    "Saved",
    "invite_boards",
    "load_generated_scans",
    "note_look",
    "publish_questionnaire",
    "release_comparisons",
    "save_answer",
    "save_board_fact",
    "save_domain_view",
    "start_round",
    "submit_scan",
]
