"""The list of organisations, its map, and the page of one organisation."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from steunpunt.foundation.acting import ActorRequest, Text, require
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import access, charts, public, queries
from steunpunt.foundation.organisations.choices import (
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
from steunpunt.foundation.organisations.views.listing import SPEC, asks_for_scale, sortable
from steunpunt.foundation.ui import lists, registry

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
    selected = _covered(shown)
    query = request.GET.urlencode()
    url = reverse("organisations:map") + (f"?{query}" if query else "")
    return render(
        request,
        "organisations/list.html",
        {
            "list": shown,
            "map": charts.selection_map(url, selected=selected) if selected else None,
            "may_keep": access.may_keep_organisations(request.actor),
        },
    )


def _covered(shown: lists.ListPage) -> int:
    """On how many municipalities the list is. The whole list names each of them itself, which is quicker to count."""
    if shown.is_narrowed:
        return queries.lands_of(shown.found, timezone.localdate()).count()
    return shown.found.filter(kind=Kind.MUNICIPALITY).order_by().count()


def _rows(request: ActorRequest) -> QuerySet[Organisation]:
    """Those that exist today; a search finds those that ended as well."""
    today = timezone.localdate()
    rows = access.visible_organisations(request.actor)
    if not request.GET.get("q", "").strip():
        rows = rows.filter(queries.holding(today))
    return sortable(rows, today) if asks_for_scale(request.GET) else rows


@login_required
@require_GET
@cache_control(private=True, max_age=300)
def organisation_map(request: ActorRequest) -> HttpResponse:
    """GeoJSON of the municipalities round the list's choice; `selected` says which ones the list covers."""
    require(access.may_read_directory(request.actor))
    today = timezone.localdate()
    province = request.GET.get("province", "")
    round_about = queries.standing(today, kinds=[Kind.MUNICIPALITY], province=province).values_list("pk", flat=True)
    narrowed, _filters, _search = lists.narrowed(request, SPEC, _rows(request))
    selected = set(queries.lands_of(narrowed, today).values_list("pk", flat=True))
    drawn = public.outlines([*round_about, *selected], today)
    for feature in drawn["features"]:
        feature["properties"]["selected"] = feature["id"] in selected
    return JsonResponse(drawn)


@login_required
@require_GET
def organisation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.with_portrait(access.visible_organisations(request.actor), today)
    organisation = get_object_or_404(rows, pk=pk)
    relations = _relations(organisation, today)
    population, series = queries.population_and_series(pk, today)
    portrait = queries.portrait_of(organisation)
    is_municipality = organisation.kind == Kind.MUNICIPALITY
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
            "neighbours": queries.neighbours(pk, today) if is_municipality else [],
            "figures": [(FigureKind(one.kind).label, one) for one in portrait.figures],
            "seats": [(AddressKind(one.kind).label, one) for one in portrait.seats],
            "chart": charts.population_chart(organisation.name, series),
            "panels": registry.panels(registry.board_panels, request, pk),
            "may_keep": access.may_keep_organisations(request.actor),
            "can_relate": any(relation_choices(organisation.kind)),
            "reads_directory": access.may_read_directory(request.actor),
        },
    )


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
