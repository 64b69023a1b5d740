"""Looking in as somebody else, and stopping."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.foundation.access import access, actions, queries
from steunpunt.foundation.access.actions.looking_in import MINUTES
from steunpunt.foundation.access.forms import LookInForm
from steunpunt.foundation.access.middleware import LOOK_IN
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.ui.forms import worked


@login_required
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, membership_id: int) -> HttpResponse:
    """Asks for the reason, then shows the platform as this person sees it."""
    if not access.is_support_administrator(request.actor):
        raise Http404
    rows = queries.current_memberships(timezone.localdate()).filter(pk__in=access.visible_memberships(request.actor))
    row = get_object_or_404(rows, pk=membership_id)
    require(access.may_look_in_at(request.actor, row))
    form = LookInForm(request.POST or None)
    made: list[int] = []

    def work() -> None:
        look_in = actions.start_look_in(
            membership_id=row.pk,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )
        made.append(look_in.pk)

    if worked(form, work):
        request.session[LOOK_IN] = made[0]
        return redirect("ui:home")
    return render(request, "access/look_in.html", {"form": form, "row": row, "minutes": MINUTES})


@login_required
@require_POST
def stop(request: ActorRequest) -> HttpResponse:
    look_in_id = request.session.pop(LOOK_IN, None)
    if look_in_id is not None and request.actor.looking_in_id == look_in_id:
        looker, _acting = queries.actor_of(
            person_id=request.user.pk or 0,
            person_name=str(request.user),
            email=request.user.email,  # type: ignore[union-attr]
            chosen=None,
            today=timezone.localdate(),
        )
        looker = replace(looker, looking_in_id=look_in_id)
        actions.stop_look_in(look_in_id=look_in_id, now=timezone.now(), by=looker)
    return redirect("ui:home")
