"""Orders over the API: the catalogue of one's board, its basket, orders and savings, as the pages show them.

A key fills a basket and asks for approval; ordering binds the board, so a person with the mandate does that at the keyboard.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import Charge, PricedItem
from steunpunt.contract.orders import access, actions, queries
from steunpunt.contract.orders.choices import OrderState, PurchaseState
from steunpunt.contract.orders.models import Order, Purchase, Saving
from steunpunt.contract.orders.rules.reckoning import MOST_QUANTITY
from steunpunt.foundation.acting import ActorRequest, Reason, Refused, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.ui.problems import NO_NUL

router = Router(tags=["orders"])
ItemId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the item in the catalogue")]
OrderId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the order in the platform")]


class EurosOut(Schema):
    """Euros without VAT, in two parts that are never one sum."""

    supplier: Decimal
    support: Decimal


class StepOut(Schema):
    from_units: int
    price: EurosOut


class StandardOut(Schema):
    """What a unit costs without the contract, and who says so."""

    price: Decimal
    source: str
    stated_on: date


class CatalogueItemOut(Schema):
    id: int
    framework_id: int
    framework: str
    code: str
    title: str
    category: str
    unit: str
    charge: Charge
    steps: list[StepOut] = Field(description="Price of a unit from so many units on")
    standard: StandardOut | None
    least: int = Field(description="The smallest quantity in one order")
    option_of: str = Field(description="Code of the item with which it is ordered; may be empty")


class CataloguePage(Schema):
    count: int
    results: list[CatalogueItemOut]


class CatalogueFilter(Schema):
    q: str = Field("", max_length=100, description="Words of the name, code, group or description")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class BasketLineOut(Schema):
    item_id: int
    code: str
    title: str
    quantity: int
    each: EurosOut = Field(description="Paid once, or each time")
    committed: EurosOut = Field(description="What recurs is counted until the contract ends")


class ProblemOut(Schema):
    code: str
    text: str


class BasketOut(Schema):
    """One's own basket, with prices of today and what stands in the way of ordering it."""

    purchase_id: int | None
    state: PurchaseState
    lines: list[BasketLineOut]
    committed: EurosOut
    problems: list[ProblemOut]


class QuantityIn(Schema, extra="forbid"):
    quantity: int = Field(ge=0, le=MOST_QUANTITY, description="0 takes it out of the basket")


class BasketAskIn(Schema, extra="forbid"):
    amount_seen: str = Field(
        pattern=r"^[0-9]{1,12}\.[0-9]{2}$",
        description="What the basket said that it commits to, both parts together: euros, as 1900.00",
    )
    note: str = Field("", max_length=300, pattern=NO_NUL)
    deliver_to: str = Field("", max_length=300, pattern=NO_NUL)


class OrderLineOut(Schema):
    number: int
    code: str
    title: str
    quantity: int
    delivered: int
    returned: int
    charge: Charge
    each: EurosOut | None = Field(description="Nothing for a supplier, which reads its own part")
    supplier_part: Decimal
    standard: StandardOut | None


class OrderOut(Schema):
    id: int
    number: str
    organisation_id: int
    organisation: str
    supplier_id: int
    supplier: str
    framework_id: int
    framework: str
    state: OrderState
    placed_on: date
    due_on: date | None
    note: str
    supplier_part: Decimal
    support_part: Decimal | None = Field(description="Nothing for a supplier")
    is_invented: bool = Field(description="Made up, for a demonstration")


class OrderPage(Schema):
    count: int
    results: list[OrderOut]


class OrderDetail(OrderOut):
    lines: list[OrderLineOut]


class OrderFilter(Schema):
    state: OrderState | None = None
    framework_id: int | None = Field(None, ge=1, lt=2**63)
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class SavedOut(Schema):
    """What was saved in a year: standard price less both parts of what was paid."""

    year: int
    framework_id: int
    framework: str
    standard: Decimal
    paid: EurosOut
    saved: Decimal


class SavingsOut(Schema):
    rows: list[SavedOut]
    days_saved: Decimal = Field(description="Working days not spent on tendering, in all years together")


def _euros(amount: Euros) -> dict[str, Decimal]:
    return {"supplier": amount.supplier, "support": amount.support}


def _board(request: ActorRequest) -> None:
    """Whoever acts for a board that orders; others have no catalogue."""
    require(access.sees_catalogue(request.actor))


@router.get("/catalogue", response=CataloguePage, summary="What your board can order today")
def catalogue(request: ActorRequest, asked: Query[CatalogueFilter]) -> dict[str, Any]:
    _board(request)
    today = timezone.localdate()
    rows = frameworks.orderable_items(request.actor, today)
    if text := asked.q.replace("\x00", "").strip():
        rows = rows.filter(frameworks.words_in_item(text))
    page = frameworks.with_prices(rows.select_related("framework").order_by("pk"), today)
    found = page[asked.offset : asked.offset + asked.limit]
    return {
        "count": rows.count(),
        "results": [_item(row, value) for row in found if (value := frameworks.priced(row)) is not None],
    }


def _item(row: Any, value: PricedItem) -> dict[str, Any]:
    names = ("id", "framework_id", "code", "title", "unit", "charge", "least", "option_of")
    return {
        **{name: getattr(value, name) for name in names},
        "framework": row.framework.title,
        "category": row.category,
        "steps": [{"from_units": step.from_units, "price": _euros(step.price)} for step in value.steps],
        "standard": value.standard,
    }


