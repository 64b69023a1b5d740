"""The inventory over the API: things of one's own board, with what their agents told, and its contracts. By the same access as
the pages; a key needs `inventory:read`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.models import AgentReport, Asset
from steunpunt.foundation.acting import ActorRequest

router = Router(tags=["inventory"])
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class AssetOut(Schema):
    id: int
    kind: str
    name: str
    tag: str = Field(description="The number that the board gave it")
    manufacturer: str
    model: str
    serial: str
    uuid: str
    macs: list[str]
    place: str
    user_group: str
    state: str
    count: int | None = Field(description="Of what is counted: mailboxes, seats of a licence")
    cost: Decimal | None = Field(description="What was paid for it, in euros, with VAT")
    bought_on: date | None
    ends_on: date | None
    supplier: str
    seen_at: datetime
    is_invented: bool


class AssetPage(Schema):
    count: int
    results: list[AssetOut]


class AssetFilter(Schema):
    kind: str | None = Field(None, max_length=12, pattern=r"^[a-z]+$")
    limit: int = Field(100, ge=1, le=1_000)
    offset: int = Field(0, ge=0, le=10_000_000)


class InstalledOut(Schema):
    product: str = Field(description="The name by which it is known")
    name: str = Field(description="As the device names it")
    version: str
    installed_on: date | None
    is_system: bool


class AssetDetail(AssetOut):
    software: list[InstalledOut]
    report: dict[str, Any] = Field(
        description="What its agent told last, in the format of GLPI, without people and secrets"
    )


def _actor(request: HttpRequest) -> Any:
    return cast("ActorRequest", request).actor


@router.get("/assets", response=AssetPage, summary="Things of your board, by name")
def asset_list(request: HttpRequest, asked: Query[AssetFilter]) -> dict[str, Any]:
    rows = queries.assets(_actor(request))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return {"count": rows.count(), "results": list(rows[asked.offset : asked.offset + asked.limit])}


@router.get(
    "/assets/{asset_id}", response=AssetDetail, summary="One thing, with what runs on it and what its agent told"
)
def asset_detail(request: HttpRequest, asset_id: Id) -> dict[str, Any]:
    row: Asset = get_object_or_404(access.visible_assets(_actor(request)), pk=asset_id)
    report = AgentReport.objects.filter(asset=row).first()
    software = [
        {
            "product": one.title.product.name,
            "name": one.title.name,
            "version": one.title.version,
            "installed_on": one.installed_on,
            "is_system": one.title.product.is_system,
        }
        for one in queries.software_on(row)
    ]
    told = {name: getattr(row, name) for name in AssetOut.model_fields}
    return told | {"software": software, "report": report.content if report else {}}
