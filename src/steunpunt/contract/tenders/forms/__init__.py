"""What people fill in about tenders: parsed, not saved."""

from steunpunt.contract.tenders.forms.awarding import ConclusionForm, RulingForm, StopRulingForm, TakeBackForm
from steunpunt.contract.tenders.forms.base import NothingForm, PartForm
from steunpunt.contract.tenders.forms.beginning import BeginningForm, BoardsForm, ReasonForm, TextForm
from steunpunt.contract.tenders.forms.inviting import AgainForm, InviteForm, RequestForm, SelectForm, SelectionForm
from steunpunt.contract.tenders.forms.judging import (
    DeclarationForm,
    DrawForm,
    LeaveForm,
    MarkForm,
    PriceQuestionForm,
    PriceVerdictForm,
    RegularityForm,
)
from steunpunt.contract.tenders.forms.needing import NeedsForm, QuantitiesForm, WishForm
from steunpunt.contract.tenders.forms.offering import (
    AnswerForm,
    EnvelopeForm,
    KeyChangeForm,
    KeyForm,
    OfficerForm,
    PhraseForm,
)
from steunpunt.contract.tenders.forms.parts import COLLECTIONS, SINGLES, Collection, Single
from steunpunt.contract.tenders.forms.simulating import BIDS, SimulatorForm

__all__ = [
    "BIDS",
    "COLLECTIONS",
    "SINGLES",
    "AgainForm",
    "AnswerForm",
    "BeginningForm",
    "BoardsForm",
    "Collection",
    "ConclusionForm",
    "DeclarationForm",
    "DrawForm",
    "EnvelopeForm",
    "InviteForm",
    "KeyChangeForm",
    "KeyForm",
    "LeaveForm",
    "MarkForm",
    "NeedsForm",
    "NothingForm",
    "OfficerForm",
    "PartForm",
    "PhraseForm",
    "PriceQuestionForm",
    "PriceVerdictForm",
    "QuantitiesForm",
    "ReasonForm",
    "RegularityForm",
    "RequestForm",
    "RulingForm",
    "SelectForm",
    "SelectionForm",
    "SimulatorForm",
    "Single",
    "StopRulingForm",
    "TakeBackForm",
    "TextForm",
    "WishForm",
]
