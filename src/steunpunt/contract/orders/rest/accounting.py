"""What goes to accounting, for the system that does the accounts: the rows of the page, a page at a time.

Rows of a day that is over never change and come in the order in which they were written: who asks for every day once has all.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from steunpunt.contract.orders import access
from steunpunt.contract.orders.choices import CommitReason
from steunpunt.contract.orders.queries import accounting as queries
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.ui.problems import Day

commitments = Router(tags=["orders"])


class PartnerOut(Schema):
    name: str
    number: str = Field(description="Of the enterprise (KBO); empty where it is not known")


class CommitmentOut(Schema):
    """What a line of an order commits a board to in a financial year, or what became less of it: below zero."""

    id: int
    on: date
    reason: CommitReason
    year: int = Field(description="Financial year: the calendar year")
    organisation: PartnerOut = Field(description="The board that pays")
    supplier: PartnerOut = Field(description="To whom the supplier part goes")
    supplier_part: Decimal = Field(description="Euros without VAT")
    support_part: Decimal = Field(description="Euros without VAT, to the support point")
    order_id: int
    number: str
    placed_on: date
    line: int
    code: str
    title: str
    units: int
    framework_id: int
    framework: str
    is_invented: bool = Field(description="Made up, for a demonstration")


class CommitmentPage(Schema):
    count: int
    results: list[CommitmentOut]


class CommitmentFilter(Schema):
    since: Day = Field(description="First day: of the order, or on which something changed")
    until: Day = Field(description="Last day")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10_000_000)


@commitments.get("", response=CommitmentPage, summary="What was committed in a period, by financial year")
def committed(request: ActorRequest, asked: Query[CommitmentFilter]) -> dict[str, Any]:
    """Of your board; for finance of the support point of all."""
    require(access.sees_commitments(request.actor))
    rows = queries.of_period(access.visible_commitments(request.actor), asked.since, asked.until)
    page = queries.listed(rows)[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": [_shown(row) for row in page]}


def _shown(row: Any) -> dict[str, Any]:
    names = ("id", "on", "reason", "year", "supplier_part", "support_part", "order_id", "line", "units", "framework_id")
    return {
        **{name: getattr(row, name) for name in names},
        "organisation": queries.as_partner(row.organisation.name, row.organisation.enterprise_number),
        "supplier": queries.as_partner(row.supplier.name, row.supplier.enterprise_number),
        "number": row.order.number,
        "placed_on": row.order.placed_on,
        "code": row.item.code,
        "title": row.item.title,
        "framework": row.framework.title,
        "is_invented": row.order.is_invented,
    }
