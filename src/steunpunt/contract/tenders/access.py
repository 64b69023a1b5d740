"""Who may see and do what with tenders. Pages, papers, files and tasks all ask here."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from steunpunt.contract.tenders.choices import (
    AFTER_OPENING,
    BY_CANDIDACY,
    BY_INVITATION,
    NEGOTIATED,
    PRICES_KNOWN,
    Procedure,
    Regularity,
    TenderState,
)
from steunpunt.contract.tenders.models import (
    Assessor,
    Bid,
    BidLot,
    Candidacy,
    CandidacyFile,
    Letter,
    OfferRound,
    Officer,
    PriceQuestion,
    SupplierQuestion,
    Tender,
    TenderBoard,
)
from steunpunt.foundation.acting import Actor

READERS = ("ict_manager", "policy_maker", "secretary", "finance_officer", "security_adviser")
"""Roles at a board that see the tenders in which it takes part."""
STATERS = ("ict_manager", "secretary")
"""Roles at a board that say what it needs."""
_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone", "rescue_zone"})
_AWARDED = (TenderState.AWARDED.value, TenderState.CONCLUDED.value)


def is_buyer(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role("buyer")


def is_adviser(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role("adviser")


def is_bidder(actor: Actor) -> bool:
    return actor.organisation_kind == "supplier" and actor.has_role("bidder")


def _is_of_a_board(actor: Actor) -> bool:
    return actor.organisation_kind in _BOARDS


def _has_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes


def _reads(actor: Actor) -> bool:
    return actor.is_known and _has_scope(actor, "tenders:read")


def _writes(actor: Actor) -> bool:
    return _reads(actor) and actor.looking_in_id is None and _has_scope(actor, "tenders:write")


def _at_the_keyboard(actor: Actor) -> bool:
    """What binds, seals, opens or judges is done by a person, never over a key or while looking in as somebody else."""
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


# ── inside: boards and the support point ─────────────────────────────────────
def sees_tenders(actor: Actor) -> bool:
    """Whether tenders stand in this actor's menu. Officers and assessors of a board come by what waits for them, too."""
    if not _reads(actor):
        return False
    return is_buyer(actor) or is_adviser(actor) or (_is_of_a_board(actor) and actor.has_role(*READERS))


def visible_tenders(actor: Actor) -> QuerySet[Tender]:
    """For the support point's buyers and advisers all; for a board those for which is bought, or of which it is the
    contracting authority; for officers and assessors those for which they were named. Suppliers read `market_tenders`.
    """
    if not _reads(actor):
        return Tender.objects.none()
    if is_buyer(actor) or is_adviser(actor):
        return Tender.objects.all()
    named = Q(Exists(own_assessors(actor).filter(tender=OuterRef("pk")))) | Q(
        Exists(own_offices(actor).filter(tender=OuterRef("pk")))
    )
    if not (_is_of_a_board(actor) and actor.has_role(*READERS)):
        return Tender.objects.filter(named) if actor.organisation_id else Tender.objects.none()
    own = TenderBoard.objects.filter(tender=OuterRef("pk"), organisation_id=actor.organisation_id or 0)
    return Tender.objects.filter(Q(Exists(own)) | Q(authority_id=actor.organisation_id or 0) | named)


def may_prepare(actor: Actor) -> bool:
    """Make a tender, write its specification, publish, answer, name people: a buyer of the support point."""
    return _writes(actor) and is_buyer(actor)


def own_boards(actor: Actor) -> QuerySet[TenderBoard]:
    """As what the actor's own board takes part."""
    if not (_reads(actor) and _is_of_a_board(actor) and actor.has_role(*READERS)):
        return TenderBoard.objects.none()
    return TenderBoard.objects.filter(organisation_id=actor.organisation_id or 0)


def may_state_needs(actor: Actor) -> bool:
    """For one's own board: it binds to nothing."""
    return _writes(actor) and _is_of_a_board(actor) and actor.has_role(*STATERS)


FEWEST_OTHERS = 3
"""With fewer other boards a sum less one's own would be what another said."""


