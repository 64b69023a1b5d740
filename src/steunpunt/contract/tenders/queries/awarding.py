"""Reads of the award: decisions that stand, what the report says, what each supplier may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from steunpunt.contract.tenders.choices import EnvelopeKind, LetterKind, Outcome, Regularity
from steunpunt.contract.tenders.models import (
    Assessor,
    AwardDecision,
    BidLot,
    Conclusion,
    Consensus,
    Draw,
    Letter,
    Mark,
    Objection,
    PriceQuestion,
    Tender,
)
from steunpunt.contract.tenders.queries.judging import Judged, former_bid_lots, judged, manifests_of
from steunpunt.contract.tenders.queries.preparing import specification
from steunpunt.contract.tenders.rules.awarding import Beside, beside
from steunpunt.contract.tenders.rules.quality import CriterionPoints
from steunpunt.contract.tenders.rules.ranking import Placed, Reason
from steunpunt.contract.tenders.values import Specification, Won, WonItem


def standing(tender: Tender) -> dict[int, AwardDecision]:
    """The decision that stands of each lot that has one."""
    rows = tender.decisions.filter(withdrawn_at=None).select_related("document").order_by("lot", "pk")
    return {row.lot: row for row in rows}


def letters(tender: Tender) -> QuerySet[Letter]:
    """Of decisions that stand."""
    rows = Letter.objects.filter(decision__tender=tender, decision__withdrawn_at=None)
    return rows.select_related("decision", "bid_lot__bid__supplier", "document").order_by("pk")


def objections(tender: Tender) -> QuerySet[Objection]:
    rows = Objection.objects.filter(decision__tender=tender).select_related("decision", "supplier")
    return rows.order_by("-pk")


def conclusions(tender: Tender) -> dict[int, Conclusion]:
    """By id of the offer for its lot."""
    return {row.bid_lot_id: row for row in Conclusion.objects.filter(decision__tender=tender).order_by("pk")}


def winners_of(decisions: Iterable[AwardDecision]) -> dict[int, BidLot]:
    """Offers that won, by id."""
    wanted = [pk for row in decisions for pk in row.winners]
    rows = BidLot.objects.filter(pk__in=wanted).select_related("bid__supplier")
    return {row.pk: row for row in rows.order_by("pk")}


def unit_prices(rows: Iterable[BidLot]) -> dict[int, dict[str, Decimal]]:
    """The opened unit prices of offers, by id of the offer for its lot."""
    rows = list(rows)
    found = manifests_of(rows, EnvelopeKind.PRICE)
    return {
        row.pk: {code: Decimal(text) for code, text in found[row.bid_id].prices.items()}
        for row in rows
        if row.bid_id in found
    }


def won(tender: Tender) -> Won:
    """What stands of an award: suppliers of each lot in their order, and every item at what they asked."""
    decisions = standing(tender)
    winners = winners_of(decisions.values())
    prices = unit_prices(winners.values())
    spec = specification(tender)
    suppliers: dict[int, tuple[int, ...]] = {}
    items = []
    for lot, decision in sorted(decisions.items()):
        rows = [winners[pk] for pk in decision.winners if pk in winners]
        suppliers[lot] = tuple(row.bid.supplier_id for row in rows)
        for place, row in enumerate(rows, start=1):
            asked = prices.get(row.pk, {})
            items += [
                WonItem(item=item, place=place, price=asked[item.code])
                for item in spec.items
                if item.lot == lot and item.code in asked
            ]
    contracts = list(conclusions(tender).values())
    return Won(
        tender_id=tender.pk,
        reference=tender.reference,
        specification=spec,
        authority_id=tender.authority_id,
        project_id=tender.project_id,
        boards=tuple(tender.boards.order_by("organisation_id").values_list("organisation_id", flat=True)),
        suppliers=suppliers,
        items=tuple(items),
        starts_on=min((one.starts_on for one in contracts), default=None),
        ends_on=max((one.ends_on for one in contracts), default=None),
    )


# ── the report ───────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class LotRecord:
    """One lot with everything that led to its decision."""

    lot: int
    judged: Judged
    marks: Mapping[tuple[int, str], Sequence[Mark]]
    """What each member gave, by offer and criterion."""
    consensus: Mapping[tuple[int, str], Consensus]
    questions: Sequence[PriceQuestion]
    draws: Sequence[Draw]
    decision: AwardDecision | None

    @property
    def placed(self) -> dict[int, Placed]:
        return {int(one.offer): one for one in self.judged.ranking.placed}

    @property
    def excluded(self) -> dict[int, Sequence[Reason]]:
        return {int(one.offer): one.reasons for one in self.judged.ranking.excluded}

    def price(self, offer: int) -> Decimal | None:
        """What was compared; None for an offer whose price was not looked at."""
        found = self.judged.offers.get(str(offer))
        return found.price if found else None

    def quality(self, offer: int) -> dict[str, CriterionPoints]:
        """By criterion, also of an offer that has no place."""
        tops = self.placed[offer].quality if offer in self.placed else ()
        if not tops:
            tops = next((one.quality for one in self.judged.ranking.excluded if int(one.offer) == offer), ())
        return {one.criterion.id: one for top in tops for one in top.all()}

    def row(self, offer: str | int) -> BidLot:
        return next(row for row in self.judged.rows if row.pk == int(offer))

    def reasons(self, offer: int, criterion: str) -> list[str]:
        """Why an offer has its mark: what the group wrote down, or what its members did when they gave the same."""
        agreed = self.consensus.get((offer, criterion))
        if agreed is not None:
            return [agreed.argument]
        given = self.marks.get((offer, criterion), ())
        return list(dict.fromkeys(mark.argument for mark in given if mark.argument))


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that led to an award."""

    spec: Specification
    lots: Sequence[LotRecord]
    group: Sequence[Assessor]
    out: Sequence[Assessor]

    def of(self, lot: int) -> LotRecord:
        return next(one for one in self.lots if one.lot == lot)


