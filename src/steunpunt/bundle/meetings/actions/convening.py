"""Convene, change, cancel; answer; the calendar of a person."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from steunpunt.bundle.meetings import access, calendars, queries
from steunpunt.bundle.meetings.choices import Coming, State
from steunpunt.bundle.meetings.facts import (
    FeedMade,
    FeedRevoked,
    InvitationAnswered,
    MeetingCancelled,
    MeetingChanged,
    MeetingConvened,
)
from steunpunt.bundle.meetings.models import AgendaPoint, Feed, Invitee, Meeting
from steunpunt.bundle.meetings.values import UnreadableReplyError
from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.bundle.partnerships.values import Body
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.people import public as people

LONGEST = timedelta(hours=12)
FURTHEST = timedelta(days=730)
MOST_POINTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When, where, about what."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: Sequence[str]


@transaction.atomic
def convene_meeting(
    *,
    partnership_id: int,
    body: Body,
    plan: Plan,
    now: datetime,
    today: date,
    by: Actor,
    is_past: bool = False,
) -> Meeting:
    """Invite whoever sits in the steering or working group that day; each gets an invitation for the calendar.

    `is_past`: one that was held already, to write its minutes; nobody is invited to it.
    """
    require(access.may_convene(by, partnership_id, today))
    seats = partnerships.seated_on(partnership_id, body, today)
    agenda = _titles(plan)
    refuse_if(_unclear(plan, agenda, now, is_past=is_past))
    text = _("Nobody sits in this group yet: each board gives its own seats.")
    refuse_if([] if seats else [Reason("nobody", text, "body")])
    row = Meeting.objects.create(
        partnership_id=partnership_id,
        body=body,
        **_as_columns(plan),
        convened_by_id=by.person_id or 0,
        convened_for_id=by.organisation_id or 0,
        convened_at=now,
    )
    _set_agenda(row, agenda)
    Invitee.objects.bulk_create(
        Invitee(meeting=row, person_id=person, organisation_id=board, has_vote=has_vote)
        for person, board, has_vote in seats
    )
    record(MeetingConvened(**about(row), invited=len(seats), starts_at=row.starts_at), by=by)
    if not is_past:
        _mail_all(row)
    return row


def about(row: Meeting) -> dict[str, Any]:
    return {
        "organisation_id": row.partnership_id,
        "partnership_id": row.partnership_id,
        "meeting_id": row.pk,
        "title": row.title,
    }


def _titles(plan: Plan) -> list[str]:
    return [title.strip()[:200] for title in plan.agenda if title.strip()]


def _as_columns(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.strip(),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "place": plan.place.strip(),
    }


def _unclear(plan: Plan, agenda: Sequence[str], now: datetime, *, is_past: bool) -> Iterator[Reason]:
    if not plan.title.strip():
        yield Reason("title_missing", _("Give the meeting a title."), "title")
    if not plan.place.strip():
        yield Reason("place_missing", _("Say where it is: a room, or an address on the web."), "place")
    if not timedelta() < plan.ends_at - plan.starts_at <= LONGEST:
        yield Reason("ends", _("A meeting ends after it starts, within twelve hours."), "ends_at")
    if not is_past and not now < plan.starts_at <= now + FURTHEST:
        yield Reason("starts", _("Choose a moment from now on, within two years."), "starts_at")
    if is_past and plan.starts_at > now:
        yield Reason("not_past", _("This meeting is still to come."), "starts_at")
    if not agenda:
        yield Reason("no_agenda", _("Write at least one point on the agenda."), "agenda")
    if len(agenda) > MOST_POINTS:
        yield Reason("long_agenda", _("An agenda has at most %(n)s points.") % {"n": MOST_POINTS}, "agenda")


def _set_agenda(row: Meeting, agenda: Sequence[str]) -> None:
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=row, number=number, title=title) for number, title in enumerate(agenda, start=1)
    )


def _mail_all(row: Meeting) -> None:
    """A task for each, in the same transaction: whoever is invited is mailed, once for each change."""
    for pk in row.invitees.order_by("pk").values_list("pk", flat=True):
        app.configure_task("meetings.mail", queue="mail").defer(invitee_id=pk, sequence=row.sequence)


@transaction.atomic
def locked(*, meeting_id: int, today: date, by: Actor) -> Meeting:
    """The row, locked, of a meeting that the actor sees."""
    rows = access.visible_meetings(by, today).select_for_update(of=("self",)).select_related("partnership")
    row = rows.filter(pk=meeting_id).first()
    if row is None:
        raise Denied
    return row


def _planned(row: Meeting) -> list[Reason]:
    text = _("This meeting is cancelled, or was held already.")
    return [] if row.state == State.PLANNED else [Reason("not_planned", text)]


@transaction.atomic
def change_meeting(
    *, meeting_id: int, plan: Plan, seen_sequence: int, now: datetime, today: date, by: Actor
) -> Meeting:
    """Another time, place or agenda: everybody gets a new invitation, and whoever answered is asked again."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_convene(by, row.partnership_id, today))
    refuse_if(_planned(row))
    text = _("Somebody changed this meeting meanwhile. Look at it again.")
    refuse_if([] if row.sequence == seen_sequence else [Reason("newer", text)])
    agenda = _titles(plan)
    refuse_if(_unclear(plan, agenda, now, is_past=False))
    moved = (row.starts_at, row.ends_at) != (plan.starts_at, plan.ends_at)
    for name, value in _as_columns(plan).items():
        setattr(row, name, value)
    row.sequence += 1
    row.save()
    row.points.all().delete()
    _set_agenda(row, agenda)
    if moved:
        row.invitees.update(answer=Coming.ASKED, answered_at=None)
    record(MeetingChanged(**about(row), sequence=row.sequence), by=by)
    _mail_all(row)
    return row


