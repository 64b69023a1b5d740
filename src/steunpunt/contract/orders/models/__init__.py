from steunpunt.contract.orders.models.commitments import Commitment
from steunpunt.contract.orders.models.limits import Limit, StandIn
from steunpunt.contract.orders.models.order import (
    Delivery,
    DeliveryLine,
    Order,
    OrderLine,
    Proposal,
    Returned,
    ServiceEnd,
    SupplierLink,
)
from steunpunt.contract.orders.models.purchase import BasketLine, Purchase
from steunpunt.contract.orders.models.savings import DaysSaved, Saving, SettledLine, TierSettlement
from steunpunt.contract.orders.models.volumes import FrameworkUse, ItemUse, PublicFigure, YearVolume

__all__ = [
    "BasketLine",
    "Commitment",
    "DaysSaved",
    "Delivery",
    "DeliveryLine",
    "FrameworkUse",
    "ItemUse",
    "Limit",
    "Order",
    "OrderLine",
    "Proposal",
    "PublicFigure",
    "Purchase",
    "Returned",
    "Saving",
    "ServiceEnd",
    "SettledLine",
    "StandIn",
    "SupplierLink",
    "TierSettlement",
    "YearVolume",
]
