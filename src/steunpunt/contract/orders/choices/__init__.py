"""States and kinds of orders."""

from enum import StrEnum


class PurchaseState(StrEnum):
    """How far a board is with what it wants to order (aankoop)."""

    BASKET = "basket"
    WAITING = "waiting"
    """For somebody of the board who may approve the amount."""
    PLACED = "placed"
    DROPPED = "dropped"


class OrderState(StrEnum):
    PLACED = "placed"
    """With the supplier, who has not answered."""
    PROPOSED = "proposed"
    """The supplier proposes something else: the board answers."""
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    """Everything came; nothing is waited for any more."""
    REFUSED = "refused"
    """By the supplier."""
    CANCELLED = "cancelled"
    """By the board, before the supplier confirmed."""


COUNTING = (OrderState.PLACED, OrderState.PROPOSED, OrderState.CONFIRMED, OrderState.DELIVERED)
"""States in which an order counts against the maximum."""
UNANSWERED = (OrderState.PLACED, OrderState.PROPOSED)
OFF = (OrderState.REFUSED, OrderState.CANCELLED)
BINDING = (OrderState.CONFIRMED, OrderState.DELIVERED)


class Answer(StrEnum):
    """What a supplier says to an order."""

    CONFIRM = "confirm"
    PROPOSE = "propose"
    REFUSE = "refuse"


class SavingReason(StrEnum):
    """Why something stands in the ledger of savings."""

    ORDER = "order"
    """An order that was confirmed, or another year of a service that runs."""
    ENDED = "ended"
    """A service ended: what was booked beyond its end is taken back."""
    RETURNED = "returned"
    SETTLED = "settled"
    """A tier that all reached together: what came back."""
    REVISED = "revised"
    """A service that runs costs something else from a day on: by the index, or by the ratchet."""


class CommitReason(StrEnum):
    """Why something stands in the ledger that goes to accounting."""

    ORDERED = "ordered"
    REDUCED = "reduced"
    """The board took the proposal of the supplier: fewer units, at the price of those."""
    REFUSED = "refused"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    ENDED = "ended"
    """Notice was given: what was committed after the last day is given back."""
    SETTLED = "settled"
    """A tier that all reached together: what comes back of what was paid."""
    REVISED = "revised"
    """The index or the ratchet changed what a service costs that runs."""
