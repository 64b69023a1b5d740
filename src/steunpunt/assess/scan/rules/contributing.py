"""When an answer of a colleague is one to discuss, and when a colleague is reminded."""

from datetime import date

from steunpunt.assess.scan.rules.parameters import DISCUSS_FROM, REMIND_COLLEAGUE_BEFORE
from steunpunt.assess.scan.values import Question


def levels_apart(question: Question, board: str, colleague: str) -> int | None:
    """How many levels two answers differ; None when one of them stands for no level ("I don't know")."""
    levels = question.levels
    if board not in levels or colleague not in levels:
        return None
    return abs(levels[board] - levels[colleague])


def is_to_discuss(question: Question, board: str, colleague: str) -> bool:
    apart = levels_apart(question, board, colleague)
    return apart is not None and apart >= DISCUSS_FROM


def is_reminder_due(due_on: date, today: date) -> bool:
    """From the day before until the day itself: a morning that the platform missed is made up for."""
    return 0 <= (due_on - today).days <= REMIND_COLLEAGUE_BEFORE


def is_fact_to_discuss(board: str, colleague: str) -> bool:
    """A figure is right or it is not: any difference between two that were filled in is to be talked about."""
    return bool(board) and bool(colleague) and board != colleague
