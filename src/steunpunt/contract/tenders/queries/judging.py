"""Reads of the scoring room: which offers, whose marks, what the working group ended with, the ranking and how firm it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import EnvelopeKind, Regularity
from steunpunt.contract.tenders.models import Assessor, BidLot, Consensus, Draw, Envelope, Mark, SealedFile, Tender
from steunpunt.contract.tenders.queries.offers import manifest_of
from steunpunt.contract.tenders.queries.preparing import law_day, specification
from steunpunt.contract.tenders.rules.abnormal import Warned, abnormally_low
from steunpunt.contract.tenders.rules.awarding import choosable
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.judging import (
    Cell,
    PriceLine,
    method_of,
    open_cells,
    price_lines,
    price_of,
    unpriced,
)
from steunpunt.contract.tenders.rules.law.answers import low_prices
from steunpunt.contract.tenders.rules.ranking import Offer, Ranking, ranking
from steunpunt.contract.tenders.sealing.manifests import Manifest
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.acting import Reason


def bid_lots(tender: Tender) -> QuerySet[BidLot]:
    """Offers of the last round, for each of their lots."""
    last = tender.rounds.order_by("-number").values("pk")[:1]
    return (
        BidLot.objects.filter(bid__round=last, bid__withdrawn_at=None)
        .select_related("bid__supplier", "bid__round")
        .order_by("lot", "bid__supplier__name", "bid__variant", "pk")
    )


def former_bid_lots(tender: Tender) -> QuerySet[BidLot]:
    """Offers of rounds before the last, as they were opened: they count no more, and stay to read."""
    last = tender.rounds.order_by("-number").values("pk")[:1]
    return (
        BidLot.objects.filter(bid__round__tender=tender, bid__withdrawn_at=None)
        .exclude(bid__round__in=last)
        .select_related("bid__supplier", "bid__round")
        .order_by("-bid__round__number", "lot", "bid__supplier__name", "bid__variant", "pk")
    )


def that_count(rows: Iterable[BidLot]) -> list[BidLot]:
    """Those that get marks: what nobody looked at yet is not out."""
    return [row for row in rows if row.regularity in {Regularity.REGULAR, Regularity.UNSEEN}]


def cells_to_mark(tender: Tender) -> list[tuple[int, str]]:
    """Every offer that counts with every criterion that is marked."""
    codes = [one.code for one in specification(tender).marked]
    return [(row.pk, code) for row in that_count(bid_lots(tender)) for code in codes]


def cells(tender: Tender) -> dict[tuple[int, str], Cell]:
    """Marks of everybody who is in and handed in, with what was agreed: two queries."""
    given: dict[tuple[int, str], dict[str, Decimal]] = {}
    rows = Mark.objects.filter(assessor__tender=tender, assessor__out_at=None, assessor__handed_in_at__isnull=False)
    for row in rows.order_by("pk"):
        given.setdefault((row.bid_lot_id, row.criterion), {})[str(row.assessor_id)] = row.mark
    agreed = {
        (row.bid_lot_id, row.criterion): row.mark
        for row in Consensus.objects.filter(bid_lot__bid__round__tender=tender).order_by("pk")
    }
    return {key: Cell(given.get(key, {}), agreed.get(key)) for key in {*given, *agreed}}


def cells_to_talk(tender: Tender) -> list[tuple[int, str]]:
    return open_cells(cells(tender), cells_to_mark(tender))


@dataclass(frozen=True, slots=True)
class Changed:
    """What a mark of the group becomes when somebody leaves; None: the group still has to talk about it."""

    bid_lot_id: int
    criterion: str
    before: Decimal | None
    after: Decimal | None


def changes_without(tender: Tender, member: Assessor) -> list[Changed] | None:
    """What changes when a member leaves, by the offers and criteria that are marked. None while nobody reads marks of others."""
    if tender.assessors.filter(out_at=None, handed_in_at=None).exists():
        return None
    found = []
    now = cells(tender)
    for key in cells_to_mark(tender):
        cell = now.get(key)
        if cell is None:
            continue
        rest = Cell({name: mark for name, mark in cell.marks.items() if name != str(member.pk)}, cell.agreed)
        after = rest.final if rest.marks or rest.agreed is not None else None
        if after != cell.final:
            found.append(Changed(key[0], key[1], cell.final, after))
    return found


def final_marks(tender: Tender) -> dict[tuple[int, str], Decimal]:
    """What every offer that counts ended with; those of which the group still has to talk are left out."""
    found = cells(tender)
    return {key: final for key in cells_to_mark(tender) if key in found and (final := found[key].final) is not None}


def manifests_of(rows: Iterable[BidLot], kind: EnvelopeKind) -> dict[int, Manifest]:
    """What stands in the opened envelope of this kind of each offer, by id of the offer: one query."""
    envelopes = Envelope.objects.filter(
        bid__in={row.bid_id for row in rows}, kind=kind, replaced_at=None, opened_key__isnull=False
    )
    found = {}
    for envelope in envelopes.order_by("pk"):
        manifest = manifest_of(envelope)
        if manifest is not None:
            found[envelope.bid_id] = manifest
    return found


def prices_of(tender: Tender, spec: Specification, rows: Iterable[BidLot]) -> dict[int, Decimal]:
    """The compared price of each offer for its lot, by id of the row; those whose price envelope is closed are left out, and
    those that lack a price by which offers for the lot are compared: what was not asked for is not free.
    """
    rows = list(rows)
    found = manifests_of(rows, EnvelopeKind.PRICE)
    given = {
        row.pk: {code: Decimal(text) for code, text in found[row.bid_id].prices.items()}
        for row in rows
        if row.bid_id in found
    }
    prices = {row.pk: price_of(spec, row.lot, given[row.pk]) for row in rows if row.pk in given}
    return {
        row.pk: prices[row.pk]
        for row in rows
        if row.pk in given and prices[row.pk] > 0 and not unpriced(spec, row.lot, given[row.pk])
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """One lot: its offers, what they are judged by, the ranking that comes of it."""

    rows: list[BidLot]
    offers: Mapping[str, Offer]
    ranking: Ranking
    warned: Warned

    @property
    def choosable(self) -> tuple[str, ...]:
        """Offers in the order in which they can be chosen."""
        return choosable(self.ranking, {str(row.pk): row.bid.supplier_id for row in self.rows})

    @property
    def halves(self) -> list[BidLot]:
        """Those that count, and still can have no place."""
        return [row for row in self.rows if row.regularity == Regularity.REGULAR and str(row.pk) not in self.offers]

    @property
    def to_say(self) -> list[BidLot]:
        """Of which the buyer still says whether they count."""
        return [row for row in self.rows if row.regularity == Regularity.UNSEEN or row in self.halves]


def hindrances(found: Judged) -> Iterator[Reason]:
    """What has to be done before the authority can decide on a lot: the page says so, and the action refuses."""
    if any(row.regularity == Regularity.UNSEEN for row in found.rows):
        yield Reason("unseen", _("Not every offer was looked at: the buyer says first of each whether it counts."))
    if found.halves:
        names = ", ".join(dict.fromkeys(str(row.bid.supplier) for row in found.halves))
        text = _(
            "%(names)s: it counts, but has no whole price for this lot or misses marks. The buyer says first whether it counts."
        )
        yield Reason("not_whole", text % {"names": names})
    if any(not one.verdict for row in found.rows for one in row.price_questions.all()):
        yield Reason("price_open", _("A price that was asked about is not judged yet."))


def judged(tender: Tender, spec: Specification, lot: int) -> Judged:
    """The ranking of a lot, from marks and prices as they stand: the same for the page, the report and the decision."""
    rows = [row for row in bid_lots(tender) if row.lot == lot]
    counting = [row for row in that_count(rows) if row.regularity == Regularity.REGULAR]
    marks, prices = final_marks(tender), prices_of(tender, spec, counting)
    codes = [one.code for one in spec.marked]
    offers = {
        str(row.pk): Offer(price=prices[row.pk], marks={code: marks[row.pk, code] for code in codes})
        for row in counting
        if row.pk in prices and all((row.pk, code) in marks for code in codes)
    }
    rule = low_prices(law_day(tender, tender.made_at))
    draws = [[str(one) for one in row.order] for row in Draw.objects.filter(tender=tender, lot=lot).order_by("pk")]
    return Judged(
        rows=rows,
        offers=offers,
        ranking=ranking(offers, method_of(spec), draws=draws),
        warned=abnormally_low({name: offer.price for name, offer in offers.items()}, rule.value if rule else None),
    )


def ranking_of(tender: Tender, spec: Specification, lot: int) -> Ranking:
    return judged(tender, spec, lot).ranking


def marks_by_assessor(tender: Tender, rows: Iterable[BidLot]) -> dict[str, dict[str, dict[str, Decimal]]]:
    """Of every member who handed in, its marks by offer and criterion."""
    found: dict[str, dict[str, dict[str, Decimal]]] = {}
    given = Mark.objects.filter(
        bid_lot__in=[row.pk for row in rows], assessor__out_at=None, assessor__handed_in_at__isnull=False
    )
    for mark in given.order_by("assessor_id", "bid_lot_id", "pk"):
        sheet = found.setdefault(str(mark.assessor_id), {})
        sheet.setdefault(str(mark.bid_lot_id), {})[mark.criterion] = mark.mark
    return found


def files_of(rows: Iterable[BidLot], kind: EnvelopeKind) -> dict[tuple[int, int], SealedFile]:
    """Files of opened envelopes of this kind, by offer and number: one query."""
    found = SealedFile.objects.filter(
        envelope__bid__in={row.bid_id for row in rows},
        envelope__kind=kind,
        envelope__replaced_at=None,
        envelope__opened_key__isnull=False,
    )
    return {(row.envelope.bid_id, row.number): row for row in found.select_related("envelope").order_by("pk")}


def price_lines_of(spec: Specification, lot: int, manifest: Manifest) -> list[PriceLine]:
    return price_lines(spec, lot, {code: Decimal(text) for code, text in manifest.prices.items()})


@dataclass(frozen=True, slots=True)
class PricesRead:
    """The prices of one lot as the platform reads them, with the total by which offers are compared."""

    lot: int
    lines: list[tuple[PriceLine, Decimal]]
    total: Decimal


def prices_read(spec: Specification, manifest: Manifest) -> list[PricesRead]:
    """Of every lot for which prices were handed in."""
    prices = {code: Decimal(text) for code, text in manifest.prices.items()}
    return [
        PricesRead(
            lot=lot,
            lines=[(line, rounded(line.amount, 2)) for line in price_lines(spec, lot, prices)],
            total=price_of(spec, lot, prices),
        )
        for lot in manifest.lots
        if prices
    ]


def not_all_in(tender: Tender) -> Iterator[Reason]:
    members = list(tender.assessors.filter(out_at=None))
    if not members:
        yield Reason("nobody", _("Nobody judges: name a working group."))
    waiting = sum(1 for one in members if one.handed_in_at is None)
    if waiting:
        yield Reason("waiting", _("Members who still have to hand in their marks: %(n)s.") % {"n": waiting})


def not_ready(tender: Tender) -> Iterator[Reason]:
    """Why marks cannot be fixed yet: the page says so, and the action refuses."""
    unseen = bid_lots(tender).filter(regularity=Regularity.UNSEEN).count()
    if unseen:
        yield Reason("unseen", _("Say of every offer whether it counts; still to do: %(n)s.") % {"n": unseen})
    waiting = list(not_all_in(tender))
    yield from waiting
    if waiting:
        return  # before all are in nobody learns whether members differ, nor on how much
    still = cells_to_talk(tender)
    if still:
        yield Reason("talk", _("The members differ and did not agree yet on %(n)s marks.") % {"n": len(still)})
