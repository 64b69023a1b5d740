"""What happens around partnerships."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from steunpunt.bundle.partnerships.choices import Body, SignedBy, State, Way
from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class SearchFact(Fact):
    """Base of what happens to a search for partners."""

    key = "partnerships.search_any"
    sentence = _("Something happened to the search for partners.")
    search_id: int

    @property
    def subject(self) -> str:
        return f"partner_search:{self.search_id}"


@dataclass(frozen=True, kw_only=True)
class PartnersSought(SearchFact):
    key = "partnerships.sought"
    sentence = _("Partners were sought among %(boards)s boards.")
    boards: int


@dataclass(frozen=True, kw_only=True)
class SearchCutShort(SearchFact):
    key = "partnerships.search_cut_short"
    sentence = _("The search was ended with the best so far.")


@dataclass(frozen=True, kw_only=True)
class PartnersFound(SearchFact):
    key = "partnerships.found"
    sentence = _("The search weighed %(groups)s groups.")
    groups: int


@dataclass(frozen=True, kw_only=True)
class PartnershipFact(Fact):
    """Base of what happens in a partnership: its history."""

    key = "partnerships.any"
    sentence = _("Something happened in the partnership.")
    partnership_id: int

    @property
    def subject(self) -> str:
        return f"partnership:{self.partnership_id}"


@dataclass(frozen=True, kw_only=True)
class PartnershipStarted(PartnershipFact):
    key = "partnerships.started"
    sentence = _("%(name)s began.")
    name: str


@dataclass(frozen=True, kw_only=True)
class PartnershipDescribed(PartnershipFact):
    key = "partnerships.described"
    sentence = _("Purpose, coordinator or public text were changed.")


@dataclass(frozen=True, kw_only=True)
class PartnershipMoved(PartnershipFact):
    """`document_id` is the members' decision, where it took one."""

    key = "partnerships.moved"
    sentence = _("From “%(before)s” to “%(state)s” on %(on)s: %(reason)s")
    before: str
    state: str
    on: date
    reason: str
    document_id: int | None = None

    def shown(self) -> dict[str, str]:
        return super().shown() | {"before": str(State(self.before).label), "state": str(State(self.state).label)}


@dataclass(frozen=True, kw_only=True)
class BoardFact(PartnershipFact):
    """Base of what happens to one board in a partnership."""

    key = "partnerships.board_any"
    board_id: int
    board: str


@dataclass(frozen=True, kw_only=True)
class BoardInvited(BoardFact):
    key = "partnerships.board_invited"
    sentence = _("%(board)s was invited to explore.")


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(BoardFact):
    key = "partnerships.invitation_withdrawn"
    sentence = _("The invitation of %(board)s was withdrawn.")


@dataclass(frozen=True, kw_only=True)
class BoardInterested(BoardFact):
    key = "partnerships.board_interested"
    sentence = _("%(board)s explores with the others.")


@dataclass(frozen=True, kw_only=True)
class BoardNotInterested(BoardFact):
    key = "partnerships.board_not_interested"
    sentence = _("%(board)s does not explore now.")


@dataclass(frozen=True, kw_only=True)
class BoardEntered(BoardFact):
    """`way` says how the board decided; `document_id` is its decision, when recorded from paper."""

    key = "partnerships.board_entered"
    sentence = _("%(board)s is a member since %(on)s, %(way)s.")
    on: date
    way: str
    basis: str = ""
    document_id: int | None = None

    def shown(self) -> dict[str, str]:
        return super().shown() | {"way": str(Way(self.way).label)}


@dataclass(frozen=True, kw_only=True)
class BoardLeft(BoardFact):
    key = "partnerships.board_left"
    sentence = _("%(board)s is no member any more from %(on)s on, %(way)s.")
    on: date
    way: str
    basis: str = ""
    document_id: int | None = None

    def shown(self) -> dict[str, str]:
        return super().shown() | {"way": str(Way(self.way).label)}


@dataclass(frozen=True, kw_only=True)
class SeatTaken(BoardFact):
    key = "partnerships.seat_taken"
    sentence = _("Somebody of %(board)s sits in the %(body)s since %(on)s.")
    body: str
    on: date

    def shown(self) -> dict[str, str]:
        return super().shown() | {"body": str(Body(self.body).label).lower()}


@dataclass(frozen=True, kw_only=True)
class SeatLeft(BoardFact):
    key = "partnerships.seat_left"
    sentence = _("Somebody of %(board)s left the %(body)s on %(on)s.")
    body: str
    on: date

    def shown(self) -> dict[str, str]:
        return super().shown() | {"body": str(Body(self.body).label).lower()}


@dataclass(frozen=True, kw_only=True)
class ConversationNoted(BoardFact):
    """What was said stays between the adviser and the board: this stands in the board's history, not in the others'."""

    key = "partnerships.conversation_noted"
    sentence = _("The support point noted a conversation with %(board)s of %(on)s.")
    on: date

    @property
    def subject(self) -> str:
        return f"partnership_conversations:{self.partnership_id}"


@dataclass(frozen=True, kw_only=True)
class AgreementFact(PartnershipFact):
    """Base of what happens to an agreement."""

    key = "partnerships.agreement_any"
    agreement_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class AgreementBegun(AgreementFact):
    key = "partnerships.agreement_begun"
    sentence = _("“%(title)s” is being written.")


@dataclass(frozen=True, kw_only=True)
class AgreementRevised(AgreementFact):
    key = "partnerships.agreement_revised"
    sentence = _("“%(title)s” has a new version: %(version)s.")
    version: int


@dataclass(frozen=True, kw_only=True)
class RemarkMade(AgreementFact):
    key = "partnerships.remark_made"
    sentence = _("%(board)s made a remark on article %(article)s of “%(title)s”.")
    board: str
    article: int


@dataclass(frozen=True, kw_only=True)
class AgreementPutUp(AgreementFact):
    """`sha256` is of the PDF that the boards sign."""

    key = "partnerships.agreement_put_up"
    sentence = _("“%(title)s” was put up for signing by %(boards)s boards.")
    boards: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(AgreementFact):
    key = "partnerships.agreement_withdrawn"
    sentence = _("“%(title)s” was withdrawn: %(reason)s")
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementSignedByBoard(AgreementFact):
    key = "partnerships.agreement_signed_by_board"
    sentence = _("%(board)s signed “%(title)s”, %(way)s.")
    board: str
    way: str
    basis: str
    sha256: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"way": str(SignedBy(self.way).label)}


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(AgreementFact):
    key = "partnerships.agreement_signed"
    sentence = _("“%(title)s” is signed by all.")
    sha256: str
