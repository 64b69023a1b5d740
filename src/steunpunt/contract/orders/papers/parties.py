"""Both sides of an order as papers name them."""

from dataclasses import dataclass

from steunpunt.contract.orders.models import Order
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import OrganisationCard, Place


@dataclass(frozen=True, slots=True)
class Party:
    card: OrganisationCard
    seat: Place | None
    """Where it sits, as far as it is written down."""

    def __str__(self) -> str:
        number = self.card.enterprise_number
        told = (self.card.name, self.seat, number and organisations.shown_enterprise_number(number))
        return " · ".join(str(one) for one in told if one)


def parties_of(order: Order) -> tuple[Party, Party]:
    """The board and the supplier."""
    ids = (order.organisation_id, order.supplier_id)
    cards, seats = organisations.organisations(ids), organisations.seats(ids, order.placed_on)
    board, supplier = (Party(cards[one], seats.get(one)) for one in ids)
    return board, supplier
