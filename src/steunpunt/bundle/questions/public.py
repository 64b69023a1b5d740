"""The face of group questions to other modules."""

from steunpunt.bundle.questions.actions import (
    Answer,
    Paper,
    Proposal,
    ask_question,
    close_due_questions,
    record_voice_from_paper,
)
from steunpunt.bundle.questions.choices import Kind, Majority, Shows
from steunpunt.bundle.questions.queries import open_questions, option_ids, voter_ids

__all__ = [
    "Answer",
    "Kind",
    "Majority",
    "Paper",
    "Proposal",
    "Shows",
    "ask_question",
    "close_due_questions",
    "open_questions",
    "option_ids",
    "record_voice_from_paper",
    "voter_ids",
]
