"""Who may see and do what with meetings. Pages, mails and calendars all ask here."""

from datetime import date

from django.db.models import QuerySet

from steunpunt.bundle.meetings.choices import State
from steunpunt.bundle.meetings.models import Invitee, Meeting
from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.foundation.acting import Actor


def visible_meetings(actor: Actor, today: date) -> QuerySet[Meeting]:
    """Those of partnerships of which the actor is within that day: a board that left reads on no more."""
    return Meeting.objects.filter(partnership__in=partnerships.partnerships_within(actor, today))


def _writes(actor: Actor) -> bool:
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def may_convene(actor: Actor, partnership_id: int, today: date) -> bool:
    """Convene, change, cancel, write minutes: whoever coordinates, and advisers."""
    return _writes(actor) and partnerships.may_coordinate(actor, partnership_id, today)


def own_invitation(actor: Actor, meeting: Meeting) -> Invitee | None:
    """The actor's own place, on whose behalf it is invited."""
    if not _writes(actor):
        return None
    own = meeting.invitees.filter(person_id=actor.person_id or 0, organisation_id=actor.organisation_id or 0)
    return own.first()


def may_agree(actor: Actor, meeting: Meeting, own: Invitee | None) -> bool:
    """Approve the minutes: who was there with a vote. The support point has none."""
    is_voter = own is not None and own.has_vote and own.was_there is True and not actor.is_of_support_point
    return _writes(actor) and is_voter and meeting.state == State.SENT


def may_keep_feed(actor: Actor) -> bool:
    return _writes(actor)
