"""Pages of background work: the list, one task with its progress, cancelling it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.jobs import access, actions, queries
from steunpunt.foundation.jobs.lists import JOBS
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def job_list(request: ActorRequest) -> HttpResponse:
    rows = queries.jobs_of(request.actor)
    return export(request, JOBS, rows) or render(request, "jobs/list.html", {"list": list_page(request, JOBS, rows)})


@signed_in
@require_GET
def job_detail(request: ActorRequest, job_id: int) -> HttpResponse:
    """The page of one task; htmx asks for its moving part alone."""
    job = get_object_or_404(queries.jobs_of(request.actor), pk=job_id)
    context = {"job": job, "may_cancel": job.is_open and access.may_cancel(request.actor, job)}
    template = "jobs/detail.html#progress" if request.htmx else "jobs/detail.html"
    return render(request, template, context)


@signed_in
@require_POST
def job_cancel(request: ActorRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(queries.jobs_of(request.actor), pk=job_id)
    try:
        actions.cancel(job.pk, by=request.actor)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.info(request, _("The task is being stopped."))
    return redirect("jobs:detail", job_id=job.pk)
