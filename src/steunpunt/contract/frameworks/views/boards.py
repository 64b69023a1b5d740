"""Who can order under a contract."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.frameworks import access, actions, forms, lists
from steunpunt.contract.frameworks.choices import EntitledBy
from steunpunt.contract.frameworks.views.shared import framework_or_404, kept_or_404, only_if, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def boards(request: ActorRequest, framework_id: int) -> HttpResponse:
    framework = framework_or_404(request, framework_id)
    only_if(access.sees_boards(request.actor, framework))
    spec, rows = lists.boards(), framework.entitlements.select_related("organisation")
    if file := export(request, spec, rows):
        return file
    context = {**shell(request, framework, "boards"), "list": list_page(request, spec, rows)}
    return render(request, "frameworks/boards.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def entitle(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Let boards order: those of the project come first, ticked already."""
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    there = set(framework.entitlements.filter(valid_to=None).order_by().values_list("organisation_id", flat=True))
    project = projects.project_in_short(framework.project_id, today) if framework.project_id else None
    aboard = [one for one in (project.aboard if project else ()) if one not in there]
    cards = [card for card in organisations.boards(today) if card.id not in there]
    cards.sort(key=lambda card: (card.id not in aboard, card.name))
    form = forms.BoardsForm(
        request.POST or None,
        boards=[(card.id, f"{card.name} · {card.province}" if card.province else card.name) for card in cards],
        initial={"boards": aboard, "valid_from": max(today, framework.starts_on)},
    )

    def work() -> None:
        chosen = set(form.cleaned_data["boards"])
        for some, origin in ((chosen & set(aboard), EntitledBy.OPT_IN), (chosen - set(aboard), EntitledBy.NAMED)):
            if some:
                actions.entitle(
                    framework_id=framework.pk,
                    boards=some,
                    origin=origin,
                    valid_from=form.cleaned_data["valid_from"],
                    now=timezone.now(),
                    by=request.actor,
                )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("These boards can order."))
        return redirect("frameworks:boards", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Let boards order"))["trail"]
    back = reverse("frameworks:boards", args=[framework.pk])
    return form_page(request, form, trail=trail, submit=_("Let them order"), back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def end_entitlement(request: ActorRequest, framework_id: int, entitlement_id: int) -> HttpResponse:
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    row = get_object_or_404(framework.entitlements.select_related("organisation"), pk=entitlement_id, valid_to=None)
    form = forms.UntilForm(request.POST or None, initial={"valid_to": today})

    def work() -> None:
        actions.end_entitlement(
            entitlement_id=row.pk,
            valid_to=form.cleaned_data["valid_to"],
            today=today,
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("This board cannot order any more from that day on."))
        return redirect("frameworks:boards", framework_id=framework.pk)
    trail = shell(request, framework, "", str(row.organisation))["trail"]
    back = reverse("frameworks:boards", args=[framework.pk])
    return form_page(request, form, trail=trail, submit=_("End"), back=back)