def reads_needs_of(actor: Actor, organisation_id: int) -> bool:
    """What one board said: itself, and who prepares the tender."""
    return organisation_id == actor.organisation_id or is_buyer(actor)


def reads_sum_of_needs(actor: Actor, boards: int) -> bool:
    """Quantities of all together, with so many boards that said something: the specification states them anyway once
    published.
    """
    return is_buyer(actor) or boards > FEWEST_OTHERS


# ── the market ───────────────────────────────────────────────────────────────
def market_tenders(actor: Actor) -> QuerySet[Tender]:
    """What was published, for everybody, a stranger too; without prior publication only for who was invited."""
    published = Tender.objects.filter(published_at__isnull=False)
    invited = Candidacy.objects.filter(
        tender=OuterRef("pk"), organisation_id=actor.organisation_id or 0, is_selected=True
    )
    is_open = ~Q(procedure=Procedure.NEGOTIATED_UNPUBLISHED.value)
    if not (is_bidder(actor) and _reads(actor)):
        return published.filter(is_open)
    return published.filter(is_open | Q(Exists(invited)))


def may_act_on_the_market(actor: Actor) -> bool:
    """Follow, ask, apply, make an offer: a bidder of a supplier, at the keyboard."""
    return is_bidder(actor) and _at_the_keyboard(actor)


def invited(tender: Tender) -> QuerySet[Candidacy]:
    """Who may make an offer in a procedure by invitation: invited at once, or selected and told so."""
    rows = Candidacy.objects.filter(tender=tender, is_selected=True)
    return rows.filter(selection__isnull=False) if tender.procedure in BY_CANDIDACY else rows


def is_in_the_round(tender: Tender, supplier: int) -> bool:
    """In a first round everybody; in a later one who made an offer in the round before that was not put aside whole."""
    last = OfferRound.objects.filter(tender=tender).order_by("-number").values_list("number", flat=True).first()
    return last is None or last == 1 or supplier in still_in(tender, last - 1)


def still_in(tender: Tender, number: int) -> set[int]:
    """Suppliers with an opened offer of that round of which a lot was not put aside."""
    rows = BidLot.objects.filter(bid__round__tender=tender, bid__round__number=number, bid__withdrawn_at=None)
    rows = rows.filter(regularity__in=[Regularity.REGULAR.value, Regularity.UNSEEN.value])
    return set(rows.order_by().values_list("bid__supplier_id", flat=True))


def may_offer(actor: Actor, tender: Tender) -> bool:
    """In a procedure by invitation only who was selected or invited; in a later round only who is still in it."""
    if not may_act_on_the_market(actor):
        return False
    if tender.procedure not in BY_INVITATION:
        return True
    own = actor.organisation_id or 0
    return invited(tender).filter(organisation_id=own).exists() and is_in_the_round(tender, own)


def sees_own_offer(actor: Actor, tender: Tender) -> bool:
    """The page of one's own offer: also of who is in no round any more, for what it handed in."""
    return may_offer(actor, tender) or own_bids(actor).filter(round__tender=tender).exists()


def requests_are_sealed(tender: Tender, now: datetime | None = None) -> bool:
    """Nobody sees who asked to take part, and with what, before the deadline for requests, the buyer included."""
    moment = now or timezone.now()
    return tender.procedure in BY_CANDIDACY and (tender.candidates_until is None or moment < tender.candidates_until)


def takes_requests(tender: Tender, now: datetime | None = None) -> bool:
    """Whether suppliers can ask to take part now."""
    moment = now or timezone.now()
    return (
        tender.procedure in BY_CANDIDACY
        and tender.state == TenderState.PUBLISHED
        and tender.candidates_until is not None
        and moment < tender.candidates_until
    )


def requests(tender: Tender) -> QuerySet[Candidacy]:
    """Requests to take part as they stand: those that were taken back are nobody's business."""
    return Candidacy.objects.filter(tender=tender, withdrawn_at=None, applied_at__isnull=False)


