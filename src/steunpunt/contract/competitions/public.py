"""The face of mini-competitions to other modules."""

from datetime import date
from decimal import Decimal

from steunpunt.contract.competitions import queries
from steunpunt.contract.competitions.actions import (
    Answer,
    GivenMark,
    Wish,
    award,
    begin,
    fix,
    give_marks,
    hand_in,
    open_offers,
    send,
)
from steunpunt.contract.competitions.models import Competition
from steunpunt.contract.orders import public as orders

__all__ = [
    "Answer",
    "GivenMark",
    "Wish",
    "award",
    "begin",
    "first_of",
    "fix",
    "give_marks",
    "hand_in",
    "offers_by_supplier",
    "open_offers",
    "send",
]


def offers_by_supplier(competition_id: int) -> dict[int, int]:
    """Offers that count, by organisation: ids to judge by."""
    rows = queries.current_offers(Competition.objects.get(pk=competition_id))
    return {row.invitation.supplier_id: row.pk for row in rows}


def first_of(competition_id: int, today: date) -> tuple[int, Decimal]:
    """The offer that is first and what it commits to, as the page shows it. Raises `ValueError` when none is first."""
    competition = Competition.objects.get(pk=competition_id)
    known = queries.standing(competition)
    first = known.first
    part = orders.agreed_part(queries.agreed(competition, known, first), today) if first else None
    if first is None or part is None:
        raise ValueError("no offer is first")
    return first.offer.pk, part.committed.total
