"""The verbs of tenders, and the only place that writes."""

from steunpunt.contract.tenders.actions.needing import (
    answer_buyer,
    ask_board,
    state_needs,
    take_over_quantities,
    take_over_wish,
)
from steunpunt.contract.tenders.actions.offering import (
    Contents,
    Given,
    Receipt,
    answer,
    ask,
    follow,
    hand_in,
    withdraw,
)
from steunpunt.contract.tenders.actions.officers import drop_officer, make_officer_key, name_officer
from steunpunt.contract.tenders.actions.opening import (
    begin_key_change,
    begin_opening,
    complete_key_change,
    complete_opening,
)
from steunpunt.contract.tenders.actions.preparing import (
    Beginning,
    change_specification,
    correct,
    make_tender,
    name_boards,
    publish,
    stop,
    tick,
)

__all__ = [
    "Beginning",
    "Contents",
    "Given",
    "Receipt",
    "answer",
    "answer_buyer",
    "ask",
    "ask_board",
    "begin_key_change",
    "begin_opening",
    "change_specification",
    "complete_key_change",
    "complete_opening",
    "correct",
    "drop_officer",
    "follow",
    "hand_in",
    "make_officer_key",
    "make_tender",
    "name_boards",
    "name_officer",
    "publish",
    "state_needs",
    "stop",
    "take_over_quantities",
    "take_over_wish",
    "tick",
    "withdraw",
]
