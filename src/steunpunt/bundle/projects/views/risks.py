"""What could go wrong with a project: the list with its picture, and one risk with everything that was said of it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import access, actions, forms, lists, queries, sentences
from steunpunt.bundle.projects.choices import RiskState, words
from steunpunt.bundle.projects.models import Project, RiskAppraisal
from steunpunt.bundle.projects.rules import risks as rules
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def risk_list(request: ActorRequest, project_id: int) -> HttpResponse:
    """All risks, the heaviest first, and where they stand in five by five."""
    project = project_or_404(request, project_id)
    spec, rows = lists.risks(project), queries.risks(project)
    if file := export(request, spec, rows):
        return file
    alive = [row for row in rows.order_by("risk__number") if row.state != RiskState.CLOSED]
    open_weights = [rules.weight(row.likelihood, row.impact) for row in alive if row.state == RiskState.OPEN]
    context = {
        **shell(request, project, "risks"),
        "headline": sentences.at_risk(open_weights) if alive else "",
        "grid": _grid(project, alive) if alive else [],
        "impacts": [(step, words.IMPACTS[step][0]) for step in rules.STEPS],
        "list": list_page(request, spec, rows),
        "may_raise": access.may_raise_risk(request.actor, project),
        "meanings": [
            (title, [(step, name, meaning) for step, (name, meaning) in steps.items()])
            for title, steps in ((_("How likely"), words.LIKELIHOODS), (_("How much it would hurt"), words.IMPACTS))
        ],
    }
    return render(request, "projects/risks.html", context)


def _grid(project: Project, alive: Iterable[RiskAppraisal]) -> list[dict[str, Any]]:
    """Rows from nearly certain down to hardly ever, each with a cell for each impact."""
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = defaultdict(list)
    for row in alive:
        url = reverse("projects:risk", args=[project.pk, row.risk_id])
        found[row.likelihood, row.impact].append((f"R{row.risk.number}", url, row.title))
    return [
        {
            "step": likelihood,
            "label": words.LIKELIHOODS[likelihood][0],
            "cells": [
                {"tone": rules.gravity(rules.weight(likelihood, impact)).value, "risks": found[likelihood, impact]}
                for impact in rules.STEPS
            ],
        }
        for likelihood in reversed(rules.STEPS)
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def raise_risk(request: ActorRequest, project_id: int) -> HttpResponse:
    """Write down what could go wrong."""
    project = project_or_404(request, project_id)
    only_if(access.may_raise_risk(request.actor, project))
    form = forms.RiskForm(request.POST or None, may_weigh=access.may_weigh_risk(request.actor, project))

    def work() -> None:
        actions.raise_risk(
            project_id=project.pk,
            appraisal=form.appraisal(),
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The risk is written down."))
        return redirect("projects:risks", project_id=project.pk)
    trail = shell(request, project, "risks", _("Write down a risk"))
    return render(request, "projects/risk_new.html", {**trail, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def risk(request: ActorRequest, project_id: int, risk_id: int) -> HttpResponse:
    """One risk; for whoever runs the project, the form to weigh it again."""
    project = project_or_404(request, project_id)
    row = get_object_or_404(project.risks, pk=risk_id)
    said = queries.appraisals(row)
    may_weigh = access.may_weigh_risk(request.actor, project)
    form = forms.RiskForm(request.POST or None, may_weigh=may_weigh, initial=_initial(said[0]))

    def work() -> None:
        actions.weigh_risk(
            project_id=project.pk,
            risk_id=row.pk,
            appraisal=form.appraisal(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST":
        only_if(may_weigh)
        if worked(form, work):
            messages.success(request, _("It is written down."))
            return redirect("projects:risks", project_id=project.pk)
        typed = request.POST.copy()
        typed["seen"] = str(said[0].pk)
        form.data = typed
    context = {
        **shell(request, project, "risks", f"R{row.number}"),
        "risk": row,
        "now": _shown(said[0]),
        "said": [_shown(one) for one in said],
        "form": form if may_weigh else None,
    }
    return render(request, "projects/risk.html", context, status=422 if form.errors else 200)


def _initial(row: RiskAppraisal) -> dict[str, Any]:
    names = ("title", "likelihood", "impact", "measure", "who", "state")
    return {name: getattr(row, name) for name in names} | {"seen": row.pk}


def _shown(row: RiskAppraisal) -> dict[str, Any]:
    weight = rules.weight(row.likelihood, row.impact)
    gravity, tone = words.GRAVITIES[rules.gravity(weight)]
    return {
        "row": row,
        "weight": weight,
        "gravity": gravity,
        "tone": tone,
        "state": words.RISKS[row.state],
        "likelihood": words.LIKELIHOODS[row.likelihood],
        "impact": words.IMPACTS[row.impact],
    }
