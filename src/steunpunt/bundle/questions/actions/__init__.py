"""The verbs of group questions, and the only place that writes."""

from steunpunt.bundle.questions.actions.asking import (
    Proposal,
    ask_question,
    close_due_questions,
    close_question,
    remind_boards,
    withdraw_question,
)
from steunpunt.bundle.questions.actions.speaking import Answer, Paper, give_voice, record_voice_from_paper

__all__ = [
    "Answer",
    "Paper",
    "Proposal",
    "ask_question",
    "close_due_questions",
    "close_question",
    "give_voice",
    "record_voice_from_paper",
    "remind_boards",
    "withdraw_question",
]
