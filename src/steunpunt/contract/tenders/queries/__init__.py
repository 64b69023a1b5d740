"""Reads of tenders."""

from steunpunt.contract.tenders.queries.preparing import (
    BoardLine,
    board_lines,
    draft,
    gaps,
    is_changed,
    last_publication,
    need_questions,
    needs_said,
    officers_with_key,
    published,
    specification,
    with_counts,
)

__all__ = [
    "BoardLine",
    "board_lines",
    "draft",
    "gaps",
    "is_changed",
    "last_publication",
    "need_questions",
    "needs_said",
    "officers_with_key",
    "published",
    "specification",
    "with_counts",
]
