"""Rounds of offers: one for most procedures, more where is negotiated."""

from datetime import datetime

from steunpunt.contract.tenders.models import OfferRound, Tender


def begin_round(tender: Tender, *, now: datetime) -> OfferRound:
    """From now on offers come in, until the deadline of the tender. Part of an action: its tender is locked."""
    if tender.offers_until is None:
        raise ValueError("a tender without a deadline")
    number = tender.rounds.count() + 1
    return OfferRound.objects.create(tender=tender, number=number, opened_at=now, offers_until=tender.offers_until)
