"""The face of knowledge to other modules."""

from steunpunt.exchange.knowledge.actions import (
    Ask,
    Said,
    Statement,
    Wanted,
    accept_answer,
    answer,
    ask,
    ask_help,
    close_help,
    keep_profile,
    log_hours,
    propose_roles,
    take_help,
    take_up_role,
)
from steunpunt.exchange.knowledge.choices import Audience, Duty, ShownTo
from steunpunt.exchange.knowledge.queries import topic_ids
from steunpunt.exchange.knowledge.registry import AcceptedAnswer, Use, answer_uses

__all__ = [
    "AcceptedAnswer",
    "Ask",
    "Audience",
    "Duty",
    "Said",
    "ShownTo",
    "Statement",
    "Use",
    "Wanted",
    "accept_answer",
    "answer",
    "answer_uses",
    "ask",
    "ask_help",
    "close_help",
    "keep_profile",
    "log_hours",
    "propose_roles",
    "take_help",
    "take_up_role",
    "topic_ids",
]
