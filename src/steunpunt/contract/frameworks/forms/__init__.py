"""What people type around framework contracts; saving is an action's work."""

from steunpunt.contract.frameworks.forms.contracts import (
    AwardForm,
    BeginForm,
    BoardsForm,
    SignForm,
    StopForm,
    SuppliersForm,
    UntilForm,
)
from steunpunt.contract.frameworks.forms.prices import (
    FromDayForm,
    IndexForm,
    PriceListForm,
    SignedListForm,
    WithdrawForm,
)
from steunpunt.contract.frameworks.forms.terms import TermsForm

__all__ = [
    "AwardForm",
    "BeginForm",
    "BoardsForm",
    "FromDayForm",
    "IndexForm",
    "PriceListForm",
    "SignForm",
    "SignedListForm",
    "StopForm",
    "SuppliersForm",
    "TermsForm",
    "UntilForm",
    "WithdrawForm",
]
