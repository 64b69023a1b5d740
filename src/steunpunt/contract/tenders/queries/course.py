"""The course of a tender for who prepares it: beside each fact that names nobody, of whom it was and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.tenders.choices import BY_CANDIDACY, Regularity, words
from steunpunt.contract.tenders.models import Assessor, BidLot, Objection, PriceQuestion, Tender
from steunpunt.foundation.journal.public import Line, entries_about, lines

MOST = 300


def history(tender: Tender) -> list[Line]:
    """What whoever sees the tender may read of it: the newest first."""
    return lines(entries_about(f"tender:{tender.pk}")[:MOST])


def course(tender: Tender) -> list[Line]:
    """The same, with names and reasons where facts leave them out: for buyers. Of what was said again of one row the last says
    them. What has no fact of the tender, as a question to one supplier, stands among them by its own moment.
    """
    behind = {(one.fact, one.row_id): one for one in _behind(tender)}
    entries = list(entries_about(f"tender:{tender.pk}")[:MOST])
    told = []
    for entry, line in zip(entries, lines(entries), strict=True):
        named = behind.pop((entry.fact, entry.data.get("row_id")), None)
        told.append(line if named is None else replace(line, sentence=named.text, person_id=named.by or line.person_id))
    return sorted([*told, *map(_alone, behind.values())], key=lambda line: line.at, reverse=True)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a row says of the fact about it."""

    fact: str
    row_id: int
    at: datetime
    text: str
    by: int | None = None


def _line(row_id: int, at: datetime, fact: str, sentence: str, why: str = "", *, by: int | None = None) -> Behind:
    return Behind(fact, row_id, at, f"{sentence} {why}".strip(), by)


def _alone(one: Behind) -> Line:
    return Line(
        at=one.at,
        sentence=one.text,
        fact=one.fact,
        person_id=one.by,
        on_behalf_of_id=None,
        via="page",
        is_looking_in=False,
    )


def _behind(tender: Tender) -> Iterator[Behind]:
    yield from _candidates(tender)
    yield from _rounds(tender)
    yield from _offers(BidLot.objects.filter(bid__round__tender=tender))
    yield from _members(tender)
    yield from _prices(tender)
    yield from _objections(tender)


def _candidates(tender: Tender) -> Iterator[Behind]:
    rows = tender.candidacies.filter(decided_at__isnull=False, withdrawn_at=None).select_related("organisation")
    for row in rows.order_by("pk"):
        if row.decided_at is None:
            continue
        values = {"name": str(row.organisation)}
        by = row.decided_by_id
        if tender.procedure not in BY_CANDIDACY:
            text = _("%(name)s was invited to make an offer.")
            yield _line(row.pk, row.decided_at, "tenders.supplier_invited", text % values, by=by)
        elif row.is_selected:
            text = _("The request of %(name)s was judged: selected.")
            yield _line(row.pk, row.decided_at, "tenders.candidate_judged", text % values, row.reason, by=by)
        else:
            text = _("The request of %(name)s was judged: not selected.")
            yield _line(row.pk, row.decided_at, "tenders.candidate_judged", text % values, row.reason, by=by)


def _rounds(tender: Tender) -> Iterator[Behind]:
    for row in tender.rounds.filter(number__gt=1).order_by("number"):
        if row.asks:
            text = _("What round %(number)s asks of everybody:") % {"number": row.number}
            yield _line(row.pk, row.opened_at, "tenders.round", text, row.asks)


def _offers(rows: QuerySet[BidLot]) -> Iterator[Behind]:
    judged = rows.exclude(regularity=Regularity.UNSEEN).select_related("bid__supplier", "bid__round")
    for row in judged.order_by("pk"):
        if row.judged_at is None:
            continue
        text = _("The offer of %(name)s for lot %(lot)s was looked at: %(judgement)s.")
        values = {
            "name": _offer(row),
            "lot": row.lot,
            "judgement": words.REGULARITIES[row.regularity][0],
        }
        yield _line(row.pk, row.judged_at, "tenders.offer_looked_at", text % values, row.reason, by=row.judged_by_id)


def _offer(row: BidLot) -> str:
    name = str(row.bid.supplier)
    variant = _("variant %(n)s") % {"n": row.bid.variant}
    return f"{name} ({variant})" if row.bid.variant else name


def _members(tender: Tender) -> Iterator[Behind]:
    rows = tender.assessors.filter(out_at__isnull=False).select_related("organisation")
    for row in rows.order_by("pk"):
        if row.out_at is not None and row.out_changes is not None:
            text = _("Somebody of %(body)s left the working group:") % {"body": row.organisation}
            why = " ".join([f"{row.out_reason.rstrip('.')}.", *effects(tender, row)])
            yield _line(row.pk, row.out_at, "tenders.assessor_out", text, why)


def effects(tender: Tender, row: Assessor) -> list[str]:
    """What changed in the marks of the group when a member left after everybody's could be read, in sentences."""
    if row.out_changes is None:
        return []
    changes = [tuple(one) for one in row.out_changes]
    offers = {
        one.pk: one for one in BidLot.objects.filter(pk__in=[one[0] for one in changes]).select_related("bid__supplier")
    }
    text = ngettext(
        "The marks of everybody could be read by then; %(n)s mark changed.",
        "The marks of everybody could be read by then; %(n)s marks changed.",
        len(changes),
    ) % {"n": len(changes)}
    return [
        text,
        *(effect(_offer(offers[pk]), code, before, after) for pk, code, before, after in changes if pk in offers),
    ]


def effect(name: str, criterion: str, before: object, after: object) -> str:
    """One mark of the group that changes; nothing where the group still has to talk."""
    still = _("to talk about")
    return _("%(name)s, %(criterion)s: from %(before)s to %(after)s.") % {
        "name": name,
        "criterion": criterion,
        "before": still if before is None else before,
        "after": still if after is None else after,
    }


def _prices(tender: Tender) -> Iterator[Behind]:
    rows = PriceQuestion.objects.filter(bid_lot__bid__round__tender=tender).select_related("bid_lot__bid__supplier")
    for row in rows.order_by("pk"):
        values = {"name": _offer(row.bid_lot), "lot": row.bid_lot.lot}
        asked = _("%(name)s was asked to explain its price for lot %(lot)s:") % values
        yield _line(row.pk, row.asked_at, "tenders.price_asked", asked, row.text, by=row.asked_by_id)
        if row.judged_at is not None:
            text = _("The explanation of the price of %(name)s for lot %(lot)s was judged:") % values
            why = f"{words.VERDICTS[row.verdict]}. {row.reason}"
            yield _line(row.pk, row.judged_at, "tenders.price_judged", text, why, by=row.judged_by_id)


def _objections(tender: Tender) -> Iterator[Behind]:
    rows = Objection.objects.filter(decision__tender=tender).select_related("supplier", "decision")
    for row in rows.order_by("pk"):
        text = _("%(name)s objected to the decision on lot %(lot)s:") % {
            "name": row.supplier,
            "lot": row.decision.lot,
        }
        yield _line(row.pk, row.received_at, "tenders.objection_brought", text, row.text, by=row.received_from_id)
