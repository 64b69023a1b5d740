"""Minutes: written, sent to whoever was invited, approved by those who were there with a vote; action points followed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.meetings import access, queries
from steunpunt.bundle.meetings.actions.convening import about, locked
from steunpunt.bundle.meetings.choices import State
from steunpunt.bundle.meetings.facts import (
    ActionPointDone,
    MinutesAgreed,
    MinutesApproved,
    MinutesReturned,
    MinutesSent,
    MinutesWritten,
)
from steunpunt.bundle.meetings.models import ActionPoint, Meeting
from steunpunt.foundation.acting import Actor, Denied, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


@dataclass(frozen=True, slots=True)
class Said:
    """What the minutes say about a point of the agenda."""

    said: str = ""
    decided: str = ""
    is_postponed: bool = False


@dataclass(frozen=True, slots=True)
class NewPoint:
    """Something that was agreed to be done."""

    title: str
    owner_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """`present` are invitees; `points` goes by point of the agenda."""

    present: Collection[int]
    points: Mapping[int, Said] = field(default_factory=dict)
    remarks: str = ""
    new: Sequence[NewPoint] = ()


@transaction.atomic
def write_minutes(*, meeting_id: int, minutes: Minutes, now: datetime, today: date, by: Actor) -> Meeting:
    """Write, or write again: until they are approved. Whoever agreed with an earlier text is asked again."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_convene(by, row.partnership_id, today))
    invited = {one.pk: one for one in row.invitees.select_for_update().order_by("pk")}
    points = {point.pk: point for point in row.points.order_by("number")}
    owners = {one.person_id for one in invited.values()}
    refuse_if(_unclear(row, minutes, set(invited), set(points), owners, now))
    for one in invited.values():
        one.was_there, one.agreed_at = one.pk in minutes.present, None
        one.save(update_fields=["was_there", "agreed_at"])
    for pk, point in points.items():
        told = minutes.points.get(pk, Said())
        point.said, point.decided = told.said.strip(), told.decided.strip()
        point.is_postponed = told.is_postponed
        point.save(update_fields=["said", "decided", "is_postponed"])
    row.remarks = minutes.remarks.strip()
    row.state, row.sent_at = (State.PLANNED, None) if row.state == State.SENT else (row.state, row.sent_at)
    row.save(update_fields=["remarks", "state", "sent_at"])
    ActionPoint.objects.bulk_create(
        ActionPoint(meeting=row, title=new.title.strip()[:200], owner_id=new.owner_id, due_on=new.due_on)
        for new in minutes.new
        if new.title.strip()
    )
    record(MinutesWritten(**about(row)), by=by)
    return row


def _unclear(
    row: Meeting, minutes: Minutes, invited: set[int], points: set[int], owners: set[int], now: datetime
) -> Iterator[Reason]:
    if row.state in {State.CANCELLED, State.APPROVED}:
        yield Reason("frozen", _("Minutes that are approved are not changed."))
    if row.starts_at > now:
        yield Reason("to_come", _("This meeting is still to come."))
    if not set(minutes.present) <= invited or not set(minutes.points) <= points:
        yield Reason("unknown", _("Choose people who were invited, and points of this agenda."))
    if not minutes.present:
        yield Reason("nobody", _("Say who was there."), "present")
    if any(new.owner_id is not None and new.owner_id not in owners for new in minutes.new):
        yield Reason("owner", _("An action point is for somebody who was invited."))


@transaction.atomic
def send_minutes(*, meeting_id: int, now: datetime, today: date, by: Actor) -> None:
    """Send them to everybody who was invited; those who were there with a vote are asked to agree."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_convene(by, row.partnership_id, today))
    invited = queries.places(row)
    text = _("Write first who was there and what was said.")
    written = any(one.row.was_there for one in invited)
    refuse_if([] if row.state == State.PLANNED and written else [Reason("not_written", text)])
    voters = [one for one in invited if one.row.was_there and one.row.has_vote]
    text = _("Nobody with a vote was there: nobody can approve these minutes.")
    refuse_if([] if voters else [Reason("no_voters", text)])
    row.state, row.sent_at = State.SENT, now
    row.save(update_fields=["state", "sent_at"])
    record(MinutesSent(**about(row)), by=by)
    _tell(row, invited, "meetings.minutes", _("The minutes of “%(title)s” are there to read"), now=now, by=by)


def _tell(row: Meeting, invited: Sequence[queries.Place], kind: str, title: Text, *, now: datetime, by: Actor) -> None:
    for one in invited:
        if one.person is not None:
            notices.notify(
                kind=kind,
                organisation_id=one.row.organisation_id,
                to=[one.person],
                title=title,
                params={"title": row.title, "name": str(row.partnership)},
                detail="%(name)s",
                url=reverse("meetings:meeting", args=[row.pk]),
                now=now,
                by=by,
            )


@transaction.atomic
def agree_with_minutes(*, meeting_id: int, now: datetime, today: date, by: Actor) -> Meeting:
    """Agree for oneself; once all who were there with a vote did, the minutes are approved and never change."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    own = access.own_invitation(by, row)
    require(access.may_agree(by, row, own))
    if own is None:
        raise Denied
    if own.agreed_at is None:
        own.agreed_at = now
        own.save(update_fields=["agreed_at"])
        record(MinutesAgreed(**about(row), name=by.person_name), by=by)
    if not row.invitees.filter(was_there=True, has_vote=True, agreed_at=None).exists():
        row.state, row.approved_at = State.APPROVED, now
        row.save(update_fields=["state", "approved_at"])
        record(MinutesApproved(**about(row)), by=by)
        invited = queries.places(row)
        _tell(row, invited, "meetings.approved", _("The minutes of “%(title)s” are approved"), now=now, by=by)
    return row


@transaction.atomic
def return_minutes(*, meeting_id: int, why: str, now: datetime, today: date, by: Actor) -> None:
    """Ask for a change: whoever convened hears why, and writes them again."""
    row = locked(meeting_id=meeting_id, today=today, by=by)
    require(access.may_agree(by, row, access.own_invitation(by, row)))
    text = _("Say what should change.")
    refuse_if([] if why.strip() else [Reason("why_missing", text, "why")])
    record(MinutesReturned(**about(row), name=by.person_name), by=by)
    organiser = queries.organiser_of(row)
    if organiser is not None:
        notices.notify(
            kind="meetings.returned",
            organisation_id=row.convened_for_id,
            to=[organiser],
            title=_("%(name)s asks for a change in the minutes of “%(title)s”"),
            params={"title": row.title, "name": by.person_name, "why": why.strip()[:500]},
            detail="%(why)s",
            url=reverse("meetings:meeting", args=[row.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def finish_action_point(*, point_id: int, now: datetime, today: date, by: Actor) -> None:
    """Say that it is done: whoever has to do it, or coordinates."""
    point = ActionPoint.objects.select_for_update(of=("self",)).select_related("meeting").filter(pk=point_id).first()
    if point is None:
        raise Denied
    row = locked(meeting_id=point.meeting_id, today=today, by=by)
    is_own = point.owner_id is not None and point.owner_id == by.person_id and by.looking_in_id is None
    require(is_own or access.may_convene(by, row.partnership_id, today))
    if point.done_at is None:
        point.done_at, point.done_by_id = now, by.person_id
        point.save(update_fields=["done_at", "done_by_id"])
        record(ActionPointDone(**about(row), what=point.title), by=by)
