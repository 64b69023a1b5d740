"""What happens around the award: who decided and when, never a price or a mark. Who objects only its supplier reads."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.tenders.choices import Outcome
from steunpunt.contract.tenders.facts.base import BidFact, TenderFact, UnnamedFact

OUTCOMES: dict[str, str] = {Outcome.AWARDED: _("awarded"), Outcome.NOT_AWARDED: _("not awarded")}
"""The platform's own words that facts hold, as people read them."""


@dataclass(frozen=True, kw_only=True)
class LotDecided(TenderFact):
    key = "tenders.lot_decided"
    sentence = _("%(body)s decided on lot %(lot)s: %(outcome)s.")
    lot: int
    body: str
    outcome: str

    def shown(self) -> dict[str, str]:
        """With the outcome in words."""
        return super().shown() | {"outcome": gettext(OUTCOMES.get(self.outcome, self.outcome))}


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(TenderFact):
    key = "tenders.decision_withdrawn"
    sentence = _("The decision on lot %(lot)s was withdrawn: %(reason)s")
    lot: int
    reason: str = "–"


@dataclass(frozen=True, kw_only=True)
class LettersSent(TenderFact):
    key = "tenders.letters_sent"
    sentence = _("Letters about the decision were sent: %(letters)s.")
    letters: int


@dataclass(frozen=True, kw_only=True)
class LetterRead(BidFact):
    key = "tenders.letter_read"
    sentence = _("The letter about the decision was read.")


@dataclass(frozen=True, kw_only=True)
class ObjectionBrought(UnnamedFact):
    """Not by whom: who decides and who prepares read that with the objection itself."""

    key = "tenders.objection_brought"
    sentence = _("A supplier objected to the decision on lot %(lot)s.")
    lot: int


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(TenderFact):
    key = "tenders.objection_answered"
    sentence = _("An objection to the decision on lot %(lot)s was answered.")
    lot: int


@dataclass(frozen=True, kw_only=True)
class ContractsTold(TenderFact):
    key = "tenders.contracts_told"
    sentence = _("What became of the contract went out as open data.")


@dataclass(frozen=True, kw_only=True)
class ContractConcluded(TenderFact):
    key = "tenders.contract_concluded"
    sentence = _("The contract for lot %(lot)s was concluded.")
    lot: int
