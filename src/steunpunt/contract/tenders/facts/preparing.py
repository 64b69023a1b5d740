from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.tenders.choices import Part
from steunpunt.contract.tenders.choices.field_words import FIELDS
from steunpunt.contract.tenders.facts.base import TenderFact

PARTS: dict[str, str] = {
    Part.GENERAL: _("in general"),
    Part.LOTS: _("lots"),
    Part.ITEMS: _("items and quantities"),
    Part.REQUIREMENTS: _("requirements"),
    Part.SCALES: _("scales of marks"),
    Part.CRITERIA: _("award criteria"),
    Part.METHOD: _("how offers are judged"),
    Part.ASKED: _("what suppliers hand in"),
    Part.CALENDAR: _("the calendar"),
}
"""The platform's own words that facts hold, as people read them."""


@dataclass(frozen=True, kw_only=True)
class TenderMade(TenderFact):
    key = "tenders.made"
    sentence = _("The tender %(reference)s “%(title)s” was begun.")
    reference: str
    title: str


@dataclass(frozen=True, kw_only=True)
class BoardNamed(TenderFact):
    key = "tenders.board_named"
    sentence = _("Is bought for %(board)s too.")
    board: str


@dataclass(frozen=True, kw_only=True)
class NeedsStated(TenderFact):
    key = "tenders.needs_stated"
    sentence = _("%(board)s said what it needs.")
    board: str


@dataclass(frozen=True, kw_only=True)
class NeedAsked(TenderFact):
    key = "tenders.need_asked"
    sentence = _("%(board)s was asked something about its needs.")
    board: str


@dataclass(frozen=True, kw_only=True)
class NeedAnswered(TenderFact):
    key = "tenders.need_answered"
    sentence = _("%(board)s answered a question about its needs.")
    board: str


@dataclass(frozen=True, kw_only=True)
class SpecificationChanged(TenderFact):
    key = "tenders.specification_changed"
    sentence = _("The specification was changed: %(part)s%(what)s.")
    part: str
    what: tuple[str, ...] = ()
    """Codes of the entries that came, went or changed, and fields of the whole."""

    def shown(self) -> dict[str, str]:
        """With the part, and what of it, in words."""
        names = ", ".join(str(FIELDS.get(one, one)) for one in self.what)
        what = f" ({names})" if names else ""
        return super().shown() | {"part": gettext(PARTS.get(self.part, self.part)), "what": what}


@dataclass(frozen=True, kw_only=True)
class StepTicked(TenderFact):
    key = "tenders.step_ticked"
    sentence = _("A step of the check list was ticked: %(step)s.")
    step: str


@dataclass(frozen=True, kw_only=True)
class TenderPublished(TenderFact):
    key = "tenders.published"
    sentence = _("The tender was published, with fingerprint %(fingerprint)s.")
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class TenderCorrected(TenderFact):
    key = "tenders.corrected"
    sentence = _("Correction %(number)s was published: %(reason)s")
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TenderStopped(TenderFact):
    key = "tenders.stopped"
    sentence = _("The tender was stopped: %(reason)s")
    reason: str
