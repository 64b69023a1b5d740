"""Pages of contracts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.inventory import access, actions, queries, sentences
from steunpunt.assess.inventory.choices import OUTLOOKS, Outlook, Renewal, ServiceKind, StepKind, Unit
from steunpunt.assess.inventory.forms import contracts as forms
from steunpunt.assess.inventory.lists.contracts import contracts as contract_list
from steunpunt.assess.inventory.models import Contract, Edition, Step
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page

BOTH = require_http_methods(["GET", "POST"])


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Assess"), ""), (_("Contracts"), reverse("inventory:contracts") if more else ""), *more]


@signed_in
@require_GET
def contracts(request: ActorRequest) -> HttpResponse:
    """Those of one's own board, what is due first on top; for an adviser those that boards share."""
    actor, today = request.actor, timezone.localdate()
    if not access.sees_contracts(actor):
        raise Http404
    spec, rows = contract_list(actor), queries.contracts(actor)
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "due": [(row, sentences.left(row.due_on, today)) for row in queries.due(actor, today)[:3] if row.due_on],
        "may_keep": access.may_keep(actor),
        "is_of_support_point": actor.is_of_support_point,
        "doubles": queries.doubles(actor),
        "trail": _trail(),
    }
    return render(request, "inventory/contracts.html", context)


@signed_in
@require_GET
def contract(request: ActorRequest, contract_id: int) -> HttpResponse:
    """What happens if nobody does anything, what was agreed, what was done, and its documents."""
    row = get_object_or_404(queries.contracts(request.actor), pk=contract_id)
    edition, steps, today = _current(row), queries.steps_of(row), timezone.localdate()
    found = queries.standing(edition, steps, today)
    is_own = row.organisation_id == request.actor.organisation_id
    has_end = queries.ended_by(steps) is not None
    context: dict[str, Any] = {
        "contract": row,
        "edition": edition,
        "headline": sentences.if_nothing_is_done(edition, found, today, is_ended_by_step=has_end),
        "outlook": OUTLOOKS[found.outlook],
        "left": sentences.left(found.due_on, today) if found.due_on else "",
        "standing": found,
        "kind": ServiceKind(edition.kind).label,
        "runs": sentences.runs(edition),
        "notice": sentences.notice(edition),
        "is_own": is_own,
        "covered": list(row.assets.filter(merged_into=None).order_by("name", "pk")[:50]) if is_own else [],
        "sees_price": access.sees_price(request.actor, row),
        "unit": Unit(edition.unit).label if edition.unit else "",
        "per_unit": edition.yearly / edition.units if edition.yearly is not None and edition.units else None,
        "steps": [(step, StepKind(step.kind).label) for step in reversed(steps)],
        "editions": row.editions.count(),
        "documents": documents_of(request.actor, f"contract:{row.pk}") if is_own else None,
        "may_keep": is_own and access.may_keep(request.actor),
        "has_end": has_end,
        "may_renew": found.outlook is Outlook.LAPSES,
        "may_notice": not has_end
        and found.outlook is not Outlook.ENDED
        and (edition.renewal == Renewal.TACIT or edition.initial_months is None),
        "trail": _trail((str(row), "")),
    }
    return render(request, "inventory/contract.html", context)


def _current(row: Contract) -> Edition:
    if row.current is None:
        raise Http404
    return row.current


def _suppliers() -> list[tuple[int, str]]:
    return [(card.id, card.name) for card in organisations.suppliers()]


@signed_in
@BOTH
def contract_new(request: ActorRequest) -> HttpResponse:
    """Write down a contract of one's own board."""
    if not access.may_keep(request.actor):
        raise Http404
    form = forms.ContractForm(request.POST or None, initial=forms.initial_of(None), suppliers=_suppliers())
    made: list[Contract] = []

    def work() -> None:
        made.append(
            actions.keep_contract(
                agreed=form.agreed(), now=timezone.now(), today=timezone.localdate(), by=request.actor
            )
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The contract is written down."))
        return redirect("inventory:contract", contract_id=made[0].pk)
    return form_page(
        request,
        form,
        trail=_trail((_("Write down a contract"), "")),
        lead=_("With its dates you are reminded in time. Amounts may come later."),
        submit=_("Write down"),
        back=reverse("inventory:contracts"),
    )


@signed_in
@BOTH
def contract_change(request: ActorRequest, contract_id: int) -> HttpResponse:
    """What is known now, as a new edition."""
    row = get_object_or_404(access.own_contracts(request.actor), pk=contract_id)
    form = forms.ContractForm(
        request.POST or None,
        initial=forms.initial_of(row.current),
        suppliers=_suppliers(),
        options=row.current.options if row.current else {},
    )

    def work() -> None:
        actions.change_contract(
            contract_id=row.pk,
            agreed=form.agreed(),
            seen=form.cleaned_data["seen"] or 0,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The new edition is written down; the former stays on record."))
        return redirect("inventory:contract", contract_id=row.pk)
    if form.errors:
        typed = request.POST.copy()
        typed["seen"] = str(row.current_id)
        form.data = typed
    return form_page(
        request,
        form,
        trail=_trail(_one(row), (_("Change"), "")),
        submit=_("Write down"),
        back=reverse("inventory:contract", args=[row.pk]),
    )


def _one(row: Contract) -> tuple[str, str]:
    return str(row), reverse("inventory:contract", args=[row.pk])


@signed_in
@BOTH
def give_notice(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Write down that notice was given."""
    lead = _("Write down when the notice went out. The contract ends with the first period for which it was in time.")
    return _step(request, contract_id, StepKind.NOTICE, _("Notice given"), lead, _("The notice is written down."))


@signed_in
@BOTH
def agree_end(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Write down that an end was agreed."""
    lead = _("You and the supplier agreed that it ends on another day than the contract says.")
    return _step(request, contract_id, StepKind.AGREED, _("An end was agreed"), lead, _("The end is written down."))


@signed_in
@BOTH
def renew(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Write down that it was renewed expressly."""
    lead = _("The next period starts the day after the present one ends.")
    return _step(request, contract_id, StepKind.RENEWED, _("Renewed"), lead, _("The renewal is written down."))


@signed_in
@BOTH
def withdraw_notice(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Write down that a notice or an agreed end was withdrawn."""
    lead = _("The contract runs again as if nothing was said.")
    return _step(request, contract_id, StepKind.WITHDRAWN, _("Notice withdrawn"), lead, _("That is written down."))


def _step(request: ActorRequest, contract_id: int, kind: StepKind, title: str, lead: str, done: str) -> HttpResponse:
    row = get_object_or_404(access.own_contracts(request.actor), pk=contract_id)
    form = forms.StepForm(request.POST or None, kind=kind, initial={"on": timezone.localdate()})
    made: list[Step] = []

    def work() -> None:
        made.append(
            actions.take_step(
                contract_id=row.pk,
                kind=kind,
                now=timezone.now(),
                today=timezone.localdate(),
                by=request.actor,
                **form.cleaned_data,
            )
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, done)
        return redirect("inventory:contract", contract_id=row.pk)
    return form_page(
        request,
        form,
        trail=_trail(_one(row), (title, "")),
        lead=lead,
        submit=_("Write down"),
        back=reverse("inventory:contract", args=[row.pk]),
    )
