"""What happens around knowledge: its history."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext_noop as _

from steunpunt.exchange.knowledge.choices import Duty, Step
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


@dataclass(frozen=True, kw_only=True)
class RoleFact(Fact):
    """Base of what happens to a specialism of a partnership."""

    key = "knowledge.role_any"
    sentence = _("Something happened to a specialism.")
    partnership_id: int
    topic: str
    board: str
    duty: str

    @property
    def subject(self) -> str:
        return f"specialisms:{self.partnership_id}"

    def shown(self) -> dict[str, str]:
        return super().shown() | {"duty": str(Duty(self.duty).label).lower()}


@dataclass(frozen=True, kw_only=True)
class RoleProposed(RoleFact):
    key = "knowledge.role_proposed"
    sentence = _("%(topic)s: somebody of %(board)s was proposed as %(duty)s.")


@dataclass(frozen=True, kw_only=True)
class RoleAgreed(RoleFact):
    key = "knowledge.role_agreed"
    sentence = _("%(topic)s: somebody of %(board)s is %(duty)s, for %(days)s days a year.")
    days: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"days": formats.number_format(Decimal(self.days))}


@dataclass(frozen=True, kw_only=True)
class RoleDeclined(RoleFact):
    key = "knowledge.role_declined"
    sentence = _("%(topic)s: somebody of %(board)s is not %(duty)s.")


@dataclass(frozen=True, kw_only=True)
class RoleEnded(RoleFact):
    key = "knowledge.role_ended"
    sentence = _("%(topic)s: somebody of %(board)s is %(duty)s no more.")


@dataclass(frozen=True, kw_only=True)
class HelpFact(Fact):
    """Base of what happens to a request for help."""

    key = "knowledge.help_any"
    sentence = _("Something happened to the request for help.")
    help_id: int
    title: str

    @property
    def subject(self) -> str:
        return f"help:{self.help_id}"


@dataclass(frozen=True, kw_only=True)
class HelpAsked(HelpFact):
    key = "knowledge.help_asked"
    sentence = _("Help was asked: “%(title)s”.")


@dataclass(frozen=True, kw_only=True)
class HelpPassedOn(HelpFact):
    key = "knowledge.help_passed_on"
    sentence = _("Asked next: %(step)s.")
    step: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"step": str(Step(self.step).label).lower()}


@dataclass(frozen=True, kw_only=True)
class HelpTaken(HelpFact):
    key = "knowledge.help_taken"
    sentence = _("%(board)s helps.")
    board: str


@dataclass(frozen=True, kw_only=True)
class HoursLogged(HelpFact):
    key = "knowledge.hours_logged"
    sentence = _("%(board)s wrote down %(hours)s hours.")
    board: str
    hours: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"hours": formats.number_format(Decimal(self.hours))}


@dataclass(frozen=True, kw_only=True)
class HelpDone(HelpFact):
    key = "knowledge.help_done"
    sentence = _("“%(title)s” is done.")


@dataclass(frozen=True, kw_only=True)
class HelpTakenBack(HelpFact):
    key = "knowledge.help_taken_back"
    sentence = _("The help is not needed any more.")
