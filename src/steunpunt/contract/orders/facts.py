"""What happens to orders. A board and its supplier read these of their own orders; no fact names an amount."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.orders.choices import Answer
from steunpunt.foundation.journal.public import Fact

ANSWERS: dict[str, str] = {
    Answer.CONFIRM: _("confirmed"),
    Answer.PROPOSE: _("proposed something else"),
    Answer.REFUSE: _("refused"),
}
"""The platform's own words that facts hold, as people read them."""


def _counted(orders: int) -> str:
    return ngettext("%(n)s order", "%(n)s orders", orders) % {"n": orders}


@dataclass(frozen=True, kw_only=True)
class PurchaseFact(Fact):
    """Base of what happens to what a board wants to order: its own affair."""

    key = "orders.any_purchase"
    sentence = _("Something happened to the basket.")
    purchase_id: int

    @property
    def subject(self) -> str:
        return f"purchase:{self.purchase_id}"


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(PurchaseFact):
    key = "orders.approval_asked"
    sentence = _("Approval of an order was asked.")


@dataclass(frozen=True, kw_only=True)
class PurchaseReturned(PurchaseFact):
    key = "orders.purchase_returned"
    sentence = _("The order was not approved and went back to the basket.")


@dataclass(frozen=True, kw_only=True)
class PurchasePlaced(PurchaseFact):
    key = "orders.purchase_placed"
    sentence = _("The basket was ordered: %(orders)s.")
    orders: int

    def shown(self) -> dict[str, str]:
        return super().shown() | {"orders": _counted(self.orders)}


@dataclass(frozen=True, kw_only=True)
class OrderFact(Fact):
    """Base of what happens to an order, for its board."""

    key = "orders.any"
    sentence = _("Something happened to the order.")
    order_id: int
    number: str

    @property
    def subject(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, kw_only=True)
class OrdersCarriedOver(Fact):
    """The orders of a board go on with the one into which it merged, whose history this is."""

    key = "orders.carried_over"
    sentence = _("Of %(board)s went on: %(orders)s.")
    board: str
    orders: int

    def shown(self) -> dict[str, str]:
        return super().shown() | {"orders": _counted(self.orders)}


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(OrderFact):
    key = "orders.placed"
    sentence = _("Order %(number)s was placed with %(supplier)s.")
    supplier: str
    framework_id: int


@dataclass(frozen=True, kw_only=True)
class OrderAnswered(OrderFact):
    key = "orders.answered"
    sentence = _("The supplier answered order %(number)s: %(answer)s.")
    answer: str

    def shown(self) -> dict[str, str]:
        """With the answer in words."""
        return super().shown() | {"answer": gettext(ANSWERS.get(self.answer, self.answer))}


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(OrderFact):
    """Read in journals of before it was told how."""

    key = "orders.proposal_answered"
    sentence = _("The board answered the proposal for order %(number)s.")


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(OrderFact):
    key = "orders.proposal_accepted"
    sentence = _("The board accepted the proposal for order %(number)s.")


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(OrderFact):
    key = "orders.proposal_declined"
    sentence = _("The board did not accept the proposal for order %(number)s: it is off.")


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderFact):
    key = "orders.cancelled"
    sentence = _("Order %(number)s was cancelled.")


@dataclass(frozen=True, kw_only=True)
class OrderDelivered(OrderFact):
    """Something came: of a recurring line the service starts."""

    key = "orders.delivered"
    sentence = _("Of order %(number)s %(units)s units were delivered on %(delivered_on)s.")
    units: int
    delivered_on: date
    framework_id: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRemarked(OrderFact):
    """What came is not in order."""

    key = "orders.delivery_remarked"
    sentence = _("What came of order %(number)s is not in order.")
    delivery_id: int


@dataclass(frozen=True, kw_only=True)
class DeliveryAccepted(OrderFact):
    key = "orders.delivery_accepted"
    sentence = _("What had to be put right of order %(number)s is in order now.")


@dataclass(frozen=True, kw_only=True)
class UnitsReturned(OrderFact):
    key = "orders.returned"
    sentence = _("Of order %(number)s %(units)s units went back.")
    units: int
    returned_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(OrderFact):
    key = "orders.service_ended"
    sentence = _("Of order %(number)s %(units)s units end on %(last_day)s.")
    units: int
    last_day: date
    end_id: int = 0


@dataclass(frozen=True, kw_only=True)
class LinkSent(OrderFact):
    key = "orders.link_sent"
    sentence = _("Order %(number)s was mailed to the supplier, with a link to answer.")


@dataclass(frozen=True, kw_only=True)
class CodeAsked(OrderFact):
    """Somebody who has the link wants to answer: the history of the supplier."""

    key = "orders.code_asked"
    sentence = _("A code to answer order %(number)s was mailed.")
    link_id: int


@dataclass(frozen=True, kw_only=True)
class LimitSet(Fact):
    key = "orders.limit_set"
    sentence = _("The limit up to which somebody may order was changed.")
    limit_id: int

    @property
    def subject(self) -> str:
        return f"limit:{self.limit_id}"


@dataclass(frozen=True, kw_only=True)
class StandInNamed(Fact):
    key = "orders.stand_in_named"
    sentence = _("A stand-in for who may order was named, from %(valid_from)s on.")
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class MaximumNear(Fact):
    """From now on orders come near the maximum of the contract."""

    key = "orders.maximum_near"
    sentence = _("Orders under the contract come near its maximum: %(share)s %%.")
    framework_id: int
    share: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class TierSettled(Fact):
    key = "orders.tier_settled"
    sentence = _("What all ordered of %(item)s in %(year)s was settled at the tier of %(tier_from)s units.")
    framework_id: int
    item: str
    year: int
    tier_from: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class YearSettled(Fact):
    """Every tier of a contract of that year: boards and suppliers hear what comes back."""

    key = "orders.year_settled"
    sentence = _("The tiers of %(year)s were settled.")
    framework_id: int
    year: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class CallOffsTold(Fact):
    """Figures went out as open data: how many, not what they say."""

    key = "orders.call_offs_told"
    sentence = _("What was called off until %(until)s went out as open data: %(figures)s figures.")
    framework_id: int
    until: date
    figures: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class OrdersGenerated(Fact):
    key = "orders.generated"
    sentence = _("%(orders)s orders were generated: nobody placed them.")
    framework_id: int
    orders: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class SavingsBooked(Fact):
    """The ledger was brought up to date for another year."""

    key = "orders.savings_booked"
    sentence = _("Savings of %(year)s were booked: %(rows)s rows.")
    year: int
    rows: int
