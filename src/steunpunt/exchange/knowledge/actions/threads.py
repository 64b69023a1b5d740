"""A question is asked, answered, its answer accepted, and after a year looked at again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.exchange.knowledge import access, queries
from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.facts import (
    AnswerAccepted,
    AnswerChanged,
    AnswerChecked,
    AnswerOutdated,
    ThreadAnswered,
    ThreadAsked,
    ThreadWithdrawn,
)
from steunpunt.exchange.knowledge.models import Answer, Thread, ThreadTopic, Topic
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.people.values import PersonValue

STAYS_RIGHT = timedelta(days=365)
"""After so long it is asked whether an accepted answer is still right."""
LONGEST = 10_000
MOST_TOPICS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked, about which topics, and of whom."""

    title: str
    text: str
    audience: Audience
    partnership_id: int | None = None
    """Only for `Audience.PARTNERSHIP`."""
    topics: Sequence[int] = ()


@transaction.atomic
def ask(*, what: Ask, now: datetime, today: date, by: Actor) -> Thread:
    """Ask; from here on neither the question nor who reads it changes. Those who help with its topics are told."""
    require(what.audience in access.audiences(by))
    is_inside = what.audience is Audience.PARTNERSHIP
    if is_inside and what.partnership_id:
        require(what.partnership_id in partnerships.partnerships_within(by, today))
    refuse_if(_unclear(what))
    row = Thread.objects.create(
        audience=what.audience,
        partnership_id=what.partnership_id if is_inside else None,
        title=what.title.strip(),
        text=what.text.strip(),
        asked_at=now,
        asked_by_id=by.person_id or 0,
        asked_for_id=by.organisation_id or 0,
    )
    ThreadTopic.objects.bulk_create(ThreadTopic(thread=row, topic_id=topic) for topic in what.topics)
    record(ThreadAsked(**_about(row)), by=by)
    title = _("A question about what you help with: “%(title)s”")
    for organisation, people in queries.helpers_with(row, what.topics, today).items():
        others = [one for one in people if one.id != by.person_id]
        _tell(row, organisation, others, kind="knowledge.asked", title=title, now=now, by=by)
    return row


def _unclear(what: Ask) -> Iterator[Reason]:
    if not 0 < len(what.title.strip()) <= 160:
        yield Reason("title_missing", _("Put the question in one sentence."), "title")
    if not 0 < len(what.text.strip()) <= LONGEST:
        yield Reason("text_missing", _("Say what you want to know, and what you tried already."), "text")
    if what.audience is Audience.PARTNERSHIP and what.partnership_id is None:
        yield Reason("partnership_missing", _("Choose the partnership whose boards you ask."), "partnership")
    if len(set(what.topics)) > MOST_TOPICS or len(set(what.topics)) < len(what.topics):
        yield Reason("many_topics", _("Choose at most %(n)s topics.") % {"n": MOST_TOPICS}, "topics")
    elif Topic.objects.filter(pk__in=what.topics).count() < len(what.topics):
        yield Reason("topic_unknown", _("A topic does not exist any more; load the page again."), "topics")


def _about(row: Thread) -> dict[str, Any]:
    return {"organisation_id": row.partnership_id or row.asked_for_id, "thread_id": row.pk, "title": row.title}


def _tell(
    row: Thread,
    organisation_id: int,
    to: Sequence[PersonValue],
    *,
    kind: str,
    title: Text,
    now: datetime,
    by: Actor,
) -> None:
    if to:
        notices.notify(
            kind=kind,
            organisation_id=organisation_id,
            to=to,
            title=title,
            params={"title": row.title},
            url=reverse("knowledge:thread", args=[row.pk]),
            now=now,
            by=by,
        )


def _tell_one(row: Thread, person_id: int, organisation_id: int, **told: Any) -> None:
    people = [one for one in people_of.members(organisation_id) if one.id == person_id]
    _tell(row, organisation_id, people, **told)


@transaction.atomic
def locked(*, thread_id: int, today: date, by: Actor) -> Thread:
    """The row, locked, of a question that the actor sees."""
    row = access.visible_threads(by, today).select_for_update(of=("self",)).filter(pk=thread_id).first()
    if row is None:
        raise Denied
    return row


def _answer(answer_id: int) -> Answer:
    given = Answer.objects.select_for_update().filter(pk=answer_id).first()
    if given is None:
        raise Denied
    return given


