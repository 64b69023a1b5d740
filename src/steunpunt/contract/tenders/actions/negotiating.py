"""Where is negotiated: offers are asked again, in a round that is sealed as the one before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.actions.inviting import locked, tell
from steunpunt.contract.tenders.actions.preparing import put_out_version
from steunpunt.contract.tenders.actions.rounds import begin_round
from steunpunt.contract.tenders.choices import NEGOTIATED, TenderState
from steunpunt.contract.tenders.facts import OffersAskedAgain
from steunpunt.contract.tenders.models import OfferRound, Tender
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def ask_again(
    *, tender_id: int, offers_until: datetime, asks: str = "", is_last: bool = False, now: datetime, by: Actor
) -> OfferRound:
    """Ask everybody who is still in it for a better offer, in the same words and until the same deadline, sealed as before.

    1. Who handed in nothing in the last round, or whose offer was put aside whole, is in no later one.
    2. The specification goes out anew with the new deadline and nothing else changed, so that everybody reads the same
       calendar; what changes besides is a correction, as in a first round.
    3. What was offered before stays as it was opened; its prices stay sealed, for everybody and for good.
    """
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    last = tender.rounds.order_by("-number")[:1].get() if tender.published_at else None
    refuse_if(_not_again(tender, last, offers_until, now))
    still_in = access.still_in(tender, last.number) if last else set()
    refuse_if([] if still_in else [Reason("nobody", _("No offer is left that can become better."))])
    put_out_version(
        tender,
        change=lambda spec: replace(
            spec, calendar=replace(spec.calendar, offers_until=offers_until, questions_until=None, answers_by=None)
        ),
        reason=_("Whoever is still in it is asked for a better offer, until a new deadline."),
        now=now,
        by=by,
    )
    found = begin_round(tender, now=now, asks=asks.strip(), is_last=is_last)
    fact = OffersAskedAgain(
        organisation_id=by.organisation_id,
        tender_id=tender.pk,
        number=found.number,
        offers_until=offers_until,
        is_last=is_last,
    )
    record(fact, by=by)
    for supplier in sorted(still_in):
        _ask(tender, found, supplier, now, by)
    return found


def _ask(tender: Tender, found: OfferRound, supplier: int, now: datetime, by: Actor) -> None:
    text = _("Hand in every envelope anew before the deadline: without a new offer you are in the tender no more.")
    told = f"{found.asks}\n\n{text}" if found.asks else text
    tell(
        tender,
        supplier,
        told,
        now=now,
        by=by,
        title=_("You are asked for a better offer for “%(title)s”"),
        page="offer",
    )


def _not_again(tender: Tender, last: OfferRound | None, offers_until: datetime, now: datetime) -> Iterator[Reason]:
    if tender.procedure not in NEGOTIATED:
        yield Reason("not_negotiated", _("Only where is negotiated offers are asked again."))
    if tender.state != TenderState.OPENED:
        text = _("Offers are asked again once the former ones were opened, before marks are fixed.")
        yield Reason("not_open", text)
    if last is not None and last.is_last:
        yield Reason("was_last", _("The last round was announced as the last: nothing is asked again."))
    if tender.assessors.filter(handed_in_at__isnull=False).exists():
        yield Reason("judged", _("Marks were handed in already."))
    if offers_until <= now:
        yield Reason("past", _("The deadline for offers lies in the past."), "offers_until")
