"""What waits for whom, composed once: every cockpit asks it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION, TenderState
from steunpunt.contract.tenders.models import (
    Assessor,
    Candidacy,
    Letter,
    OfferRound,
    Officer,
    PriceQuestion,
    Tender,
    TenderBoard,
)
from steunpunt.contract.tenders.queries.market import untold
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed

_MOST = 10


@composed
def needs_asked(actor: Actor) -> QuerySet[TenderBoard]:
    """As what the actor's board is asked what it needs, and did not say so yet."""
    rows = access.own_boards(actor).filter(tender__state=TenderState.PREPARING, needs=None).select_related("tender")
    return rows.order_by("tender__needs_until", "pk")[:_MOST]


@composed
def marks_missing(actor: Actor) -> QuerySet[Assessor]:
    """As what the actor is asked for marks that are not handed in."""
    rows = access.own_assessors(actor).filter(tender__state=TenderState.OPENED, handed_in_at=None)
    return rows.select_related("tender").order_by("-pk")[:_MOST]


@composed
def envelopes_to_open(actor: Actor, now: datetime) -> QuerySet[Officer]:
    """As what the actor can open offers or prices now."""
    rows = access.own_offices(actor).filter(tender__offers_until__lte=now).select_related("tender")
    return rows.filter(tender__state__in=[TenderState.PUBLISHED, TenderState.FROZEN]).order_by("-pk")[:_MOST]


@composed
def questions_open() -> QuerySet[Tender]:
    """Published tenders in which a supplier waits for an answer."""
    rows = Tender.objects.filter(state=TenderState.PUBLISHED, questions__answered_at=None, questions__isnull=False)
    return rows.distinct().order_by("-pk")[:_MOST]


@composed
def decisions_open(actor: Actor) -> QuerySet[Tender]:
    """Tenders of which the actor's board is the contracting authority, with prices open."""
    rows = access.visible_tenders(actor).filter(authority_id=actor.organisation_id or 0, state=TenderState.PRICED)
    return rows.order_by("-pk")[:_MOST]


@composed
def selections_to_make(now: datetime) -> QuerySet[Tender]:
    """Tenders by invitation with requests to take part that are in, of which not every supplier was told."""
    untold = Candidacy.objects.filter(
        tender=OuterRef("pk"), selection=None, withdrawn_at=None, applied_at__isnull=False
    )
    rows = Tender.objects.filter(
        procedure__in=sorted(BY_CANDIDACY), state=TenderState.PUBLISHED, candidates_until__lte=now, offers_until__gt=now
    )
    return rows.filter(Exists(untold.order_by())).order_by("-pk")[:_MOST]


@composed
def letters_to_send() -> QuerySet[Tender]:
    """Tenders that are decided, of which suppliers were not told yet."""
    return untold(Tender.objects.all()).order_by("-pk")[:_MOST]


@composed
def offers_asked(actor: Actor, now: datetime) -> QuerySet[Tender]:
    """Tenders by invitation that take offers now, of which the actor's supplier was told that it may make one, and of which it
    has no whole one in the last round; each with the number of that round.
    """
    told = Q(selection__isnull=False) | ~Q(tender__procedure__in=sorted(BY_CANDIDACY))
    invited = access.own_candidacies(actor).filter(told, tender=OuterRef("pk"), is_selected=True).order_by()
    last = OfferRound.objects.filter(tender=OuterRef("pk")).order_by("-number").values("number")[:1]
    whole = access.own_bids(actor).filter(
        round__tender=OuterRef("pk"), round__number=OuterRef("last"), withdrawn_at=None, is_complete=True
    )
    rows = Tender.objects.filter(
        procedure__in=sorted(BY_INVITATION), state=TenderState.PUBLISHED, offers_until__gt=now
    ).annotate(last=Subquery(last))
    return rows.filter(Exists(invited), ~Exists(whole.order_by())).order_by("offers_until", "pk")[:_MOST]


@composed
def price_questions_open(actor: Actor) -> QuerySet[PriceQuestion]:
    """What is asked about prices of the actor's supplier, without an answer."""
    rows = access.own_price_questions(actor).filter(replied_at=None, judged_at=None)
    return rows.select_related("bid_lot__bid__round__tender").order_by("due_on", "pk")[:_MOST]


@composed
def letters_unread(actor: Actor) -> QuerySet[Letter]:
    """What the actor's supplier was told about an award and did not read."""
    rows = access.own_letters(actor).filter(read_at=None, decision__withdrawn_at=None)
    return rows.select_related("bid_lot__bid__round__tender").order_by("-sent_at", "pk")[:_MOST]
