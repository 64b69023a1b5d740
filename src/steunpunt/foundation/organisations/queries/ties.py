"""How organisations stand to one another: OCMW, zone, predecessors and successor."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.organisations.choices import Kind, RelationKind
from steunpunt.foundation.organisations.models import (
    Organisation,
    Relation,
)
from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.queries.directory import card, standing
from steunpunt.foundation.organisations.values import OrganisationCard, Period


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


def members_of(group_id: int, on: date) -> list[int]:
    """The members of a zone or a partnership that day, by name."""
    return members_of_each([group_id], on)[group_id]


def members_of_each(group_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """The members of zones or partnerships that day, by name: one query."""
    found: dict[int, list[int]] = {group: [] for group in group_ids}
    rows = Relation.objects.filter(holding(on), target_id__in=found, kind=RelationKind.MEMBER_OF)
    for group, member in rows.order_by("source__name", "source_id").values_list("target_id", "source_id"):
        found[group].append(member)
    return found


def lasting_members(group_ids: Iterable[int]) -> dict[int, set[int]]:
    """The members of zones or partnerships of whom no end is written down, whatever the day: one query."""
    found: dict[int, set[int]] = {group: set() for group in group_ids}
    for group, member in _lasting(list(found)):
        found[group].add(member)
    return found


@composed
def _lasting(group_ids: Collection[int]) -> QuerySet[Relation, tuple[int, int]]:
    rows = Relation.objects.filter(among("target_id", group_ids), kind=RelationKind.MEMBER_OF, valid_to=None)
    return rows.order_by("pk").values_list("target_id", "source_id")


def fellow_members(ids: Iterable[int], on: date) -> list[list[int]]:
    """Per police zone and partnership that day the members that are among these, where there are at least two: one query."""
    rows = Relation.objects.filter(
        holding(on),
        source_id__in=set(ids),
        target__kind__in=[Kind.POLICE_ZONE, Kind.PARTNERSHIP],
        kind=RelationKind.MEMBER_OF,
    )
    found: dict[int, list[int]] = {}
    for group, member in rows.order_by("target_id", "source_id").values_list("target_id", "source_id"):
        found.setdefault(group, []).append(member)
    return [members for members in found.values() if len(members) > 1]


def halves_of(ids: Iterable[int], on: date) -> dict[int, int]:
    """Of each of these boards the other half of its local authority, whether that is among them or not: one query."""
    wanted = set(ids)
    found = Relation.objects.filter(
        holding(on), Q(source_id__in=wanted) | Q(target_id__in=wanted), kind=RelationKind.WELFARE_CENTRE_OF
    )
    pairs = list(found.order_by("pk").values_list("source_id", "target_id"))
    both_ways = [*pairs, *((target, source) for source, target in pairs)]
    return {board: half for board, half in both_ways if board in wanted}


def zones_within(ids: Iterable[int], on: date) -> list[tuple[int, int]]:
    """Pairs of a municipality and its police zone that are both among these."""
    wanted = set(ids)
    found = Relation.objects.filter(
        holding(on),
        source_id__in=wanted,
        target_id__in=wanted,
        target__kind=Kind.POLICE_ZONE,
        kind=RelationKind.MEMBER_OF,
    )
    return list(found.order_by("source_id", "target_id").values_list("source_id", "target_id"))


def partnerships_of(organisation_id: int, on: date) -> list[OrganisationCard]:
    """The partnerships that an organisation is a member of that day, by name."""
    member = Relation.objects.filter(holding(on), source_id=organisation_id, kind=RelationKind.MEMBER_OF)
    found = Organisation.objects.filter(pk__in=member.values("target"), kind=Kind.PARTNERSHIP).order_by("name", "pk")
    return [card(row) for row in found]


def terms_of(group_ids: Iterable[int]) -> dict[int, list[tuple[int, Period]]]:
    """Who is or was a member of these, with its days, in the order in which they came: one query."""
    found: dict[int, list[tuple[int, Period]]] = {group: [] for group in group_ids}
    rows = Relation.objects.filter(target_id__in=found, kind=RelationKind.MEMBER_OF)
    for row in rows.order_by(F("valid_from").asc(nulls_first=True), "source__name", "source_id", "pk"):
        found[row.target_id].append((row.source_id, row.period))
    return found


def partnership_ids_of(organisation_id: int, on: date) -> QuerySet[Relation, int]:
    """The partnerships that an organisation is a member of that day: ids, that stand within another query as well."""
    member = Relation.objects.filter(holding(on), source_id=organisation_id, kind=RelationKind.MEMBER_OF)
    return member.filter(target__kind=Kind.PARTNERSHIP).order_by().values_list("target_id", flat=True)


def partnerships(on: date) -> list[OrganisationCard]:
    """All partnerships that exist that day, by name."""
    return [card(row) for row in standing(on, kinds=[Kind.PARTNERSHIP])]


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


def with_predecessors(organisation_id: int) -> list[int]:
    """An organisation, and all that went on in it: also by way of one that merged itself since."""
    rows = Relation.objects.filter(kind=RelationKind.MERGED_INTO).order_by("pk").values_list("source_id", "target_id")
    steps = list(rows)
    found = [organisation_id]
    for one in found:  # grows while it is read
        found += [source for source, target in steps if target == one and source not in found]
    return found


def predecessors(organisation_id: int) -> list[int]:
    return list(
        Relation.objects.filter(target_id=organisation_id, kind=RelationKind.MERGED_INTO)
        .order_by("source__name", "source_id")
        .values_list("source_id", flat=True)
    )
