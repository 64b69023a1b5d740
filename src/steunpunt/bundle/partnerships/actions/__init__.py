"""The verbs of partnerships, and the only place that writes."""

from steunpunt.bundle.partnerships.actions.agreements import (
    begin_agreement,
    put_up_for_signing,
    remark_on_article,
    revise_agreement,
    withdraw_agreement,
)
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
from steunpunt.bundle.partnerships.actions.signing import record_signed_paper, sign_agreement

__all__ = [
    "adopt_partnership",
    "answer_invitation",
    "begin_agreement",
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
    "put_up_for_signing",
    "record_entry_from_paper",
    "record_notice_from_paper",
    "record_signed_paper",
    "remark_on_article",
    "revise_agreement",
    "seek_partners",
    "sign_agreement",
    "start_partnership",
    "withdraw_agreement",
    "withdraw_invitation",
]
