"""Partnerships as what documents belong to: shared by all members."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


def shared_with(actor: Actor) -> frozenset[int]:
    """Partnerships whose documents the actor sees, whoever added them: those of its own board."""
    rows = access.within_partnerships(actor, timezone.localdate())
    return frozenset(rows.order_by().values_list("pk", flat=True))


class PartnershipDocuments:
    """Documents of "partnership:12"."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return shared_with(actor) & ids

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        today = timezone.localdate()
        row = access.visible_partnerships(actor, today).filter(pk=subject_id).first()
        return row is not None and access.may_add_documents(actor, row, today)

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Partnership.objects.filter(pk__in=ids).select_related("organisation").order_by("pk")
        return {row.pk: SubjectName(str(row), reverse("partnerships:partnership", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        """A partnership has no parts that documents belong to."""
        return None
