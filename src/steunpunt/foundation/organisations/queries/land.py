"""Land: on which municipalities, with which neighbours and boundaries, and what others published about it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.organisations.choices import Kind, RelationKind
from steunpunt.foundation.organisations.models import (
    Border,
    FigureOfOthers,
    Organisation,
    Relation,
    Territory,
)
from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.values import (
    Neighbour,
    PublishedFigure,
)


def lands_of(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """The municipalities on whose land these organisations are.

    Themselves, that of an OCMW, and the members of a zone or a partnership; of a member that is an OCMW its municipality.
    """
    asked = rows.order_by().values("pk")
    members = Relation.objects.filter(holding(on), target_id__in=asked, kind=RelationKind.MEMBER_OF).values("source")
    of_welfare_centres = Relation.objects.filter(
        holding(on), Q(source_id__in=asked) | Q(source_id__in=members), kind=RelationKind.WELFARE_CENTRE_OF
    ).values("target")
    return Organisation.objects.filter(
        Q(pk__in=asked) | Q(pk__in=of_welfare_centres) | Q(pk__in=members), kind=Kind.MUNICIPALITY
    ).order_by()


def land_of(ids: Iterable[int], on: date) -> dict[int, int]:
    """On which municipality's land a board works: its own, or that of the municipality of an OCMW. Not of zones."""
    wanted = set(ids)
    return {pk: pk for pk in _with_land(wanted)} | dict(_served(wanted, on))


@composed
def _with_land(ids: Collection[int]) -> QuerySet[Organisation, int]:
    return Organisation.objects.filter(among("pk", ids), kind=Kind.MUNICIPALITY).values_list("pk", flat=True)


@composed
def _served(ids: Collection[int], on: date) -> QuerySet[Relation, tuple[int, int]]:
    rows = Relation.objects.filter(holding(on), among("source_id", ids), kind=RelationKind.WELFARE_CENTRE_OF)
    return rows.order_by("pk").values_list("source_id", "target_id")


def neighbours(organisation_id: int, on: date) -> list[Neighbour]:
    """Municipalities that touch this one on a day, the longest border first."""
    rows = (
        Border.objects.filter(holding(on), Q(first_id=organisation_id) | Q(second_id=organisation_id))
        .select_related("first", "second")
        .order_by("-shared_border_m", "pk")
    )
    sides = ((row, row.second if row.first_id == organisation_id else row.first) for row in rows)
    return [Neighbour(other.pk, other.name, row.shared_border_m) for row, other in sides]


def borders(on: date) -> list[tuple[int, int]]:
    """All pairs of municipalities that touch that day: one query."""
    return list(Border.objects.filter(holding(on)).order_by("pk").values_list("first_id", "second_id"))


def bordering(ids: Iterable[int], on: date) -> set[int]:
    """The municipalities round about some others, without these."""
    inside = set(ids)
    pairs = Border.objects.filter(holding(on), Q(first__in=inside) | Q(second__in=inside))
    return {pk for pair in pairs.values_list("first_id", "second_id") for pk in pair} - inside


def territory_of(organisation_id: int, on: date) -> Territory | None:
    """The land on a day; of an organisation that ended, the last it had."""
    rows = Territory.objects.filter(organisation_id=organisation_id)
    return rows.filter(holding(on)).first() or rows.order_by(F("valid_to").desc(nulls_first=True), "pk").first()


def areas(ids: Iterable[int], on: date) -> dict[int, Decimal]:
    """Cadastral area in km² of municipalities, where it is known: one query."""
    rows = Territory.objects.filter(holding(on), organisation_id__in=set(ids))
    return dict(rows.order_by("pk").values_list("organisation_id", "area_km2"))


def centres(ids: Iterable[int], on: date) -> dict[int, tuple[float, float]]:
    """Longitude and latitude of the middle of municipalities, where it is known."""
    rows = Territory.objects.filter(holding(on), organisation_id__in=set(ids))
    return {
        pk: (float(longitude), float(latitude))
        for pk, longitude, latitude in rows.values_list("organisation_id", "longitude", "latitude")
        if longitude is not None and latitude is not None
    }


Edition = tuple[tuple[int, str], ...]
"""Which rows of land, and the transaction that wrote each last: another one as soon as a boundary changes."""


def boundaries(ids: Iterable[int], on: date) -> Mapping[int, Mapping[str, Any]]:
    """GeoJSON geometries by municipality, for maps; without those that have no drawn boundary that day."""
    return drawn(edition(ids, on))


def edition(ids: Iterable[int], on: date) -> Edition:
    """What the boundaries of these municipalities are that day, without reading them: one query."""
    return tuple(_written(set(ids), on))


@composed
def _written(ids: Collection[int], on: date) -> QuerySet[Territory, tuple[int, str]]:
    rows = Territory.objects.filter(holding(on), among("organisation_id", ids), boundary__isnull=False)
    return rows.order_by("pk").values_list("pk", RawSQL("organisations_territory.xmin::text", ()))


@lru_cache(maxsize=32)
def drawn(asked: Edition) -> Mapping[int, Mapping[str, Any]]:
    """The boundaries of an edition. They are read once in a process: 300 are a megabyte, and change every few years."""
    rows = Territory.objects.filter(pk__in=[pk for pk, _written in asked]).values_list("organisation_id", "boundary")
    return MappingProxyType({pk: boundary for pk, boundary in rows if boundary})


def figures_of_others(organisation_id: int) -> list[PublishedFigure]:
    rows = FigureOfOthers.objects.filter(organisation_id=organisation_id).order_by("kind", "-year")
    return [PublishedFigure(row.kind, row.year, row.value, row.source) for row in rows]
