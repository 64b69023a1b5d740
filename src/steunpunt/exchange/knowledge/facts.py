"""What happens around knowledge: its history."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class ProfileKept(Fact):
    """Somebody said what they, or their board, know; not what."""

    key = "knowledge.profile_kept"
    sentence = _("It was written down what one knows and wants to learn, about %(topics)s topics.")
    profile_id: int
    topics: int

    @property
    def subject(self) -> str:
        return f"profile:{self.profile_id}"


@dataclass(frozen=True, kw_only=True)
class TopicKept(Fact):
    key = "knowledge.topic_kept"
    sentence = _("The topic “%(name)s” was written down.")
    topic_id: int
    name: str

    @property
    def subject(self) -> str:
        return f"topic:{self.topic_id}"


@dataclass(frozen=True, kw_only=True)
class TopicRetired(Fact):
    key = "knowledge.topic_retired"
    sentence = _("The topic “%(name)s” is offered no more.")
    topic_id: int
    name: str

    @property
    def subject(self) -> str:
        return f"topic:{self.topic_id}"


@dataclass(frozen=True, kw_only=True)
class ThreadFact(Fact):
    """Base of what happens to a question between boards."""

    key = "knowledge.thread_any"
    sentence = _("Something happened to the question.")
    thread_id: int
    title: str

    @property
    def subject(self) -> str:
        return f"thread:{self.thread_id}"


@dataclass(frozen=True, kw_only=True)
class ThreadAsked(ThreadFact):
    key = "knowledge.thread_asked"
    sentence = _("“%(title)s” was asked.")


@dataclass(frozen=True, kw_only=True)
class ThreadAnswered(ThreadFact):
    key = "knowledge.thread_answered"
    sentence = _("“%(title)s” was answered.")


@dataclass(frozen=True, kw_only=True)
class AnswerChanged(ThreadFact):
    key = "knowledge.answer_changed"
    sentence = _("An answer to “%(title)s” was changed.")


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(ThreadFact):
    key = "knowledge.answer_accepted"
    sentence = _("An answer to “%(title)s” was accepted.")


@dataclass(frozen=True, kw_only=True)
class AnswerChecked(ThreadFact):
    key = "knowledge.answer_checked"
    sentence = _("The answer to “%(title)s” is still right.")


@dataclass(frozen=True, kw_only=True)
class AnswerOutdated(ThreadFact):
    key = "knowledge.answer_outdated"
    sentence = _("The answer to “%(title)s” is not right any more.")


@dataclass(frozen=True, kw_only=True)
class ThreadWithdrawn(ThreadFact):
    key = "knowledge.thread_withdrawn"
    sentence = _("“%(title)s” was withdrawn: %(reason)s")
    reason: str
