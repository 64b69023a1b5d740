"""What tenders contribute to the shell: what waits for somebody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access, sentences
from steunpunt.contract.tenders.choices import TenderState
from steunpunt.contract.tenders.models import Tender
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Tenders that ask what a board needs or decides, marks that are missing, offers that can be opened, questions."""
    yield from _needs(actor)
    yield from _marks(actor)
    yield from _openings(actor)
    yield from _questions(actor)
    yield from _decisions(actor)
    yield from _asked_of_bidders(actor)


def _asked_of_bidders(actor: Actor) -> Iterator[Waiting]:
    """For a supplier: what is asked about its price, and what it was told and did not read yet."""
    if not access.is_bidder(actor):
        return
    asked = access.own_price_questions(actor).filter(replied_at=None, judged_at=None)
    for row in asked.select_related("bid_lot__bid__round__tender").order_by("due_on", "pk")[:10]:
        tender = row.bid_lot.bid.round.tender
        yield Waiting(
            title=tender.title,
            url=reverse("tenders:offer", args=[tender.pk]),
            icon="message-question",
            detail=_("Your price looks low: a justification is asked"),
            due=_("by %(day)s") % {"day": sentences.day(row.due_on)},
        )
    unread = access.own_letters(actor).filter(read_at=None, decision__withdrawn_at=None)
    for letter in unread.select_related("bid_lot__bid__round__tender").order_by("-sent_at", "pk")[:10]:
        tender = letter.bid_lot.bid.round.tender
        yield Waiting(
            title=tender.title,
            url=reverse("tenders:result", args=[tender.pk]),
            icon="mail-opened",
            detail=_("A letter about the award waits for you"),
        )


def _needs(actor: Actor) -> Iterator[Waiting]:
    if not access.may_state_needs(actor):
        return
    rows = access.own_boards(actor).filter(tender__state=TenderState.PREPARING, needs=None).select_related("tender")
    for row in rows.order_by("tender__needs_until", "pk")[:10]:
        by = row.tender.needs_until
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:needs_state", args=[row.tender_id]),
            icon="clipboard-list",
            detail=_("A tender asks what your board needs"),
            due=_("by %(day)s") % {"day": sentences.day(by)} if by else "",
        )


def _marks(actor: Actor) -> Iterator[Waiting]:
    rows = access.own_assessors(actor).filter(tender__state=TenderState.OPENED, handed_in_at=None)
    for row in rows.select_related("tender").order_by("-pk")[:10]:
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:room", args=[row.tender_id]),
            icon="star",
            detail=_("Your marks of the offers are asked"),
        )


def _openings(actor: Actor) -> Iterator[Waiting]:
    rows = access.own_offices(actor).filter(tender__offers_until__lte=timezone.now()).select_related("tender")
    for row in rows.filter(tender__state__in=[TenderState.PUBLISHED, TenderState.FROZEN]).order_by("-pk")[:10]:
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:opening", args=[row.tender_id]),
            icon="mail-opened",
            detail=_("Envelopes can be opened, by two of you together"),
        )


def _questions(actor: Actor) -> Iterator[Waiting]:
    if not access.may_prepare(actor):
        return
    rows = Tender.objects.filter(state=TenderState.PUBLISHED, questions__answered_at=None, questions__isnull=False)
    for row in rows.distinct().order_by("-pk")[:10]:
        yield Waiting(
            title=row.title,
            url=reverse("tenders:questions", args=[row.pk]),
            icon="message-question",
            detail=_("A supplier waits for an answer"),
        )


def _decisions(actor: Actor) -> Iterator[Waiting]:
    """For who may award on behalf of the contracting authority: offers that are judged, with prices open."""
    if "award" not in actor.mandates:
        return
    rows = access.visible_tenders(actor).filter(authority_id=actor.organisation_id or 0, state=TenderState.PRICED)
    for row in rows.order_by("-pk")[:10]:
        if access.may_award(actor, row):
            yield Waiting(
                title=row.title,
                url=reverse("tenders:award", args=[row.pk]),
                icon="gavel",
                detail=_("Offers are judged: your board decides"),
            )
