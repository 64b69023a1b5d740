"""Tables of tenders."""

from steunpunt.contract.tenders.models.awarding import (
    AwardDecision,
    Conclusion,
    Letter,
    Objection,
    OpenRelease,
)
from steunpunt.contract.tenders.models.judging import Assessor, Consensus, Declaration, Draw, Mark, PriceQuestion
from steunpunt.contract.tenders.models.market import Candidacy, CandidacyFile, Follower, Selection, SupplierQuestion
from steunpunt.contract.tenders.models.sealed import (
    Bid,
    BidLot,
    Envelope,
    KeyChange,
    KeyPart,
    OfferRound,
    Officer,
    OfficerKey,
    Opening,
    SealedFile,
    SealKey,
)
from steunpunt.contract.tenders.models.tender import (
    BoardNeeds,
    CheckedStep,
    NeedQuestion,
    Publication,
    Tender,
    TenderBoard,
)

__all__ = [
    "Assessor",
    "AwardDecision",
    "Bid",
    "BidLot",
    "BoardNeeds",
    "Candidacy",
    "CandidacyFile",
    "CheckedStep",
    "Conclusion",
    "Consensus",
    "Declaration",
    "Draw",
    "Envelope",
    "Follower",
    "KeyChange",
    "KeyPart",
    "Letter",
    "Mark",
    "NeedQuestion",
    "Objection",
    "OfferRound",
    "Officer",
    "OfficerKey",
    "OpenRelease",
    "Opening",
    "PriceQuestion",
    "Publication",
    "SealKey",
    "SealedFile",
    "Selection",
    "SupplierQuestion",
    "Tender",
    "TenderBoard",
]
