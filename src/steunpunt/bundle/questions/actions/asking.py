"""A question is asked, reminded of, closed with its outcome, or withdrawn. How it is asked never changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.questions import access, queries
from steunpunt.bundle.questions.choices import Kind, Majority, Shows, State
from steunpunt.bundle.questions.facts import QuestionAsked, QuestionClosed, QuestionWithdrawn
from steunpunt.bundle.questions.models import Option, Question, Voice, Voter
from steunpunt.bundle.questions.rules import FEWEST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

REMIND_DAYS = 3
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is asked, of whom, and by which rules it is decided."""

    kind: Kind
    title: str
    text: str
    options: Sequence[str]
    deadline_on: date
    quorum: int
    majority: Majority = Majority.HALF
    shows: Shows = Shows.WHO


@transaction.atomic
def ask_question(*, partnership_id: int, proposal: Proposal, now: datetime, today: date, by: Actor) -> Question:
    """Ask the members of today. From here on nothing of how it was asked changes."""
    require(access.may_ask(by, partnership_id, today))
    boards = organisations.members_of(partnership_id, today)
    options = [label.strip() for label in proposal.options if label.strip()]
    refuse_if(_unclear(proposal, options, boards, today))
    row = Question.objects.create(
        partnership_id=partnership_id,
        kind=proposal.kind,
        title=proposal.title.strip(),
        text=proposal.text.strip(),
        shows=proposal.shows,
        quorum=proposal.quorum,
        majority=proposal.majority,
        deadline_on=proposal.deadline_on,
        asked_at=now,
        asked_by_id=by.person_id or 0,
        asked_for_id=by.organisation_id or 0,
    )
    Option.objects.bulk_create(
        Option(question=row, number=number, label=label) for number, label in enumerate(options, start=1)
    )
    Voter.objects.bulk_create(Voter(question=row, organisation_id=board) for board in boards)
    fact = QuestionAsked(**_about(row), boards=len(boards), deadline_on=row.deadline_on)
    record(fact, by=by)
    _tell(row, boards, kind="questions.asked", title=_("Your voice is asked: “%(title)s”"), now=now, by=by)
    return row


def _about(row: Question) -> dict[str, Any]:
    return {
        "organisation_id": row.partnership_id,
        "partnership_id": row.partnership_id,
        "question_id": row.pk,
        "title": row.title,
    }


def _unclear(proposal: Proposal, options: Sequence[str], boards: Sequence[int], today: date) -> Iterator[Reason]:
    if not proposal.title.strip():
        yield Reason("title_missing", _("Give the question a title."), "title")
    if not proposal.text.strip():
        yield Reason("text_missing", _("Say what is proposed, and why."), "text")
    if len(options) < FEWEST_OPTIONS:
        yield Reason("few_options", _("Give at least two answers to choose from, one on each line."), "options")
    if len(options) > MOST_OPTIONS:
        yield Reason("many_options", _("Give at most %(n)s answers.") % {"n": MOST_OPTIONS}, "options")
    if any(len(label) > LONGEST_OPTION for label in options):
        text = _("An answer to choose from takes at most %(n)s signs: put the rest in the text.")
        yield Reason("long_option", text % {"n": LONGEST_OPTION}, "options")
    if len({label.casefold() for label in options}) < len(options):
        yield Reason("same_options", _("Two answers are the same."), "options")
    if not today < proposal.deadline_on <= today + timedelta(days=LONGEST_DAYS):
        yield Reason("deadline", _("Choose a last day after today, within a year."), "deadline_on")
    if not boards:
        yield Reason("no_boards", _("There are no members to ask yet."))
        return
    most = len(boards) if proposal.kind is Kind.DECISION else len(queries.advisers_of(boards))
    if not 1 <= proposal.quorum <= most:
        text = _("Choose a number from 1 to %(n)s: so many voices can be given.")
        yield Reason("quorum", text % {"n": most}, "quorum")


