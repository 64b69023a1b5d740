"""What stands in offers: for who may read it, as pages, files and papers show it. Who asks has looked itself who may."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from steunpunt.contract.competitions import sealing
from steunpunt.contract.competitions.models import Competition, Invitation, Offer, OfferFile
from steunpunt.contract.competitions.rules import envelopes
from steunpunt.contract.competitions.values import Prices, Quality
from steunpunt.contract.frameworks.values import Comparison
from steunpunt.contract.tenders import public as tenders

MANIFEST = tenders.streams.MANIFEST


def current_offers(competition: Competition) -> QuerySet[Offer]:
    """Those that count at the deadline, by supplier."""
    rows = Offer.objects.filter(invitation__competition=competition, replaced_at=None, withdrawn_at=None)
    return (
        rows.select_related("invitation__supplier")
        .prefetch_related("marks", "files")
        .order_by("invitation__supplier__name", "pk")
    )


def about(invitation: Invitation, number: int, what: str) -> str:
    """What a key is locked as: moved to another offer it does not open."""
    return f"competition/{invitation.competition_id}/supplier/{invitation.supplier_id}/{number}/{what}"


def _content(sealed: bytes, key: bytes) -> bytes:
    return tenders.streams.whole(tenders.streams.opened([sealed], key, file=MANIFEST))


def quality_of(offer: Offer) -> Quality | None:
    """None while it is closed."""
    if offer.quality_key is None:
        return None
    return envelopes.quality_read(_content(bytes(offer.quality), bytes(offer.quality_key)))


def prices_of(offer: Offer) -> Prices | None:
    """None while they are closed."""
    if offer.prices_key is None:
        return None
    return envelopes.prices_read(_content(bytes(offer.prices), bytes(offer.prices_key)))


def own_quality(offer: Offer) -> Quality:
    """For the supplier itself, also before the opening."""
    key = sealing.unlock(bytes(offer.quality_locked), about=about(offer.invitation, offer.number, "quality"))
    return envelopes.quality_read(_content(bytes(offer.quality), key))


def own_prices(offer: Offer) -> Prices:
    """For the supplier itself, also before the opening."""
    key = sealing.unlock(bytes(offer.prices_locked), about=about(offer.invitation, offer.number, "prices"))
    return envelopes.prices_read(_content(bytes(offer.prices), key))


def content_of(file: OfferFile, *, is_own: bool) -> Iterator[bytes]:
    """A file, decrypted while it is read: opened for the board, or handed in by the supplier that asks."""
    offer = file.offer
    if is_own:
        key = sealing.unlock(bytes(offer.quality_locked), about=about(offer.invitation, offer.number, "quality"))
    elif offer.quality_key is not None:
        key = bytes(offer.quality_key)
    else:
        raise ValueError("a file of a closed offer")
    return tenders.streams.opened(tenders.storing.read(file.place), key, file=file.number)


def missing_marks(comparison: Comparison, offers: Collection[Offer]) -> int:
    """How many marks are not given, of offers that count."""
    codes = {one.code for one in comparison.criteria}
    return sum(len(codes - {mark.code for mark in offer.marks.all()}) for offer in offers if not offer.aside_reason)
