"""A board asks for help; it goes to the lead, the back-up, the group, the support point, and hours are written down."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge import access, queries, rules
from steunpunt.exchange.knowledge.choices import HelpState, Step
from steunpunt.exchange.knowledge.facts import (
    HelpAsked,
    HelpDone,
    HelpPassedOn,
    HelpTaken,
    HelpTakenBack,
    HoursLogged,
)
from steunpunt.exchange.knowledge.models import HelpHours, HelpRequest, Topic
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people.values import PersonValue

ASKS = _("%(board)s asks for help: “%(title)s”")
MOST_HOURS = 24
"""On one line."""


@transaction.atomic
def ask_help(
    *, partnership_id: int, topic_id: int, title: str, text: str, now: datetime, today: date, by: Actor
) -> HelpRequest:
    """Ask; it goes to the lead of the topic, or to whoever comes next when there is none with time left."""
    require(access.may_ask_help(by, partnership_id, today))
    title, text = title.strip(), text.strip()
    refuse_if([] if 0 < len(title) <= 160 else [Reason("title_missing", _("Say in one sentence for what."), "title")])
    refuse_if([] if 0 < len(text) <= 10_000 else [Reason("text_missing", _("Say what has to be done."), "text")])
    known = Topic.objects.filter(pk=topic_id).exists()
    refuse_if([] if known else [Reason("topic_unknown", _("Choose a topic from the list."), "topic")])
    row = HelpRequest(
        partnership_id=partnership_id,
        topic_id=topic_id,
        title=title,
        text=text,
        asked_at=now,
        asked_by_id=by.person_id or 0,
        asked_for_id=by.organisation_id or 0,
    )
    _turn_to_next(row, after="", now=now, today=today, by=by)
    return row


def _about(row: HelpRequest) -> dict[str, Any]:
    return {"organisation_id": row.partnership_id, "help_id": row.pk, "title": row.title}


def _turn_to_next(row: HelpRequest, *, after: str, now: datetime, today: date, by: Actor) -> None:
    """The next step at which there is somebody to ask; they are told."""
    available = queries.specialists(row, today)
    row.step = rules.first_step(available, after=after)
    role = available.get(row.step)
    row.step_due_on = rules.last_day(row.step, today)
    row.asked_person_id = role.person_id if role else None
    row.save()
    record(HelpPassedOn(**_about(row), step=row.step) if after else HelpAsked(**_about(row)), by=by)
    if role:
        people = [one for one in people_of.members(role.organisation_id) if one.id == role.person_id]
        _tell(row, role.organisation_id, people, now=now, by=by)
    elif row.step == Step.GROUP:
        for board, people in sorted(queries.group_of(row, today).items()):
            _tell(row, board, people, now=now, by=by)
    else:
        _tell(row, *queries.advisers(), now=now, by=by)


def _tell(
    row: HelpRequest,
    organisation_id: int,
    to: list[PersonValue],
    *,
    now: datetime,
    by: Actor,
    kind: str = "knowledge.help",
    title: Text = ASKS,
) -> None:
    if to:
        notices.notify(
            kind=kind,
            organisation_id=organisation_id,
            to=to,
            title=title,
            params={"title": row.title, "board": row.asked_for.name},
            url=reverse("knowledge:help", args=[row.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def locked_help(*, help_id: int, today: date, by: Actor) -> HelpRequest:
    """The row, locked, of a request that the actor sees."""
    rows = access.visible_help(by, today).select_related("asked_for", "topic").select_for_update(of=("self",))
    row = rows.filter(pk=help_id).first()
    if row is None:
        raise Denied
    return row


@transaction.atomic
def pass_on(*, help_id: int, now: datetime, today: date, by: Actor) -> None:
    """Ask the next instead of waiting."""
    row = locked_help(help_id=help_id, today=today, by=by)
    require(access.may_pass_on(by, row))
    _turn_to_next(row, after=row.step, now=now, today=today, by=by)


@transaction.atomic
def pass_on_what_waits(*, now: datetime, today: date, by: Actor) -> int:
    """Ask the next where nobody answered in time; answers how many. Of the platform itself."""
    require(not by.is_known)
    rows = list(queries.due(today).select_related("asked_for").select_for_update(of=("self",), skip_locked=True))
    for row in rows:
        _turn_to_next(row, after=row.step, now=now, today=today, by=by)
    return len(rows)


@transaction.atomic
def take_help(*, help_id: int, now: datetime, today: date, by: Actor) -> None:
    """Help; whoever asked is told."""
    row = locked_help(help_id=help_id, today=today, by=by)
    require(access.may_take(by, row))
    row.state, row.taken_by_id, row.taken_for_id = HelpState.TAKEN, by.person_id, by.organisation_id
    row.step_due_on = row.asked_person_id = None
    row.save(update_fields=["state", "taken_by_id", "taken_for", "step_due_on", "asked_person_id"])
    record(HelpTaken(**_about(row), board=_name(by)), by=by)
    people = [one for one in people_of.members(row.asked_for_id) if one.id == row.asked_by_id]
    title = _("You are being helped: “%(title)s”")
    _tell(row, row.asked_for_id, people, kind="knowledge.helped", title=title, now=now, by=by)


def _name(by: Actor) -> str:
    return organisations.names([by.organisation_id or 0]).get(by.organisation_id or 0, "")


@transaction.atomic
def log_hours(
    *, help_id: int, on: date, amount: Decimal, note: str, now: datetime, today: date, by: Actor
) -> HelpHours:
    """Write down time that was given, by who gave it; less than nothing puts a mistake right, never below none."""
    row = locked_help(help_id=help_id, today=today, by=by)
    require(access.may_log(by, row))
    if amount == 0 or abs(amount) > MOST_HOURS:
        refuse_if([Reason("amount", _("Choose a number of hours up to %(n)s.") % {"n": MOST_HOURS}, "amount")])
    if not timezone.localdate(row.asked_at) <= on <= today:
        refuse_if([Reason("on", _("Choose a day between the request and today."), "on")])
    refuse_if([] if len(note.strip()) <= 200 else [Reason("note_long", _("Keep it in one sentence."), "note")])
    if sum((line.amount for line in row.hours.all()), Decimal(0)) + amount < 0:
        refuse_if([Reason("below_none", _("That would take away more hours than there are."), "amount")])
    line = HelpHours.objects.create(
        request=row,
        on=on,
        amount=amount,
        note=note.strip(),
        given_by_id=by.person_id or 0,
        given_for_id=by.organisation_id or 0,
        logged_at=now,
    )
    record(HoursLogged(**_about(row), board=_name(by), hours=f"{amount.normalize():f}"), by=by)
    return line


@transaction.atomic
def close_help(*, help_id: int, now: datetime, today: date, by: Actor) -> None:
    """It is done. Hours can still be written down."""
    row = locked_help(help_id=help_id, today=today, by=by)
    require(access.may_close(by, row))
    row.state, row.closed_at = HelpState.DONE, now
    row.save(update_fields=["state", "closed_at"])
    record(HelpDone(**_about(row)), by=by)


@transaction.atomic
def take_back_help(*, help_id: int, now: datetime, today: date, by: Actor) -> None:
    """Not needed any more; hours that were given stay."""
    row = locked_help(help_id=help_id, today=today, by=by)
    require(access.may_take_back(by, row))
    row.state, row.closed_at, row.step_due_on, row.asked_person_id = HelpState.WITHDRAWN, now, None, None
    row.save(update_fields=["state", "closed_at", "step_due_on", "asked_person_id"])
    record(HelpTakenBack(**_about(row)), by=by)
