"""What happens around tenders. Whoever sees a tender reads these: no offers, marks, prices, nor who asked or follows."""

from steunpunt.contract.tenders.facts.base import BidFact, TenderFact
from steunpunt.contract.tenders.facts.market import (
    BidWithdrawn,
    EnvelopeHandedIn,
    EnvelopeRefused,
    KeysDivided,
    OffersOpened,
    OfficerDropped,
    OfficerKeyMade,
    OfficerNamed,
    OpeningBegun,
    QuestionAnswered,
    QuestionAsked,
)
from steunpunt.contract.tenders.facts.preparing import (
    BoardNamed,
    NeedAnswered,
    NeedAsked,
    NeedsStated,
    SpecificationChanged,
    StepTicked,
    TenderCorrected,
    TenderMade,
    TenderPublished,
    TenderStopped,
)

__all__ = [
    "BidFact",
    "BidWithdrawn",
    "BoardNamed",
    "EnvelopeHandedIn",
    "EnvelopeRefused",
    "KeysDivided",
    "NeedAnswered",
    "NeedAsked",
    "NeedsStated",
    "OffersOpened",
    "OfficerDropped",
    "OfficerKeyMade",
    "OfficerNamed",
    "OpeningBegun",
    "QuestionAnswered",
    "QuestionAsked",
    "SpecificationChanged",
    "StepTicked",
    "TenderCorrected",
    "TenderFact",
    "TenderMade",
    "TenderPublished",
    "TenderStopped",
]
