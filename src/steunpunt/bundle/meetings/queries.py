"""Reads of meetings: what is open, who is invited, what a calendar holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.bundle.meetings import access
from steunpunt.bundle.meetings.choices import State
from steunpunt.bundle.meetings.models import ActionPoint, AgendaPoint, Feed, Invitee, Meeting
from steunpunt.bundle.meetings.values import Day, Invitation
from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.bundle.projects import public as projects
from steunpunt.bundle.questions import public as questions
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.values import PersonValue
from steunpunt.foundation.ui.registry import calendar_days

PAST = timedelta(days=180)
"""So far back a calendar goes."""


@dataclass(frozen=True, slots=True)
class Place:
    """An invitee with a name."""

    row: Invitee
    person: PersonValue | None

    @property
    def name(self) -> str:
        return self.person.name if self.person else "–"


def places(meeting: Meeting) -> list[Place]:
    """Who is invited, boards by name: two queries."""
    rows = list(meeting.invitees.select_related("organisation").order_by("organisation__name", "pk"))
    known = people.people(row.person_id for row in rows)
    return [Place(row, known.get(row.person_id)) for row in rows]


def open_points(partnership_id: int, today: date) -> list[str]:
    """What could stand on the next agenda: what is open in the partnership, in the order in which it is treated."""
    last = Meeting.objects.filter(partnership_id=partnership_id, state__in=[State.SENT, State.APPROVED]).first()
    found = []
    if last and last.state == State.SENT:
        found.append(_("Approve the minutes of %(title)s") % {"title": last.title})
    postponed = AgendaPoint.objects.filter(meeting=last, is_postponed=True) if last else AgendaPoint.objects.none()
    found += [point.title for point in postponed.order_by("number")]
    late = ActionPoint.objects.filter(meeting__partnership_id=partnership_id, done_at=None, due_on__lt=today)
    found += [_("Overdue: %(title)s") % {"title": point.title} for point in late.order_by("due_on", "pk")]
    found += [_("Agreement: %(title)s") % {"title": title} for title in partnerships.open_agreements(partnership_id)]
    found += [_("Project: %(title)s") % {"title": title} for title in projects.open_calls(partnership_id)]
    found += [_("Question: %(title)s") % {"title": title} for title in questions.open_questions(partnership_id)]
    return found


def of_partnership(actor: Actor, partnership_id: int, today: date) -> QuerySet[Meeting]:
    return access.visible_meetings(actor, today).filter(partnership_id=partnership_id)


def open_action_points(actor: Actor, partnership_id: int, today: date) -> list[tuple[ActionPoint, str]]:
    """What still has to be done in a partnership, with who does it."""
    rows = list(
        ActionPoint.objects.filter(meeting__in=of_partnership(actor, partnership_id, today), done_at=None)
        .select_related("meeting")
        .order_by("due_on", "pk")
    )
    names = people.names(row.owner_id for row in rows if row.owner_id)
    return [(row, names.get(row.owner_id or 0, "")) for row in rows]


def _own_invitations(actor: Actor, today: date) -> QuerySet[Invitee]:
    return Invitee.objects.filter(
        person_id=actor.person_id or 0,
        organisation_id=actor.organisation_id or 0,
        meeting__in=access.visible_meetings(actor, today),
    ).select_related("meeting")


@composed
def unanswered(actor: Actor, today: date, now: datetime) -> QuerySet[Invitee]:
    """Invitations of this actor without an answer: one query."""
    rows = _own_invitations(actor, today).filter(answer="", meeting__state=State.PLANNED, meeting__starts_at__gt=now)
    return rows.order_by("meeting__starts_at", "pk")


@composed
def to_agree_with(actor: Actor, today: date) -> QuerySet[Invitee]:
    """Where this actor still has to agree with the minutes: one query."""
    rows = _own_invitations(actor, today).filter(meeting__state=State.SENT)
    return rows.filter(was_there=True, has_vote=True, agreed_at=None).order_by("pk")


@composed
def own_action_points(actor: Actor, today: date) -> QuerySet[ActionPoint]:
    """The first ten of what this person has to do: one query."""
    rows = ActionPoint.objects.filter(
        owner_id=actor.person_id or 0, done_at=None, meeting__in=access.visible_meetings(actor, today)
    )
    return rows.select_related("meeting").order_by("due_on", "pk")[:10]


def invitation(meeting: Meeting, invited: Sequence[Place], organiser: PersonValue | None) -> Invitation:
    """A meeting as a calendar holds it. Everybody sees who is invited, as at a table."""
    url = settings.BASE_URL.rstrip("/") + reverse("meetings:meeting", args=[meeting.pk])
    agenda = "\n".join(f"{point.number}. {point.title}" for point in meeting.points.all())
    return Invitation(
        uid=meeting.uid,
        sequence=meeting.sequence,
        title=f"{meeting.title} · {meeting.partnership}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        text=f"{agenda}\n\n{url}",
        url=url,
        organiser=(organiser.name, organiser.email) if organiser else ("Steunpunt", settings.DEFAULT_FROM_EMAIL),
        invited=tuple((one.person.name, one.person.email, one.row.answer) for one in invited if one.person),
        is_cancelled=meeting.state == State.CANCELLED,
    )


def organiser_of(meeting: Meeting) -> PersonValue | None:
    return people.people([meeting.convened_by_id]).get(meeting.convened_by_id)


def is_still_within(row: Invitee, partnership_id: int, today: date) -> bool:
    """Whether somebody still works for the organisation, and that organisation is still in the partnership."""
    if not people_of.working_for(row.organisation_id, [row.person_id]):
        return False
    support = organisations.support_point()
    is_support = support is not None and support.id == row.organisation_id
    return is_support or row.organisation_id in organisations.members_of(partnership_id, today)


def feed_of(token: str) -> Feed | None:
    return Feed.objects.filter(token_hash=hashed(token)).first()


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def meetings_of(person_id: int, *, now: datetime, today: date) -> list[Invitation]:
    """What the calendar of somebody holds: meetings to which that person is invited, as long as both sides still hold.

    A fixed number of queries, whatever the number of meetings.
    """
    own = list(
        Invitee.objects.filter(
            person_id=person_id,
            organisation__in=people_of.organisations_of(person_id),
            meeting__starts_at__gte=now - PAST,
        )
        .exclude(meeting__state=State.CANCELLED)
        .order_by("meeting__starts_at", "pk")
    )
    meetings = Meeting.objects.select_related("partnership").prefetch_related("points", "invitees__organisation")
    found = meetings.in_bulk([row.meeting_id for row in own])
    known = people.people(
        {one.person_id for row in found.values() for one in row.invitees.all()}
        | {row.convened_by_id for row in found.values()}
    )
    members = organisations.members_of_each({row.partnership_id for row in found.values()}, today)
    support = organisations.support_point()
    return [
        invitation(
            meeting,
            [Place(one, known.get(one.person_id)) for one in meeting.invitees.all()],
            known.get(meeting.convened_by_id),
        )
        for row, meeting in ((row, found[row.meeting_id]) for row in own)
        if row.organisation_id in members[meeting.partnership_id] or (support and row.organisation_id == support.id)
    ]


def invitee_ids(meeting_id: int) -> list[int]:
    return list(Invitee.objects.filter(meeting_id=meeting_id).order_by("pk").values_list("pk", flat=True))


def point_ids(meeting_id: int) -> list[int]:
    """The points of the agenda, in their order."""
    return list(AgendaPoint.objects.filter(meeting_id=meeting_id).order_by("number").values_list("pk", flat=True))


def days_of(person_id: int, today: date) -> list[Day]:
    """Days that other modules bring to the calendar of somebody, such as the last to give notice of a contract."""
    base = settings.BASE_URL.rstrip("/")
    found = calendar_days.ask(lambda source: list(source(person_id, today)))
    return [
        Day(uid=f"{day.key}@{urlsplit(base).hostname or 'steunpunt'}", on=day.on, title=day.title, url=base + day.url)
        for days in found
        for day in days
    ]
