"""What happens around group questions: their history. Never what somebody answered while that is not shown."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from steunpunt.bundle.questions.choices import Result
from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class QuestionFact(Fact):
    """Base of what happens to a group question."""

    key = "questions.any"
    sentence = _("Something happened to the question.")
    partnership_id: int
    question_id: int
    title: str

    @property
    def subject(self) -> str:
        return f"question:{self.question_id}"


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(QuestionFact):
    key = "questions.asked"
    sentence = _("“%(title)s” was asked of %(boards)s boards, until %(deadline_on)s.")
    boards: int
    deadline_on: date


@dataclass(frozen=True, kw_only=True)
class VoiceGiven(QuestionFact):
    key = "questions.voice_given"
    sentence = _("%(board)s gave its voice.")
    board: str


@dataclass(frozen=True, kw_only=True)
class VoiceRecordedFromPaper(QuestionFact):
    key = "questions.voice_recorded"
    sentence = _("The voice of %(board)s was written down by the support point from the board's document.")
    board: str


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(QuestionFact):
    key = "questions.closed"
    sentence = _("“%(title)s” is closed: %(result)s. %(option)s")
    result: str
    option: str
    voices: int
    asked: int

    def shown(self) -> dict[str, str]:
        return super().shown() | {"result": str(Result(self.result).label)}


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(QuestionFact):
    key = "questions.withdrawn"
    sentence = _("“%(title)s” was withdrawn: %(reason)s")
    reason: str
