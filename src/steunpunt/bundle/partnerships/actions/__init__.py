"""The verbs of partnerships, and the only place that writes."""

from steunpunt.bundle.partnerships.actions.life import (
    adopt_partnership,
    answer_invitation,
    describe_partnership,
    invite_boards,
    note_conversation,
    start_partnership,
    withdraw_invitation,
)
from steunpunt.bundle.partnerships.actions.membership import (
    enter_partnership,
    give_notice,
    give_seat,
    leave_seat,
    record_entry_from_paper,
    record_notice_from_paper,
)
from steunpunt.bundle.partnerships.actions.moving import move_partnership
from steunpunt.bundle.partnerships.actions.seeking import call_it_enough, find_partners, seek_partners

__all__ = [
    "adopt_partnership",
    "answer_invitation",
    "call_it_enough",
    "describe_partnership",
    "enter_partnership",
    "find_partners",
    "give_notice",
    "give_seat",
    "invite_boards",
    "leave_seat",
    "move_partnership",
    "note_conversation",
    "record_entry_from_paper",
    "record_notice_from_paper",
    "seek_partners",
    "start_partnership",
    "withdraw_invitation",
]
