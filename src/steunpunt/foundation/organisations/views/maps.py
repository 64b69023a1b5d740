"""The shapes that the maps of the directory are drawn from, as GeoJSON."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.organisations import access, public, queries
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.views.directory import narrowed_rows
from steunpunt.foundation.organisations.views.listing import size_of


@login_required
@require_GET
@gzip_page
@cache_control(private=True, max_age=300)
def organisation_map(request: ActorRequest) -> JsonResponse:
    """The municipalities of a list, or round a board (`rond`); `selected` says which ones it is about.

    Packed, because the shapes of all Flanders are large; nothing in them is secret or comes from the address.
    """
    require(access.may_read_directory(request.actor))
    today = timezone.localdate()
    around = request.GET.get("rond", "")
    if around.isdecimal() and len(around) < 18:
        board = get_object_or_404(access.visible_organisations(request.actor), pk=int(around))
        selected = _ids(queries.lands_of(queries.standing(today).filter(pk=board.pk), today))
        shown = selected | queries.bordering(selected, today)
    else:
        selected = _ids(queries.lands_of(narrowed_rows(request), today))
        province = request.GET.get("province", "")
        shown = selected | _ids(queries.standing(today, kinds=[Kind.MUNICIPALITY], province=province))
    own = _ids(queries.lands_of(queries.standing(today).filter(pk=request.actor.organisation_id or 0), today))
    return JsonResponse(_described(public.outlines(shown, today), selected, own))


def _ids(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _described(drawn: dict[str, Any], selected: set[int], own: set[int]) -> dict[str, Any]:
    """Each shape with what its colour, label and link need."""
    today = timezone.localdate()
    ids = [feature["id"] for feature in drawn["features"]]
    counted, centres = queries.populations(ids, today), queries.centres(ids, today)
    for feature in drawn["features"]:
        pk = feature["id"]
        longitude, latitude = centres.get(pk, (None, None))
        feature["properties"] |= {
            "selected": pk in selected,
            "own": pk in own,
            "size": size_of(counted[pk].inhabitants) if pk in counted else "",
            "longitude": longitude,
            "latitude": latitude,
            "url": reverse("organisations:detail", args=[pk]),
        }
    return drawn