def award_record(tender: Tender, spec: Specification) -> Record:
    """The whole: a fixed number of queries, and those of the ranking of each lot."""
    decisions = standing(tender)
    marks: dict[tuple[int, str], list[Mark]] = {}
    given = Mark.objects.filter(assessor__tender=tender, assessor__out_at=None, assessor__handed_in_at__isnull=False)
    for mark in given.select_related("assessor__organisation").order_by("assessor_id", "pk"):
        marks.setdefault((mark.bid_lot_id, mark.criterion), []).append(mark)
    agreed = Consensus.objects.filter(bid_lot__bid__round__tender=tender).order_by("pk")
    questions = list(
        PriceQuestion.objects.filter(bid_lot__bid__round__tender=tender)
        .select_related("bid_lot__bid__supplier")
        .order_by("pk")
    )
    draws = list(tender.draws.order_by("pk"))
    members = list(tender.assessors.select_related("organisation").prefetch_related("declarations").order_by("pk"))
    return Record(
        spec=spec,
        lots=[
            LotRecord(
                lot=lot.number,
                judged=judged(tender, spec, lot.number),
                marks=marks,
                consensus={(row.bid_lot_id, row.criterion): row for row in agreed},
                questions=[one for one in questions if one.bid_lot.lot == lot.number],
                draws=[one for one in draws if one.lot == lot.number],
                decision=decisions.get(lot.number),
            )
            for lot in spec.lots
        ],
        group=[one for one in members if one.out_at is None],
        out=[one for one in members if one.out_at is not None],
    )


# ── what each supplier may see ───────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A winner beside which an offer that was not chosen is laid."""

    row: BidLot
    placed: Placed
    marks: Sequence[Beside]
    advantages: Mapping[str, Sequence[str]]
    """Why the winner has a higher mark, by criterion on which it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one supplier is told of its own offer: nothing of others but who won, their points and total, and the reasons where
    they have more.
    """

    row: BidLot
    kind: LetterKind
    decision: AwardDecision
    title: str
    """Of the lot."""
    winners: Sequence[BidLot]
    """In the order of the award."""
    own: Placed | None
    counted: int
    """How many offers have a place."""
    reasons: Mapping[str, Sequence[str]]
    """Of the own marks, by criterion."""
    excluded: Sequence[Reason] = ()
    """Why an offer that was looked at has no place."""
    quality: Mapping[str, CriterionPoints] = field(default_factory=dict)
    """Of the own offer by criterion, also when it has no place."""
    price: Decimal | None = None
    """The own one, as it was compared."""
    against: Sequence[Against] = ()
    """Every winner of the lot, for an offer with a place that was not chosen."""
    is_former: bool = False
    """Of a round before the last: its supplier handed in no new offer, or was asked for none."""


def told(record: Record, row: BidLot, *, is_former: bool = False) -> Told:
    """For one offer of a lot that was decided."""
    lot = record.of(row.lot)
    if lot.decision is None:
        raise ValueError("a lot that was not decided")
    placed = lot.placed
    own = placed.get(row.pk)
    is_winner = row.pk in lot.decision.winners
    return Told(
        row=row,
        kind=_kind(row, lot.decision, is_winner=is_winner, has_place=own is not None),
        decision=lot.decision,
        title=next(one.title for one in record.spec.lots if one.number == row.lot),
        winners=[lot.row(pk) for pk in lot.decision.winners],
        own=own,
        counted=len(placed),
        reasons={one.code: lot.reasons(row.pk, one.code) for one in record.spec.marked},
        excluded=lot.excluded.get(row.pk, ()),
        quality=lot.quality(row.pk),
        price=lot.price(row.pk),
        against=[] if own is None or is_winner else [_against(lot, own, pk) for pk in lot.decision.winners],
        is_former=is_former,
    )


def _against(lot: LotRecord, own: Placed, winner: int) -> Against:
    theirs = lot.placed[winner]
    marks = beside(own, theirs)
    return Against(
        row=lot.row(winner),
        placed=theirs,
        marks=marks,
        advantages={one.code: lot.reasons(winner, one.code) for one in marks if one.is_their_advantage},
    )


def _kind(row: BidLot, decision: AwardDecision, *, is_winner: bool, has_place: bool) -> LetterKind:
    if is_winner:
        return LetterKind.WINNER
    if row.regularity in {Regularity.IRREGULAR, Regularity.NOT_SELECTED}:
        return LetterKind.IRREGULAR
    if decision.outcome == Outcome.NOT_AWARDED:
        return LetterKind.STOPPED
    return LetterKind.OTHER if has_place else LetterKind.IRREGULAR


def to_tell(tender: Tender, record: Record) -> list[Told]:
    """Who has no letter yet of a decision that stands."""
    sent = set(letters(tender).values_list("decision_id", "bid_lot_id"))
    former = _dropped(tender, record)
    return [
        told(record, row, is_former=row in former)
        for lot in record.lots
        if lot.decision is not None
        for row in (*lot.judged.rows, *(one for one in former if one.lot == lot.lot))
        if (lot.decision.pk, row.pk) not in sent
    ]


def _dropped(tender: Tender, record: Record) -> list[BidLot]:
    """The newest offer for a lot of every supplier that had one in a former round and has none in the last."""
    seen = {(row.bid.supplier_id, row.bid.variant, row.lot) for lot in record.lots for row in lot.judged.rows}
    found = []
    for row in former_bid_lots(tender):
        key = (row.bid.supplier_id, row.bid.variant, row.lot)
        if key not in seen:
            seen.add(key)
            found.append(row)
    return found
