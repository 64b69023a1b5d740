"""The face of knowledge to other modules."""

from steunpunt.exchange.knowledge.actions import Ask, Said, Statement, accept_answer, answer, ask, keep_profile
from steunpunt.exchange.knowledge.choices import Audience, ShownTo
from steunpunt.exchange.knowledge.queries import topic_ids
from steunpunt.exchange.knowledge.registry import AcceptedAnswer, Use, answer_uses

__all__ = [
    "AcceptedAnswer",
    "Ask",
    "Audience",
    "Said",
    "ShownTo",
    "Statement",
    "Use",
    "accept_answer",
    "answer",
    "answer_uses",
    "ask",
    "keep_profile",
    "topic_ids",
]
