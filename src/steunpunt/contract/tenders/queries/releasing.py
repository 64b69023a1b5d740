"""What is public of a tender, and what went out of it as open data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from steunpunt.contract.tenders.choices import Outcome, Procedure, TenderState, words
from steunpunt.contract.tenders.choices.field_words import FIELDS
from steunpunt.contract.tenders.models import AwardDecision, BidLot, Conclusion, OpenRelease, Tender
from steunpunt.contract.tenders.queries.judging import bid_lots, judged
from steunpunt.contract.tenders.queries.market import versions
from steunpunt.contract.tenders.queries.preparing import published
from steunpunt.contract.tenders.registry import Agreed, CalledOff, Change, contract_books, progress_books
from steunpunt.contract.tenders.rules import ocds
from steunpunt.contract.tenders.rules.versions import Difference
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.organisations import public as organisations

STATUSES = {
    TenderState.AWARDED: "complete",
    TenderState.CONCLUDED: "complete",
    TenderState.STOPPED: "cancelled",
}


def is_public(tender: Tender) -> bool:
    """Whether a tender is for everybody: one without prior publication is not, before or after."""
    return tender.published_at is not None and tender.procedure != Procedure.NEGOTIATED_UNPUBLISHED


def public_facts(tender: Tender, on: date) -> ocds.Public:
    """What everybody may know of a published tender on a day, in Dutch."""
    if tender.published_at is None:
        raise ValueError("a tender that was not published")
    publications = list(tender.publications.order_by("number"))
    corrections = versions(publications)[::-1][1:]
    spec = published(publications[-1])
    decisions = told_decisions(tender)
    rows = _rows(decisions)
    boards = list(tender.boards.order_by("pk").values_list("organisation_id", flat=True))
    cards = organisations.organisations({tender.authority_id, *boards, *(row.bid.supplier_id for row in rows.values())})
    ocid = _ocid(tender)
    values = _values(tender, spec, decisions)
    awards = list(_awards(ocid, spec, decisions, rows, cards, values))
    offers = list(bid_lots(tender)) if decisions else []
    with translation.override("nl"):
        return ocds.Public(
            ocid=ocid,
            reference=tender.reference,
            spec=spec,
            procedure=str(words.PROCEDURES[spec.procedure][0]),
            method=str(words.FORMULAS[spec.method.formula][0]),
            status=_status(tender, decisions),
            authority=_party(cards[tender.authority_id]),
            boards=[_party(cards[board]) for board in boards],
            published_at=tender.published_at,
            url=settings.BASE_URL + reverse("tenders:market", args=[tender.pk]),
            is_invented=tender.is_invented,
            tenderers=len({row.bid.supplier_id for row in offers}) if decisions else None,
            offers={lot: sum(1 for row in offers if row.lot == lot) for lot in {one.lot for one in decisions}},
            amended=[
                ocds.Amended(
                    id=f"{ocid}-{one.row.number}",
                    on=one.row.published_at,
                    rationale=f"{_round(one.round)}{one.row.reason}",
                    what="; ".join(_from_to(each) for each in one.changed),
                )
                for one in corrections
            ],
            awards=awards,
            contracts=_contracts(ocid, tender, spec, awards, values, on),
            stopped=tender.over_reason,
            names={kind: str(word) for kind, word in words.ITEM_KINDS.items()},
        )


def _round(number: int | None) -> str:
    return f"Ronde {number} van de onderhandeling. " if number is not None else ""


def _from_to(one: Difference) -> str:
    """What changed on one line; amounts and moments as a program writes them."""
    what = " · ".join(each for each in (one.code, str(FIELDS.get(one.field, one.field))) if each)
    return f"{what}: {one.before or '–'} → {one.after or '–'}"


def told_decisions(tender: Tender) -> list[AwardDecision]:
    """Decisions of which suppliers had their letters: nobody reads in open data what was not told yet. Where nobody made an
    offer for a lot there is nobody to tell: what was decided on it goes out with the rest, and stays out.
    """
    offered = set(bid_lots(tender).values_list("lot", flat=True))
    with_letters = set(tender.decisions.filter(letters__isnull=False).values_list("pk", flat=True))
    out = {one["id"] for one in last_content(tender).get("awards", [])}
    return [
        row
        for row in tender.decisions.order_by("lot", "pk")
        if row.pk in with_letters
        or (row.lot not in offered and (row.withdrawn_at is None or f"{_ocid(tender)}-gunning-{row.pk}-1" in out))
    ]


def _ocid(tender: Tender) -> str:
    return f"{settings.OCID_PREFIX}-{tender.pk}"


def _rows(decisions: Iterable[AwardDecision]) -> dict[int, BidLot]:
    wanted = [pk for one in decisions for pk in one.winners]
    return {row.pk: row for row in BidLot.objects.filter(pk__in=wanted).select_related("bid").order_by("pk")}


def _values(tender: Tender, spec: Specification, decisions: Iterable[AwardDecision]) -> dict[int, Decimal]:
    """The awarded value of each winner, by id of its offer; no other price."""
    won = {pk for one in decisions for pk in one.winners}
    found: dict[int, Decimal] = {}
    for lot in {one.lot for one in decisions}:
        offers = judged(tender, spec, lot).offers
        found |= {int(name): offer.price for name, offer in offers.items() if int(name) in won}
    return found


def _status(tender: Tender, decisions: Iterable[AwardDecision]) -> str:
    if tender.state == TenderState.STOPPED and any(row.withdrawn_at is None for row in decisions):
        return "unsuccessful"
    return STATUSES.get(TenderState(tender.state), "active")


def _party(card: organisations.OrganisationCard) -> ocds.Party:
    return ocds.Party(id=card.id, name=card.name, number=card.enterprise_number)


def _awards(
    ocid: str,
    spec: Specification,
    decisions: Iterable[AwardDecision],
    rows: dict[int, BidLot],
    cards: dict[int, organisations.OrganisationCard],
    values: dict[int, Decimal],
) -> Iterator[ocds.Awarded]:
    titles = {lot.number: lot.title for lot in spec.lots}
    for one in decisions:
        is_awarded = one.outcome == Outcome.AWARDED
        status = "active" if is_awarded else "unsuccessful"
        for place, pk in enumerate(one.winners or [None], start=1):
            yield ocds.Awarded(
                id=f"{ocid}-gunning-{one.pk}-{place}",
                lot=one.lot,
                title=titles.get(one.lot, spec.title),
                status="cancelled" if one.withdrawn_at else status,
                decided_on=one.decided_on,
                supplier=_party(cards[rows[pk].bid.supplier_id]) if pk else None,
                value=values.get(pk) if pk else None,
            )


def _contracts(
    ocid: str,
    tender: Tender,
    spec: Specification,
    awards: Iterable[ocds.Awarded],
    values: Mapping[int, Decimal],
    on: date,
) -> list[ocds.Contracted]:
    """A contract for each award that was concluded or signed; with nobody whom the award does not name.

    What went out under an id keeps it, whether the contract was concluded with the tender first or signed as a framework.
    """
    concluded = {
        f"{ocid}-gunning-{row.decision_id}-{row.decision.winners.index(row.bid_lot_id) + 1}": row
        for row in Conclusion.objects.filter(decision__tender=tender).select_related("decision").order_by("pk")
    }
    agreed = {(one.lot, one.supplier_id): one for _key, book in contract_books for one in book.contracts(tender.pk, on)}
    told = [one for _key, book in progress_books for one in book.called_off(tender.pk)]
    ids = {one["awardID"]: one["id"] for one in last_contracts(tender)}
    states_most = spec.framework is not None and spec.framework.most_amount is not None
    found = []
    for award in awards:
        row, supplier = concluded.get(award.id), award.supplier
        contract = agreed.get((award.lot, supplier.id)) if supplier and award.status == "active" else None
        if row is None and contract is None:
            continue
        first = f"{ocid}-contract-{row.pk}" if row else award.id.replace("-gunning-", "-contract-gunning-", 1)
        value = contract.most_amount if contract and states_most else None
        if value is None and row is not None:
            value = values[row.bid_lot_id]
        found.append(
            ocds.Contracted(
                id=ids.get(award.id, first),
                award=award.id,
                title=tender.title,
                value=value,
                concluded_on=contract.signed_on if contract else row.concluded_on,  # type: ignore[union-attr]
                starts_on=contract.starts_on if contract else row.starts_on,  # type: ignore[union-attr]
                ends_on=contract.ends_on if contract else row.ends_on,  # type: ignore[union-attr]
                is_over=contract.is_over if contract else False,
                altered=list(_altered(contract, states_most=states_most)) if contract else (),
                progress=_progress(told, award) if contract else (),
                is_invented=contract.is_invented if contract else False,
            )
        )
    return found


def _altered(contract: Agreed, *, states_most: bool) -> Iterator[ocds.Altered]:
    """What changed of what is public. Why is for whoever sees the contract: it may tell of prices."""
    before: Change | None = None
    for change in contract.changes:
        said = [f"Ondertekende wijziging, geldig vanaf {change.valid_from:%d/%m/%Y}."]
        if before is not None and change.ends_on != before.ends_on:
            said.append(f"Het contract loopt tot en met {change.ends_on:%d/%m/%Y}.")
        if before is not None and states_most and change.most_amount not in {None, before.most_amount}:
            said.append(f"Er kan voor ten hoogste € {change.most_amount:,.0f} besteld worden.".replace(",", "."))
        if before is not None:
            yield ocds.Altered(id=f"wijziging-{change.number}", on=change.signed_on, what=" ".join(said))
        before = change
    if contract.stopped_on is not None:
        yield ocds.Altered(id="stop", on=contract.stopped_on, what="Het contract is voor zijn einde gestopt.")


def _progress(told: Iterable[CalledOff], award: ocds.Awarded) -> list[ocds.Progress]:
    return [
        ocds.Progress(until=one.until, amount=one.amount, rounded_to=one.rounded_to, told_at=one.told_at)
        for one in told
        if award.supplier is not None and (one.lot, one.supplier_id) == (award.lot, award.supplier.id)
    ]


def last_content(tender: Tender) -> dict[str, Any]:
    """The last release: all that is public by now; empty where nothing went out."""
    last = tender.releases.order_by("-number").first()
    return last.content if last else {}


def last_contracts(tender: Tender) -> list[dict[str, Any]]:
    """Contracts and what was called off under them, as they last went out."""
    found: list[dict[str, Any]] = last_content(tender).get("contracts", [])
    return found


def releases_of(tenders: Iterable[Tender]) -> dict[int, list[dict[str, Any]]]:
    """What went out of each of these tenders, by id: one query."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = OpenRelease.objects.filter(tender__in=[one.pk for one in tenders]).order_by("tender_id", "number")
    for row in rows:
        found.setdefault(row.tender_id, []).append(row.content)
    return found
