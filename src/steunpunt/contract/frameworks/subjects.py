"""Framework contracts as what documents belong to."""

from collections.abc import Mapping

from django.urls import reverse

from steunpunt.contract.frameworks import access
from steunpunt.contract.frameworks.models import Framework
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class FrameworkDocuments:
    """Documents of "framework:3", such as the signed contract: for whoever sees the contract."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        rows = access.visible_frameworks(actor).filter(pk__in=ids)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.may_keep(actor) and access.visible_frameworks(actor).filter(pk=subject_id).exists()

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Framework.objects.filter(pk__in=ids).order_by("pk")
        return {row.pk: SubjectName(row.title, reverse("frameworks:detail", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None
