"""What people fill in about tenders: parsed, not saved."""

from steunpunt.contract.tenders.forms.beginning import BeginningForm, BoardsForm, ReasonForm, TextForm
from steunpunt.contract.tenders.forms.needing import NeedsForm, QuantitiesForm, WishForm
from steunpunt.contract.tenders.forms.parts import COLLECTIONS, SINGLES, Collection, PartForm, Single

__all__ = [
    "COLLECTIONS",
    "SINGLES",
    "BeginningForm",
    "BoardsForm",
    "Collection",
    "NeedsForm",
    "PartForm",
    "QuantitiesForm",
    "ReasonForm",
    "Single",
    "TextForm",
    "WishForm",
]
