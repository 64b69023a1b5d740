"""Pages of access."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from steunpunt.foundation.access.choices import MandateKind, roles_of
from steunpunt.foundation.access.middleware import CHOSEN, LOOK_IN
from steunpunt.foundation.acting import ActorRequest


@login_required
@require_POST
def switch(request: ActorRequest) -> HttpResponse:
    """Act for another organisation from here on. Only a membership of one's own can be chosen."""
    own = {item.id for item in request.acting.memberships}  # type: ignore[attr-defined]
    chosen = request.POST.get("membership", "")
    if chosen.isdigit() and int(chosen) in own:
        request.session[CHOSEN] = int(chosen)
    return redirect("ui:home")


@login_required
@require_GET
def me(request: ActorRequest) -> HttpResponse:
    """Who I am, what I may do for whom, and where I change how I log in."""
    rows = []
    for item in request.acting.memberships:  # type: ignore[attr-defined]  # set by the middleware
        meanings = {one.role.value: one for one in roles_of(item.organisation_kind)}
        rows.append(
            {
                "organisation": item.organisation_name,
                "roles": [(one.role.label, one.meaning) for role, one in meanings.items() if role in item.roles],
                "mandates": [kind.label for kind in MandateKind if kind in item.mandates],
            }
        )
    return render(request, "access/me.html", {"rows": rows})


@login_required
@require_POST
def look_in_stop(request: ActorRequest) -> HttpResponse:
    request.session.pop(LOOK_IN, None)
    return redirect("ui:home")
