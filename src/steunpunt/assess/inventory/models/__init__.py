"""What is kept: contracts, the estate, and what runs on it."""

from steunpunt.assess.inventory.models.comparison import PriceIndex, PriceRelease, SupplierReply
from steunpunt.assess.inventory.models.contracts import Contract, Edition, Step
from steunpunt.assess.inventory.models.estate import (
    AgentKey,
    AgentReport,
    Asset,
    AssetChange,
    ColumnMemory,
    EstateChoice,
    Import,
    ImportPart,
    Merge,
)
from steunpunt.assess.inventory.models.software import (
    Application,
    ApplicationLink,
    Installation,
    Product,
    ProductName,
    ProductUse,
    SoftwareTitle,
    SupportEnd,
)

__all__ = [
    "AgentKey",
    "AgentReport",
    "Application",
    "ApplicationLink",
    "Asset",
    "AssetChange",
    "ColumnMemory",
    "Contract",
    "Edition",
    "EstateChoice",
    "Import",
    "ImportPart",
    "Installation",
    "Merge",
    "PriceIndex",
    "PriceRelease",
    "Product",
    "ProductName",
    "ProductUse",
    "SoftwareTitle",
    "Step",
    "SupplierReply",
    "SupportEnd",
]
