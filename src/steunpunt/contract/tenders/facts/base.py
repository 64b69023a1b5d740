from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class TenderFact(Fact):
    """Base of what happens to a tender, for whoever sees it."""

    key = "tenders.any"
    sentence = _("Something happened to the tender.")
    tender_id: int

    @property
    def subject(self) -> str:
        return f"tender:{self.tender_id}"


@dataclass(frozen=True, kw_only=True)
class UnnamedFact(TenderFact):
    """Base of what everybody who sees the tender may read, without of whom it was or why: that stands in a row behind it, for
    who may read the row (`queries.course`).
    """

    key = "tenders.any_unnamed"
    sentence = TenderFact.sentence
    row_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class BidFact(Fact):
    """Base of what happens to an offer: for its supplier alone, also after the award."""

    key = "tenders.any_bid"
    sentence = _("Something happened to the offer.")
    bid_id: int

    @property
    def subject(self) -> str:
        return f"bid:{self.bid_id}"
