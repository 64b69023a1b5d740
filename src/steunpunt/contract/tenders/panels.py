"""What tenders contribute to the shell: what waits for somebody."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.queries import waiting as queries
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Whatever role somebody has in a tender, of a board, in the working group, at the opening, as buyer or supplier."""
    now = timezone.now()
    yield from _of_boards(actor)
    yield from _of_those_named(actor, now)
    if access.may_prepare(actor):
        yield from _of_buyers(now)
    if access.is_bidder(actor):
        yield from _of_bidders(actor, now)


def _line(tender: Tender, page: str, icon: str, detail: str, *, due: date | datetime | None = None) -> Waiting:
    url = reverse(f"tenders:{page}", args=[tender.pk])
    return Waiting(title=tender.title, url=url, icon=icon, detail=detail, due=due)


def _of_boards(actor: Actor) -> Iterator[Waiting]:
    """What a board needs, and what whoever may award on behalf of the contracting authority decides."""
    if access.may_state_needs(actor):
        for row in queries.needs_asked(actor):
            text = _("A tender asks what your board needs")
            yield _line(row.tender, "needs_state", "clipboard-list", text, due=row.tender.needs_until)
    if "award" in actor.mandates:
        for tender in queries.decisions_open(actor):
            if access.may_award(actor, tender):
                yield _line(tender, "award", "gavel", _("Offers are judged: your board decides"))


def _of_those_named(actor: Actor, now: datetime) -> Iterator[Waiting]:
    for member in queries.marks_missing(actor):
        yield _line(member.tender, "room", "star", _("Your marks of the offers are asked"))
    for officer in queries.envelopes_to_open(actor, now):
        text = _("Envelopes can be opened, by two of you together")
        yield _line(officer.tender, "opening", "mail-opened", text)


def _of_buyers(now: datetime) -> Iterator[Waiting]:
    for tender in queries.questions_open():
        yield _line(tender, "questions", "message-question", _("A supplier waits for an answer"))
    for tender in queries.selections_to_make(now):
        yield _line(tender, "candidates", "users", _("Requests to take part are in: say who is selected"))
    for tender in queries.letters_to_send():
        yield _line(tender, "award", "mail-opened", _("The authority decided: the letters have to go out"))


def _of_bidders(actor: Actor, now: datetime) -> Iterator[Waiting]:
    """The offer that is asked of a supplier, what is asked about its price, and what it was told and did not read yet."""
    for tender in queries.offers_asked(actor, now):
        if tender.offers_until is not None and access.may_offer(actor, tender):
            is_again = tender.last > 1  # type: ignore[attr-defined]  # annotated
            text = _("A better offer is asked of you") if is_again else _("You can make an offer")
            yield _line(tender, "offer", "mail-opened", text, due=tender.offers_until)
    for asked in queries.price_questions_open(actor):
        text = _("Your price looks low: a justification is asked")
        tender = asked.bid_lot.bid.round.tender
        yield _line(tender, "offer", "message-question", text, due=asked.due_on)
    for letter in queries.letters_unread(actor):
        text = _("A letter about the award waits for you")
        yield _line(letter.bid_lot.bid.round.tender, "result", "mail-opened", text)
