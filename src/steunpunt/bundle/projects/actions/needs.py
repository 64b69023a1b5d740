"""What boards need: written down by one, joined by others. It binds to nothing; out of it a project may be proposed."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.facts import NeedClosed, NeedJoined, NeedLeft, NeedRaised
from steunpunt.bundle.projects.models import Need, NeedVoice
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def raise_need(*, title: str, why: str, is_shared: bool, now: datetime, by: Actor, is_invented: bool = False) -> Need:
    """Write down what one's own board needs."""
    require(access.may_raise_need(by))
    refuse_if(_unclear(title, why))
    board = by.organisation_id or 0
    need = Need.objects.create(
        title=title.strip(),
        why=why.strip(),
        is_shared=is_shared,
        raised_for_id=board,
        raised_by_id=by.person_id,
        raised_at=now,
        is_invented=is_invented,
    )
    NeedVoice.objects.create(need=need, organisation_id=board, has_it=True, given_at=now, given_by_id=by.person_id)
    record(NeedRaised(organisation_id=board, need_id=need.pk, title=need.title), by=by)
    return need


def _unclear(title: str, why: str) -> Iterator[Reason]:
    if not title.strip():
        yield Reason("title_missing", _("Say in a few words what your board needs."), "title")
    if not why.strip():
        yield Reason("why_missing", _("Say why your board needs it."), "why")


@transaction.atomic
def join_need(*, need_id: int, has_it: bool, now: datetime, today: date, by: Actor) -> None:
    """Say for one's own board that it needs this too, or no more. Saying the same again writes nothing."""
    need = access.visible_needs(by, today).select_for_update(of=("self",)).get(pk=need_id)
    require(access.may_join_need(by))
    refuse_if([Reason("closed", _("This need is closed."))] if need.closed_at else [])
    board = by.organisation_id or 0
    if (board in queries.boards_of(need)) == has_it:
        return
    NeedVoice.objects.create(need=need, organisation_id=board, has_it=has_it, given_at=now, given_by_id=by.person_id)
    kind = NeedJoined if has_it else NeedLeft
    record(kind(organisation_id=board, need_id=need.pk, board=organisations.names([board])[board]), by=by)


@transaction.atomic
def close_need(*, need_id: int, now: datetime, today: date, by: Actor) -> None:
    """It is met, or asked no more: by the board that wrote it down, or an adviser."""
    need = access.visible_needs(by, today).select_for_update(of=("self",)).get(pk=need_id)
    require(access.may_close_need(by, need))
    if need.closed_at is None:
        need.closed_at, need.closed_by_id = now, by.person_id
        need.save(update_fields=["closed_at", "closed_by_id"])
        record(NeedClosed(organisation_id=need.raised_for_id, need_id=need.pk), by=by)
