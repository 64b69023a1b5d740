"""Tenders over the API for boards and the support point: what is bought, what one's own board needs, how it ended."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router

from steunpunt.contract.tenders import access, actions, queries
from steunpunt.contract.tenders.models import BoardNeeds, Tender
from steunpunt.contract.tenders.rest.schemas import (
    AwardOut,
    NeedsIn,
    NeedsOut,
    TenderDetail,
    TenderFilter,
    TenderId,
    TenderPage,
)
from steunpunt.contract.tenders.rest.shown import address, filtered, specification
from steunpunt.contract.tenders.rules import needs as rules
from steunpunt.foundation.acting import Actor, ActorRequest

router = Router(tags=["tenders"])


def _seen(actor: Actor) -> QuerySet[Tender]:
    """Tenders that the actor sees, each with whether its own board said what it needs."""
    own = access.own_boards(actor).filter(tender=OuterRef("pk"))
    said = BoardNeeds.objects.filter(board__tender=OuterRef("pk"), board__organisation_id=actor.organisation_id or 0)
    return queries.with_counts(access.visible_tenders(actor)).annotate(takes_part=Exists(own), said=Exists(said))


def _tender(row: Any) -> dict[str, Any]:
    own = {"id", "reference", "title", "state", "procedure", "authority_id", "project_id", "needs_until", "is_invented"}
    moments = {"published_at", "questions_until", "candidates_until", "offers_until"}
    return {
        **{name: getattr(row, name) for name in own | moments},
        "authority": str(row.authority),
        "boards": row.board_count or 0,
        "needs_stated": row.said if row.takes_part else None,
    }


@router.get("", response=TenderPage, url_name="tenders", summary="Tenders that you may see, newest first")
def tenders(request: ActorRequest, asked: Query[TenderFilter]) -> dict[str, Any]:
    """For boards those for which is bought, for buyers and advisers all. Suppliers read `/public-contracts`. A key needs
    `tenders:read`.
    """
    rows = filtered(access.visible_tenders(request.actor), asked)
    page = filtered(_seen(request.actor), asked).order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "results": [_tender(row) for row in page]}


@router.get("/{tender_id}", response=TenderDetail, url_name="tender", summary="One tender, with what is asked")
def tender(request: ActorRequest, tender_id: TenderId) -> dict[str, Any]:
    row = get_object_or_404(_seen(request.actor), pk=tender_id)
    is_public = queries.is_public(row)
    with_quantities = row.published_at is not None or access.is_buyer(request.actor)
    return {
        **_tender(row),
        "specification": specification(queries.specification(row), with_quantities=with_quantities),
        "stopped": row.over_reason,
        "contract_url": address("tenders:market", row) if is_public else None,
        "open_data_url": address("tenders:open_record", row) if is_public else None,
    }


def _needs(needs: rules.Needs, stated_at: datetime | None) -> dict[str, Any]:
    said = ("likely", "most", "wanted", "supplier", "contract_ends_on", "remark")
    return {**{name: getattr(needs, name) for name in said}, "stated_at": stated_at}


@router.get(
    "/{tender_id}/needs", response=NeedsOut, url_name="tender_needs", summary="What your own board said that it needs"
)
def tender_needs(request: ActorRequest, tender_id: TenderId) -> dict[str, Any]:
    own = get_object_or_404(access.own_boards(request.actor), tender_id=tender_id)
    last = BoardNeeds.objects.filter(board=own).order_by("-pk").first()
    return _needs(rules.read(last.content), last.stated_at) if last else _needs(rules.Needs(), None)


@router.put(
    "/{tender_id}/needs", response=NeedsOut, url_name="tender_needs_state", summary="Say what your own board needs"
)
def tender_needs_state(request: ActorRequest, tender_id: TenderId, given: NeedsIn) -> dict[str, Any]:
    """By its ICT manager or secretary, until the tender is published. The newest counts, and it binds to nothing. A key needs
    `tenders:write` as well.
    """
    get_object_or_404(access.own_boards(request.actor), tender_id=tender_id)
    wanted = tuple(rules.Wanted(level=one.level, text=one.text) for one in given.wanted)
    needs = rules.Needs(**{**given.dict(), "wanted": wanted})
    row = actions.state_needs(tender_id=tender_id, needs=needs, now=timezone.now(), by=request.actor)
    return _needs(needs, row.stated_at)


@router.get(
    "/{tender_id}/award", response=list[AwardOut], url_name="tender_award", summary="How each lot of a tender ended"
)
def tender_award(request: ActorRequest, tender_id: TenderId) -> list[dict[str, Any]]:
    """Once it was decided; before that there is nothing here."""
    row = get_object_or_404(access.visible_tenders(request.actor), pk=tender_id)
    if not access.reads_award(request.actor, row):
        raise Http404
    decisions = queries.standing(row)
    winners = queries.winners_of(decisions.values())
    return [
        {
            "lot": lot.number,
            "title": lot.title,
            "outcome": decision.outcome,
            "body": decision.body,
            "decided_on": decision.decided_on,
            "winners": [
                {
                    "organisation_id": winners[pk].bid.supplier_id,
                    "name": str(winners[pk].bid.supplier),
                    "variant": winners[pk].bid.variant,
                }
                for pk in decision.winners
            ],
        }
        for lot in queries.specification(row).lots
        if (decision := decisions.get(lot.number)) is not None
    ]
