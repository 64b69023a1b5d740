"""What happens around meetings: their history. Not what was said there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class MeetingFact(Fact):
    """Base of what happens to a meeting."""

    key = "meetings.any"
    sentence = _("Something happened to the meeting.")
    partnership_id: int
    meeting_id: int
    title: str

    @property
    def subject(self) -> str:
        return f"meeting:{self.meeting_id}"


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(MeetingFact):
    key = "meetings.convened"
    sentence = _("“%(title)s” was convened; %(invited)s people are invited.")
    invited: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(MeetingFact):
    key = "meetings.changed"
    sentence = _("Time, place or agenda were changed; everybody got a new invitation.")
    sequence: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingFact):
    key = "meetings.cancelled"
    sentence = _("The meeting was cancelled: %(reason)s")
    reason: str


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(MeetingFact):
    key = "meetings.answered"
    sentence = _("%(name)s answered the invitation.")
    name: str


@dataclass(frozen=True, kw_only=True)
class MinutesWritten(MeetingFact):
    key = "meetings.minutes_written"
    sentence = _("The minutes were written.")


@dataclass(frozen=True, kw_only=True)
class MinutesSent(MeetingFact):
    key = "meetings.minutes_sent"
    sentence = _("The minutes were sent for approval.")


@dataclass(frozen=True, kw_only=True)
class MinutesReturned(MeetingFact):
    key = "meetings.minutes_returned"
    sentence = _("%(name)s asked for a change in the minutes.")
    name: str


@dataclass(frozen=True, kw_only=True)
class MinutesAgreed(MeetingFact):
    key = "meetings.minutes_agreed"
    sentence = _("%(name)s agreed with the minutes.")
    name: str


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(MeetingFact):
    key = "meetings.minutes_approved"
    sentence = _("The minutes are approved.")


@dataclass(frozen=True, kw_only=True)
class ActionPointDone(MeetingFact):
    key = "meetings.action_point_done"
    sentence = _("Done: %(what)s")
    what: str


@dataclass(frozen=True, kw_only=True)
class FeedMade(Fact):
    """`subject` is the person's own."""

    key = "meetings.feed_made"
    sentence = _("An address for your calendar was made; an earlier one stopped working.")
    person_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class FeedRevoked(FeedMade):
    key = "meetings.feed_revoked"
    sentence = _("The address of your calendar stopped working.")
