"""Reads of knowledge."""

from steunpunt.exchange.knowledge.queries.people import (
    board_profile,
    boards_chosen,
    found,
    own_profile,
    said_by,
    topic_ids,
    topics,
    topics_with_counts,
)
from steunpunt.exchange.knowledge.queries.threads import (
    alike,
    answers_of,
    helpers_with,
    that_say,
    threads,
    to_check,
    waiting_for,
)

__all__ = [
    "alike",
    "answers_of",
    "board_profile",
    "boards_chosen",
    "found",
    "helpers_with",
    "own_profile",
    "said_by",
    "that_say",
    "threads",
    "to_check",
    "topic_ids",
    "topics",
    "topics_with_counts",
    "waiting_for",
]
