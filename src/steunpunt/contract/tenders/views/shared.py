"""What all inside pages of one tender need."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.choices import AFTER_OPENING, BY_INVITATION, PRICES_KNOWN, TenderState, words
from steunpunt.contract.tenders.models import Tender
from steunpunt.foundation.acting import ActorRequest


def seen_tenders(request: ActorRequest) -> QuerySet[Tender]:
    return access.visible_tenders(request.actor).select_related("authority", "project")


def tender_or_404(request: ActorRequest, tender_id: int) -> Tender:
    return get_object_or_404(seen_tenders(request), pk=tender_id)


def only_if(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """A page for something that this actor cannot do is no page."""
    if not allowed:
        raise Http404


def _tabs(request: ActorRequest, tender: Tender) -> Iterator[tuple[str, str]]:
    """Keys of pages with their names, as far as they are for this actor."""
    yield "detail", _("Overview")
    yield "needs", _("Needs")
    yield "specification", _("Specification")
    is_preparing = tender.state == TenderState.PREPARING
    if is_preparing and (access.is_buyer(request.actor) or access.is_adviser(request.actor)):
        yield "simulator", _("Simulator")
    if access.is_buyer(request.actor):
        yield "publication", _("Publication")
        yield "checklist", _("Check list")
    if access.is_buyer(request.actor) and tender.procedure in BY_INVITATION:
        yield "candidates", _("Suppliers")
    if access.is_buyer(request.actor) and not is_preparing:
        yield "questions", _("Questions")
    if access.is_buyer(request.actor) or access.may_open(request.actor, tender):
        yield "officers", _("Opening")
    if access.enters_room(request.actor, tender):
        yield "room", _("Scoring room")
    if access.reads_prices(request.actor, tender):
        yield "ranking_first", _("Ranking")
    if sees_award(request, tender):
        yield "award", _("Award")
    if access.reads_award(request.actor, tender) and access.own_boards(request.actor).filter(tender=tender).exists():
        yield "meaning", _("What it means for us")
    yield "history", _("History")


def sees_award(request: ActorRequest, tender: Tender) -> bool:
    """What was decided, for whoever sees the tender; before that for who reads the report or decides."""
    actor = request.actor
    is_open = tender.state in AFTER_OPENING or (tender.state == TenderState.STOPPED and tender.decisions.exists())
    decides = access.may_award(actor, tender) or access.may_record_award(actor, tender)
    return access.reads_report(actor, tender) or access.reads_award(actor, tender) or (is_open and decides)


def shell(request: ActorRequest, tender: Tender, here: str = "", label: str = "") -> dict[str, Any]:
    """Trail and tabs of a tender's page; `here` names the tab, `label` a page below it."""
    overview = reverse("tenders:detail", args=[tender.pk])
    trail = [
        (_("Procure"), ""),
        (_("Tenders"), reverse("tenders:list")),
        (tender.title, overview if label else ""),
    ]
    return {
        "tender": tender,
        "state": words.STATES[tender.state],
        "may_prepare": access.may_prepare(request.actor),
        "is_opened": tender.state in AFTER_OPENING,
        "is_priced": tender.state in PRICES_KNOWN,
        "tabs": [
            (name, reverse(f"tenders:{key}", args=[tender.pk]), key.removesuffix("_first") == here)
            for key, name in _tabs(request, tender)
        ],
        "trail": [*trail, (label, "")] if label else trail,
    }
