"""The verbs of tenders, and the only place that writes."""

from steunpunt.contract.tenders.actions.needing import (
    answer_buyer,
    ask_board,
    state_needs,
    take_over_quantities,
    take_over_wish,
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
    "answer_buyer",
    "ask_board",
    "change_specification",
    "correct",
    "make_tender",
    "name_boards",
    "publish",
    "state_needs",
    "stop",
    "take_over_quantities",
    "take_over_wish",
    "tick",
]
