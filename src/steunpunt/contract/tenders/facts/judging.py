"""What happens in the scoring room: who and when, never a mark, a name of a supplier or a price."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.tenders.facts.base import BidFact, TenderFact, UnnamedFact


@dataclass(frozen=True, kw_only=True)
class AssessorNamed(TenderFact):
    key = "tenders.assessor_named"
    sentence = _("Somebody of %(body)s came into the working group.")
    body: str


@dataclass(frozen=True, kw_only=True)
class AssessorOut(UnnamedFact):
    key = "tenders.assessor_out"
    sentence = _("Somebody of %(body)s left the working group%(reason)s%(changed)s")
    body: str
    reason: str = ""
    changed: int | None = None
    """How many marks of the group that changed; None while nobody read marks of another."""

    def shown(self) -> dict[str, str]:
        why = f": {self.reason.rstrip('.')}." if self.reason else "."
        effect = ""
        if self.changed is not None:
            effect = " " + ngettext(
                "The marks of everybody could be read by then; %(n)s mark changed.",
                "The marks of everybody could be read by then; %(n)s marks changed.",
                self.changed,
            ) % {"n": self.changed}
        return super().shown() | {"reason": why, "changed": effect}


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(TenderFact):
    key = "tenders.interest_declared"
    sentence = _("Somebody of %(body)s declared its interests: %(is_out)s.")
    body: str
    is_out: bool

    def shown(self) -> dict[str, str]:
        return super().shown() | {"is_out": gettext("out of the working group") if self.is_out else gettext("none")}


@dataclass(frozen=True, kw_only=True)
class OfferJudgedRegular(UnnamedFact):
    key = "tenders.offer_looked_at"
    sentence = _("An offer for lot %(lot)s was looked at: whether it counts.")
    lot: int


@dataclass(frozen=True, kw_only=True)
class MarksHandedIn(TenderFact):
    key = "tenders.marks_handed_in"
    sentence = _("Somebody of %(body)s handed in its marks.")
    body: str


@dataclass(frozen=True, kw_only=True)
class ConsensusWritten(TenderFact):
    key = "tenders.consensus_written"
    sentence = _("The working group agreed on a mark for %(criterion)s.")
    criterion: str


@dataclass(frozen=True, kw_only=True)
class MarksFrozen(TenderFact):
    key = "tenders.marks_frozen"
    sentence = _("Marks were fixed, with fingerprint %(fingerprint)s.")
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class PriceAsked(BidFact):
    key = "tenders.price_asked"
    sentence = _("The price had to be explained.")


@dataclass(frozen=True, kw_only=True)
class PriceReplied(BidFact):
    key = "tenders.price_replied"
    sentence = _("The price was explained.")


@dataclass(frozen=True, kw_only=True)
class PriceJudged(UnnamedFact):
    key = "tenders.price_judged"
    sentence = _("The explanation of a price was judged.")


@dataclass(frozen=True, kw_only=True)
class LotsDrawn(TenderFact):
    key = "tenders.lots_drawn"
    sentence = _("Lots were drawn for lot %(lot)s.")
    lot: int
