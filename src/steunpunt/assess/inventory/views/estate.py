"""Pages of the estate: the list, one thing, labels, what looks like one thing twice, what the board chose."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.inventory import access, actions, labels, queries, sentences
from steunpunt.assess.inventory.choices import AssetKind, AssetState, Door
from steunpunt.assess.inventory.forms import estate as forms
from steunpunt.assess.inventory.lists.estate import assets as asset_list
from steunpunt.assess.inventory.models import Asset, Merge
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page

BOTH = require_http_methods(["GET", "POST"])
MOST_LABELS = 240


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Assess"), ""), (_("Inventory"), reverse("inventory:assets") if more else ""), *more]


def _seen(request: ActorRequest, asset_id: int) -> Asset:
    return get_object_or_404(access.visible_assets(request.actor), pk=asset_id)


@signed_in
@require_GET
def assets(request: ActorRequest) -> HttpResponse:
    """Everything that the board has."""
    actor, now = request.actor, timezone.now()
    if not access.sees_estate(actor):
        raise Http404
    weeks = queries.choice_of(actor.organisation_id or 0).unseen_weeks
    upto = now - timedelta(weeks=weeks)
    spec, rows = asset_list(unseen_upto=upto, today=timezone.localdate()), queries.assets(actor)
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "headline": sentences.estate(queries.totals(rows)),
        "unseen": queries.unseen(actor.organisation_id or 0, upto).count(),
        "weeks": weeks,
        "may_keep": access.may_keep_estate(actor),
        "groups": [
            (card.id, card.name)
            for card in organisations.partnerships_of(actor.organisation_id or 0, timezone.localdate())
        ],
        "trail": trail(),
    }
    return render(request, "inventory/assets.html", context)


@signed_in
@require_GET
def asset(request: ActorRequest, asset_id: int) -> HttpResponse:
    """One thing: what it is, what runs on it, what covers it, what was known of it before."""
    row = _seen(request, asset_id)
    report = getattr(row, "report", None)
    shown = lines(entries_about(f"asset:{row.pk}")[:50])
    context = {
        "asset": row,
        "kind": AssetKind(row.kind).label,
        "state": AssetState(row.state).label,
        "door": Door(row.door).label,
        "macs": [":".join(mac[at : at + 2] for at in range(0, 12, 2)) for mac in row.macs],
        "contracts": list(row.contracts.select_related("current").order_by("pk")),
        "software": queries.software_on(row),
        "sections": sentences.sections(report.content) if report else [],
        "changes": [(one, sentences.changed(one)) for one in row.changes.order_by("-pk")[:50]],
        "merges": list(Merge.objects.filter(kept=row, undone_at=None).select_related("gone").order_by("-pk")),
        "lines": shown,
        "people": registry.names_of(registry.person_names, [line.person_id for line in shown]),
        "documents": documents_of(request.actor, f"asset:{row.pk}"),
        "may_keep": access.may_keep_estate(request.actor),
        "trail": trail((row.name, "")),
    }
    return render(request, "inventory/asset.html", context)


@signed_in
@BOTH
def asset_new(request: ActorRequest) -> HttpResponse:
    """Write a thing down, standing before it with a phone."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    form = forms.AssetForm(request.POST or None, initial=forms.initial_of(None))
    made: list[Asset] = []
    if request.method == "POST" and worked(
        form, lambda: made.append(actions.keep_asset(found=form.found(), now=timezone.now(), by=request.actor))
    ):
        messages.success(request, _("It is written down."))
        if "another" in request.POST:
            return redirect("inventory:asset_new")
        return redirect("inventory:asset", asset_id=made[0].pk)
    context = {"form": form, "trail": trail((_("Write something down"), ""))}
    return render(request, "inventory/asset_new.html", context, status=422 if form.errors else 200)


