"""Reads with a name: requests, offers that may be read, their places."""

from steunpunt.contract.competitions.queries.offers import (
    about,
    content_of,
    current_offers,
    missing_marks,
    own_prices,
    own_quality,
    prices_of,
    quality_of,
)
from steunpunt.contract.competitions.queries.places import (
    Row,
    Standing,
    agreed,
    approvers,
    standing,
)
from steunpunt.contract.competitions.queries.requests import (
    ListPart,
    asked_lines,
    at_list_price,
    leaders,
    listed,
    lot_items,
    of_supplier,
    over,
    request_of,
    unanswered,
    whom,
)

__all__ = [
    "ListPart",
    "Row",
    "Standing",
    "about",
    "agreed",
    "approvers",
    "asked_lines",
    "at_list_price",
    "content_of",
    "current_offers",
    "leaders",
    "listed",
    "lot_items",
    "missing_marks",
    "of_supplier",
    "over",
    "own_prices",
    "own_quality",
    "prices_of",
    "quality_of",
    "request_of",
    "standing",
    "unanswered",
    "whom",
]
