"""What other modules add to questions and answers: uses of an answer that was accepted.

A module that can make something of an answer, a help page or an item of a newsletter, registers a function; it answers
with where that is done, or with nothing when this actor cannot.
"""

from dataclasses import dataclass
from typing import Protocol

from steunpunt.foundation.acting import Actor, Text
from steunpunt.foundation.ui.registry import Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAnswer:
    """An answer, with its question; `is_for_everybody` says that nobody is kept from reading it."""

    thread_id: int
    answer_id: int
    title: str
    question: str
    text: str
    is_for_everybody: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A page on which something is made of it."""

    label: Text
    url: str


class AnswerUse(Protocol):
    def __call__(self, actor: Actor, answer: AcceptedAnswer) -> Use | None: ...


answer_uses: Contributions[AnswerUse] = Contributions("answer_uses")
