"""What came before the judging, for the award report: publications and corrections, questions, keys, selection, marks that left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steunpunt.contract.tenders.choices import EnvelopeKind, Regularity
from steunpunt.contract.tenders.models import (
    Bid,
    BidLot,
    Candidacy,
    Envelope,
    KeyChange,
    Mark,
    OfferRound,
    Officer,
    Publication,
    Selection,
    SupplierQuestion,
    Tender,
)
from steunpunt.contract.tenders.queries.course import effects
from steunpunt.contract.tenders.queries.judging import bid_lots, former_bid_lots, manifests_of
from steunpunt.contract.tenders.queries.market import rounds_begun
from steunpunt.contract.tenders.queries.preparing import boards_named, published
from steunpunt.contract.tenders.rules.versions import Difference, differences
from steunpunt.contract.tenders.values import Specification


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, everything that it changed, and how many suppliers had handed something in by then."""

    row: Publication
    changed: Sequence[Difference]
    offers_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    boards: Sequence[str]
    corrections: Sequence[Corrected]
    questions: Sequence[SupplierQuestion]
    """Those that were answered."""
    officers: Sequence[Officer]
    """Also those that came or went later."""
    key_changes: Sequence[KeyChange]
    candidacies: Sequence[Candidacy]
    selections: Sequence[Selection]
    rounds: Sequence[tuple[OfferRound, Sequence[str]]]
    """Every round with the names of who made an offer in it; one where is not negotiated."""
    put_aside: Sequence[BidLot]
    """Offers of rounds before the last that did not count."""
    marks_out: Mapping[int, Sequence[Mark]]
    """What members that left had handed in, by id of the member: it counts no more, and stays on record."""
    effects: Mapping[int, Sequence[str]]
    """What changed when a member left after everybody's marks could be read, by id of the member."""
    answers: Mapping[int, Mapping[str, str]]
    """What each offer says of requirements, by id of the offer and `Requirement.answer_key`."""
    withdrawn: int
    """Offers that their suppliers took back."""


def dossier(tender: Tender, spec: Specification) -> Dossier:
    """A fixed number of queries, and one for each correction."""
    rows = list(tender.publications.order_by("number"))
    specs = [published(row) for row in rows]
    rounds = list(tender.rounds.order_by("number"))
    begun = rounds_begun(rows)
    marks: dict[int, list[Mark]] = {}
    gone = Mark.objects.filter(
        assessor__tender=tender, assessor__out_at__isnull=False, assessor__handed_in_at__isnull=False
    ).select_related("bid_lot__bid__supplier")
    for mark in gone.order_by("assessor_id", "pk"):
        marks.setdefault(mark.assessor_id, []).append(mark)
    offers: dict[int, list[str]] = {}
    bids = Bid.objects.filter(round__tender=tender, withdrawn_at=None, variant=0).select_related("supplier")
    for bid in bids.order_by("supplier__name", "pk"):
        offers.setdefault(bid.round_id, []).append(str(bid.supplier))
    return Dossier(
        boards=boards_named(tender, spec),
        corrections=[
            Corrected(row, differences(old, new), _in_by(tender, row))
            for row, old, new in zip(rows[1:], specs, specs[1:], strict=False)
            if row.pk not in begun
        ],
        questions=list(tender.questions.filter(answered_at__isnull=False).order_by("answered_at", "pk")),
        officers=list(tender.officers.select_related("organisation").order_by("pk")),
        key_changes=list(
            tender.key_changes.filter(done_at__isnull=False)
            .select_related("came__organisation", "lost__organisation", "first__organisation", "second__organisation")
            .order_by("pk")
        ),
        candidacies=list(tender.candidacies.filter(withdrawn_at=None).select_related("organisation").order_by("pk")),
        selections=list(tender.selections.order_by("pk")),
        rounds=[(one, offers.get(one.pk, ())) for one in rounds],
        put_aside=[
            one for one in former_bid_lots(tender) if one.regularity not in {Regularity.REGULAR, Regularity.UNSEEN}
        ],
        marks_out=marks,
        effects={
            row.pk: effects(tender, row) for row in tender.assessors.filter(out_changes__isnull=False).order_by("pk")
        },
        answers={
            offer: manifest.answers for offer, manifest in manifests_of(bid_lots(tender), EnvelopeKind.QUALITY).items()
        },
        withdrawn=Bid.objects.filter(round__tender=tender, withdrawn_at__isnull=False).count(),
    )


def _in_by(tender: Tender, row: Publication) -> int:
    envelopes = Envelope.objects.filter(bid__round__tender=tender, received_at__lt=row.published_at)
    return envelopes.order_by().values("bid__supplier").distinct().count()
