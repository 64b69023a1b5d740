"""What happens between suppliers and openings."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage
from steunpunt.contract.tenders.facts.base import BidFact, TenderFact, UnnamedFact
from steunpunt.foundation.journal.public import Fact, personal

KINDS: dict[str, str] = {
    EnvelopeKind.ADMINISTRATIVE: _("administrative"),
    EnvelopeKind.QUALITY: _("quality"),
    EnvelopeKind.PRICE: _("price"),
    OpeningStage.CONTENT: _("administrative and quality"),
}
"""The platform's own words that facts hold, as people read them."""
REFUSALS: dict[str, str] = {
    "late": _("after the deadline"),
    "opened": _("after the opening"),
    "over": _("the tender was over"),
    "empty": _("empty"),
    "missing": _("a document that was asked is missing"),
    "too_large": _("too large"),
    "many_files": _("too many files"),
    "infected": _("infected with a virus"),
    "type": _("a kind of file that is not taken in"),
    "content": _("the content is not what the name says"),
    "name": _("a name that no file can have"),
    "name_too_long": _("the name of a file is too long"),
    "no_lots": _("no lot of this tender"),
    "no_price": _("a price is missing"),
    "below_zero": _("a price below zero"),
    "other_item": _("a price for what was not asked"),
    "price_outside": _("a price outside the price envelope"),
    "other_envelope": _("a file of another envelope"),
    "no_variant": _("a variant that is not allowed"),
}
"""Why an envelope was refused, by the code of the reason."""


def _stage(stage: str, number: int | None) -> str:
    name = gettext(KINDS.get(stage, stage))
    if number is None:
        return name
    return gettext("%(stage)s of round %(number)s") % {"stage": name, "number": number}


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(TenderFact):
    """Not by whom: nobody but the buyer reads that."""

    key = "tenders.question_asked"
    sentence = _("A supplier asked a question.")


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(TenderFact):
    key = "tenders.question_answered"
    sentence = _("A question was answered to everybody.")


@dataclass(frozen=True, kw_only=True)
class EnvelopeHandedIn(BidFact):
    key = "tenders.envelope_handed_in"
    sentence = _("The envelope “%(kind)s” was handed in, with fingerprint %(fingerprint)s.")
    kind: str
    fingerprint: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"kind": gettext(KINDS.get(self.kind, self.kind))}


@dataclass(frozen=True, kw_only=True)
class EnvelopeRefused(Fact):
    """Read by its supplier, and by who opened the offers: in the minutes, not in the history of the tender."""

    key = "tenders.envelope_refused"
    sentence = _("The envelope “%(kind)s” was refused: %(codes)s.")
    tender_id: int
    kind: str
    codes: str

    @property
    def subject(self) -> str:
        return f"refused:{self.tender_id}"

    def shown(self) -> dict[str, str]:
        whys = ", ".join(gettext(REFUSALS.get(code, code)) for code in self.codes.split(", "))
        return super().shown() | {"kind": gettext(KINDS.get(self.kind, self.kind)), "codes": whys}


@dataclass(frozen=True, kw_only=True)
class BidWithdrawn(BidFact):
    key = "tenders.bid_withdrawn"
    sentence = _("The offer was taken back.")


@dataclass(frozen=True, kw_only=True)
class OfficerKeyMade(Fact):
    key = "tenders.officer_key_made"
    sentence = _("A key to open offers was made.")
    person_id: int | None = personal()


@dataclass(frozen=True, kw_only=True)
class OfficerNamed(TenderFact):
    key = "tenders.officer_named"
    sentence = _("Somebody of %(body)s was named to open offers.")
    body: str


@dataclass(frozen=True, kw_only=True)
class OfficerDropped(TenderFact):
    key = "tenders.officer_dropped"
    sentence = _("Somebody of %(body)s opens no offers any more.")
    body: str


@dataclass(frozen=True, kw_only=True)
class OpeningBegun(TenderFact):
    key = "tenders.opening_begun"
    sentence = _("The first of two people unlocked: %(stage)s.")
    stage: str
    round: int | None = None
    """Where is negotiated: of which round."""

    def shown(self) -> dict[str, str]:
        return super().shown() | {"stage": _stage(self.stage, self.round)}


@dataclass(frozen=True, kw_only=True)
class OffersOpened(TenderFact):
    key = "tenders.offers_opened"
    sentence = _("Two people opened together: %(stage)s. Number of offers: %(offers)s.")
    stage: str
    offers: int
    round: int | None = None
    """Where is negotiated: of which round."""

    def shown(self) -> dict[str, str]:
        return super().shown() | {"stage": _stage(self.stage, self.round)}


@dataclass(frozen=True, kw_only=True)
class KeysDivided(TenderFact):
    key = "tenders.keys_divided"
    sentence = _("Two people divided the keys anew: somebody of %(came)s came in, of %(lost)s went. %(reason)s")
    came: str
    lost: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SupplierInvited(UnnamedFact):
    """Not whom: nobody but the buyer reads that."""

    key = "tenders.supplier_invited"
    sentence = _("A supplier was invited to make an offer.")


@dataclass(frozen=True, kw_only=True)
class RequestHandedIn(Fact):
    """For the supplier alone: nobody else reads who asks to take part."""

    key = "tenders.request_handed_in"
    sentence = _("A request to take part was handed in, with %(files)s files.")
    candidacy_id: int
    files: int

    @property
    def subject(self) -> str:
        return f"candidacy:{self.candidacy_id}"


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(Fact):
    """For the supplier alone."""

    key = "tenders.request_withdrawn"
    sentence = _("The request to take part was taken back.")
    candidacy_id: int

    @property
    def subject(self) -> str:
        return f"candidacy:{self.candidacy_id}"


@dataclass(frozen=True, kw_only=True)
class SelectionSent(TenderFact):
    """How many: whose requests they were only who prepares the tender reads, beside it."""

    key = "tenders.selection_sent"
    sentence = _(
        "%(body)s decided on the requests to take part: %(selected)s selected, %(refused)s not; all were told."
    )
    body: str
    selected: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class CandidateJudged(UnnamedFact):
    key = "tenders.candidate_judged"
    sentence = _("A request to take part was judged.")


@dataclass(frozen=True, kw_only=True)
class OffersAskedAgain(TenderFact):
    key = "tenders.offers_asked_again"
    sentence = _("Better offers were asked: round %(number)s began%(offers_until)s%(is_last)s.")
    number: int
    offers_until: datetime | None = None
    is_last: bool = False

    def shown(self) -> dict[str, str]:
        shown = super().shown()
        until = gettext(", until %(moment)s") % {"moment": shown["offers_until"]} if self.offers_until else ""
        return shown | {"offers_until": until, "is_last": gettext(", announced as the last") if self.is_last else ""}
