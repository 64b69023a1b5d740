"""What happens to a draft of a questionnaire."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class DraftFact(Fact):
    """Base of what happens to one draft of a questionnaire."""

    key = "scan.draft_any"
    sentence = _("Something happened to the draft.")
    draft_id: int

    @property
    def subject(self) -> str:
        return f"draft:{self.draft_id}"


@dataclass(frozen=True, kw_only=True)
class DraftStarted(DraftFact):
    key = "scan.draft_started"
    sentence = _("A draft of version %(number)s was started, from %(origin)s.")
    number: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class DraftPartAdded(DraftFact):
    key = "scan.draft_part_added"
    sentence = _("%(place)s was added to the draft.")
    place: str


@dataclass(frozen=True, kw_only=True)
class DraftPartChanged(DraftFact):
    key = "scan.draft_part_changed"
    sentence = _("%(place)s was changed in the draft.")
    place: str


@dataclass(frozen=True, kw_only=True)
class DraftPartMoved(DraftFact):
    key = "scan.draft_part_moved"
    sentence = _("%(place)s was moved in the draft.")
    place: str


@dataclass(frozen=True, kw_only=True)
class DraftPartRemoved(DraftFact):
    key = "scan.draft_part_removed"
    sentence = _("%(place)s was removed from the draft.")
    place: str


@dataclass(frozen=True, kw_only=True)
class DraftStepUndone(DraftFact):
    key = "scan.draft_step_undone"
    sentence = _("The change to %(place)s was undone.")
    place: str


@dataclass(frozen=True, kw_only=True)
class DraftPutAside(DraftFact):
    key = "scan.draft_put_aside"
    sentence = _("The draft was put aside.")


@dataclass(frozen=True, kw_only=True)
class DraftTakenUp(DraftFact):
    key = "scan.draft_taken_up"
    sentence = _("The draft was taken up again.")


@dataclass(frozen=True, kw_only=True)
class DraftPublished(DraftFact):
    key = "scan.draft_published"
    sentence = _("The draft was published as version %(number)s.")
    number: str
