"""The face of inventory to other modules."""

from steunpunt.assess.inventory.actions import Agreed, keep_contract
from steunpunt.assess.inventory.choices import NoticeForm, NoticeUnit, Renewal, ServiceKind, Unit
from steunpunt.assess.inventory.rules.terms import shifted

__all__ = ["Agreed", "NoticeForm", "NoticeUnit", "Renewal", "ServiceKind", "Unit", "keep_contract", "shifted"]
