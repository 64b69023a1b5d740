"""The verbs of knowledge, and the only place that writes."""

from steunpunt.exchange.knowledge.actions.helping import (
    ask_help,
    close_help,
    log_hours,
    pass_on,
    pass_on_what_waits,
    take_back_help,
    take_help,
)
from steunpunt.exchange.knowledge.actions.people import Said, Statement, keep_profile, keep_topic
from steunpunt.exchange.knowledge.actions.specialisms import Wanted, lay_down_role, propose_roles, take_up_role
from steunpunt.exchange.knowledge.actions.threads import (
    Ask,
    accept_answer,
    answer,
    ask,
    ask_whether_right,
    change_answer,
    check_answer,
    withdraw_thread,
)

__all__ = [
    "Ask",
    "Said",
    "Statement",
    "Wanted",
    "accept_answer",
    "answer",
    "ask",
    "ask_help",
    "ask_whether_right",
    "change_answer",
    "check_answer",
    "close_help",
    "keep_profile",
    "keep_topic",
    "lay_down_role",
    "log_hours",
    "pass_on",
    "pass_on_what_waits",
    "propose_roles",
    "take_back_help",
    "take_help",
    "take_up_role",
    "withdraw_thread",
]