def _said(text: str) -> str:
    refuse_if([] if 0 < len(text.strip()) <= LONGEST else [Reason("text_missing", _("Write an answer."), "text")])
    return text.strip()


@transaction.atomic
def answer(*, thread_id: int, text: str, now: datetime, today: date, by: Actor) -> Answer:
    """Answer, for one's own organisation; whoever asked is told."""
    row = locked(thread_id=thread_id, today=today, by=by)
    require(access.may_answer(by))
    given = Answer.objects.create(
        thread=row, text=_said(text), given_at=now, given_by_id=by.person_id or 0, given_for_id=by.organisation_id or 0
    )
    record(ThreadAnswered(**_about(row)), by=by)
    if row.asked_by_id != by.person_id:
        title = _("Your question was answered: “%(title)s”")
        _tell_one(row, row.asked_by_id, row.asked_for_id, kind="knowledge.answered", title=title, now=now, by=by)
    return given


@transaction.atomic
def change_answer(*, answer_id: int, text: str, now: datetime, today: date, by: Actor) -> None:
    """Change the words of one's own answer; readers see that it changed."""
    given = _answer(answer_id)
    require(access.may_change_answer(by, given))
    row = locked(thread_id=given.thread_id, today=today, by=by)
    given.text, given.changed_at = _said(text), now
    given.save(update_fields=["text", "changed_at"])
    record(AnswerChanged(**_about(row)), by=by)


@transaction.atomic
def accept_answer(*, answer_id: int, now: datetime, today: date, by: Actor) -> None:
    """Say that this answer helped; another one can take its place later. A year on it is looked at again."""
    given = _answer(answer_id)
    row = locked(thread_id=given.thread_id, today=today, by=by)
    require(access.may_accept(by, row))
    row.accepted, row.right_until, row.is_outdated, row.is_reminded = given, today + STAYS_RIGHT, False, False
    row.save(update_fields=["accepted", "right_until", "is_outdated", "is_reminded"])
    record(AnswerAccepted(**_about(row)), by=by)
    if given.given_by_id != by.person_id:
        title = _("Your answer helped: “%(title)s”")
        _tell_one(row, given.given_by_id, given.given_for_id, kind="knowledge.accepted", title=title, now=now, by=by)


@transaction.atomic
def check_answer(*, thread_id: int, is_right: bool, today: date, by: Actor) -> None:
    """Say that the accepted answer is still right, for another year, or that it is not any more."""
    row = locked(thread_id=thread_id, today=today, by=by)
    require(access.may_check(by))
    refuse_if([] if row.accepted_id else [Reason("not_accepted", _("No answer was accepted yet."))])
    row.is_outdated, row.is_reminded = not is_right, False
    row.right_until = today + STAYS_RIGHT if is_right else row.right_until
    row.save(update_fields=["is_outdated", "is_reminded", "right_until"])
    record(AnswerChecked(**_about(row)) if is_right else AnswerOutdated(**_about(row)), by=by)


@transaction.atomic
def withdraw_thread(*, thread_id: int, reason: str, now: datetime, today: date, by: Actor) -> None:
    """Take a question away with its answers: nobody reads it any more; the reason stays in the history."""
    row = locked(thread_id=thread_id, today=today, by=by)
    require(access.may_withdraw(by, row))
    text = _("Say in one sentence why.")
    refuse_if([] if 0 < len(reason.strip()) <= 300 else [Reason("reason_missing", text, "reason")])
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    record(ThreadWithdrawn(**_about(row), reason=reason.strip()), by=by)
    if row.asked_by_id != by.person_id:
        title = _("Your question was withdrawn: “%(title)s”")
        _tell_one(row, row.asked_by_id, row.asked_for_id, kind="knowledge.answered", title=title, now=now, by=by)


@transaction.atomic
def ask_whether_right(*, now: datetime, today: date, by: Actor) -> int:
    """Ask the boards that asked, once, whether answers of a year ago are still right. Of the platform itself."""
    require(not by.is_known)
    rows = list(queries.to_check(today).filter(is_reminded=False).select_for_update(skip_locked=True))
    managers = people_of.members_at_each((row.asked_for_id for row in rows), people_of.Role.ICT_MANAGER)
    title = _("Is this still right? “%(title)s”")
    for row in rows:
        to = managers.get(row.asked_for_id, [])
        _tell(row, row.asked_for_id, to, kind="knowledge.check", title=title, now=now, by=by)
        row.is_reminded = True
        row.save(update_fields=["is_reminded"])
    return len(rows)
