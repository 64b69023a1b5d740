"""Asking a colleague about a domain, some of its questions or facts about the board, by a day.

The colleague answers apart; the board takes over what it wants.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.filling import (
    Saved,
    answer_objections,
    closed,
    explanation_objections,
    fact_problem,
    question_asked,
    save_answer,
    save_board_fact,
    scan_to_fill_in,
)
from steunpunt.assess.scan.facts import (
    ColleagueAsked,
    ColleagueDone,
    ColleagueReminded,
    ContributionGiven,
    ContributionTakenOver,
    HelpWithdrawn,
)
from steunpunt.assess.scan.models import Contribution, HelpRequest, Scan
from steunpunt.assess.scan.queries import contributions
from steunpunt.assess.scan.queries.contributions import FACTS
from steunpunt.assess.scan.rules import contributing, filling
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.journal.public import record

MAX_MESSAGE = 1_000


@transaction.atomic
def ask_colleague(
    *,
    scan_id: int,
    domain: str,
    colleague_id: int,
    message: str,
    due_on: date,
    now: datetime,
    today: date,
    by: Actor,
    questions: Sequence[str] = (),
) -> HelpRequest:
    """Ask somebody who works for the same board to answer the questions of one domain, or some of them, whatever the
    roles there. The domain `facts` holds the facts about the board.
    """
    scan = scan_to_fill_in(scan_id, by=by, today=today)
    message, wanted = message.strip(), set(questions)
    known = contributions.codes_in(scan, domain)
    refuse_if(_objections(scan, domain, wanted, known, colleague_id, message, due_on, today, by))
    asked = HelpRequest.objects.create(
        scan=scan,
        domain=domain,
        questions=[code for code in known if code in wanted],
        colleague_id=colleague_id,
        message=message,
        due_on=due_on,
        asked_at=now,
        asked_by_id=by.person_id or 0,
    )
    fact = ColleagueAsked(
        organisation_id=scan.organisation_id, scan_id=scan.pk, request_id=asked.pk, domain=domain, due_on=due_on
    )
    record(fact, by=by)
    return asked


@transaction.atomic
def contribute(
    *,
    request_id: int,
    question: str,
    answer: str,
    explanation: str,
    seen_revision: int | None,
    now: datetime,
    today: date,
    by: Actor,
) -> Contribution:
    """Keep what a colleague answers to one question or fact that was asked. The same once more changes nothing."""
    scan, request = _request_to_answer(request_id, by=by, today=today)
    if question not in contributions.codes_of(scan, request):
        raise Refused([Reason("unknown_question", _("This question does not exist."))])
    explanation = explanation.strip()
    if request.domain == FACTS:
        answer = _fact_as_typed(scan, question, answer)
        refuse_if(explanation_objections(question, explanation))
    else:
        refuse_if(answer_objections(question_asked(scan, question), answer, explanation))
    row = request.contributions.filter(question=question).first()
    if row and (row.answer, row.explanation) == (answer, explanation):
        return row
    text = _("You answered this question meanwhile on another screen. Look at that answer and choose again.")
    is_stale = seen_revision is not None and seen_revision != (row.revision if row else 0)
    refuse_if([Reason("changed_meanwhile", text, question)] if is_stale else [])
    if row:
        row.answer, row.explanation, row.revision, row.answered_at = answer, explanation, row.revision + 1, now
        row.save()
    else:
        row = Contribution.objects.create(
            request=request, question=question, answer=answer, explanation=explanation, answered_at=now
        )
    fact = ContributionGiven(
        organisation_id=scan.organisation_id,
        scan_id=scan.pk,
        request_id=request.pk,
        domain=request.domain,
        question=question,
    )
    record(fact, by=by)
    return row


@transaction.atomic
def finish_contributing(*, request_id: int, now: datetime, today: date, by: Actor) -> HelpRequest:
    """The colleague says it is done: from then on nothing of it changes. The board can ask again."""
    scan, request = _request_to_answer(request_id, by=by, today=today)
    text = _("Answer at least one question first.")
    refuse_if([] if request.contributions.exists() else [Reason("nothing_answered", text)])
    request.done_at = now
    request.save(update_fields=["done_at"])
    fact = ColleagueDone(
        organisation_id=scan.organisation_id, scan_id=scan.pk, request_id=request.pk, domain=request.domain
    )
    record(fact, by=by)
    return request


@transaction.atomic
def withdraw_help_request(*, request_id: int, now: datetime, by: Actor) -> HelpRequest:
    """Whoever fills in takes the question back: the colleague sees the questions no more; what was answered stays."""
    request = access.visible_help_requests(by).select_for_update(of=("self",)).get(pk=request_id)
    scan = queries.with_round(Scan.objects.filter(pk=request.scan_id)).get()
    require(access.may_fill_in(by, scan))
    refuse_if([] if request.is_open else [Reason("not_open", _("This question to a colleague is over already."))])
    request.withdrawn_at = now
    request.save(update_fields=["withdrawn_at"])
    fact = HelpWithdrawn(
        organisation_id=scan.organisation_id, scan_id=scan.pk, request_id=request.pk, domain=request.domain
    )
    record(fact, by=by)
    return request


@transaction.atomic
def take_over(
    *,
    contribution_id: int,
    seen_revision: int | None,
    seen_fact: Collection[str] | None = None,
    now: datetime,
    today: date,
    by: Actor,
) -> Saved | None:
    """Make the answer of a colleague the board's own, by the same action and the same check as an answer typed in.

    An explanation of the board stays when the colleague wrote none. A fact has no explanation, and `seen_fact` instead
    of a revision: what was on the screen.
    """
    rows = Contribution.objects.filter(request__in=access.visible_help_requests(by)).select_related("request")
    row = rows.get(pk=contribution_id)
    common: dict[str, Any] = {"scan_id": row.request.scan_id, "now": now, "today": today, "by": by}
    saved = None
    if row.request.domain == FACTS:
        save_board_fact(fact=row.question, typed=row.answer, seen=seen_fact, **common)
    else:
        saved = save_answer(
            question=row.question,
            answer=row.answer,
            explanation=row.explanation or None,
            seen_revision=seen_revision,
            **common,
        )
    fact = ContributionTakenOver(
        organisation_id=by.organisation_id,
        scan_id=row.request.scan_id,
        request_id=row.request_id,
        domain=row.request.domain,
        question=row.question,
    )
    record(fact, by=by)
    return saved


@transaction.atomic
def remind_colleagues(*, now: datetime, today: date, by: Actor) -> int:
    """Every morning: who is asked to answer by tomorrow is reminded, once. Safe to run again."""
    waiting = HelpRequest.objects.filter(
        done_at=None, withdrawn_at=None, reminded_at=None, due_on__gte=today, asked_at__date__lt=today
    )
    rows = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    scans = {scan.pk: scan for scan in queries.with_round(Scan.objects.filter(pk__in={row.scan_id for row in rows}))}
    due = [
        row for row in rows if contributing.is_reminder_due(row.due_on, today) and not closed(scans[row.scan_id], today)
    ]
    for row in due:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        organisation_id = scans[row.scan_id].organisation_id
        fact = ColleagueReminded(
            organisation_id=organisation_id, scan_id=row.scan_id, request_id=row.pk, domain=row.domain
        )
        record(fact, by=by)
    return len(due)


def _request_to_answer(request_id: int, *, by: Actor, today: date) -> tuple[Scan, HelpRequest]:
    """The request and its scan, locked: the scan first, as whoever fills in does, so that neither waits for the other."""
    found = access.answerable_help_requests(by).get(pk=request_id)
    scan = queries.with_round(Scan.objects.filter(pk=found.scan_id)).select_for_update(of=("self",)).get()
    request = access.answerable_help_requests(by).select_for_update(of=("self",)).get(pk=request_id)
    request.scan = scan
    refuse_if([Reason("done", _("You said that this is done."))] if request.done_at else [])
    require(access.may_contribute(by, request))
    refuse_if(closed(scan, today))
    return scan, request


def _fact_as_typed(scan: Scan, code: str, typed: str) -> str:
    """What was typed for a fact, in the one way in which we write it; refused when it cannot be read."""
    fact = next(item for item in queries.questionnaire_of(scan).facts if item.id == code)
    try:
        text, number = filling.read_fact(fact, typed)
    except ValueError as problem:
        raise Refused([fact_problem(str(problem), code)]) from problem
    shown = text if number is None else typed_number(number)
    refuse_if([] if shown else [Reason("empty", _("Fill in what you know."), code)])
    return shown


def _objections(
    scan: Scan,
    domain: str,
    wanted: set[str],
    known: Sequence[str],
    colleague_id: int,
    message: str,
    due_on: date,
    today: date,
    by: Actor,
) -> Iterator[Reason]:
    if not known:
        yield Reason("unknown_domain", _("This domain does not exist."))
    elif not wanted <= set(known):
        yield Reason("unknown_question", _("This question does not exist."), "questions")
    waiting = scan.help_requests.filter(domain=domain, colleague_id=colleague_id, done_at=None, withdrawn_at=None)
    if colleague_id == by.person_id:
        yield Reason("oneself", _("You can answer yourself at once."), "colleague")
    elif colleague_id not in people_of.working_for(scan.organisation_id, [colleague_id]):
        yield Reason("not_a_colleague", _("Choose somebody who works for the board."), "colleague")
    elif any(not row.questions or (wanted and wanted <= set(row.questions)) for row in waiting):
        yield Reason("asked_already", _("This colleague was asked about this already."), "colleague")
    if due_on < today:
        yield Reason("due_past", _("This day is past."), "due_on")
    if due_on > scan.deadline_on:
        yield Reason("due_late", _("This is after the day by which the scan has to be submitted."), "due_on")
    if len(message) > MAX_MESSAGE:
        text = _("The message is longer than %(max)s characters.") % {"max": MAX_MESSAGE}
        yield Reason("too_long", text, "message")
