"""Changing a draft, one thing at a time; what stood there before is kept, so that every step can be undone."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access
from steunpunt.assess.scan.actions.authoring import draft_closed, number_objections
from steunpunt.assess.scan.facts.drafting import (
    DraftPartAdded,
    DraftPartChanged,
    DraftPartMoved,
    DraftPartRemoved,
    DraftStepUndone,
)
from steunpunt.assess.scan.models import DraftStep, QuestionnaireDraft
from steunpunt.assess.scan.questionnaires import asked, changes
from steunpunt.assess.scan.questionnaires.content import CODE_LENGTH, Content, QuestionContent, Texts
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.journal.public import record

MAX_QUESTIONS = 500
OBJECTIONS = {
    **{key: asked.WORDS[key] for key in ("code_wrong", "code_taken", "text_long")},
    "weight_wrong": _("A weight is a whole number from 1 to 9."),
    "who_wrong": _("This is not a kind of board that answers the scan."),
    "tag_wrong": _("A cooperation tag is a number from 0 to 3."),
    "option_wrong": _("Two answers have the same code, or one has a code that is reserved."),
    "level_wrong": _("A level is a whole number from 0 to 5."),
}
_FACTS: dict[str, Any] = {
    "added": DraftPartAdded,
    "edited": DraftPartChanged,
    "moved": DraftPartMoved,
    "removed": DraftPartRemoved,
}
_FIELDS = {"code_wrong": "code", "code_taken": "code", "weight_wrong": "weight", "level_wrong": "options"}


def said(objections: Iterable[str]) -> list[Reason]:
    """Objections of the rules in words."""
    return [Reason(code, OBJECTIONS[code], _FIELDS.get(code, "")) for code in objections]


def digest_of(part: object) -> str:
    """What a part looked like when somebody opened it: who saves shows it, so that nobody overwrites a colleague."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def seen_objections(part: object, seen: str | None) -> list[Reason]:
    """`seen` is the `digest_of` what was on the screen: whether a colleague changed it since."""
    text = _("A colleague changed this meanwhile. What you typed is still here; open it again to compare.")
    return [Reason("changed_meanwhile", text)] if seen is not None and seen != digest_of(part) else []


def open_draft(draft_id: int, *, by: Actor) -> QuestionnaireDraft:
    """The draft, locked, when this actor may write in it and it can still be written in."""
    draft = QuestionnaireDraft.objects.select_for_update().get(pk=draft_id)
    require(access.may_author(by))
    refuse_if(draft_closed(draft))
    return draft


@transaction.atomic
def keep(draft: QuestionnaireDraft, after: Content, *, what: str, place: str, now: datetime, by: Actor) -> None:
    """Keep what a draft says now, and what it said before."""
    if after == draft.content:
        return
    DraftStep.objects.create(
        draft=draft, what=what, place=place, before=draft.content, made_at=now, made_by_id=by.person_id
    )
    draft.content = after
    draft.changed_at, draft.changed_by_id = now, by.person_id
    draft.save(update_fields=["content", "changed_at", "changed_by_id"])
    fact = _FACTS[what](organisation_id=by.organisation_id, draft_id=draft.pk, place=place)
    record(fact, by=by)


def gone(code: str) -> Refused:
    """Refuses a change to a part that a colleague took out."""
    text = _("“%(code)s” is not there any more: somebody changed it meanwhile.")
    return Refused([Reason("gone", text % {"code": code[:CODE_LENGTH]})])


@transaction.atomic
def edit_heading(*, draft_id: int, title: Texts, number: str, now: datetime, by: Actor) -> None:
    """Change the title and the number that the version will carry."""
    draft = open_draft(draft_id, by=by)
    refuse_if(number_objections(number))
    after = changes.with_heading(draft.content, title=title, number=number.strip())
    keep(draft, after, what="edited", place="title", now=now, by=by)


@transaction.atomic
def edit_words(*, draft_id: int, group: str, key: str, text: Texts, seen: str | None, now: datetime, by: Actor) -> None:
    """Change a text beside the questions: of a level, an answer without one, a way of working together, a prompt."""
    draft = open_draft(draft_id, by=by)
    try:
        current = changes.words_of(draft.content, group)[key]
    except KeyError:
        raise gone(key) from None
    refuse_if([*seen_objections(current, seen), *said(changes.words_objections(text))])
    after = changes.with_words(draft.content, group, key, text)
    keep(draft, after, what="edited", place=key, now=now, by=by)


