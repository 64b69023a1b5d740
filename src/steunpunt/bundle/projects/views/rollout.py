"""The roll-out board: per board how far it is, by when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import access, actions, forms, lists, queries, sentences
from steunpunt.bundle.projects.choices import RolloutState, words
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export


@signed_in
@require_GET
def rollout(request: ActorRequest, project_id: int) -> HttpResponse:
    """Boards of the roll-out that signed, in columns by how far they are; as a file when the address asks so."""
    project = project_or_404(request, project_id)
    if file := export(request, lists.rollout(project), queries.rollout(project)):
        return file
    may_run, may_tell_own = access.may_run(request.actor, project), access.may_say_interest(request.actor)
    cards: dict[str, list[dict[str, Any]]] = {state.value: [] for state in RolloutState}
    rows = list(queries.rollout(project, with_left_out=True))
    there = [row for row in rows if row.is_in]  # type: ignore[attr-defined]  # annotated
    for row in there:
        is_own = row.organisation_id == request.actor.organisation_id and may_tell_own
        cards[row.state].append({"row": row, "may_tell": may_run or is_own})  # type: ignore[attr-defined]
    context = {
        **shell(request, project, "rollout"),
        "headline": sentences.rolled_out([row.state for row in there]) if there else "",  # type: ignore[attr-defined]
        "columns": [(words.ROLLOUT[state][0], words.ROLLOUT[state][1], shown) for state, shown in cards.items()],
        "left_out": sentences.listed([str(row.organisation) for row in rows if row not in there]),
        "today": timezone.localdate(),
    }
    return render(request, "projects/rollout.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def rollout_step(request: ActorRequest, project_id: int, participation_id: int) -> HttpResponse:
    """Say how far a board is."""
    project = project_or_404(request, project_id)
    row = get_object_or_404(queries.rollout(project), pk=participation_id)
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
