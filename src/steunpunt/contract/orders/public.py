"""The face of orders to other modules."""

from datetime import date
from decimal import Decimal

from steunpunt.contract.orders import queries
from steunpunt.contract.orders.actions import (
    Generated,
    Reply,
    answer,
    book_year,
    deliver,
    load_generated,
    put_in_basket,
    say_of_basket,
    set_limit,
    submit,
)
from steunpunt.contract.orders.choices import Answer, OrderState
from steunpunt.contract.orders.models import Purchase

__all__ = [
    "Answer",
    "Generated",
    "OrderState",
    "Reply",
    "amount_of",
    "answer",
    "book_year",
    "deliver",
    "load_generated",
    "put_in_basket",
    "say_of_basket",
    "set_limit",
    "submit",
]


def amount_of(purchase: Purchase, today: date) -> Decimal:
    """What a basket comes to today, as its page shows it."""
    found = queries.parts(queries.wanted(purchase.lines.order_by("pk")), purchase.organisation_id, today)
    return sum((part.committed.total for part in found), Decimal(0))
