"""Risks of a project: a square of how likely and how bad, and what is done about each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.bundle.projects import access, actions, forms, sentences
from steunpunt.bundle.projects.choices import words
from steunpunt.bundle.projects.models import Risk
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked

SCALE = (1, 2, 3, 4, 5)
HEAVY, MIDDLE = 15, 8
"""From this weight on a risk is heavy, or in the middle."""


def _tone(weight: int) -> str:
    return "bad" if weight >= HEAVY else "warm" if weight >= MIDDLE else "good"


@signed_in
@require_GET
def risks(request: ActorRequest, project_id: int) -> HttpResponse:
    """Open risks, the heaviest first, and those that are none any more."""
    project = project_or_404(request, project_id)
    rows = sorted(Risk.objects.filter(project=project).order_by("pk"), key=lambda row: (-row.weight, row.pk))
    found = [row for row in rows if row.closed_at is None]
    places: dict[tuple[int, int], list[int]] = {}
    for number, row in enumerate(found, start=1):
        places.setdefault((row.likelihood, row.impact), []).append(number)
    context = {
        **shell(request, project, "risks"),
        "headline": sentences.risks(found),
        "risks": [
            {
                "row": row,
                "number": number,
                "tone": _tone(row.weight),
                "likelihood": words.LIKELIHOODS[row.likelihood],
                "impact": words.IMPACTS[row.impact],
            }
            for number, row in enumerate(found, start=1)
        ],
        "closed": [row for row in rows if row.closed_at],
        "square": [
            (
                likelihood,
                words.LIKELIHOODS[likelihood],
                [(_tone(likelihood * impact), places.get((likelihood, impact), [])) for impact in SCALE],
            )
            for likelihood in reversed(SCALE)
        ],
        "impacts": [(impact, words.IMPACTS[impact]) for impact in SCALE],
        "may_note": access.may_add_todo(request.actor, project),
    }
    return render(request, "projects/risks.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def risk(request: ActorRequest, project_id: int, risk_id: int | None = None) -> HttpResponse:
    """Note a risk, or weigh one again."""
    project = project_or_404(request, project_id)
    only_if(access.may_add_todo(request.actor, project))
    row = get_object_or_404(Risk, pk=risk_id, project=project) if risk_id else None
    initial: dict[str, Any] = (
        {name: getattr(row, name) for name in ("title", "likelihood", "impact", "measure", "who")} if row else {}
    )
    form = forms.RiskForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.keep_risk(
            project_id=project.pk, risk_id=risk_id, weighing=form.weighing(), now=timezone.now(), by=request.actor
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The risk is noted."))
        return redirect("projects:risks", project_id=project.pk)
    label = row.title if row else _("Note a risk")
    context = {**shell(request, project, "", label), "form": form, "label": label}
    return render(request, "projects/risk.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def close(request: ActorRequest, project_id: int, risk_id: int) -> HttpResponse:
    """It is no risk any more."""
    project = project_or_404(request, project_id)
    only_if(access.may_add_todo(request.actor, project))
    get_object_or_404(Risk, pk=risk_id, project=project)
    actions.close_risk(project_id=project.pk, risk_id=risk_id, now=timezone.now(), by=request.actor)
    return redirect("projects:risks", project_id=project.pk)
