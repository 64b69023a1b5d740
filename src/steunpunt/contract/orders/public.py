"""The face of orders to other modules."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from steunpunt.contract.frameworks.values import OrderTerms
from steunpunt.contract.orders import access, queries
from steunpunt.contract.orders.actions import (
    Generated,
    Reply,
    answer,
    book_year,
    deliver,
    load_generated,
    place_agreed,
    put_in_basket,
    say_of_basket,
    set_limit,
    submit,
)
from steunpunt.contract.orders.choices import Answer, OrderState
from steunpunt.contract.orders.models import Purchase
from steunpunt.contract.orders.queries import Part, agreed_part, authorities_at, authority_of
from steunpunt.contract.orders.registry import asking
from steunpunt.contract.orders.rules.reckoning import list_amount
from steunpunt.contract.orders.values import Agreed, Volumes, Wanted
from steunpunt.foundation.acting import Actor

__all__ = [
    "Agreed",
    "Answer",
    "Generated",
    "OrderState",
    "Part",
    "Reply",
    "Wanted",
    "agreed_part",
    "amount_of",
    "answer",
    "asked_parts",
    "asking",
    "authorities_at",
    "authority_of",
    "book_year",
    "deliver",
    "in_basket",
    "list_amount",
    "load_generated",
    "may_fill",
    "may_place",
    "place_agreed",
    "put_in_basket",
    "say_of_basket",
    "set_limit",
    "submit",
    "visible_order_ids",
    "volumes_of",
]

may_fill = access.may_fill
may_place = access.may_place
asked_parts = queries.parts


def amount_of(purchase: Purchase, today: date) -> Decimal:
    """What a basket comes to today, as its page shows it."""
    found = queries.parts(queries.wanted(purchase.lines.order_by("pk")), purchase.organisation_id, today)
    return sum((part.committed.total for part in found), Decimal(0))


def in_basket(actor: Actor, item_ids: Iterable[int]) -> dict[int, Wanted]:
    """What of these items is in the actor's own basket."""
    basket = access.own_basket(actor).first()
    rows = basket.lines.filter(item__in=list(item_ids)).order_by("pk") if basket else []
    return {one.item_id: one for one in queries.wanted(rows)}


def volumes_of(terms: OrderTerms, item_ids: Collection[int], year: int) -> Volumes:
    """What all boards ordered so far of these items under a contract."""
    return queries.volumes_of({terms.framework_id: item_ids}, year)[terms.framework_id]


def visible_order_ids(actor: Actor, order_ids: Iterable[int]) -> Mapping[int, str]:
    """Of these orders those that the actor sees, with their number."""
    return {row.pk: row.number for row in access.visible_orders(actor).filter(pk__in=list(order_ids)).order_by("pk")}
