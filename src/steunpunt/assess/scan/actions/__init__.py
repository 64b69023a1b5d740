"""The verbs of the scan, and the only place that writes."""

from steunpunt.assess.scan.actions.archiving import ask_reports, fill_archive
from steunpunt.assess.scan.actions.authoring import (
    NUMBER_LENGTH,
    import_workbook,
    publish_draft,
    put_draft_aside,
    start_draft,
    take_draft_up,
)
from steunpunt.assess.scan.actions.comparing import (
    count_round,
    note_look,
    note_looks,
    note_looks_at,
    release_comparisons,
    renew_round,
)
from steunpunt.assess.scan.actions.comparing_choice import release_choice, release_partnership
from steunpunt.assess.scan.actions.consents import begin_hidden, give_consent, withdraw_consent
from steunpunt.assess.scan.actions.contributing import (
    ask_colleague,
    contribute,
    finish_contributing,
    remind_colleagues,
    take_over,
    withdraw_help_request,
)
from steunpunt.assess.scan.actions.drafting import (
    add_domain,
    add_question,
    edit_domain,
    edit_heading,
    edit_question,
    edit_words,
    move_domain,
    move_question,
    remove_domain,
    remove_question,
    undo_step,
)
from steunpunt.assess.scan.actions.drafting_asked import add_fact, edit_fact, edit_list, move_fact, remove_fact
from steunpunt.assess.scan.actions.filling import Saved, save_answer, save_board_fact, save_domain_view
from steunpunt.assess.scan.actions.following_up import change_action_point, plan_action_point
from steunpunt.assess.scan.actions.generated import load_generated_consents, load_generated_scans
from steunpunt.assess.scan.actions.linking import MadeLink, make_link, open_link, revoke_link
from steunpunt.assess.scan.actions.opening import ask_open_file, publish_open_file
from steunpunt.assess.scan.actions.presence import note_presence
from steunpunt.assess.scan.actions.quality import ask_quality, fill_quality
from steunpunt.assess.scan.actions.reviewing import (
    confirm_rest,
    finish_review,
    react_to_review,
    reopen_review,
    review_answer,
    start_review,
)
from steunpunt.assess.scan.actions.rounds import invite_boards, publish_questionnaire, start_round
from steunpunt.assess.scan.actions.running import (
    assign_adviser,
    close_round,
    divide_boards,
    extend_deadline,
    remind,
    remind_by_calendar,
    reopen_scan,
)
from steunpunt.assess.scan.actions.submitting import submit_scan
from steunpunt.assess.scan.queries.inviting import BOARD_TYPES

__all__ = [
    "BOARD_TYPES",
    "NUMBER_LENGTH",
    "MadeLink",
    "Saved",
    "add_domain",
    "add_fact",
    "add_question",
    "ask_colleague",
    "ask_open_file",
    "ask_quality",
    "ask_reports",
    "assign_adviser",
    "begin_hidden",
    "change_action_point",
    "close_round",
    "confirm_rest",
    "contribute",
    "count_round",
    "divide_boards",
    "edit_domain",
    "edit_fact",
    "edit_heading",
    "edit_list",
    "edit_question",
    "edit_words",
    "extend_deadline",
    "fill_archive",
    "fill_quality",
    "finish_contributing",
    "finish_review",
    "give_consent",
    "import_workbook",
    "invite_boards",
    "load_generated_consents",
    "load_generated_scans",
    "make_link",
    "move_domain",
    "move_fact",
    "move_question",
    "note_look",
    "note_looks",
    "note_looks_at",
    "note_presence",
    "open_link",
    "plan_action_point",
    "publish_draft",
    "publish_open_file",
    "publish_questionnaire",
    "put_draft_aside",
    "react_to_review",
    "release_choice",
    "release_comparisons",
    "release_partnership",
    "remind",
    "remind_by_calendar",
    "remind_colleagues",
    "remove_domain",
    "remove_fact",
    "remove_question",
    "renew_round",
    "reopen_review",
    "reopen_scan",
    "review_answer",
    "revoke_link",
    "save_answer",
    "save_board_fact",
    "save_domain_view",
    "start_draft",
    "start_review",
    "start_round",
    "submit_scan",
    "take_draft_up",
    "take_over",
    "undo_step",
    "withdraw_consent",
    "withdraw_help_request",
]
