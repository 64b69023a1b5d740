"""Changing what a draft asks about the board itself, and the lists of choices; each step can be undone, as in `drafting`."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from steunpunt.assess.scan.actions.drafting import gone, keep, open_draft, seen_objections
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.questionnaires import asked
from steunpunt.assess.scan.questionnaires.content import ChoiceContent, FactContent
from steunpunt.foundation.acting import Actor, Reason, refuse_if


def _said(objections: Iterable[asked.Objection]) -> list[Reason]:
    return [Reason(each[0], asked.in_words(each)) for each in objections]


def _fact(draft: QuestionnaireDraft, identifier: str) -> FactContent:
    try:
        return asked.fact_of(draft.content, identifier)
    except KeyError:
        raise gone(identifier) from None


@transaction.atomic
def add_fact(*, draft_id: int, fact: FactContent, now: datetime, by: Actor) -> None:
    """Ask one thing more about the board. A choice without a list gets a list of its own."""
    draft = open_draft(draft_id, by=by)
    refuse_if(_said(asked.fact_objections(draft.content, fact)))
    keep(draft, asked.with_fact(draft.content, fact), what="added", place=fact["id"], now=now, by=by)


@transaction.atomic
def edit_fact(*, draft_id: int, identifier: str, fact: FactContent, seen: str | None, now: datetime, by: Actor) -> None:
    """Change a fact whole; a list that nothing uses any more goes with it."""
    draft = open_draft(draft_id, by=by)
    refuse_if(seen_objections(_fact(draft, identifier), seen))
    refuse_if(_said(asked.fact_objections(draft.content, fact, was=identifier)))
    after = asked.with_fact(draft.content, fact, was=identifier)
    keep(draft, after, what="edited", place=fact["id"], now=now, by=by)


@transaction.atomic
def move_fact(*, draft_id: int, identifier: str, step: int, now: datetime, by: Actor) -> None:
    """Move a fact one place up (-1) or down (1)."""
    draft = open_draft(draft_id, by=by)
    _fact(draft, identifier)
    after = asked.with_fact_moved(draft.content, identifier, 1 if step > 0 else -1)
    keep(draft, after, what="moved", place=identifier, now=now, by=by)


@transaction.atomic
def remove_fact(*, draft_id: int, identifier: str, now: datetime, by: Actor) -> None:
    """Ask it no more; undoing brings it back with its list."""
    draft = open_draft(draft_id, by=by)
    _fact(draft, identifier)
    refuse_if(_said(asked.without_objections(identifier)))
    keep(draft, asked.without_fact(draft.content, identifier), what="removed", place=identifier, now=now, by=by)


@transaction.atomic
def edit_list(
    *, draft_id: int, name: str, entries: list[ChoiceContent], seen: str | None, now: datetime, by: Actor
) -> None:
    """Change the choices of a list, for everything that is answered with it."""
    draft = open_draft(draft_id, by=by)
    current = draft.content["lists"].get(name)
    if current is None:
        raise gone(name)
    kept = asked.choices_kept(entries)
    refuse_if(seen_objections(current, seen))
    refuse_if(_said(asked.list_objections(draft.content, name, kept)))
    keep(draft, asked.with_list(draft.content, name, kept), what="edited", place=name, now=now, by=by)
