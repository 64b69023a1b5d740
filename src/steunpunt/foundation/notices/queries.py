"""Reads of notices."""

from collections.abc import Iterable

from django.db.models import QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.notices import access
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.models import Notice, Preference
from steunpunt.foundation.notices.registry import NoticeKind, kinds


def unread(actor: Actor) -> int:
    return _unread.count(actor)


@composed
def _unread(actor: Actor) -> QuerySet[Notice]:
    return access.visible_notices(actor).filter(read_at=None).order_by()


def wishes(kind: NoticeKind, person_ids: Iterable[int]) -> dict[int, tuple[bool, Mail]]:
    """Per person whether a kind is shown in the platform, and how it is mailed: one query."""
    ids = set(person_ids)
    chosen = {
        row.person_id: (row.is_shown, Mail(row.mail))
        for row in Preference.objects.filter(person_id__in=ids, kind=kind.key)
    }
    return {pk: chosen.get(pk, (True, kind.mail)) for pk in ids}


def choices_of(person_id: int) -> list[tuple[NoticeKind, bool, Mail]]:
    """Every kind, with what this person chose or what holds without a choice."""
    chosen = {row.kind: row for row in Preference.objects.filter(person_id=person_id)}
    found = []
    for key, kind in kinds:
        row = chosen.get(key)
        found.append((kind, row.is_shown if row else True, Mail(row.mail) if row else kind.mail))
    return found
