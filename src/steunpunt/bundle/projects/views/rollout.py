"""The roll-out board: per board how far it is, by when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import access, actions, forms, queries, sentences
from steunpunt.bundle.projects.choices import ABOARD, RolloutState, words
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_GET
def rollout(request: ActorRequest, project_id: int) -> HttpResponse:
    """All boards that signed, in columns by how far they are."""
    project = project_or_404(request, project_id)
    steps = queries.rollout(project)
    may_run = access.may_run(request.actor, project)
    boards = [line for line in queries.board_lines(project, timezone.localdate()) if line.standing in ABOARD]
    cards: dict[str, list[dict[str, Any]]] = {state.value: [] for state in RolloutState}
    for line in boards:
        step = steps.get(line.participation_id)
        is_own = line.board == request.actor.organisation_id and access.may_say_interest(request.actor)
        card = {"line": line, "step": step, "may_tell": may_run or is_own}
        cards[step.state if step else RolloutState.PLANNED.value].append(card)
    states = [steps[line.participation_id].state if line.participation_id in steps else None for line in boards]
    context = {
        **shell(request, project, "rollout"),
        "headline": sentences.rolled_out(states) if boards else "",
        "columns": [(words.ROLLOUT[state][0], words.ROLLOUT[state][1], found) for state, found in cards.items()],
        "today": timezone.localdate(),
    }
    return render(request, "projects/rollout.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def rollout_step(request: ActorRequest, project_id: int, participation_id: int) -> HttpResponse:
    """Say how far a board is."""
    project = project_or_404(request, project_id)
    rows = project.participations.select_related("organisation").filter(standing__in=ABOARD)
    row = get_object_or_404(rows, pk=participation_id)
    is_own = row.organisation_id == request.actor.organisation_id and access.may_say_interest(request.actor)
    only_if(access.may_run(request.actor, project) or is_own)
    last = row.rollout.order_by("-pk").first()
    initial = {"state": last.state, "planned_on": last.planned_on, "note": last.note} if last else {}
    form = forms.RolloutForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.tell_rollout(
            project_id=project.pk, participation_id=row.pk, now=timezone.now(), by=request.actor, **form.step()
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is written down."))
        return redirect("projects:rollout", project_id=project.pk)
    context = {**shell(request, project, "", str(row.organisation)), "form": form, "board": str(row.organisation)}
    return render(request, "projects/rollout_step.html", context, status=422 if form.errors else 200)
