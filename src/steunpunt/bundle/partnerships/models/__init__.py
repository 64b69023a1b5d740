from steunpunt.bundle.partnerships.models.life import (
    Conversation,
    MembershipRecord,
    PartnerInvitation,
    Partnership,
    Seat,
)
from steunpunt.bundle.partnerships.models.seeking import PartnerSearch

__all__ = [
    "Conversation",
    "MembershipRecord",
    "PartnerInvitation",
    "PartnerSearch",
    "Partnership",
    "Seat",
]
