"""Mini-competitions over the API, to read: for a board its own, for the support point all that were sent.

Offers, marks and prices are not given: they stand on the page and in the report, for who judges them.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from steunpunt.contract.competitions import access, queries
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.models import Competition
from steunpunt.contract.frameworks.values import Charge
from steunpunt.foundation.acting import ActorRequest, require

router = Router(tags=["orders"])
CompetitionId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the mini-competition in the platform")]


class AskedLineOut(Schema):
    item_id: int
    code: str
    title: str
    unit: str
    charge: Charge
    quantity: int
    starts_on: date | None


class WeightOut(Schema):
    code: str = Field(description="`price`, or the code of a criterion")
    title: str
    weight: Decimal = Field(description="In points of 100")


class CompetitionOut(Schema):
    id: int
    title: str
    organisation_id: int
    organisation: str
    framework_id: int
    framework: str
    lot: int
    state: CompetitionState
    answers_until: datetime | None
    sent_at: datetime | None
    opened_at: datetime | None
    decided_at: datetime | None
    order_id: int | None = Field(description="The order that came of it")
    is_invented: bool


class CompetitionDetail(CompetitionOut):
    what: str
    deliver_to: str
    deliver_by: date | None
    lines: list[AskedLineOut]
    weights: list[WeightOut]


class CompetitionPage(Schema):
    count: int
    results: list[CompetitionOut]


class CompetitionFilter(Schema):
    state: CompetitionState | None = None
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


def _seen(request: ActorRequest) -> QuerySet[Competition]:
    """Not for suppliers: they read their own on its page."""
    require(access.sees_competitions(request.actor) and not access.is_supplier(request.actor))
    return access.visible_competitions(request.actor).select_related("organisation", "framework")


def _out(row: Competition) -> dict[str, Any]:
    names = (
        "id",
        "title",
        "organisation_id",
        "framework_id",
        "lot",
        "state",
        "answers_until",
        "sent_at",
        "opened_at",
        "decided_at",
        "order_id",
        "is_invented",
    )
    return {
        **{name: getattr(row, name) for name in names},
        "organisation": row.organisation.name,
        "framework": row.framework.title,
    }


@router.get("", response=CompetitionPage, summary="Mini-competitions that you may see, newest first")
def competitions(request: ActorRequest, asked: Query[CompetitionFilter]) -> dict[str, Any]:
    rows = _seen(request)
    if asked.state:
        rows = rows.filter(state=asked.state)
    page = rows.order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": [_out(row) for row in page]}


@router.get("/{competition_id}", response=CompetitionDetail, summary="One mini-competition: what is asked")
def competition(request: ActorRequest, competition_id: CompetitionId) -> dict[str, Any]:
    row = get_object_or_404(_seen(request), pk=competition_id)
    asked = queries.request_of(row)
    comparison = asked.comparison
    criteria = comparison.criteria if comparison else ()
    return {
        **_out(row),
        **{name: getattr(asked, name) for name in ("what", "deliver_to", "deliver_by")},
        "lines": [{name: getattr(line, name) for name in AskedLineOut.model_fields} for line in asked.lines],
        "weights": [
            *([{"code": "price", "title": "price", "weight": comparison.price_weight}] if comparison else []),
            *({"code": one.code, "title": one.title, "weight": one.weight} for one in criteria),
        ],
    }
