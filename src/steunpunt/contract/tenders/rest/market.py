"""Public contracts over the API, for everybody; and for a supplier the receipts of its own offers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import AuthenticationError

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.choices import TenderState
from steunpunt.contract.tenders.models import Envelope, Letter, SupplierQuestion, Tender
from steunpunt.contract.tenders.rest.schemas import (
    ContractDetail,
    ContractFilter,
    ContractPage,
    ContractQuestionOut,
    OfferFilter,
    OfferPage,
    TenderId,
)
from steunpunt.contract.tenders.rest.shown import address, filtered, specification
from steunpunt.foundation.access.public import authenticate_token
from steunpunt.foundation.acting import Actor, ActorRequest

contracts = Router(tags=["tenders"])
offers = Router(tags=["tenders"])


def _reader(request: ActorRequest) -> Actor:
    """Anybody; with a key its owner, who also reads that to which the own supplier was invited."""
    if "Authorization" not in request.headers:
        return request.actor
    actor = authenticate_token(request)
    if actor is None:
        raise AuthenticationError
    return actor


def _contract(row: Tender, now: datetime) -> dict[str, Any]:
    own = {"id", "reference", "title", "procedure", "authority_id", "is_invented"}
    moments = {"published_at", "questions_until", "candidates_until", "offers_until"}
    return {
        **{name: getattr(row, name) for name in own | moments},
        "state": row.told_state,  # type: ignore[attr-defined]  # annotated
        "authority": str(row.authority),
        "is_open": access.is_open_for_offers(row, now),
        "url": address("tenders:market", row),
        "open_data_url": address("tenders:open_record", row) if queries.is_public(row) else None,
    }


@contracts.get(
    "", response=ContractPage, auth=None, url_name="contracts", summary="Public contracts, the last deadline first"
)
def contract_list(request: ActorRequest, asked: Query[ContractFilter]) -> dict[str, Any]:
    """For everybody, without logging in. A supplier that sends a key with `tenders:read` also finds to what it was invited."""
    now = timezone.now()
    rows = filtered(queries.as_told(access.market_tenders(_reader(request))), asked, state="told_state")
    if asked.open:
        is_open = Q(state=TenderState.PUBLISHED, offers_until__gt=now)
        rows = rows.filter(is_open if asked.open == "yes" else ~is_open)
    page = rows.select_related("authority").order_by("-offers_until", "-pk")
    found = page[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": [_contract(row, now) for row in found]}


@contracts.get(
    "/{tender_id}", response=ContractDetail, auth=None, url_name="contract", summary="One public contract, as published"
)
def contract(request: ActorRequest, tender_id: TenderId) -> dict[str, Any]:
    rows = queries.as_told(access.market_tenders(_reader(request))).select_related("authority")
    row = get_object_or_404(rows, pk=tender_id)
    versions = queries.versions(row.publications.order_by("-number"))
    spec = queries.published(versions[0].row)
    is_stopped = row.told_state == TenderState.STOPPED  # type: ignore[attr-defined]  # annotated
    return {
        **_contract(row, timezone.now()),
        "specification": specification(spec, with_quantities=True),
        "boards": queries.boards_named(row, spec),
        "versions": [
            {
                **{name: getattr(one.row, name) for name in ("number", "published_at", "reason", "fingerprint")},
                "round": one.round,
                "changed": one.changed,
            }
            for one in versions
        ],
        "stopped": row.over_reason if is_stopped else "",
    }


@contracts.get(
    "/{tender_id}/questions",
    response=list[ContractQuestionOut],
    auth=None,
    url_name="contract_questions",
    summary="Questions about a public contract, with their answers",
)
def contract_questions(request: ActorRequest, tender_id: TenderId) -> list[dict[str, Any]]:
    """What was answered, for everybody; after it one's own questions that wait for an answer."""
    actor = _reader(request)
    row = get_object_or_404(access.market_tenders(actor), pk=tender_id)
    own = set(
        access.own_questions(actor).filter(organisation_id=actor.organisation_id or 0).values_list("pk", flat=True)
    )
    rows = row.questions.filter(Q(answered_at__isnull=False) | Q(pk__in=own)).order_by("answered_at", "pk")
    return [_question(one, is_own=one.pk in own) for one in rows]


def _question(row: SupplierQuestion, *, is_own: bool) -> dict[str, Any]:
    return {
        "question": row.public_text if row.answered_at else row.text,
        "answer": row.answer,
        "asked_at": row.asked_at if is_own else None,
        "answered_at": row.answered_at,
        "is_own": is_own,
    }


# ── one's own offers ─────────────────────────────────────────────────────────
@offers.get("", response=OfferPage, url_name="offers", summary="Offers of your own supplier: that they came in, whole")
def own_offers(request: ActorRequest, asked: Query[OfferFilter]) -> dict[str, Any]:
    """Receipts and results, never what is in an envelope. For bidders of a supplier; a key needs `tenders:read`."""
    rows = access.own_bids(request.actor)
    if asked.tender:
        rows = rows.filter(round__tender_id=asked.tender)
    envelopes = Envelope.objects.order_by("pk").defer("manifest", "locked_key", "opened_key")
    page = list(
        rows.select_related("round__tender")
        .prefetch_related(Prefetch("envelopes", envelopes))
        .order_by("-pk")[asked.offset : asked.offset + asked.limit]
    )
    letters = access.own_letters(request.actor).filter(bid_lot__bid__in=[row.pk for row in page])
    told = _by_offer(letters.filter(decision__withdrawn_at=None).select_related("bid_lot").order_by("pk"))
    return {"count": rows.count(), "results": [_offer(row, told.get(row.pk, ())) for row in page]}


def _by_offer(letters: Iterable[Letter]) -> Mapping[int, list[Letter]]:
    found: dict[int, list[Letter]] = {}
    for letter in letters:
        found.setdefault(letter.bid_lot.bid_id, []).append(letter)
    return found


def _offer(row: Any, letters: Iterable[Letter]) -> dict[str, Any]:
    of_tender = row.round.tender
    return {
        **{name: getattr(row, name) for name in ("id", "variant", "made_at", "withdrawn_at", "is_complete")},
        "tender_id": of_tender.pk,
        "reference": of_tender.reference,
        "title": of_tender.title,
        "round": row.round.number,
        "envelopes": [
            {
                **{name: getattr(one, name) for name in ("kind", "number", "received_at", "size", "fingerprint")},
                "is_replaced": one.replaced_at is not None,
            }
            for one in row.envelopes.all()
        ],
        "results": [{"lot": one.bid_lot.lot, "result": one.kind, "told_at": one.sent_at} for one in letters],
    }