@signed_in
@BOTH
def asset_change(request: ActorRequest, asset_id: int) -> HttpResponse:
    row = _kept(request, asset_id)
    form = forms.AssetForm(request.POST or None, initial=forms.initial_of(row))

    def work() -> None:
        seen = form.cleaned_data["seen"]
        actions.change_asset(asset_id=row.pk, found=form.found(), seen=seen, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is changed; how it was stays on record."))
        return redirect("inventory:asset", asset_id=row.pk)
    page = reverse("inventory:asset", args=[row.pk])
    return form_page(request, form, trail=trail((row.name, page), (_("Change"), "")), submit=_("Save"), back=page)


@signed_in
@BOTH
def asset_cover(request: ActorRequest, asset_id: int) -> HttpResponse:
    """Which contracts cover it."""
    row = _kept(request, asset_id)
    known = queries.contracts(request.actor).order_by("current__title", "pk")
    choices = [(one.pk, f"{one} · {one.current.supplier if one.current else ''}") for one in known]
    initial = {"contracts": list(row.contracts.order_by("pk").values_list("pk", flat=True))}
    form = forms.CoverForm(request.POST if request.method == "POST" else None, contracts=choices, initial=initial)

    def work() -> None:
        chosen = frozenset(form.cleaned_data["contracts"])
        actions.cover_assets(asset_id=row.pk, contract_ids=chosen, by=request.actor)

    if request.method == "POST" and worked(form, work):
        return redirect("inventory:asset", asset_id=row.pk)
    page = reverse("inventory:asset", args=[row.pk])
    return form_page(
        request, form, trail=trail((row.name, page), (_("Contracts that cover it"), "")), submit=_("Save"), back=page
    )


@signed_in
@require_POST
def asset_there(request: ActorRequest, asset_id: int) -> HttpResponse:
    """It is still there."""
    row = _kept(request, asset_id)
    actions.say_still_there(asset_id=row.pk, now=timezone.now(), by=request.actor)
    return redirect("inventory:asset", asset_id=row.pk)


def _kept(request: ActorRequest, asset_id: int) -> Asset:
    if not access.may_keep_estate(request.actor):
        raise Http404
    return _seen(request, asset_id)


@signed_in
@require_GET
def label_sheet(request: ActorRequest) -> HttpResponse:
    """Labels to print and stick on: each leads to its thing. As narrowed in the list, or those that were chosen."""
    if not access.sees_estate(request.actor):
        raise Http404
    wanted = [
        int(word) for word in request.GET.getlist("stuk") if word.isascii() and word.isdecimal() and len(word) < 18
    ]
    rows = queries.assets(request.actor)
    if wanted:
        rows = rows.filter(pk__in=wanted)
    else:
        spec = asset_list(unseen_upto=timezone.now(), today=timezone.localdate())
        rows = list_page(request, spec, rows).found
    shown = list(rows[:MOST_LABELS])
    board = organisations.organisation(request.actor.organisation_id or 0)
    context = {
        "labels": [
            (row, labels.code(request.build_absolute_uri(reverse("inventory:asset", args=[row.pk])))) for row in shown
        ],
        "board": board.name if board else "",
        "is_cut": len(shown) == MOST_LABELS,
        "most": MOST_LABELS,
        "trail": trail((_("Labels"), "")),
    }
    return render(request, "inventory/labels.html", context)


# ── one thing twice ──────────────────────────────────────────────────────────
@signed_in
@require_GET
def twins(request: ActorRequest) -> HttpResponse:
    """Records that look like one thing."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    context = {"groups": queries.twins(request.actor), "trail": trail((_("Perhaps the same"), ""))}
    return render(request, "inventory/twins.html", context)


@signed_in
@require_POST
def merge(request: ActorRequest, asset_id: int, other_id: int) -> HttpResponse:
    """The other record is of this thing."""
    _kept(request, asset_id)
    _kept(request, other_id)
    actions.merge_assets(kept_id=asset_id, gone_id=other_id, now=timezone.now(), by=request.actor)
    messages.success(request, _("They are one now. You can undo this on the page of the thing."))
    return redirect("inventory:asset", asset_id=asset_id)


@signed_in
@require_POST
def merge_undo(request: ActorRequest, merge_id: int) -> HttpResponse:
    rows = Merge.objects.filter(kept__in=access.own_assets(request.actor))
    row = get_object_or_404(rows, pk=merge_id)
    try:
        actions.undo_merge(merge_id=row.pk, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("inventory:asset", asset_id=row.kept_id)


@signed_in
@BOTH
def estate_choice(request: ActorRequest) -> HttpResponse:
    """Who sees the landscape, and when to ask about what is not seen."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    current = queries.choice_of(request.actor.organisation_id or 0)
    form = forms.ChoiceForm(request.POST or None, initial=forms.ChoiceForm.initial_of(current))

    def work() -> None:
        given: dict[str, Any] = form.cleaned_data
        actions.choose(reach=given["reach"], unseen_weeks=given["unseen_weeks"], now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your choice holds from now on."))
        return redirect("inventory:assets")
    page = reverse("inventory:assets")
    return form_page(request, form, trail=trail((_("Choices of your board"), "")), submit=_("Save"), back=page)
