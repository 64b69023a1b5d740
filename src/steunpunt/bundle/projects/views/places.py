"""Which boards take part in which phase."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.bundle.projects import access, actions, forms, queries
from steunpunt.bundle.projects.choices import Phase, words
from steunpunt.bundle.projects.rules.phases import PLACEABLE
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def places(request: ActorRequest, project_id: int) -> HttpResponse:
    """Everybody who sees the project reads it; whoever runs it says so."""
    project = project_or_404(request, project_id)
    boards = [line for line in queries.board_lines(project, timezone.localdate()) if line.standing in PLACEABLE]
    may_run = access.may_run(request.actor, project)
    form = forms.PlacesForm(request.POST or None, boards=[(line.board, line.name) for line in boards])
    if request.method == "POST":
        only_if(may_run)
        if worked(
            form,
            lambda: actions.place_boards(
                project_id=project.pk, wanted=form.wanted(), now=timezone.now(), by=request.actor
            ),
        ):
            messages.success(request, _("It is written down."))
            return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Boards and phases")),
        "form": form if may_run else None,
        "phases": list(words.PHASES.values()),
        "matrix": _matrix(boards, form, request.actor.organisation_id),
    }
    return render(request, "projects/places.html", context, status=422 if form.errors else 200)


def _matrix(boards: Sequence[BoardLine], form: forms.PlacesForm, own: int | None) -> list[dict[str, Any]]:
    """A row for each board with a cell for each phase: as typed, else as it stands."""
    typed = {phase: set(form[phase.value].value() or []) for phase in Phase} if form.is_bound else None
    return [
        {
            "board": line.board,
            "name": line.name,
            "standing": words.STANDINGS[line.standing][0],
            "is_own": line.board == own,
            "cells": [
                (
                    phase.value,
                    words.PHASES[phase],
                    str(line.board) in typed[phase] if typed else line.takes_part_in(phase),
                )
                for phase in Phase
            ],
        }
        for line in boards
    ]
