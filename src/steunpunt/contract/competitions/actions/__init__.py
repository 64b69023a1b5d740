"""The verbs of mini-competitions, and the only place that writes."""

from steunpunt.contract.competitions.actions.answering import Answer, Given, ask, decline, hand_in, withdraw
from steunpunt.contract.competitions.actions.asking import Wish, begin, change, send, stop, tell_over
from steunpunt.contract.competitions.actions.awarding import award
from steunpunt.contract.competitions.actions.carrying import carry_over
from steunpunt.contract.competitions.actions.judging import (
    GivenMark,
    answer_question,
    draw,
    fix,
    give_marks,
    open_offers,
    put_aside,
)

__all__ = [
    "Answer",
    "Given",
    "GivenMark",
    "Wish",
    "answer_question",
    "ask",
    "award",
    "begin",
    "carry_over",
    "change",
    "decline",
    "draw",
    "fix",
    "give_marks",
    "hand_in",
    "open_offers",
    "put_aside",
    "send",
    "stop",
    "tell_over",
    "withdraw",
]
