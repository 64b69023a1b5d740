"""Saving one answer, one fact, one view of a domain: small, at once, never over a colleague unseen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries, values
from steunpunt.assess.scan.choices import BoardType, RoundState, ScanState
from steunpunt.assess.scan.facts import AnswerGiven, BoardFactGiven, DomainViewGiven
from steunpunt.assess.scan.models import Answer, BoardFact, DomainView, Scan
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.values import Question
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations

NIS = "p_nis"
"""The fact that says in which municipality a board lies."""
MAX_EXPLANATION = 2_000
MAX_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class Saved:
    """The receipt of an answer: which revision it became, and how far the board is."""

    revision: int
    answered_at: datetime
    answered: int
    asked: int


@transaction.atomic
def save_answer(
    *,
    scan_id: int,
    question: str,
    answer: str,
    explanation: str | None = None,
    seen_revision: int | None = None,
    now: datetime,
    today: date,
    by: Actor,
) -> Saved:
    """Keep the board's answer to one question.

    `seen_revision` is the revision that was on the screen (0 when there was none yet). When a colleague saved another
    answer since, nothing is kept and the refusal says what the colleague chose; without it the answer is kept as it is.
    Saving the same once more changes nothing, so that a sender who heard no receipt can send again.
    """
    scan = scan_to_fill_in(scan_id, by=by, today=today)
    asked = question_asked(scan, question)
    row = Answer.objects.select_for_update().filter(scan=scan, question=question).first()
    explanation = row.explanation if explanation is None and row else (explanation or "").strip()
    refuse_if(answer_objections(asked, answer, explanation))
    if row and (row.answer, row.explanation) == (answer, explanation):
        return Saved(row.revision, row.answered_at, scan.answered, scan.asked)
    if row and seen_revision is not None and row.revision != seen_revision:
        raise Refused([_changed_meanwhile(asked, row)])
    before = row.answer if row else ""
    if row:
        row.answer, row.explanation, row.revision = answer, explanation, row.revision + 1
        row.answered_at, row.answered_by_id = now, by.person_id
        row.save()
    else:
        row = Answer.objects.create(
            scan=scan,
            question=question,
            answer=answer,
            explanation=explanation,
            answered_at=now,
            answered_by_id=by.person_id,
        )
        scan.answered += 1
    _start(scan, now)
    record(
        AnswerGiven(
            organisation_id=scan.organisation_id, scan_id=scan.pk, question=question, answer=answer, before=before
        ),
        by=by,
    )
    return Saved(row.revision, row.answered_at, scan.answered, scan.asked)


@transaction.atomic
def save_board_fact(
    *, scan_id: int, fact: str, typed: str, seen: Collection[str] | None = None, now: datetime, today: date, by: Actor
) -> None:
    """Keep a figure or a name of the board; an empty text takes it away.

    `seen` is what was on the screen, as kept and as typed: when a colleague filled in something else, nothing is kept.
    """
    scan = scan_to_fill_in(scan_id, by=by, today=today)
    asked = next(
        (
            item
            for item in filling.facts_asked(queries.questionnaire_of(scan), BoardType(scan.board_type))
            if item.id == fact and item.id not in queries.GIVEN_BY_THE_PLATFORM
        ),
        None,
    )
    if asked is None:
        raise Refused([Reason("unknown_fact", _("This question does not exist."))])
    try:
        text, number = filling.read_fact(asked, typed)
    except ValueError as problem:
        raise Refused([fact_problem(str(problem), fact)]) from problem
    if fact == NIS and text and organisations.organisation_by_nis(text) is None:
        raise Refused([fact_problem("unknown_nis", fact)])
    row = BoardFact.objects.select_for_update().filter(scan=scan, fact=fact).first()
    before = str(row.text or row.number) if row else ""
    after = text or ("" if number is None else str(number))
    if before == after:
        return
    shown = "" if row is None else (row.text if row.number is None else typed_number(row.number))
    if seen is not None and shown not in {_as_kept(asked, text) for text in seen}:
        changed = _("Meanwhile a colleague filled in something else here. Look at it and choose again.")
        raise Refused([Reason("changed_meanwhile", changed, fact)])
    if not after and row:
        row.delete()
    else:
        BoardFact.objects.update_or_create(
            scan=scan,
            fact=fact,
            defaults={"text": text, "number": number, "answered_at": now, "answered_by_id": by.person_id},
        )
    _start(scan, now)
    record(
        BoardFactGiven(organisation_id=scan.organisation_id, scan_id=scan.pk, fact=fact, value=after, before=before),
        by=by,
    )


def _as_kept(fact: values.BoardFact, typed: str) -> str:
    """What was typed in the one way in which we write it; as it is when it cannot be read."""
    try:
        text, number = filling.read_fact(fact, typed)
    except ValueError:
        return typed
    return text if number is None else typed_number(number)


@transaction.atomic
def save_domain_view(
    *,
    scan_id: int,
    domain: str,
    self_level: int | None = None,
    has_issue: bool | None = None,
    want: int | None = None,
    with_whom: Collection[str] | None = None,
    note: str | None = None,
    now: datetime,
    today: date,
    by: Actor,
) -> None:
    """Keep what the board thinks of a domain: what is None stays as it was."""
    scan = scan_to_fill_in(scan_id, by=by, today=today)
    given = {"self_level": self_level, "has_issue": has_issue, "want": want, "note": note}
    changes: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if with_whom is not None:
        changes["with_whom"] = sorted(set(with_whom))
    refuse_if(_view_objections(scan, domain, changes))
    row, _is_new = DomainView.objects.select_for_update().get_or_create(scan=scan, domain=domain)
    changed = tuple(name for name, value in changes.items() if getattr(row, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(row, name, changes[name])
    row.save(update_fields=changed)
    _start(scan, now)
    record(DomainViewGiven(organisation_id=scan.organisation_id, scan_id=scan.pk, domain=domain, fields=changed), by=by)


def scan_to_fill_in(scan_id: int, *, by: Actor, today: date) -> Scan:
    """The scan, locked so that no submission passes between; refused when it no longer takes answers."""
    scan = queries.with_round(access.visible_scans(by)).select_for_update(of=("self",)).filter(pk=scan_id).first()
    if scan is None:
        raise Scan.DoesNotExist
    require(access.may_fill_in(by, scan))
    refuse_if(closed(scan, today))
    return scan


def closed(scan: Scan, today: date) -> list[Reason]:
    """Why a scan takes no answers now."""
    if scan.state == ScanState.SUBMITTED:
        return [Reason("submitted", _("This scan was submitted. It can no longer be changed."))]
    if scan.round.closed_at:
        return [Reason("round_closed", _("The support point closed this round."))]
    state = filling.round_state(scan.round.opens_on, scan.deadline_on, today)
    if state is RoundState.PREPARED:
        return [Reason("not_open", _("This round has not opened yet."))]
    if state is RoundState.CLOSED:
        return [Reason("deadline_past", _("The deadline has passed: this scan takes no more answers."))]
    return []


def question_asked(scan: Scan, code: str) -> Question:
    question = queries.questionnaire_of(scan).questions.get(code)
    if question is None or BoardType(scan.board_type) not in question.who:
        raise Refused([Reason("unknown_question", _("This question does not exist."))])
    return question


def answer_objections(question: Question, answer: str, explanation: str) -> list[Reason]:
    found = []
    if not question.accepts(answer):
        found.append(Reason("unknown_answer", _("This is not one of the answers to this question."), question.id))
    return found + explanation_objections(question.id, explanation)


def explanation_objections(code: str, explanation: str) -> list[Reason]:
    text = _("The explanation is longer than %(max)s characters.") % {"max": MAX_EXPLANATION}
    return [Reason("too_long", text, code)] if len(explanation) > MAX_EXPLANATION else []


def fact_problem(code: str, fact: str) -> Reason:
    """Why what was typed for a fact cannot be read."""
    return Reason(code, _FACT_PROBLEMS[code], fact)


def _changed_meanwhile(question: Question, row: Answer) -> Reason:
    text = _("Meanwhile a colleague answered this question. Your answer was not kept; look at theirs and choose again.")
    return Reason("changed_meanwhile", text, question.id)


def _view_objections(scan: Scan, domain: str, changes: dict[str, object]) -> list[Reason]:
    questionnaire = queries.questionnaire_of(scan)
    if domain not in filling.domains_asked(questionnaire, BoardType(scan.board_type)):
        return [Reason("unknown_domain", _("This domain does not exist."))]
    lists = {prompt.code: {choice.code for choice in prompt.choices} for prompt in questionnaire.prompts}
    found = []
    if "self_level" in changes and str(changes["self_level"]) not in lists["self"]:
        found.append(Reason("unknown_answer", _("This is not one of the answers to this question."), f"self_{domain}"))
    if "want" in changes and str(changes["want"]) not in lists["want"]:
        found.append(Reason("unknown_answer", _("This is not one of the answers to this question."), f"want_{domain}"))
    partners = changes.get("with_whom")
    if isinstance(partners, list) and not set(partners) <= lists["with"]:
        found.append(Reason("unknown_answer", _("This is not one of the answers to this question."), f"with_{domain}"))
    if len(str(changes.get("note", ""))) > MAX_NOTE:
        text = _("The remark is longer than %(max)s characters.") % {"max": MAX_NOTE}
        found.append(Reason("too_long", text, f"note_{domain}"))
    return found


def _start(scan: Scan, now: datetime) -> None:
    if scan.state == ScanState.INVITED:
        scan.state, scan.started_at = ScanState.STARTED, now
    scan.save(update_fields=["state", "started_at", "answered"])


_FACT_PROBLEMS = {
    "unknown_nis": _("No municipality has this NIS code. It has five figures, such as 24048."),
    "nought": _("This number cannot be nought: others are found by it."),
    "unknown_choice": _("Choose one of the answers."),
    "too_long": _("This text is longer than 200 characters."),
    "not_a_number": _("This is not a number. Write for instance 1250 or 12,5."),
    "negative": _("This number cannot be below zero."),
    "too_large": _("This number is too large."),
    "not_whole": _("Write a whole number here."),
}