def own_candidacies(actor: Actor) -> QuerySet[Candidacy]:
    """As what one's own supplier asked to take part or was invited."""
    if not (is_bidder(actor) and _reads(actor)):
        return Candidacy.objects.none()
    return Candidacy.objects.filter(organisation_id=actor.organisation_id or 0)


def readable_candidacy_files(actor: Actor) -> QuerySet[CandidacyFile]:
    """Files with requests to take part: of one's own supplier; for buyers what counts of all, once the deadline for
    requests has passed.
    """
    rows = CandidacyFile.objects.filter(dropped_at=None, document_id__isnull=False, candidacy__withdrawn_at=None)
    if is_buyer(actor) and _reads(actor):
        return rows.filter(
            candidacy__tender__procedure__in=BY_CANDIDACY, candidacy__tender__candidates_until__lte=timezone.now()
        )
    if not (is_bidder(actor) and _reads(actor)):
        return CandidacyFile.objects.none()
    return rows.filter(candidacy__organisation_id=actor.organisation_id or 0)


def adds_candidacy_file(actor: Actor, file_id: int) -> bool:
    """Only while a request is handed in, for the row that this made just now: never to one that has its file."""
    if not may_act_on_the_market(actor):
        return False
    own = CandidacyFile.objects.filter(candidacy__organisation_id=actor.organisation_id or 0, document_id=None)
    return own.filter(pk=file_id).exists()


def own_questions(actor: Actor) -> QuerySet[SupplierQuestion]:
    """What one's own supplier asked; for buyers what everybody asked."""
    if is_buyer(actor) and _reads(actor):
        return SupplierQuestion.objects.all()
    if not (is_bidder(actor) and _reads(actor)):
        return SupplierQuestion.objects.none()
    return SupplierQuestion.objects.filter(organisation_id=actor.organisation_id or 0)


def own_bids(actor: Actor) -> QuerySet[Bid]:
    """Offers of one's own supplier: that they exist, their receipts; what is in them nobody reads before the opening."""
    if not (is_bidder(actor) and _reads(actor)):
        return Bid.objects.none()
    return Bid.objects.filter(supplier_id=actor.organisation_id or 0)


# ── opening ──────────────────────────────────────────────────────────────────
def own_offices(actor: Actor) -> QuerySet[Officer]:
    """As what this person opens offers, on behalf of the organisation for which it acts."""
    return Officer.objects.filter(
        person_id=actor.person_id or 0, organisation_id=actor.organisation_id or 0, ended_at=None
    )


def may_have_a_key(actor: Actor) -> bool:
    """Whoever works on the inside of a board or of the support point can be named, and makes its own key."""
    return _at_the_keyboard(actor) and (_is_of_a_board(actor) or actor.is_of_support_point)


def may_open(actor: Actor, tender: Tender) -> bool:
    return _at_the_keyboard(actor) and own_offices(actor).filter(tender=tender).exists()


# ── judging ──────────────────────────────────────────────────────────────────
def own_assessors(actor: Actor) -> QuerySet[Assessor]:
    """As what this person judges, on behalf of the organisation for which it acts; who has to stay out sees nothing, nor who
    looks in as somebody that judges.
    """
    if actor.looking_in_id is not None:
        return Assessor.objects.none()
    return Assessor.objects.filter(
        person_id=actor.person_id or 0, organisation_id=actor.organisation_id or 0, out_at=None
    )


def judges(actor: Actor, tender: Tender) -> bool:
    """Whether this person is in the working group, declared and without conflict."""
    return (
        own_assessors(actor)
        .filter(tender=tender, declarations__isnull=False)
        .exclude(declarations__has_conflict=True)
        .exists()
    )


def may_judge(actor: Actor, tender: Tender) -> bool:
    return _at_the_keyboard(actor) and judges(actor, tender)


def enters_room(actor: Actor, tender: Tender) -> bool:
    """Buyers and the working group, themselves: nobody looks in there as one of them."""
    if not _reads(actor) or actor.looking_in_id is not None:
        return False
    return is_buyer(actor) or own_assessors(actor).filter(tender=tender).exists()


