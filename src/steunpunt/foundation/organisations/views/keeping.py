"""Pages with which administrators and editors of the support point keep the list."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.foundation.acting import ActorRequest, Refused, Text, require
from steunpunt.foundation.organisations import access, actions, queries
from steunpunt.foundation.organisations.forms import (
    CodesForm,
    EndForm,
    MergeForm,
    RegisterForm,
    RenameForm,
    SeatForm,
    codes_of,
)
from steunpunt.foundation.organisations.models import Organisation

page = require_http_methods(["GET", "HEAD", "POST"])


def organisation_to_keep(request: ActorRequest, pk: int) -> Organisation:
    organisation = get_object_or_404(access.visible_organisations(request.actor), pk=pk)
    require(access.may_keep_organisations(request.actor))
    return organisation


def worked(form: forms.Form, work: Callable[[], object]) -> bool:
    """Do the work of a filled-in form; what the domain refuses is said at the field that it is about."""
    if not form.is_valid():
        return False
    try:
        work()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return False
    return True


def form_page(
    request: ActorRequest,
    form: forms.Form,
    *,
    title: Text,
    submit: Text,
    organisation: Organisation | None,
    lead: Text = "",
) -> HttpResponse:
    back = reverse("organisations:detail", args=[organisation.pk]) if organisation else reverse("organisations:list")
    context = {"form": form, "title": title, "submit": submit, "organisation": organisation, "back": back, "lead": lead}
    return render(request, "organisations/form.html", context)


@login_required
@page
def register(request: ActorRequest) -> HttpResponse:
    require(access.may_keep_organisations(request.actor))
    form = RegisterForm(request.POST or None)
    made: list[Organisation] = []
    if worked(form, lambda: made.append(actions.register_organisation(details=form.details(), by=request.actor))):
        messages.success(request, _("%(name)s is on the list.") % {"name": made[0].name})
        return redirect("organisations:detail", made[0].pk)
    return form_page(request, form, title=_("Add an organisation"), submit=_("Add"), organisation=None)


@login_required
@page
def change(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_to_keep(request, pk)
    form = CodesForm(request.POST or None, initial=codes_of(organisation))
    if worked(
        form,
        lambda: actions.change_organisation(organisation_id=pk, changes=dict(form.cleaned_data), by=request.actor),
    ):
        messages.success(request, _("The data of %(name)s are changed.") % {"name": organisation.name})
        return redirect("organisations:detail", pk)
    return form_page(request, form, title=_("Change data"), submit=_("Save"), organisation=organisation)


@login_required
@page
def rename(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_to_keep(request, pk)
    start = {"name": organisation.name, "name_fr": organisation.name_fr, "on": timezone.localdate()}
    form = RenameForm(request.POST or None, initial=start)
    if worked(form, lambda: actions.rename_organisation(organisation_id=pk, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("The new name stands. The earlier one stays on record."))
        return redirect("organisations:detail", pk)
    return form_page(request, form, title=_("Give another name"), submit=_("Rename"), organisation=organisation)


@login_required
@page
def move(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_to_keep(request, pk)
    form = SeatForm(request.POST or None, initial={"on": timezone.localdate()})
    if worked(
        form,
        lambda: actions.move_organisation(
            organisation_id=pk, seat=form.seat(), on=form.cleaned_data["on"], by=request.actor
        ),
    ):
        messages.success(request, _("The new address stands. The earlier one stays on record."))
        return redirect("organisations:detail", pk)
    return form_page(request, form, title=_("Give another address"), submit=_("Save"), organisation=organisation)


@login_required
@page
def end(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_to_keep(request, pk)
    form = EndForm(request.POST or None)
    if worked(
        form,
        lambda: actions.end_organisation(organisation_id=pk, on=form.cleaned_data["on"], by=request.actor),
    ):
        messages.success(request, _("The end is on record; everything about it stays readable."))
        return redirect("organisations:detail", pk)
    lead = _("Only when it stops without a successor. Did it merge? Then open the successor and choose “Merge”.")
    return form_page(
        request, form, title=_("End this organisation"), submit=_("End it"), organisation=organisation, lead=lead
    )


@login_required
@page
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_to_keep(request, pk)
    today = timezone.localdate()
    others = queries.standing(today, kinds=[organisation.kind]).exclude(pk=pk).values_list("pk", "name")
    near = {one.organisation_id for one in queries.neighbours(pk, today)}
    form = MergeForm(request.POST or None, candidates=sorted(others, key=lambda one: one[0] not in near))
    if worked(
        form,
        lambda: actions.merge_organisations(
            predecessor_ids=form.cleaned_data["predecessors"],
            successor_id=pk,
            on=form.cleaned_data["on"],
            by=request.actor,
        ),
    ):
        messages.success(
            request, _("The merger is on record. Everything goes on at %(name)s.") % {"name": organisation.name}
        )
        return redirect("organisations:detail", pk)
    lead = _("The organisations that you choose end that day, and everything of theirs goes on at %(name)s.") % {
        "name": organisation.name
    }
    return form_page(
        request, form, title=_("Merge into this organisation"), submit=_("Merge"), organisation=organisation, lead=lead
    )