@transaction.atomic
def add_domain(*, draft_id: int, code: str, text: Texts, now: datetime, by: Actor) -> None:
    draft = open_draft(draft_id, by=by)
    refuse_if(said(changes.domain_objections(draft.content, code)))
    keep(draft, changes.with_domain(draft.content, code, text), what="added", place=code, now=now, by=by)


@transaction.atomic
def edit_domain(*, draft_id: int, code: str, new_code: str, text: Texts, now: datetime, by: Actor) -> None:
    draft = open_draft(draft_id, by=by)
    _domain(draft, code)
    refuse_if(said(changes.domain_objections(draft.content, new_code, was=code)))
    after = changes.with_domain_changed(draft.content, code, new_code=new_code, text=text)
    keep(draft, after, what="edited", place=new_code, now=now, by=by)


@transaction.atomic
def move_domain(*, draft_id: int, code: str, step: int, now: datetime, by: Actor) -> None:
    """Move a domain one place up (-1) or down (1)."""
    draft = open_draft(draft_id, by=by)
    _domain(draft, code)
    after = changes.with_domain_moved(draft.content, code, 1 if step > 0 else -1)
    keep(draft, after, what="moved", place=code, now=now, by=by)


@transaction.atomic
def remove_domain(*, draft_id: int, code: str, now: datetime, by: Actor) -> None:
    """Remove a domain with its questions; undoing brings it back whole."""
    draft = open_draft(draft_id, by=by)
    _domain(draft, code)
    keep(draft, changes.without_domain(draft.content, code), what="removed", place=code, now=now, by=by)


@transaction.atomic
def add_question(*, draft_id: int, domain: str, now: datetime, by: Actor) -> str:
    """Add an empty question to a domain; answers its code."""
    draft = open_draft(draft_id, by=by)
    _domain(draft, domain)
    if sum(len(each["questions"]) for each in draft.content["domains"]) >= MAX_QUESTIONS:
        refuse_if([Reason("too_many", _("A questionnaire has at most 500 questions."))])
    after, code = changes.with_new_question(draft.content, domain)
    keep(draft, after, what="added", place=code, now=now, by=by)
    return code


@transaction.atomic
def edit_question(
    *,
    draft_id: int,
    identifier: str,
    question: QuestionContent,
    domain: str,
    seen: str | None,
    now: datetime,
    by: Actor,
) -> None:
    """Change a question whole."""
    draft = open_draft(draft_id, by=by)
    current = _question(draft, identifier)
    _domain(draft, domain)
    refuse_if(seen_objections(current, seen))
    question["options"] = changes.options_kept(question["options"])
    refuse_if(said(changes.question_objections(draft.content, question, was=identifier)))
    after = changes.with_question_changed(draft.content, identifier, question, domain=domain)
    keep(draft, after, what="edited", place=question["id"], now=now, by=by)


@transaction.atomic
def move_question(*, draft_id: int, identifier: str, step: int, now: datetime, by: Actor) -> None:
    """Move a question one place up (-1) or down (1) in its domain."""
    draft = open_draft(draft_id, by=by)
    _question(draft, identifier)
    after = changes.with_question_moved(draft.content, identifier, 1 if step > 0 else -1)
    keep(draft, after, what="moved", place=identifier, now=now, by=by)


@transaction.atomic
def remove_question(*, draft_id: int, identifier: str, now: datetime, by: Actor) -> None:
    """Remove a question; undoing brings it back with its answers."""
    draft = open_draft(draft_id, by=by)
    _question(draft, identifier)
    keep(draft, changes.without_question(draft.content, identifier), what="removed", place=identifier, now=now, by=by)


@transaction.atomic
def undo_step(*, draft_id: int, now: datetime, by: Actor) -> DraftStep | None:
    """Undo the last step that stands; undoing again takes back the one before. None when there is nothing to undo."""
    draft = open_draft(draft_id, by=by)
    step = draft.steps.filter(undone_at=None).order_by("-pk").first()
    if step is None:
        return None
    draft.content = step.before
    draft.changed_at, draft.changed_by_id = now, by.person_id
    draft.save(update_fields=["content", "changed_at", "changed_by_id"])
    step.undone_at = now
    step.save(update_fields=["undone_at"])
    record(DraftStepUndone(organisation_id=by.organisation_id, draft_id=draft.pk, place=step.place), by=by)
    return step


def _domain(draft: QuestionnaireDraft, code: str) -> None:
    try:
        changes.domain_of(draft.content, code)
    except KeyError:
        raise gone(code) from None


def _question(draft: QuestionnaireDraft, identifier: str) -> QuestionContent:
    try:
        return changes.question_of(draft.content, identifier)[1]
    except KeyError:
        raise gone(identifier) from None
