"""How organisations stand to one another: OCMW, zone, predecessors and successor."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import (
    Relation,
)
from steunpunt.foundation.organisations.queries.dated import holding


def relations_of(organisation_id: int) -> QuerySet[Relation]:
    """All relations of an organisation, both ways, the running ones first."""
    return (
        Relation.objects.filter(Q(source_id=organisation_id) | Q(target_id=organisation_id))
        .select_related("source", "target")
        .order_by(F("valid_to").desc(nulls_first=True), "kind", "source__name", "target__name", "pk")
    )


def municipality_of(welfare_centre_id: int, on: date) -> int | None:
    return (
        Relation.objects.filter(holding(on), source_id=welfare_centre_id, kind=RelationKind.WELFARE_CENTRE_OF)
        .values_list("target_id", flat=True)
        .first()
    )


def welfare_centre_of(municipality_id: int, on: date) -> int | None:
    return (
        Relation.objects.filter(holding(on), target_id=municipality_id, kind=RelationKind.WELFARE_CENTRE_OF)
        .values_list("source_id", flat=True)
        .first()
    )


def members_of(zone_id: int, on: date) -> list[int]:
    return list(
        Relation.objects.filter(holding(on), target_id=zone_id, kind=RelationKind.MEMBER_OF)
        .order_by("source__name", "source_id")
        .values_list("source_id", flat=True)
    )


def successors(ids: Iterable[int]) -> dict[int, int]:
    """Where merged organisations went on, followed to the last one; organisations that did not merge are left out."""
    step = dict(Relation.objects.filter(kind=RelationKind.MERGED_INTO).values_list("source_id", "target_id"))
    found: dict[int, int] = {}
    for first in set(ids):
        last, seen = first, {first}
        while last in step and step[last] not in seen:
            last = step[last]
            seen.add(last)
        if last != first:
            found[first] = last
    return found


def predecessors(organisation_id: int) -> list[int]:
    return list(
        Relation.objects.filter(target_id=organisation_id, kind=RelationKind.MERGED_INTO)
        .order_by("source__name", "source_id")
        .values_list("source_id", flat=True)
    )