@router.get("/basket", response=BasketOut, summary="Your own basket")
def basket(request: ActorRequest) -> dict[str, Any]:
    _board(request)
    return _basket(access.own_basket(request.actor).first())


def _basket(row: Purchase | None) -> dict[str, Any]:
    today = timezone.localdate()
    asked = queries.wanted(row.lines.order_by("pk")) if row else []
    parts = queries.parts(asked, row.organisation_id, today) if row else []
    lines = [line for part in parts for line in part.lines]
    reasons = [reason for part in parts for reason in part.reasons]
    return {
        "purchase_id": row.pk if row else None,
        "state": row.state if row else PurchaseState.BASKET,
        "lines": [
            {
                "item_id": line.item.id,
                "code": line.item.code,
                "title": line.item.title,
                "quantity": line.quantity,
                "each": _euros(line.each),
                "committed": _euros(line.committed),
            }
            for line in lines
        ],
        "committed": _euros(sum((line.committed for line in lines), Euros())),
        "problems": [{"code": reason.code, "text": str(reason)} for reason in reasons],
    }


@router.post("/basket/ask", response=BasketOut, summary="Ask a colleague to approve your basket")
def basket_ask(request: ActorRequest, given: BasketAskIn) -> dict[str, Any]:
    """Who is logged in and has the mandate for the amount orders at once; over a key a colleague is always asked."""
    _board(request)
    row = access.own_basket(request.actor).first()
    if row is None:
        raise Refused([Reason("empty", _("There is nothing in the basket."))])
    actions.say_of_basket(note=given.note, deliver_to=given.deliver_to, by=request.actor)
    done = actions.submit(
        purchase_id=row.pk,
        amount_seen=Decimal(given.amount_seen),
        today=timezone.localdate(),
        now=timezone.now(),
        by=request.actor,
    )
    return _basket(done)


@router.put("/basket/{item_id}", response=BasketOut, summary="Put so many of an item in your basket")
def basket_put(request: ActorRequest, item_id: ItemId, given: QuantityIn) -> dict[str, Any]:
    """The quantity replaces what was there. It binds to nothing."""
    _board(request)
    row = actions.put_in_basket(
        item_id=item_id,
        quantity=given.quantity,
        today=timezone.localdate(),
        now=timezone.now(),
        by=request.actor,
    )
    return _basket(row)


def _seen(request: ActorRequest) -> QuerySet[Order]:
    return queries.listed(access.visible_orders(request.actor))


def _order(row: Order, *, is_supplier: bool) -> dict[str, Any]:
    names = ("id", "number", "organisation_id", "supplier_id", "framework_id", "state", "placed_on", "due_on", "note")
    return {
        **{name: getattr(row, name) for name in names},
        "organisation": row.organisation.name,
        "supplier": row.supplier.name,
        "framework": row.framework.title,
        "supplier_part": row.supplier_part,
        "support_part": None if is_supplier else row.support_part,
        "is_invented": row.is_invented,
    }


@router.get("", response=OrderPage, summary="Orders that you may see, newest first")
def orders(request: ActorRequest, asked: Query[OrderFilter]) -> dict[str, Any]:
    rows = _seen(request)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.framework_id:
        rows = rows.filter(framework_id=asked.framework_id)
    is_supplier = access.is_supplier(request.actor)
    page = rows.order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": [_order(row, is_supplier=is_supplier) for row in page]}


@router.get("/savings", response=SavingsOut, summary="What was saved, by year and framework contract")
def savings(request: ActorRequest) -> dict[str, Any]:
    require(access.sees_savings(request.actor))
    rows: QuerySet[Saving] = access.visible_savings(request.actor)
    own = None if access.is_keeper(request.actor) else request.actor.organisation_id
    found = queries.saved_by(rows, "year", "framework_id", "framework__title")
    return {
        "rows": [
            {
                "year": year,
                "framework_id": framework,
                "framework": title,
                "standard": one.standard,
                "paid": _euros(one.paid),
                "saved": one.total,
            }
            for (year, framework, title), one in found
        ],
        "days_saved": queries.days_saved(organisation_id=own),
    }


@router.get("/{order_id}", response=OrderDetail, summary="One order, with its lines")
def order(request: ActorRequest, order_id: OrderId) -> dict[str, Any]:
    row = get_object_or_404(_seen(request).prefetch_related("lines__item"), pk=order_id)
    is_supplier = access.is_supplier(request.actor)
    return {
        **_order(row, is_supplier=is_supplier),
        "lines": [
            {
                "number": line.number,
                "code": line.item.code,
                "title": line.item.title,
                "quantity": line.quantity,
                "delivered": line.delivered,
                "returned": line.returned,
                "charge": line.charge,
                "each": None if is_supplier else _euros(Euros(line.supplier_part, line.support_part)),
                "supplier_part": line.supplier_part,
                "standard": {
                    "price": line.standard_price,
                    "source": line.standard_source,
                    "stated_on": line.standard_on,
                }
                if line.standard_price is not None and not is_supplier
                else None,
            }
            for line in row.lines.all()
        ],
    }