def _tell(row: Question, boards: Sequence[int], *, kind: str, title: Text, now: datetime, by: Actor) -> None:
    """Those who can give the voice, at each board."""
    if row.kind == Kind.DECISION:
        known = people_of.mandated_at_each(boards, people_of.MandateKind.VOTE)
    else:
        known = people_of.members_at_each(boards, people_of.Role.ICT_MANAGER)
    for board in sorted(known):
        notices.notify(
            kind=kind,
            organisation_id=board,
            to=known[board],
            title=title,
            params={"title": row.title, "day": f"{row.deadline_on:%d/%m/%Y}"},
            detail=_("Until %(day)s."),
            url=reverse("questions:question", args=[row.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def locked(*, question_id: int, today: date, by: Actor) -> Question:
    """The row, locked, of a question that the actor sees."""
    row = access.visible_questions(by, today).select_for_update().filter(pk=question_id).first()
    if row is None:
        raise Denied
    return row


@transaction.atomic
def withdraw_question(*, question_id: int, reason: str, now: datetime, today: date, by: Actor) -> None:
    """Stop asking: no outcome; what boards said stays on record."""
    row = locked(question_id=question_id, today=today, by=by)
    require(access.may_end(by, row, today))
    refuse_if(_over(row))
    text = _("Say in one sentence why.")
    refuse_if([] if 0 < len(reason.strip()) <= 300 else [Reason("reason_missing", text, "reason")])
    row.state, row.ended_at, row.reason = State.WITHDRAWN, now, reason.strip()
    row.save(update_fields=["state", "ended_at", "reason"])
    record(QuestionWithdrawn(**_about(row), reason=row.reason), by=by)


def _over(row: Question) -> list[Reason]:
    return [] if row.state == State.OPEN else [Reason("over", _("This question is over."))]


@transaction.atomic
def close_question(*, question_id: int, now: datetime, today: date, by: Actor) -> Question:
    """Close before the last day is over: only once everybody who is asked answered."""
    row = locked(question_id=question_id, today=today, by=by)
    require(access.may_end(by, row, today))
    refuse_if(_over(row))
    voters = list(row.voters.order_by("pk"))
    waits = len(queries.newest_voices(row)) < queries.asked_of(row, voters, today)
    text = _("Not everybody answered yet; it closes by itself after the last day.")
    refuse_if([Reason("not_all", text)] if waits and today <= row.deadline_on else [])
    return _close(row, voters, now=now, by=by)


@transaction.atomic
def close_due_questions(*, now: datetime, today: date, by: Actor) -> int:
    """Close every question whose last day is over; answers how many. Of the platform itself."""
    require(not by.is_known)
    rows = list(queries.due(today).select_for_update(skip_locked=True))
    for row in rows:
        _close(row, list(row.voters.order_by("pk")), now=now, by=by)
    return len(rows)


def _close(row: Question, voters: Sequence[Voter], *, now: datetime, by: Actor) -> Question:
    found = queries.counted(row, queries.newest_voices(row), asked=queries.asked_of(row, voters, localdate(now)))
    row.state, row.ended_at, row.result, row.carried_id = State.CLOSED, now, found.result, found.option
    row.save(update_fields=["state", "ended_at", "result", "carried"])
    option = row.carried.label if row.carried else ""
    fact = QuestionClosed(**_about(row), result=found.result, option=option, voices=found.voices, asked=found.asked)
    record(fact, by=by)
    boards = [voter.organisation_id for voter in voters]
    _tell(row, boards, kind="questions.closed", title=_("The outcome of “%(title)s” is known"), now=now, by=by)
    return row


@transaction.atomic
def remind_boards(*, now: datetime, today: date, by: Actor) -> int:
    """Some days before the last day, remind once the boards that did not answer. Of the platform itself."""
    require(not by.is_known)
    last = today + timedelta(days=REMIND_DAYS)
    rows = Question.objects.filter(state=State.OPEN, is_reminded=False, deadline_on__range=(today, last))
    reminded = list(rows.select_for_update(skip_locked=True).order_by("pk"))
    for row in reminded:
        spoken = set(Voice.objects.filter(voter__question=row).values_list("organisation_id", flat=True))
        boards = [voter.organisation_id for voter in row.voters.order_by("pk") if voter.organisation_id not in spoken]
        _tell(row, boards, kind="questions.reminded", title=_("Still to answer: “%(title)s”"), now=now, by=by)
        row.is_reminded = True
        row.save(update_fields=["is_reminded"])
    return len(reminded)
