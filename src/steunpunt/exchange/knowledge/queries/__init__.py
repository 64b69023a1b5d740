"""Reads of knowledge."""

from steunpunt.exchange.knowledge.queries.people import (
    board_profile,
    boards_chosen,
    found,
    own_profile,
    said_by,
    topics,
    topics_with_counts,
)

__all__ = ["board_profile", "boards_chosen", "found", "own_profile", "said_by", "topics", "topics_with_counts"]