@transaction.atomic
def cancel_meeting(*, meeting_id: int, reason: str, today: date, by: Actor) -> None:
    """It does not take place: it disappears from calendars."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_convene(by, row.partnership_id, today))
    refuse_if(_planned(row))
    text = _("Say in one sentence why.")
    refuse_if([] if 0 < len(reason.strip()) <= 300 else [Reason("reason_missing", text, "reason")])
    row.state, row.reason, row.sequence = State.CANCELLED, reason.strip(), row.sequence + 1
    row.save(update_fields=["state", "reason", "sequence"])
    record(MeetingCancelled(**about(row), reason=row.reason), by=by)
    _mail_all(row)


def mail_invitation(*, invitee_id: int, sequence: int, now: datetime) -> bool:
    """Mail one invitation, change or cancellation; not one that was overtaken, nor to whoever left meanwhile."""
    one = Invitee.objects.select_related("meeting__partnership").get(pk=invitee_id)
    meeting = one.meeting
    somebody = people.people([one.person_id]).get(one.person_id)
    is_current = meeting.sequence == sequence
    if (
        not is_current
        or somebody is None
        or not queries.is_still_within(one, meeting.partnership_id, timezone.localdate(now))
    ):
        return False
    organiser = queries.organiser_of(meeting)
    invitation = queries.invitation(meeting, queries.places(meeting), organiser)
    content = calendars.message(invitation, now=now)
    method = "CANCEL" if invitation.is_cancelled else "REQUEST"
    with translation.override(somebody.language):
        subject = {
            (True, False): _("Called off: %(title)s"),
            (False, True): _("Invitation: %(title)s"),
            (False, False): _("Changed: %(title)s"),
        }[invitation.is_cancelled, meeting.sequence == 0 and not invitation.is_cancelled]
        context = {"meeting": meeting, "invitation": invitation, "points": meeting.points.order_by("number")}
        mail = EmailMultiAlternatives(
            str(subject) % {"title": meeting.title},
            render_to_string("meetings/mail.txt", context),
            to=[somebody.email],
            reply_to=[organiser.email] if organiser else None,
        )
    mail.attach_alternative(content.decode(), f'text/calendar; method={method}; charset="UTF-8"')
    mail.send()
    return True


# ── answers ──────────────────────────────────────────────────────────────────
@transaction.atomic
def answer_invitation(*, meeting_id: int, answer: Coming, now: datetime, today: date, by: Actor) -> None:
    """Say whether one comes."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    own = access.own_invitation(by, row)
    if own is None or answer is Coming.ASKED:
        raise Denied
    refuse_if(_planned(row))
    _take(row, own, answer, by.person_name, now=now, by=by)


def _take(row: Meeting, one: Invitee, answer: str, name: str, *, now: datetime, by: Actor) -> None:
    one.answer, one.answered_at = answer, now
    one.save(update_fields=["answer", "answered_at"])
    record(InvitationAnswered(**about(row), name=name), by=by)


@transaction.atomic
def take_reply(*, meeting_id: int, content: bytes, now: datetime, today: date, by: Actor) -> str:
    """Take up what somebody's mail program answered; answers the name of who it was.

    Refused: what is no reply, of another meeting, to an earlier invitation, or of somebody who was not invited.
    """
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_convene(by, row.partnership_id, today))
    refuse_if(_planned(row))
    try:
        reply = calendars.read_reply(content)
    except UnreadableReplyError:
        refuse_if([Reason("no_reply", _("This is not an answer of a calendar to an invitation."), "reply")])
        raise AssertionError from None
    if reply.uid != row.uid:
        refuse_if([Reason("other_meeting", _("This answers another invitation."), "reply")])
    if reply.sequence < row.sequence:
        text = _("This answers an earlier invitation; the meeting changed since.")
        refuse_if([Reason("earlier", text, "reply")])
    invited = {one.person.email.casefold(): one for one in queries.places(row) if one.person}
    one = invited.get(reply.address.casefold())
    if one is None:
        text = _("%(address)s was not invited to this meeting: nothing was taken up.")
        refuse_if([Reason("stranger", text % {"address": reply.address[:200]}, "reply")])
        raise AssertionError
    _take(row, one.row, reply.answer, one.name, now=now, by=by)
    return one.name


# ── the calendar of a person ─────────────────────────────────────────────────
@transaction.atomic
def make_feed(*, now: datetime, by: Actor) -> str:
    """A new secret address for one's own calendar; the earlier one stops. Answers the secret, which is not kept."""
    require(access.may_keep_feed(by))
    token = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        person_id=by.person_id or 0, defaults={"token_hash": queries.hashed(token), "made_at": now}
    )
    record(FeedMade(organisation_id=None, person_id=by.person_id or 0), by=by)
    return token


@transaction.atomic
def revoke_feed(*, by: Actor) -> None:
    require(access.may_keep_feed(by))
    if Feed.objects.filter(person_id=by.person_id or 0).delete()[0]:
        record(FeedRevoked(organisation_id=None, person_id=by.person_id or 0), by=by)


def default_start(now: datetime) -> datetime:
    """In two weeks, at two in the afternoon: where a form begins."""
    start = timezone.localtime(now) + timedelta(days=14)
    return start.replace(hour=14, minute=0, second=0, microsecond=0)
