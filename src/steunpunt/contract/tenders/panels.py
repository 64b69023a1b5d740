"""What tenders contribute to the shell: what waits for somebody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access, sentences
from steunpunt.contract.tenders.queries import waiting as queries
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Tenders that ask what a board needs or decides, marks that are missing, offers that can be opened, questions."""
    yield from _needs(actor)
    yield from _marks(actor)
    yield from _openings(actor)
    yield from _questions(actor)
    yield from _selections(actor)
    yield from _decisions(actor)
    yield from _letters(actor)
    yield from _asked_of_bidders(actor)


def _asked_of_bidders(actor: Actor) -> Iterator[Waiting]:
    """For a supplier: the offer that is asked of it, what is asked about its price, and what it was told and did not read yet."""
    if not access.is_bidder(actor):
        return
    for tender in queries.offers_asked(actor, timezone.now()):
        if tender.offers_until is not None and access.may_offer(actor, tender):
            is_again = tender.last > 1  # type: ignore[attr-defined]  # annotated
            yield Waiting(
                title=tender.title,
                url=reverse("tenders:offer", args=[tender.pk]),
                icon="mail-opened",
                detail=_("A better offer is asked of you") if is_again else _("You can make an offer"),
                due=_("by %(day)s") % {"day": sentences.moment(tender.offers_until)},
            )
    for row in queries.price_questions_open(actor):
        tender = row.bid_lot.bid.round.tender
        yield Waiting(
            title=tender.title,
            url=reverse("tenders:offer", args=[tender.pk]),
            icon="message-question",
            detail=_("Your price looks low: a justification is asked"),
            due=_("by %(day)s") % {"day": sentences.day(row.due_on)},
        )
    for letter in queries.letters_unread(actor):
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
    for row in queries.needs_asked(actor):
        by = row.tender.needs_until
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:needs_state", args=[row.tender_id]),
            icon="clipboard-list",
            detail=_("A tender asks what your board needs"),
            due=_("by %(day)s") % {"day": sentences.day(by)} if by else "",
        )


def _marks(actor: Actor) -> Iterator[Waiting]:
    for row in queries.marks_missing(actor):
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:room", args=[row.tender_id]),
            icon="star",
            detail=_("Your marks of the offers are asked"),
        )


def _openings(actor: Actor) -> Iterator[Waiting]:
    for row in queries.envelopes_to_open(actor, timezone.now()):
        yield Waiting(
            title=row.tender.title,
            url=reverse("tenders:opening", args=[row.tender_id]),
            icon="mail-opened",
            detail=_("Envelopes can be opened, by two of you together"),
        )


def _questions(actor: Actor) -> Iterator[Waiting]:
    if not access.may_prepare(actor):
        return
    for row in queries.questions_open():
        yield Waiting(
            title=row.title,
            url=reverse("tenders:questions", args=[row.pk]),
            icon="message-question",
            detail=_("A supplier waits for an answer"),
        )


def _letters(actor: Actor) -> Iterator[Waiting]:
    """For who prepares: the authority decided, by its own mandate perhaps, and suppliers were not told yet."""
    if not access.may_prepare(actor):
        return
    for row in queries.letters_to_send():
        yield Waiting(
            title=row.title,
            url=reverse("tenders:award", args=[row.pk]),
            icon="mail-opened",
            detail=_("The authority decided: the letters have to go out"),
        )


def _selections(actor: Actor) -> Iterator[Waiting]:
    """For a buyer: requests to take part that are in, of which not every supplier was told."""
    if not access.may_prepare(actor):
        return
    for row in queries.selections_to_make(timezone.now()):
        yield Waiting(
            title=row.title,
            url=reverse("tenders:candidates", args=[row.pk]),
            icon="users",
            detail=_("Requests to take part are in: say who is selected"),
        )


def _decisions(actor: Actor) -> Iterator[Waiting]:
    """For who may award on behalf of the contracting authority: offers that are judged, with prices open."""
    if "award" not in actor.mandates:
        return
    for row in queries.decisions_open(actor):
        if access.may_award(actor, row):
            yield Waiting(
                title=row.title,
                url=reverse("tenders:award", args=[row.pk]),
                icon="gavel",
                detail=_("Offers are judged: your board decides"),
            )
