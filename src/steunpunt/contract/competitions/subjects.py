"""Competitions as what documents belong to: what a board attaches to its request."""

from collections.abc import Mapping

from django.urls import reverse

from steunpunt.contract.competitions import access
from steunpunt.contract.competitions.models import Competition
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class CompetitionDocuments:
    """Documents of "competition:3": for the board, and once it was sent for every supplier that was asked."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        rows = access.visible_competitions(actor).filter(pk__in=ids)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.adds_documents(actor, subject_id)

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Competition.objects.filter(pk__in=ids).order_by("pk")
        return {row.pk: SubjectName(row.title, reverse("competitions:detail", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


def shared(actor: Actor) -> frozenset[int]:
    """Those of which the actor reads what the board attached."""
    rows = access.visible_competitions(actor)
    return frozenset(rows.order_by().values_list("pk", flat=True))
