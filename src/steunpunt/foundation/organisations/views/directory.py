"""The list of organisations, its map, and the page of one organisation."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from steunpunt.foundation.acting import ActorRequest, Text, require
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import access, charts, queries
from steunpunt.foundation.organisations.choices import (
    BOARD_KINDS,
    RELATABLE,
    SAID,
    SAID_BACK,
    AddressKind,
    FigureKind,
    Kind,
    RelationKind,
)
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.rules.boards import relation_choices
from steunpunt.foundation.organisations.rules.numbers import shown_enterprise_number
from steunpunt.foundation.organisations.values import Land
from steunpunt.foundation.organisations.views.listing import SPEC, asks_for_scale, sortable
from steunpunt.foundation.ui import lists, registry
from steunpunt.foundation.ui.charts import Chart

HISTORY = 200


@login_required
@require_GET
def organisation_list(request: ActorRequest) -> HttpResponse:
    """All organisations that exist today; those that ended are found by search."""
    require(access.may_read_directory(request.actor))
    rows = _rows(request)
    if file := lists.export(request, SPEC, rows):
        return file
    shown = lists.list_page(request, SPEC, rows)
    return render(
        request,
        "organisations/list.html",
        {
            "list": shown,
            "map": _map(request, shown),
            "may_keep": access.may_keep_organisations(request.actor),
        },
    )


def narrowed_rows(request: ActorRequest) -> QuerySet[Organisation]:
    """The rows that the list shows for an address, all pages of it."""
    rows, _filters, _search = lists.narrowed(request, SPEC, _rows(request))
    return rows


def _covered(shown: lists.ListPage) -> int:
    """On how many municipalities the list is. The whole list names each of them itself, which is quicker to count."""
    if shown.is_narrowed:
        return queries.lands_of(shown.found, timezone.localdate()).count()
    return shown.found.filter(kind=Kind.MUNICIPALITY).order_by().count()


def _map(request: ActorRequest, shown: lists.ListPage) -> Chart | None:
    """The map above the list, or nothing when the list is about no municipality."""
    selected = _covered(shown)
    if not selected:
        return None
    query = request.GET.urlencode()
    return charts.selection_map(
        reverse("organisations:map") + (f"?{query}" if query else ""),
        selected=selected,
        is_narrowed=shown.is_narrowed,
        has_own=request.actor.organisation_kind in BOARD_KINDS,
    )


def _rows(request: ActorRequest) -> QuerySet[Organisation]:
    """Those that exist today; a search finds those that ended as well."""
    today = timezone.localdate()
    rows = access.visible_organisations(request.actor)
    if not request.GET.get("q", "").strip():
        rows = rows.filter(queries.holding(today))
    return sortable(rows, today) if asks_for_scale(request.GET) else rows


@login_required
@require_GET
def organisation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.with_portrait(access.visible_organisations(request.actor), today)
    organisation = get_object_or_404(rows, pk=pk)
    relations = _relations(organisation, today)
    population, series = queries.population_and_series(pk, today)
    portrait = queries.portrait_of(organisation)
    neighbours = queries.neighbours(pk, today) if organisation.kind == Kind.MUNICIPALITY else []
    reads_directory = access.may_read_directory(request.actor)
    return render(
        request,
        "organisations/detail.html",
        {
            "organisation": organisation,
            "portrait": portrait,
            "ended": organisation.valid_to is not None and organisation.valid_to <= today,
            "enterprise_number": shown_enterprise_number(organisation.enterprise_number or ""),
            "population": population,
            "relations": relations,
            "successor": next((one.other for one in relations if one.words == SAID[RelationKind.MERGED_INTO]), None),
            "neighbours": neighbours,
            "map": charts.board_map(organisation.name, f"{reverse('organisations:map')}?rond={pk}", len(neighbours))
            if reads_directory and _has_land(organisation, portrait.land, relations, today)
            else None,
            "figures": [(FigureKind(one.kind).label, one) for one in portrait.figures],
            "seats": [(AddressKind(one.kind).label, one) for one in portrait.seats],
            "chart": charts.population_chart(organisation.name, series),
            "panels": registry.panels(registry.board_panels, request, pk),
            "may_keep": access.may_keep_organisations(request.actor),
            "can_relate": any(relation_choices(organisation.kind)),
            "reads_directory": reads_directory,
        },
    )


def _has_land(organisation: Organisation, land: Land | None, relations: "list[ShownRelation]", today: date) -> bool:
    """A municipality has land of its own; an OCMW that of its municipality, a zone that of its members."""
    if organisation.kind == Kind.MUNICIPALITY:
        return land is not None and today in organisation.period
    return any(one.can_end and (one.valid_from is None or one.valid_from <= today) for one in relations)


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation as one of the two says it, with the other one."""

    id: int
    words: Text
    other: Organisation
    valid_from: date | None
    valid_to: date | None
    can_end: bool


def _relations(organisation: Organisation, today: date) -> list[ShownRelation]:
    found = []
    for relation in queries.relations_of(organisation.pk):
        is_source = relation.source_id == organisation.pk
        kind = RelationKind(relation.kind)
        found.append(
            ShownRelation(
                relation.pk,
                (SAID if is_source else SAID_BACK)[kind],
                relation.target if is_source else relation.source,
                relation.valid_from,
                relation.valid_to,
                can_end=kind in RELATABLE and (relation.valid_to is None or relation.valid_to > today),
            )
        )
    return found


@login_required
@require_GET
def organisation_history(request: ActorRequest, pk: int) -> HttpResponse:
    """What happened to the organisation itself: names, addresses, ties, merger. Newest first."""
    organisation = get_object_or_404(access.visible_organisations(request.actor), pk=pk)
    told = lines(entries_about(f"organisation:{pk}")[:HISTORY])
    return render(
        request,
        "organisations/history.html",
        {
            "organisation": organisation,
            "history": told,
            "people": registry.names_of(registry.person_names, (line.person_id for line in told)),
            "organisations": registry.names_of(registry.organisation_names, (line.on_behalf_of_id for line in told)),
            "reads_directory": access.may_read_directory(request.actor),
        },
    )
