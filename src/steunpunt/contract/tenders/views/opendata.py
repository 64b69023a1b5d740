"""Public contracts as open data, for everybody."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.rules import ocds
from steunpunt.contract.tenders.views.shared import only_if
from steunpunt.foundation.acting import STRANGER, ActorRequest

PUBLISHER = "Steunpunt"


@require_GET
def record(request: ActorRequest, tender_id: int) -> HttpResponse:
    """One tender: all its releases, and what they come to."""
    tender = get_object_or_404(access.market_tenders(STRANGER), pk=tender_id)
    releases = queries.releases_of([tender]).get(tender.pk, [])
    only_if(bool(releases))
    package = ocds.record_package(
        [ocds.record(releases)],
        uri=settings.BASE_URL + request.path,
        publisher=PUBLISHER,
        at=timezone.now(),
    )
    return HttpResponse(json.dumps(package, ensure_ascii=False, indent=1), content_type="application/json")


@require_GET
def everything(request: ActorRequest) -> StreamingHttpResponse:
    """Every release of every tender, one a line."""
    response = StreamingHttpResponse(_lines(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="overheidsopdrachten-ocds.jsonl"'
    return response


def _lines() -> Iterator[str]:
    tenders = list(access.market_tenders(STRANGER).order_by("pk"))
    for releases in queries.releases_of(tenders).values():
        for one in releases:
            yield json.dumps(one, ensure_ascii=False) + "\n"


def awards_told(tender: Tender) -> list[dict[str, Any]]:
    """Who won each lot, for people: what last went out, and nothing else."""
    content = queries.last_content(tender)
    return [
        {
            "title": one["title"],
            "suppliers": ", ".join(each["name"] for each in one.get("suppliers", [])),
            "decided_on": _day(one["date"]),
            "amount": one["value"]["amount"] if "value" in one else None,
        }
        for one in content.get("awards", [])
        if one["status"] != "cancelled"
    ]


def contracts_told(tender: Tender) -> list[dict[str, Any]]:
    """Contracts and what was called off under them, for people: what last went out, and nothing else."""
    content = queries.last_content(tender)
    awards = {one["id"]: one for one in content.get("awards", [])}
    suppliers = {key: ", ".join(each["name"] for each in one.get("suppliers", [])) for key, one in awards.items()}
    has_lots = len({one["title"] for one in awards.values()}) > 1
    return [
        {
            "supplier": suppliers.get(one["awardID"], ""),
            "lot": awards[one["awardID"]]["title"] if has_lots and one["awardID"] in awards else "",
            "is_over": one["status"] == "terminated",
            "amount": one["value"]["amount"] if "value" in one else None,
            "signed_on": _day(one["dateSigned"]),
            "starts_on": _day(one["period"]["startDate"]),
            "ends_on": _day(one["period"]["endDate"]),
            "note": one.get("description", ""),
            "changes": [(_day(each["date"]), each["rationale"]) for each in one.get("amendments", [])],
            "called_off": [each["description"] for each in one.get("implementation", {}).get("milestones", [])][::-1],
        }
        for one in content.get("contracts", [])
    ]


def _day(moment: str) -> date:
    """Moments stand in the time of Brussels, as days begin there."""
    return date.fromisoformat(moment[:10])
