"""Rounds of offers: one for most procedures, more where is negotiated. With each, keys are made and divided."""

from datetime import datetime

from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.models import KeyPart, OfferRound, OfficerKey, SealKey, Tender
from steunpunt.contract.tenders.sealing import keys


def begin_round(tender: Tender, *, now: datetime, asks: str = "", is_last: bool = False) -> OfferRound:
    """From now on offers come in, until the deadline of the tender. Part of an action: its tender is locked.

    Each kind of envelope gets a key; its private half is locked for every two officers and forgotten.
    """
    if tender.offers_until is None:
        raise ValueError("a tender without a deadline")
    number = tender.rounds.count() + 1
    found = OfferRound.objects.create(
        tender=tender, number=number, opened_at=now, offers_until=tender.offers_until, asks=asks, is_last=is_last
    )
    holders = _holders(tender)
    for kind in EnvelopeKind:
        private, public = keys.new_pair()
        key = SealKey.objects.create(round=found, kind=kind, public=public, made_at=now)
        parts = keys.in_parts(private, {pk: bytes(row.public) for pk, row in holders.items()}, about=about(key))
        KeyPart.objects.bulk_create(
            [KeyPart(key=key, outer_id=outer, inner_id=inner, locked=part) for (outer, inner), part in parts.items()]
        )
    return found


def _holders(tender: Tender) -> dict[int, OfficerKey]:
    """The keys of officers, each by its id; whoever has no key yet holds no part. An officer keeps the key it had."""
    officers = list(tender.officers.select_for_update().filter(ended_at=None).order_by("pk"))
    today = OfficerKey.objects.filter(person_id__in=[one.person_id for one in officers], ended_at=None)
    newest = {row.person_id: row for row in today.order_by("pk")}
    for officer in officers:
        if officer.key_id is None and officer.person_id in newest:
            officer.key = newest[officer.person_id]
            officer.save(update_fields=["key"])
    held = OfficerKey.objects.filter(pk__in=[one.key_id for one in officers if one.key_id])
    return {row.pk: row for row in held.order_by("pk")}


def about(key: SealKey) -> str:
    """What parts of this key are locked as: a part of another key, round or tender does not fit."""
    return f"tender/{key.round.tender_id}/round/{key.round.number}/{key.kind}"
