"""Where agents report, and the keys with which they do so."""

import base64
import binascii
from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.assess.inventory import access, actions, queries
from steunpunt.assess.inventory.actions.importing import marked
from steunpunt.assess.inventory.choices import Verdict
from steunpunt.assess.inventory.forms.estate import AgentKeyForm
from steunpunt.assess.inventory.models import AgentKey
from steunpunt.assess.inventory.reading import Unreadable, sent
from steunpunt.assess.inventory.values import Row
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Denied, Refused
from steunpunt.foundation.ui.forms import worked

HOURS = 24
"""After so many hours an agent tells again."""


@csrf_exempt  # a program with a key, not a browser with a session
@require_POST
def agent(request: HttpRequest) -> HttpResponse:
    """What agents speak: they ask what to do (`contact`), and send an inventory, whole or in part, packed or not."""
    key = queries.key_by(marked(_key(request)))
    if key is None:
        answer = _answer(401, _("This key is unknown, or has ended."))
        answer["WWW-Authenticate"] = 'Basic realm="inventory"'
        return answer
    try:
        return _told(key, *sent(request.body))
    except RequestDataTooBig:
        return _answer(413, str(queries.WORDS["too_large"]))
    except Unreadable as unreadable:
        return _answer(400, str(queries.words_of(unreadable.fault)))
    except Denied:
        return _answer(403, _("This key is of another board than the tag of the agent."))


def _told(key: AgentKey, data: Any, row: Row) -> HttpResponse:
    if isinstance(data, dict) and data.get("action") == "contact":
        return JsonResponse({"status": "ok", "expiration": HOURS, "tasks": {"inventory": {"server": "steunpunt"}}})
    by = Actor(person_name=key.name, organisation_id=key.organisation_id, via="api")
    tag = str(data.get("tag", "")) if isinstance(data, dict) else ""
    told = actions.report_device(key=key, row=row, tag=tag, now=timezone.now(), today=timezone.localdate(), by=by)
    faults = [fault.as_data() | {"text": str(queries.words_of(fault))} for fault in told.faults]
    if told.verdict is Verdict.REFUSED:
        return _answer(422, str(queries.WORDS["not_an_inventory"]), faults=faults)
    return JsonResponse(
        {"status": "ok", "expiration": HOURS, "verdict": told.verdict.value, "asset": told.asset_id, "faults": faults}
    )


def _key(request: HttpRequest) -> str:
    """Of `Authorization: Bearer …`, or the password of Basic, as agents send it."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return given.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _answer(status: int, message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"status": "error", "message": message, "expiration": HOURS, **more}, status=status)


# ── keys ─────────────────────────────────────────────────────────────────────
@signed_in
@require_http_methods(["GET", "POST"])
def agent_keys(request: ActorRequest) -> HttpResponse:
    """The keys of one's own board; a new one is shown once."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    form, made = AgentKeyForm(request.POST or None), ""

    def work() -> None:
        nonlocal made
        _row, made = actions.make_agent_key(name=form.cleaned_data["name"], now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        form = AgentKeyForm()
    context = {
        "form": form,
        "made": made,
        "keys": list(access.visible_agent_keys(request.actor).order_by("-pk")),
        "address": request.build_absolute_uri(reverse("inventory:agent")),
        "trail": [(_("Assess"), ""), (_("Inventory"), reverse("inventory:assets")), (_("Agents"), "")],
    }
    return render(request, "inventory/agent_keys.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def agent_key_end(request: ActorRequest, key_id: int) -> HttpResponse:
    if not access.visible_agent_keys(request.actor).filter(pk=key_id).exists():
        raise Http404
    try:
        actions.end_agent_key(key_id=key_id, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("inventory:agent_keys")
