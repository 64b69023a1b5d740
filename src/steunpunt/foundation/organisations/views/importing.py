"""Bring in organisations from a spreadsheet: look first, then do."""

import dataclasses
import json
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.foundation.acting import ActorRequest, Reason, Refused, require
from steunpunt.foundation.organisations import access, actions
from steunpunt.foundation.organisations.choices import FIELD_WORDS, ChangeKind
from steunpunt.foundation.organisations.forms import ImportForm
from steunpunt.foundation.organisations.rules.tables import Reading
from steunpunt.foundation.organisations.values import Listed, LoadOutcome, Period, Place

SALT = "organisations.import"
VALID_SECONDS = 60 * 60
SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: ActorRequest) -> HttpResponse:
    """Send a file and see what it would do. Nothing changes here."""
    require(access.may_keep_organisations(request.actor))
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "megabytes": settings.MAX_UPLOAD_BYTES // 1024 // 1024}
    if form.is_valid() and form.reading is not None:
        context |= _look(request, form.reading)
    return render(request, "organisations/import.html", context)


def _look(request: ActorRequest, reading: Reading) -> dict[str, Any]:
    outcome: LoadOutcome | None = None
    reasons: tuple[Reason, ...] = ()
    if not reading.problems:
        try:
            outcome = actions.load_organisations(
                listed=reading.listed,
                source=_("spreadsheet"),
                today=timezone.localdate(),
                by=request.actor,
                dry_run=True,
            )
        except Refused as refused:
            reasons = refused.reasons
    found = outcome.changes if outcome else ()
    return {
        "reading": reading,
        "outcome": outcome,
        "changes": [(ChangeKind(change.kind).label, change) for change in found[:SHOWN]],
        "count": len(found),
        "problems": reading.problems[:SHOWN],
        "more": max(len(found), len(reading.problems)) - SHOWN,
        "words": FIELD_WORDS,
        "reasons": reasons,
        "payload": _packed(reading.listed) if outcome and not outcome.is_empty else "",
    }


@login_required
@require_POST
def import_confirm(request: ActorRequest) -> HttpResponse:
    """Do what the look at the file showed. The rows come back signed, so they are the ones that were looked at."""
    require(access.may_keep_organisations(request.actor))
    try:
        listed = _unpacked(request.POST.get("payload", ""))
    except signing.BadSignature:
        messages.error(request, _("The look at the file is too long ago. Send the file again."))
        return redirect("organisations:import")
    outcome = actions.load_organisations(
        listed=listed, source=_("spreadsheet"), today=timezone.localdate(), by=request.actor
    )
    count = len(outcome.changes)
    text = ngettext("%(count)s change is made.", "%(count)s changes are made.", count)
    messages.success(request, text % {"count": count})
    return redirect("organisations:list")


def _packed(listed: tuple[Listed, ...]) -> str:
    return signing.dumps([dataclasses.asdict(one) for one in listed], salt=SALT, compress=True, serializer=_Json)


def _unpacked(payload: str) -> list[Listed]:
    rows = signing.loads(payload, salt=SALT, max_age=VALID_SECONDS, serializer=_Json)
    return [
        Listed(
            **{
                **row,
                "period": Period(*(date.fromisoformat(day) if day else None for day in row["period"].values())),
                "seat": Place(**row["seat"]) if row["seat"] else None,
            }
        )
        for row in rows
    ]


class _Json:
    """JSON with days in it."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value, separators=(",", ":"), default=str).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
