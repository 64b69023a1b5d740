"""The verbs of knowledge, and the only place that writes."""

from steunpunt.exchange.knowledge.actions.people import Said, Statement, keep_profile, keep_topic, retire_topic
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
    "accept_answer",
    "answer",
    "ask",
    "ask_whether_right",
    "change_answer",
    "check_answer",
    "keep_profile",
    "keep_topic",
    "retire_topic",
    "withdraw_thread",
]
