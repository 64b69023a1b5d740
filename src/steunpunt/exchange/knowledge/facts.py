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
