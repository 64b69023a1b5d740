"""What a review adds to a scan: the answers after it, and what there is to say of one question.

A review never changes the board's own answers; these rules give a second set beside them, by the same codes. What was
reviewed counts only for as long as the board's own answer is the one that was reviewed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from steunpunt.assess.scan.values import Question


@dataclass(frozen=True, slots=True)
class Judged:
    """One question as it was reviewed. Empty codes stand for a question that was left open."""

    own: str
    """The board's own answer when it was reviewed."""
    answer: str

    @property
    def is_confirmed(self) -> bool:
        return self.answer == self.own

    def holds(self, own: str) -> bool:
        """Whether it is about this answer of the board: after another one it has to be looked at again."""
        return self.own == own


def reviewed_answers(own: Mapping[str, str], judged: Mapping[str, Judged]) -> dict[str, str]:
    """The board's own answers, with reviewed ones in their place where there are any that still hold."""
    found = dict(own)
    for code, one in judged.items():
        if one.holds(own.get(code, "")) and one.answer:
            found[code] = one.answer
    return found


def done(own: Mapping[str, str], judged: Mapping[str, Judged], asked: Collection[str]) -> int:
    """How many of these questions were reviewed: done, whatever was found."""
    return sum(code in judged and judged[code].holds(own.get(code, "")) for code in asked)


def differing(own: Mapping[str, str], judged: Mapping[str, Judged]) -> list[str]:
    """Questions on which the review gives another answer than the board."""
    return [code for code, one in judged.items() if one.holds(own.get(code, "")) and not one.is_confirmed]


def may_be(question: Question, own: str, answer: str) -> bool:
    """Whether this can be the reviewed answer: one of the question's own, or open as the board left it."""
    return question.accepts(answer) if answer else not own
