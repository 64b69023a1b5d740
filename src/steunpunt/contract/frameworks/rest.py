"""Framework contracts over the API: terms, price lists and who can order, as the pages show them. Read only: what binds is
signed by people.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from steunpunt.contract.frameworks import access, queries
from steunpunt.contract.frameworks.choices import Charge, Choosing, EntitledBy, FrameworkState, TierBasis, TierKind
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.registry import Ordered
from steunpunt.contract.frameworks.values import PriceFormula
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.ui.problems import Day

router = Router(tags=["framework contracts"])
FrameworkId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the contract in the platform")]


class FrameworkOut(Schema):
    id: int
    reference: str
    title: str
    authority_id: int
    authority: str
    state: FrameworkState
    starts_on: date
    ends_on: date = Field(description="The last day on which can be ordered; what runs is served on")
    most_amount: Decimal | None = Field(description="The most that all boards together can order: euros without VAT")
    ordered_amount: Decimal | None = Field(
        description="What all boards together ordered so far. Nothing for a supplier, which reads its own orders"
    )
    is_invented: bool = Field(description="Made up, for a demonstration")


class FrameworkPage(Schema):
    count: int
    results: list[FrameworkOut]


class SupplierOut(Schema):
    organisation_id: int
    name: str
    place: int = Field(description="Its rank in a cascade")


class LotCriterionOut(Schema):
    """A criterion beside the price."""

    code: str
    title: str
    weight: Decimal
    meaning: str


class LotComparisonOut(Schema):
    """How offers are compared in a mini-competition; weights are points that add up to a hundred."""

    price_weight: Decimal
    formula: PriceFormula
    floor_share: Decimal | None = Field(description="Absolute formula: share of the price list that brings all points")
    spread: Decimal | None = Field(description="Logarithmic formula: so many times the lowest price brings nothing")
    criteria: list[LotCriterionOut]
    least_days: int = Field(description="Days that suppliers have to answer, at least")


class LotTermsOut(Schema):
    number: int
    title: str
    choosing: Choosing = Field(description="How one of several suppliers is chosen")
    suppliers: list[SupplierOut] = Field(description="For a supplier itself alone: they compete")
    comparison: LotComparisonOut | None = Field(description="How offers are compared, of a lot by competition")


class PromiseOut(Schema):
    """A service level."""

    title: str
    target: str


class IndexationOut(Schema):
    """p = p0 × (a + b × S / S0), with a + b = 1."""

    fixed_share: Decimal
    index: str
    base: Decimal
    base_on: date


class FrameworkDetail(FrameworkOut):
    what: str
    terms_number: int | None = Field(description="1 is the contract, each later one a signed change; none in a draft")
    terms_from: date | None
    lots: list[LotTermsOut]
    tier_basis: TierBasis
    tier_kind: TierKind
    notice_months: int = Field(description="How long before its end a recurring service is given notice")
    delivery_days: int | None = Field(description="Working days in which the supplier delivers")
    service_levels: list[PromiseOut]
    indexation: IndexationOut | None
    conditions: str


class FrameworkFilter(Schema):
    state: FrameworkState | None = None
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class PartsOut(Schema):
    """A unit price in euros without VAT, in two parts that are never one sum."""

    supplier: Decimal
    support: Decimal | None = Field(description="Nothing for a supplier")


class TierOut(Schema):
    from_units: int
    price: PartsOut


class StatedOut(Schema):
    """What a unit costs without the contract, and who says so."""

    price: Decimal
    source: str
    stated_on: date


class PricedOut(Schema):
    id: int
    lot: int
    place: int = Field(description="Which supplier of the lot it is of")
    code: str
    title: str
    category: str
    unit: str
    charge: Charge
    tiers: list[TierOut]
    standard: StatedOut | None = Field(description="Nothing for a supplier")
    least: int
    most_units: int | None
    option_of: str


class PricedPage(Schema):
    on: date
    count: int
    results: list[PricedOut]


class PricesFilter(Schema):
    on: Day | None = Field(None, description="Prices of this day; of today when left out")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class EntitledOut(Schema):
    organisation_id: int
    name: str
    origin: EntitledBy
    valid_from: date
    valid_to: date | None = Field(description="The first day without; none while it lasts")


class EntitledPage(Schema):
    count: int
    results: list[EntitledOut]


class Paged(Schema):
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


def _one(request: ActorRequest, framework_id: int) -> Framework:
    return get_object_or_404(access.visible_frameworks(request.actor).select_related("authority"), pk=framework_id)


@router.get("", response=FrameworkPage, summary="Framework contracts that you may see")
def frameworks(request: ActorRequest, asked: Query[FrameworkFilter]) -> dict[str, Any]:
    require(access.sees_frameworks(request.actor))
    rows = access.visible_frameworks(request.actor)
    if asked.state:
        rows = rows.filter(state=asked.state)
    found = list(rows.select_related("authority").order_by("pk")[asked.offset : asked.offset + asked.limit])
    return {"count": rows.count(), "results": _framework_rows(request, found)}


def _framework_rows(request: ActorRequest, rows: list[Framework]) -> list[dict[str, Any]]:
    sees_all = access.sees_what_all_ordered(request.actor)
    ordered = queries.ordered([row.pk for row in rows]) if sees_all else {}
    names = ("id", "reference", "title", "authority_id", "state", "starts_on", "ends_on", "most_amount", "is_invented")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "authority": row.authority.name,
            "ordered_amount": ordered.get(row.pk, Ordered()).amount if sees_all else None,
        }
        for row in rows
    ]


@router.get("/{framework_id}", response=FrameworkDetail, summary="The terms of a framework contract that hold today")
def framework(request: ActorRequest, framework_id: FrameworkId) -> dict[str, Any]:
    row, today = _one(request, framework_id), timezone.localdate()
    terms = queries.terms_on(row, today)
    version = queries.versions_on([row.pk], today).get(row.pk)
    suppliers = list(access.seen_suppliers(request.actor, row).select_related("organisation"))
    names = ("what", "tier_basis", "tier_kind", "notice_months", "delivery_days", "service_levels", "indexation")
    [shown] = _framework_rows(request, [row])
    return {
        **shown,
        **{name: getattr(terms, name) for name in names},
        "conditions": terms.conditions,
        "terms_number": version.number if version else None,
        "terms_from": version.valid_from if version else None,
        "lots": [
            {
                "number": lot.number,
                "title": lot.title,
                "choosing": lot.choosing,
                "comparison": lot.comparison,
                "suppliers": [
                    {"organisation_id": one.organisation_id, "name": one.organisation.name, "place": one.place}
                    for one in suppliers
                    if one.lot == lot.number
                ],
            }
            for lot in terms.lots
        ],
    }


@router.get("/{framework_id}/prices", response=PricedPage, summary="The price list of a day")
def framework_prices(request: ActorRequest, framework_id: FrameworkId, asked: Query[PricesFilter]) -> dict[str, Any]:
    row, on = _one(request, framework_id), asked.on or timezone.localdate()
    rows = queries.on_list(access.visible_items(request.actor).filter(framework=row), on)
    page = queries.with_prices(rows.order_by("pk"), on)[asked.offset : asked.offset + asked.limit]
    is_whole = access.sees_support_part(request.actor)
    names = ("id", "lot", "place", "code", "title", "unit", "charge", "least", "most_units", "option_of")
    return {
        "on": on,
        "count": rows.count(),
        "results": [
            {
                **{name: getattr(value, name) for name in names},
                "category": item.category,
                "tiers": [
                    {
                        "from_units": step.from_units,
                        "price": {"supplier": step.price.supplier, "support": step.price.support if is_whole else None},
                    }
                    for step in value.steps
                ],
                "standard": value.standard if is_whole else None,
            }
            for item in page
            if (value := queries.priced(item)) is not None
        ],
    }


@router.get("/{framework_id}/boards", response=EntitledPage, summary="Which boards can order, since when")
def framework_boards(request: ActorRequest, framework_id: FrameworkId, asked: Query[Paged]) -> dict[str, Any]:
    """For the support point, the contracting authority and suppliers of the contract."""
    row = _one(request, framework_id)
    require(access.sees_boards(request.actor, row))
    rows = row.entitlements.select_related("organisation").order_by("pk")
    page = rows[asked.offset : asked.offset + asked.limit]
    names = ("organisation_id", "origin", "valid_from", "valid_to")
    return {
        "count": rows.count(),
        "results": [{**{name: getattr(one, name) for name in names}, "name": one.organisation.name} for one in page],
    }
