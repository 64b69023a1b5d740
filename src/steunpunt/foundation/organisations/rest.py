"""Organisations over the API: list, one, boundaries. The same access as the pages."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.organisations import access, public, queries
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.ui.problems import Day

router = Router(tags=["organisations"])

MAX_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=MAX_ID)]


class OrganisationOut(Schema):
    id: int
    kind: Kind
    name: str
    name_fr: str
    nis_code: str | None
    zone_code: str | None
    enterprise_number: str | None
    ovo_code: str
    uri: str
    province: str
    arrondissement: str
    website: str
    valid_from: date | None
    valid_to: date | None = Field(description="First day without the organisation.")


class OrganisationPage(Schema):
    count: int
    results: list[OrganisationOut]


class RelatedOut(Schema):
    id: int
    name: str


class NeighbourOut(RelatedOut):
    shared_border_m: int


class OrganisationDetail(OrganisationOut):
    inhabitants: int | None
    counted_year: int | None = Field(description="The inhabitants are those of 1 January of this year.")
    area_km2: Decimal | None
    neighbours: list[NeighbourOut]
    predecessors: list[RelatedOut]
    successor: RelatedOut | None


class OrganisationFilter(Schema):
    kind: Kind | None = None
    province: str = Field("", max_length=40)
    q: str = Field("", max_length=100, description="Part of a name, or a code; finds organisations that ended too.")
    on: Day | None = Field(None, description="Those that exist on this day; today when left out.")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("", response=OrganisationPage, summary="Organisations by name")
def organisation_list(request: HttpRequest, asked: Query[OrganisationFilter]) -> dict[str, Any]:
    actor = cast("ActorRequest", request).actor
    require(access.may_read_directory(actor))
    rows = _narrowed(access.visible_organisations(actor).order_by("name", "pk"), asked)
    return {"count": rows.count(), "results": list(rows[asked.offset : asked.offset + asked.limit])}


def _narrowed(rows: QuerySet[Organisation], asked: OrganisationFilter) -> QuerySet[Organisation]:
    text = asked.q.replace("\x00", "").strip()
    if text:
        rows = queries.matching(rows, text)
    if asked.on or not text:
        rows = rows.filter(queries.holding(asked.on or timezone.localdate()))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.province:
        rows = rows.filter(province=asked.province.replace("\x00", ""))
    return rows


class BoundaryFilter(Schema):
    province: str = Field("", max_length=40)
    on: Day | None = Field(None, description="Boundaries of this day; today when left out.")


@router.get("/boundaries", summary="Boundaries of municipalities as GeoJSON", response=dict[str, Any])
def organisation_boundaries(request: HttpRequest, asked: Query[BoundaryFilter]) -> dict[str, Any]:
    """A FeatureCollection in WGS 84, generalised; source: Statbel open data, CC BY 4.0."""
    actor = cast("ActorRequest", request).actor
    require(access.may_read_directory(actor))
    on = asked.on or timezone.localdate()
    province = asked.province.replace("\x00", "")
    ids = queries.standing(on, kinds=[Kind.MUNICIPALITY], province=province).values_list("pk", flat=True)
    return public.outlines(ids, on, for_drawing=False)


@router.get("/{organisation_id}", response=OrganisationDetail, summary="One organisation")
def organisation_detail(request: HttpRequest, organisation_id: Id) -> dict[str, Any]:
    actor = cast("ActorRequest", request).actor
    today = timezone.localdate()
    row = get_object_or_404(access.visible_organisations(actor), pk=organisation_id)
    population = queries.populations([row.pk], today).get(row.pk)
    past = queries.predecessors(row.pk)
    successor = queries.successors([row.pk]).get(row.pk)
    names = queries.names([*past, *([successor] if successor else [])])
    reads_all = access.may_read_directory(actor)
    return {
        **{name: getattr(row, name) for name in OrganisationOut.model_fields},
        "inhabitants": population.inhabitants if population else None,
        "counted_year": population.year if population else None,
        "area_km2": public.area_km2(row.pk, today),
        "neighbours": [
            {"id": one.organisation_id, "name": one.name, "shared_border_m": one.shared_border_m}
            for one in (queries.neighbours(row.pk, today) if reads_all else [])
        ],
        "predecessors": [{"id": pk, "name": names[pk]} for pk in past if reads_all],
        "successor": {"id": successor, "name": names[successor]} if successor and reads_all else None,
    }
