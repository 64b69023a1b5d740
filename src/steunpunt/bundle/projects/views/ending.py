"""Not taking a proposal up, stopping or ending a project, and going on with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.bundle.projects import access, actions, forms
from steunpunt.bundle.projects.choices import BEFORE_START, OVER, ProjectState
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def over(request: ActorRequest, project_id: int) -> HttpResponse:
    """Say what becomes of it, and why."""
    project = project_or_404(request, project_id)
    only_if(access.may_end(request.actor, project) and project.state not in OVER)
    is_started = project.state not in BEFORE_START
    form = forms.OverForm(request.POST or None, is_started=is_started)

    def work() -> None:
        actions.end_project(
            project_id=project.pk,
            state=ProjectState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is written down, and who was asked hears of it."))
        return redirect("projects:detail", project_id=project.pk)
    label = _("Stop or end") if is_started else _("Not take up")
    context = {**shell(request, project, "", label), "form": form, "label": label, "is_started": is_started}
    return render(request, "projects/over.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def resume(request: ActorRequest, project_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    try:
        actions.resume_project(project_id=project.pk, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("projects:detail", project_id=project.pk)
