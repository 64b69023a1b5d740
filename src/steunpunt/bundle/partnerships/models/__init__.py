from steunpunt.bundle.partnerships.models.agreements import (
    Agreement,
    AgreementPaper,
    AgreementVersion,
    Remark,
    Signature,
)
from steunpunt.bundle.partnerships.models.life import (
    Conversation,
    MembershipRecord,
    PartnerInvitation,
    Partnership,
    Seat,
)
from steunpunt.bundle.partnerships.models.seeking import PartnerSearch

__all__ = [
    "Agreement",
    "AgreementPaper",
    "AgreementVersion",
    "Conversation",
    "MembershipRecord",
    "PartnerInvitation",
    "PartnerSearch",
    "Partnership",
    "Remark",
    "Seat",
    "Signature",
]
