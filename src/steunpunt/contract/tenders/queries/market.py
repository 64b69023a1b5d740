"""Reads for the market: what everybody may know of how far a tender is, and what each correction changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from steunpunt.contract.tenders.choices import OpeningStage, TenderState
from steunpunt.contract.tenders.models import AwardDecision, Bid, BidLot, OfferRound, Opening, Publication, Tender
from steunpunt.contract.tenders.queries.preparing import published
from steunpunt.contract.tenders.rules.versions import Difference, differences

FOR_THE_BUYER = frozenset({"estimate", "reasons"})
"""Fields of a specification that the market does not read."""


def as_told(tenders: QuerySet[Tender]) -> QuerySet[Tender]:
    """Each with `told_state`: a decision shows once everybody who made an offer has its letter, and not before."""
    priced = Opening.objects.filter(
        round__tender=OuterRef("pk"), stage=OpeningStage.PRICE, opened_at__isnull=False
    ).order_by()
    is_decided = _decided_untold()
    return tenders.annotate(
        told_state=Case(
            When(is_decided & Q(Exists(priced)), then=Value(TenderState.PRICED.value)),
            When(is_decided & Q(frozen_at__isnull=False), then=Value(TenderState.FROZEN.value)),
            When(is_decided, then=Value(TenderState.OPENED.value)),
            default=F("state"),
            output_field=CharField(),
        )
    )


def untold(tenders: QuerySet[Tender]) -> QuerySet[Tender]:
    """Those that were decided while somebody who made an offer has no letter yet."""
    return tenders.filter(_decided_untold())


def _decided_untold() -> Q:
    offers = BidLot.objects.filter(
        bid__round__tender=OuterRef("tender"), bid__withdrawn_at=None, lot=OuterRef("lot")
    ).order_by()
    rows = AwardDecision.objects.filter(
        Exists(offers), tender=OuterRef("pk"), withdrawn_at=None, letters=None
    ).order_by()
    return Q(state__in=[TenderState.AWARDED.value, TenderState.STOPPED.value]) & Q(Exists(rows))


@dataclass(frozen=True, slots=True)
class Version:
    """What was published on a moment, with what it changed as far as the market reads it."""

    row: Publication
    changed: list[Difference]
    round: int | None = None
    """Of the later round of offers that began with it."""
    correction: int | None = None
    """Its place among the corrections. The publication itself has neither."""


def versions(publications: Iterable[Publication]) -> list[Version]:
    """The newest first, as they are given."""
    rows = sorted(publications, key=lambda row: row.number)
    specs = [published(row) for row in rows]
    rounds = rounds_begun(rows)
    found: list[Version] = []
    for row, before, after in zip(rows[1:], specs, specs[1:], strict=False):
        changed = [one for one in differences(before, after) if one.field not in FOR_THE_BUYER]
        begun = rounds.get(row.pk)
        corrections = sum(1 for one in found if one.correction)
        found.append(Version(row, changed, begun, None if begun else corrections + 1))
    return [*found[::-1], *(Version(row, []) for row in rows[:1])]


def rounds_begun(rows: Iterable[Publication]) -> dict[int, int]:
    """The number of the later round of offers that began with a publication, by its id: such a one corrects nothing."""
    later = [row for row in rows if row.number > 1]
    if not later:
        return {}
    begun = OfferRound.objects.filter(tender_id=later[0].tender_id, number__gt=1).order_by("number")
    by_moment = dict(begun.values_list("opened_at", "number"))
    return {row.pk: by_moment[row.published_at] for row in later if row.published_at in by_moment}


def corrected_after(bid: Bid) -> datetime | None:
    """When a correction went out after an envelope of this offer came in: it was made for an earlier text."""
    came = min((row.received_at for row in bid.envelopes.all() if row.replaced_at is None), default=None)
    if came is None:
        return None
    later = Publication.objects.filter(tender=bid.round.tender_id, number__gt=1, published_at__gt=came)
    return later.order_by("-number").values_list("published_at", flat=True).first()