def reads_offers(actor: Actor, tender: Tender) -> bool:
    """Opened administrative and quality envelopes: buyers, and who judges; nobody who looks in as one of them."""
    if not _reads(actor) or actor.looking_in_id is not None:
        return False
    if tender.state not in AFTER_OPENING and not is_negotiating(tender):
        return False
    return is_buyer(actor) or judges(actor, tender)


def is_negotiating(tender: Tender) -> bool:
    """Offers of a former round are open while those of the next come in."""
    return (
        tender.state == TenderState.PUBLISHED
        and tender.procedure in NEGOTIATED
        and OfferRound.objects.filter(tender=tender, number__gt=1).exists()
    )


def reads_prices(actor: Actor, tender: Tender) -> bool:
    """Opened price envelopes: the same people, once quality was frozen and prices were opened."""
    return tender.state in PRICES_KNOWN and reads_offers(actor, tender)


def readable_bid_lots(actor: Actor, tender: Tender) -> QuerySet[BidLot]:
    """Offers that this actor may read; a supplier its own come by `own_bids`."""
    if not reads_offers(actor, tender):
        return BidLot.objects.none()
    return BidLot.objects.filter(bid__round__tender=tender)


def reads_marks_of_others(actor: Actor, tender: Tender) -> bool:
    """Nobody reads a mark of another before all handed in: not the buyer, not the chair."""
    if not reads_offers(actor, tender):
        return False
    handed_in = list(Assessor.objects.filter(tender=tender, out_at=None).values_list("handed_in_at", flat=True))
    return bool(handed_in) and None not in handed_in


# ── deciding ─────────────────────────────────────────────────────────────────
def may_award(actor: Actor, tender: Tender) -> bool:
    """Decide on the platform: by the mandate of the contracting authority itself, which nobody of the support point holds."""
    return (
        _at_the_keyboard(actor)
        and _is_of_a_board(actor)
        and actor.organisation_id == tender.authority_id
        and "award" in actor.mandates
    )


def may_record_award(actor: Actor, tender: Tender) -> bool:
    """Write down what the mandated body decided, from its dated document: a buyer."""
    return may_prepare(actor)


def reads_report(actor: Actor, tender: Tender) -> bool:
    """The award report, with names, marks and prices: buyers, who judged, and who decides; once prices are open."""
    if tender.state not in PRICES_KNOWN or not _reads(actor) or actor.looking_in_id is not None:
        return False
    return is_buyer(actor) or judges(actor, tender) or may_award(actor, tender)


def own_price_questions(actor: Actor) -> QuerySet[PriceQuestion]:
    """What was asked about one's own prices."""
    return PriceQuestion.objects.filter(bid_lot__bid__in=own_bids(actor))


def own_letters(actor: Actor) -> QuerySet[Letter]:
    """What one's own supplier was told: its own offers alone."""
    return Letter.objects.filter(bid_lot__bid__in=own_bids(actor))


def reads_award(actor: Actor, tender: Tender) -> bool:
    """The outcome, without what is confidential: whoever sees the tender, once every supplier had its letter; nobody but the
    buyer, who judged and who decides knows it before suppliers do.
    """
    return tender.state in _AWARDED and is_told(tender)


def is_told(tender: Tender) -> bool:
    """Whether each decision that stands went out to who made an offer for its lot."""
    lots = BidLot.objects.filter(bid__round__tender=tender, bid__withdrawn_at=None).order_by().values("lot")
    return not tender.decisions.filter(withdrawn_at=None, letters=None, lot__in=lots).exists()


def is_open_for_offers(tender: Tender, now: datetime | None = None) -> bool:
    """Whether the deadline, as last published, lies ahead."""
    moment = now or timezone.now()
    return tender.state == TenderState.PUBLISHED and tender.offers_until is not None and moment < tender.offers_until


def has_more_rounds(tender: Tender) -> bool:
    return tender.procedure in NEGOTIATED


def may_ask_again(tender: Tender) -> bool:
    """Once the offers of a round are open, unless it was announced as the last."""
    last = OfferRound.objects.filter(tender=tender).order_by("-number").first()
    return has_more_rounds(tender) and tender.state == TenderState.OPENED and last is not None and not last.is_last
