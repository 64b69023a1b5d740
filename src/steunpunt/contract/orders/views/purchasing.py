"""The basket, and what waits for approval."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.orders import access, actions, forms, queries, sentences
from steunpunt.contract.orders.choices import PurchaseState, words
from steunpunt.contract.orders.models import Purchase
from steunpunt.contract.orders.rules.reckoning import by_charge
from steunpunt.contract.orders.views.shared import ask_url, only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason, Refused
from steunpunt.foundation.figures.money import added
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_http_methods(["GET", "POST"])
def basket(request: ActorRequest) -> HttpResponse:
    """What is in one's basket, what it costs, and ordering it."""
    only_if(access.may_fill(request.actor))
    row = access.own_basket(request.actor).first()
    form = forms.BasketForm(
        request.POST or None, initial={"note": row.note, "deliver_to": row.deliver_to} if row else {}
    )
    refused: tuple[Reason, ...] = ()
    if request.method == "POST" and row is not None and form.is_valid():
        seen = forms.SeenForm(request.POST)
        actions.say_of_basket(**form.cleaned_data, by=request.actor)
        if seen.is_valid():
            try:
                done = actions.submit(
                    purchase_id=row.pk,
                    amount_seen=seen.cleaned_data["amount_seen"],
                    today=timezone.localdate(),
                    now=timezone.now(),
                    by=request.actor,
                )
            except Refused as trouble:
                refused = trouble.reasons
            else:
                return _after(request, done)
    context = {
        **_shown(request, row),
        "form": form,
        "refused": refused,
        "trail": [(_("Procure"), ""), (_("Basket"), "")],
    }
    return render(request, "orders/basket.html", context, status=422 if refused or form.errors else 200)


def _after(request: ActorRequest, done: Purchase) -> HttpResponse:
    if done.state == PurchaseState.WAITING:
        messages.success(request, _("A colleague who may order for this amount is asked to approve it."))
        return redirect("orders:purchase", purchase_id=done.pk)
    messages.success(request, _("It is ordered: the supplier gets it by mail."))
    return redirect("orders:purchase", purchase_id=done.pk)


def _shown(request: ActorRequest, row: Purchase | None) -> dict[str, Any]:
    """Lines by contract, with prices of today and what stands in the way."""
    today = timezone.localdate()
    asked = queries.wanted(row.lines.order_by("pk")) if row else []
    parts = queries.parts(asked, row.organisation_id, today) if row else []
    committed = added(part.committed for part in parts)
    sums = by_charge((line.item.charge, line.each) for part in parts for line in part.lines)
    authority = queries.authority_of(request.actor, today) if access.may_place(request.actor) else None
    return {
        "purchase": row,
        "parts": [
            {
                "part": part,
                "ask_url": ask_url(part.terms.framework_id, asked_first)
                if (asked_first := queries.competing(part))
                else "",
                "lines": [
                    {
                        "line": line,
                        "charge": sentences.charge(line.item.charge),
                        "tier": sentences.tier(line.item, part.terms.terms, line.volume_before, line.quantity),
                        "buy_more": sentences.buy_more(line.item, part.terms.terms, line.quantity),
                    }
                    for line in part.lines
                ],
            }
            for part in parts
        ],
        "gone": queries.gone(asked, parts),
        "committed": committed,
        "sums": [(sentences.paid(charge), amount) for charge, amount in sums],
        "may_order": authority is not None and authority.covers(committed.total),
        "is_ready": bool(asked) and not any(part.reasons for part in parts) and not queries.gone(asked, parts),
    }


@signed_in
@require_POST
def quantity(request: ActorRequest, item_id: int) -> HttpResponse:
    """Change how many of an item are in the basket, or take it out."""
    only_if(access.may_fill(request.actor))
    form = forms.QuantityForm(request.POST)
    if form.is_valid():
        try:
            actions.put_in_basket(
                item_id=item_id,
                quantity=form.cleaned_data["quantity"],
                starts_on=form.cleaned_data["starts_on"],
                today=timezone.localdate(),
                now=timezone.now(),
                by=request.actor,
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            units = form.cleaned_data["quantity"]
            messages.success(request, _("It stands in your basket.") if units else _("It is out of your basket."))
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
    back = request.POST.get("next", "")
    is_ours = back.startswith(reverse("orders:catalogue")) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(f"{back}#item-{item_id}" if is_ours else "orders:basket")


@signed_in
@require_GET
def purchase(request: ActorRequest, purchase_id: int) -> HttpResponse:
    """What was asked or ordered together: who asked, who approved, which orders came of it."""
    row = get_object_or_404(access.visible_purchases(request.actor).select_related("organisation"), pk=purchase_id)
    if row.state == PurchaseState.BASKET and row.made_by_id == request.actor.person_id:
        return redirect("orders:basket")
    names = registry.names_of(registry.person_names, [row.made_by_id, row.decided_by_id, row.stood_in_for_id])
    is_waiting = row.state == PurchaseState.WAITING
    shown = _shown(request, row) if is_waiting else {"purchase": row, "parts": []}
    context = {
        **shown,
        "state": words.PURCHASES[row.state],
        "asked_by": names.get(row.made_by_id or 0, ""),
        "decided_by": names.get(row.decided_by_id or 0, ""),
        "stood_in_for": names.get(row.stood_in_for_id or 0, ""),
        "orders": queries.listed(row.orders.order_by("pk")),
        "states": words.STATES,
        "may_approve": is_waiting and shown["may_order"],
        "may_send_back": is_waiting and (access.may_place(request.actor) or row.made_by_id == request.actor.person_id),
        "title": sentences.title(row),
        "trail": [(_("Procure"), ""), (_("Orders"), reverse("orders:list")), (sentences.title(row), "")],
    }
    return render(request, "orders/purchase.html", context)


@signed_in
@require_POST
def approve(request: ActorRequest, purchase_id: int) -> HttpResponse:
    get_object_or_404(access.visible_purchases(request.actor), pk=purchase_id)
    form = forms.SeenForm(request.POST)
    if form.is_valid():
        _try(
            request,
            lambda: actions.approve(
                purchase_id=purchase_id,
                amount_seen=form.cleaned_data["amount_seen"],
                today=timezone.localdate(),
                now=timezone.now(),
                by=request.actor,
            ),
            _("It is ordered: the supplier gets it by mail."),
        )
    return redirect("orders:purchase", purchase_id=purchase_id)


@signed_in
@require_http_methods(["GET", "POST"])
def send_back(request: ActorRequest, purchase_id: int) -> HttpResponse:
    row = get_object_or_404(access.visible_purchases(request.actor), pk=purchase_id)
    is_own = row.made_by_id == request.actor.person_id
    only_if(row.state == PurchaseState.WAITING and (access.may_place(request.actor) or is_own))
    form = forms.ReasonForm(request.POST or None)
    form.fields["reason"].required = not is_own

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.send_back(purchase_id=row.pk, reason=reason, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It stands in the basket again."))
        return redirect("orders:basket" if is_own else "orders:list")
    here = reverse("orders:purchase", args=[row.pk])
    trail = [
        (_("Procure"), ""),
        (_("Orders"), reverse("orders:list")),
        (sentences.title(row), here),
        (_("Send back"), ""),
    ]
    return form_page(request, form, trail=trail, submit=_("Send back to the basket"), back=here)


def _try(request: ActorRequest, work: Callable[[], object], done: str) -> None:
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
