from steunpunt.contract.frameworks.models.entitlements import Entitlement
from steunpunt.contract.frameworks.models.framework import Framework, FrameworkSupplier, IndexReading, TermsVersion
from steunpunt.contract.frameworks.models.prices import (
    Item,
    ItemPrice,
    PriceChange,
    PriceWithdrawal,
    StandardPrice,
)

__all__ = [
    "Entitlement",
    "Framework",
    "FrameworkSupplier",
    "IndexReading",
    "Item",
    "ItemPrice",
    "PriceChange",
    "PriceWithdrawal",
    "StandardPrice",
    "TermsVersion",
]
