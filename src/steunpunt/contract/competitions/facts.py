"""What happens in mini-competitions. The board reads these of its own; a supplier's answer stands with that supplier alone.

No fact names an amount, a price or a mark.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class CompetitionFact(Fact):
    """Base of what happens to a competition, for its board."""

    key = "competitions.any"
    sentence = _("Something happened to the competition.")
    competition_id: int

    @property
    def subject(self) -> str:
        return f"competition:{self.competition_id}"


@dataclass(frozen=True, kw_only=True)
class CompetitionBegun(CompetitionFact):
    key = "competitions.begun"
    sentence = _("A small competition was begun.")


@dataclass(frozen=True, kw_only=True)
class CompetitionChanged(CompetitionFact):
    key = "competitions.changed"
    sentence = _("What is asked was written anew.")


@dataclass(frozen=True, kw_only=True)
class PricesAsked(CompetitionFact):
    key = "competitions.asked"
    sentence = _("Prices were asked of %(suppliers)s suppliers, until %(until)s.")
    suppliers: int
    until: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(CompetitionFact):
    """By the platform: nobody of the board reads who asks."""

    key = "competitions.question_asked"
    sentence = _("A supplier asked a question.")


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(CompetitionFact):
    key = "competitions.question_answered"
    sentence = _("A question was answered to all suppliers.")


@dataclass(frozen=True, kw_only=True)
class DeadlineOver(CompetitionFact):
    key = "competitions.deadline_over"
    sentence = _("The deadline is over: offers can be opened.")


@dataclass(frozen=True, kw_only=True)
class OffersOpened(CompetitionFact):
    key = "competitions.opened"
    sentence = _("The offers were opened: %(offers)s.")
    offers: int


@dataclass(frozen=True, kw_only=True)
class MarksGiven(CompetitionFact):
    key = "competitions.marked"
    sentence = _("Marks for quality were written down.")


@dataclass(frozen=True, kw_only=True)
class OfferPutAside(CompetitionFact):
    key = "competitions.put_aside"
    sentence = _("The offer of %(supplier)s was put aside: it does not count.")
    supplier: str


@dataclass(frozen=True, kw_only=True)
class MarksFixed(CompetitionFact):
    key = "competitions.fixed"
    sentence = _("The marks were fixed, and the prices opened.")


@dataclass(frozen=True, kw_only=True)
class DrawHeld(CompetitionFact):
    key = "competitions.drawn"
    sentence = _("A draw was held among equal offers.")


@dataclass(frozen=True, kw_only=True)
class CompetitionAwarded(CompetitionFact):
    key = "competitions.awarded"
    sentence = _("The order went to %(supplier)s: order %(order)s.")
    supplier: str
    order: str


@dataclass(frozen=True, kw_only=True)
class CompetitionStopped(CompetitionFact):
    key = "competitions.stopped"
    sentence = _("The competition was stopped without an award.")


@dataclass(frozen=True, kw_only=True)
class CompetitionsCarriedOver(Fact):
    key = "competitions.carried_over"
    sentence = _("Small competitions of %(board)s go on here: %(competitions)s.")
    board: str
    competitions: int


@dataclass(frozen=True, kw_only=True)
class AnswerFact(Fact):
    """Base of what one supplier does: its own affair until the opening, and never of another supplier."""

    key = "competitions.any_answer"
    sentence = _("Something happened to the offer.")
    invitation_id: int

    @property
    def subject(self) -> str:
        return f"competition_answer:{self.invitation_id}"


@dataclass(frozen=True, kw_only=True)
class OfferHandedIn(AnswerFact):
    key = "competitions.handed_in"
    sentence = _("An offer came in, with fingerprint %(fingerprint)s.")
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(AnswerFact):
    key = "competitions.withdrawn"
    sentence = _("The offer was taken back.")


@dataclass(frozen=True, kw_only=True)
class SupplierDeclined(AnswerFact):
    key = "competitions.declined"
    sentence = _("The supplier said that it makes no offer.")
