"""What a board does about what it found."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.scan import access, actions, forms, lists, queries
from steunpunt.assess.scan.choices import PointState, ScanState
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.views.filling import scan_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def action_points(request: ActorRequest) -> HttpResponse:
    """The action points of one's own board; for an adviser those of all boards."""
    require(access.sees_scans(request.actor))
    rows = access.visible_action_points(request.actor).select_related("organisation")
    names = people.names(pk for pk in rows.values_list("owner_id", flat=True).distinct() if pk)
    domains = {domain.code: say(domain.name) for domain in published().domains}
    spec = lists.action_points(domains, names, with_boards=request.actor.is_of_support_point)
    if file := export(request, spec, rows):
        return file
    trail = [(_("Assess"), ""), (_("Cooperation scan"), reverse("scan:index")), (_("Action points"), "")]
    return render(request, "scan/action_points.html", {"list": list_page(request, spec, rows), "trail": trail})


def _colleagues(organisation_id: int) -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in queries.readers(organisation_id)]


@signed_in
@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Plan to do something about a domain."""
    scan = scan_or_404(request, scan_id)
    if scan.state != ScanState.SUBMITTED or not access.may_plan(request.actor):
        raise Http404
    form = forms.ActionPointForm(
        request.POST or None,
        colleagues=_colleagues(scan.organisation_id),
        domains=[(domain.code, say(domain.name)) for domain in queries.questionnaire_of(scan).domains],
        initial={"domain": request.GET.get("domein", ""), "why": request.GET.get("waarom", "")[:1_000]},
    )
    if request.method == "POST" and worked(form, lambda: _plan(request, scan.pk, form.cleaned_data)):
        messages.success(request, _("It is planned."))
        return redirect("scan:action_points")
    trail = [
        (_("Assess"), ""),
        (scan.round.name, reverse("scan:overview", args=[scan.pk])),
        (_("Result"), reverse("scan:result", args=[scan.pk])),
        (_("Plan an action"), ""),
    ]
    context = {"form": form, "scan": scan, "trail": trail}
    return render(request, "scan/action_plan.html", context, status=422 if form.errors else 200)


def _plan(request: ActorRequest, scan_id: int, given: dict[str, Any]) -> None:
    actions.plan_action_point(
        scan_id=scan_id,
        domain=given["domain"],
        title=given["title"],
        why=given["why"],
        owner_id=given["owner"],
        due_on=given["due_on"],
        now=timezone.now(),
        by=request.actor,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def action_point(request: ActorRequest, point_id: int) -> HttpResponse:
    """One action point: how far it is, who changed what."""
    point = get_object_or_404(
        access.visible_action_points(request.actor).select_related("organisation", "scan__round"), pk=point_id
    )
    may_change = access.may_plan(request.actor)
    form = forms.ChangeActionPointForm(
        request.POST or None,
        colleagues=_colleagues(point.organisation_id),
        initial={
            "title": point.title,
            "owner": point.owner_id,
            "due_on": point.due_on,
            "state": point.state,
            "progress": point.progress,
            "revision": point.revision,
        },
    )
    if request.method == "POST" and worked(form, lambda: _change(request, point.pk, form.cleaned_data)):
        messages.success(request, _("The action point is changed."))
        return redirect("scan:action_points")
    domains = {domain.code: say(domain.name) for domain in published().domains}
    context = {
        "point": point,
        "form": form if may_change else None,
        "domain": domains.get(point.domain, point.domain),
        "state": forms.POINT_STATES[PointState(point.state)],
        "owner": people.names([point.owner_id or 0]).get(point.owner_id or 0, ""),
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (_("Action points"), reverse("scan:action_points")),
            (point.title, ""),
        ],
    }
    return render(request, "scan/action_point.html", context, status=422 if form.errors else 200)


def _change(request: ActorRequest, point_id: int, given: dict[str, Any]) -> None:
    actions.change_action_point(
        point_id=point_id,
        title=given["title"],
        owner_id=given["owner"],
        due_on=given["due_on"],
        state=PointState(given["state"]),
        progress=given["progress"],
        seen_revision=given["revision"],
        now=timezone.now(),
        by=request.actor,
    )
