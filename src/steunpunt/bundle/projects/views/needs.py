"""What boards need: the list, one need with who has it, and writing one down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.bundle.projects import access, actions, forms, lists, queries, sentences
from steunpunt.bundle.projects.models import Need
from steunpunt.bundle.projects.registry import NEEDS
from steunpunt.bundle.projects.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page


def _trail(label: str = "", name: str = "") -> list[tuple[str, str]]:
    trail = [(_("Cooperate"), ""), (_("Projects"), reverse("projects:list"))]
    return [*trail, (_("Needs"), reverse("projects:needs") if label or name else ""), *([(label, "")] if label else [])]


def _need_or_404(request: ActorRequest, need_id: int) -> Need:
    rows = access.visible_needs(request.actor, timezone.localdate()).select_related("raised_for")
    return get_object_or_404(rows, pk=need_id)


@signed_in
@require_GET
def need_list(request: ActorRequest) -> HttpResponse:
    require(access.sees_projects(request.actor))
    rows = queries.needs_with_counts(access.visible_needs(request.actor, timezone.localdate()))
    spec = lists.needs()
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "may_raise": access.may_raise_need(request.actor),
        "trail": _trail(),
    }
    return render(request, "projects/needs.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def need_new(request: ActorRequest) -> HttpResponse:
    """Write down what one's own board needs."""
    only_if(access.may_raise_need(request.actor))
    form = forms.NeedForm(request.POST or None)
    made: list[Need] = []

    def work() -> None:
        made.append(actions.raise_need(**form.cleaned_data, now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The need is written down. It binds to nothing."))
        return redirect("projects:need", need_id=made[0].pk)
    context = {"form": form, "trail": _trail(_("Write down a need"))}
    return render(request, "projects/need_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def need(request: ActorRequest, need_id: int) -> HttpResponse:
    """One need: who has it, and what came of it."""
    row = _need_or_404(request, need_id)
    boards = queries.boards_of(row)
    born = access.visible_projects(request.actor).filter(origin_source=NEEDS, origin_ref=str(row.pk))
    start = reverse("projects:propose") + "?" + urlencode({"bron": NEEDS, "wat": str(row.pk)})
    context = {
        "need": row,
        "headline": sentences.needed_by(list(boards.values())),
        "has_it": request.actor.organisation_id in boards,
        "may_join": access.may_join_need(request.actor) and row.closed_at is None,
        "may_close": access.may_close_need(request.actor, row) and row.closed_at is None,
        "start": start if access.may_propose(request.actor) and row.closed_at is None else "",
        "projects": list(born.order_by("-pk")[:20]),
        "trail": _trail(row.title),
    }
    return render(request, "projects/need.html", context)


@signed_in
@require_POST
def need_join(request: ActorRequest, need_id: int) -> HttpResponse:
    row = _need_or_404(request, need_id)
    only_if(access.may_join_need(request.actor))
    try:
        has_it = request.POST.get("has_it") == "yes"
        actions.join_need(
            need_id=row.pk, has_it=has_it, now=timezone.now(), today=timezone.localdate(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("projects:need", need_id=row.pk)


@signed_in
@require_POST
def need_close(request: ActorRequest, need_id: int) -> HttpResponse:
    row = _need_or_404(request, need_id)
    only_if(access.may_close_need(request.actor, row))
    actions.close_need(need_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
    messages.success(request, _("The need is closed."))
    return redirect("projects:need", need_id=row.pk)
