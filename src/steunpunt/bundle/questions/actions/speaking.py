"""A board gives its voice: by a person with its mandate, or from its own dated document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.questions import access
from steunpunt.bundle.questions.choices import Kind, State
from steunpunt.bundle.questions.facts import VoiceGiven, VoiceRecordedFromPaper
from steunpunt.bundle.questions.models import Option, Question, Voice, Voter
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.documents import public as documents
from steunpunt.foundation.journal.public import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the options, or none of them: then the board abstains."""

    option_id: int | None
    decided_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The dated document of a board."""

    name: str
    content: "File[bytes]"


@transaction.atomic
def give_voice(*, question_id: int, answer: Answer, now: datetime, today: date, by: Actor) -> Voice:
    """Answer for one's own board, or advise as its ICT manager. Until the deadline the newest answer counts."""
    voter = _locked(access.own_voters(by, today).filter(question_id=question_id).first())
    require(access.may_speak(by, voter.question.kind))
    refuse_if(_objections(voter, answer, today, is_from_paper=False, by=by))
    return _keep(voter, answer, None, now=now, by=by)


@transaction.atomic
def record_voice_from_paper(
    *, voter_id: int, answer: Answer, paper: Paper | None, now: datetime, today: date, by: Actor
) -> Voice:
    """Write down what a board answered on paper: only with that paper, and the record says so."""
    voter = _locked(access.voters_to_record(by, today).filter(pk=voter_id).first())
    refuse_if(_objections(voter, answer, today, is_from_paper=True, by=by))
    text = _("Add the board's own dated document: without it nothing can be written down for a board.")
    if paper is None:
        refuse_if([Reason("no_document", text, "document")])
        raise AssertionError
    document = documents.add_document(
        subject=f"voter:{voter.pk}", name=paper.name, content=paper.content, now=now, by=by
    )
    return _keep(voter, answer, document, now=now, by=by)


def _locked(voter: Voter | None) -> Voter:
    """The question is locked first: nobody closes it meanwhile."""
    if voter is None:
        raise Denied
    voter.question = Question.objects.select_for_update().get(pk=voter.question_id)
    return voter


def _objections(voter: Voter, answer: Answer, today: date, *, is_from_paper: bool, by: Actor) -> Iterator[Reason]:
    question = voter.question
    if question.state != State.OPEN or (today > question.deadline_on and not is_from_paper):
        yield Reason("over", _("The last day to answer is over."))
        return
    if answer.decided_on > today:
        yield Reason("in_future", _("A board cannot have decided after today."), "decided_on")
    elif is_from_paper and answer.decided_on > question.deadline_on:
        yield Reason("too_late", _("The board decided after the last day to answer."), "decided_on")
    asked_on = localdate(question.asked_at)
    later = voter.voices.filter(decided_on__gt=answer.decided_on).exists() if is_from_paper else False
    if is_from_paper and (answer.decided_on < asked_on or later):
        text = _("This paper is older than the question, or than a later answer of this board that counts.")
        yield Reason("overtaken", text, "decided_on")
    if answer.option_id is not None and not Option.objects.filter(question=question, pk=answer.option_id).exists():
        yield Reason("no_option", _("Choose one of the answers."), "option")
    if question.kind == Kind.ADVICE:
        rows = Voice.objects.filter(voter__question=question, given_by_id=by.person_id or 0)
        if rows.exclude(voter=voter).exists():
            yield Reason("advised_already", _("You advised for another board already: everybody has one voice."))


def _keep(voter: Voter, answer: Answer, document: Any, *, now: datetime, by: Actor) -> Voice:
    voice = Voice.objects.create(
        voter=voter,
        option_id=answer.option_id,
        reason=answer.reason.strip(),
        given_at=now,
        given_by_id=by.person_id or 0,
        decided_on=answer.decided_on,
        document=document,
        is_from_paper=document is not None,
        organisation_id=voter.organisation_id,
        given_for_id=by.organisation_id or 0,
    )
    told = VoiceRecordedFromPaper if document is not None else VoiceGiven
    question = voter.question
    fact = told(
        organisation_id=voter.organisation_id,
        partnership_id=question.partnership_id,
        question_id=question.pk,
        title=question.title,
        board=str(voter.organisation),
    )
    record(fact, by=by)
    return voice
