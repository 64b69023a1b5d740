"""Invitations: sending again, withdrawing, accepting; and first local administrators of boards."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access import access, actions, queries, reasons
from steunpunt.foundation.access.choices import role_labels
from steunpunt.foundation.access.forms import AppointForm, NewcomerForm
from steunpunt.foundation.access.lists import WITHOUT_ADMINISTRATOR
from steunpunt.foundation.access.middleware import CHOSEN
from steunpunt.foundation.acting import Actor, ActorRequest, Reason, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page

page = require_http_methods(["GET", "POST"])


def _back(request: ActorRequest, organisation_id: int) -> HttpResponse:
    if organisation_id == request.actor.organisation_id:
        return redirect("access:colleagues")
    return redirect("access:appoint", organisation_id)


@login_required
@require_POST
def again(request: ActorRequest, invitation_id: int) -> HttpResponse:
    found = get_object_or_404(access.visible_invitations(request.actor), pk=invitation_id)
    try:
        actions.send_again(invitation_id=found.pk, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("%(name)s gets a new mail; the earlier link no longer works.") % {"name": found.name}
        )
    return _back(request, found.organisation_id)


@login_required
@require_POST
def withdraw(request: ActorRequest, invitation_id: int) -> HttpResponse:
    found = get_object_or_404(access.visible_invitations(request.actor), pk=invitation_id)
    try:
        actions.withdraw(invitation_id=found.pk, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation of %(name)s is withdrawn.") % {"name": found.name})
    return _back(request, found.organisation_id)


@login_required
@require_GET
def without_administrator(request: ActorRequest) -> HttpResponse:
    if not access.is_support_administrator(request.actor):
        raise Http404
    rows = queries.boards_without_administrator(timezone.localdate())
    if file := export(request, WITHOUT_ADMINISTRATOR, rows):
        return file
    shown = list_page(request, WITHOUT_ADMINISTRATOR, rows)
    return render(request, "access/without_administrator.html", {"list": shown})


@login_required
@page
def appoint(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """The support point invites the first local administrator of a board or a supplier."""
    if not access.is_support_administrator(request.actor):
        raise Http404
    organisation = organisations.organisation(organisation_id)
    if organisation is None:
        raise Http404
    require(organisation.kind != "support_point")
    form = AppointForm(request.POST or None)
    if worked(
        form,
        lambda: actions.appoint_first(
            organisation_id=organisation_id,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
            **form.cleaned_data,
        ),
    ):
        messages.success(request, _("%(name)s gets a mail with a link.") % {"name": form.cleaned_data["name"]})
        return redirect("access:without_administrator")
    invited = queries.open_invitations(access.visible_invitations(request.actor), organisation_id)
    now = timezone.now()
    context = {
        "form": form,
        "organisation": organisation,
        "invitations": [
            {"row": one, "roles": role_labels(one.roles), "has_expired": one.expires_at <= now} for one in invited
        ],
    }
    return render(request, "access/appoint.html", context)


@never_cache
@page
def accept(request: ActorRequest, token: str) -> HttpResponse:
    """What somebody sees who follows the link of an invitation."""
    invitation = queries.invitation_by_token(token)
    now = timezone.now()
    trouble: list[Reason] = []
    if invitation is None:
        return render(request, "access/invitation_trouble.html", {"reasons": []}, status=404)
    trouble = list(
        reasons.about_link(
            accepted_at=invitation.accepted_at,
            withdrawn_at=invitation.withdrawn_at,
            expires_at=invitation.expires_at,
            now=now,
        )
    )
    if trouble:
        return render(request, "access/invitation_trouble.html", {"reasons": trouble}, status=410)
    known = people.person_by_email(invitation.email)
    is_known = known is not None and known.is_active
    is_somebody_else = request.actor.is_known and not (is_known and known and known.id == request.actor.person_id)
    context: dict[str, Any] = {
        "invitation": invitation,
        "roles": role_labels(invitation.roles),
        "is_known": is_known,
        "is_somebody_else": is_somebody_else,
    }
    if request.actor.looking_in_id is not None or is_somebody_else:
        return render(request, "access/accept.html", context)
    if is_known:
        return _accept_as_known(request, token, context)
    form = NewcomerForm(request.POST or None, initial={"name": invitation.name}, email=invitation.email)
    made: list[int] = []

    def work() -> None:
        membership = actions.accept(
            token=token,
            now=now,
            today=timezone.localdate(),
            by=Actor(),
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
        )
        made.append(membership.person_id)

    if worked(form, work):
        messages.success(
            request, _("Welcome! You now work here for %(name)s.") % {"name": invitation.organisation.name}
        )
        joined: HttpResponse = perform_login(
            request, Person.objects.get(pk=made[0]), email_verification="none", redirect_url="/"
        )
        return joined
    return render(request, "access/accept.html", {**context, "form": form})


def _accept_as_known(request: ActorRequest, token: str, context: dict[str, Any]) -> HttpResponse:
    """Somebody who has a log-in: log in first, then one button."""
    if request.method != "POST":
        return render(request, "access/accept.html", context)
    if not request.actor.is_known:
        return redirect_to_login(request.get_full_path())
    try:
        membership = actions.accept(token=token, now=timezone.now(), today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        return render(request, "access/accept.html", {**context, "problems": refused.reasons})
    request.session[CHOSEN] = membership.pk
    messages.success(
        request, _("You now also work here for %(name)s.") % {"name": context["invitation"].organisation.name}
    )
    return redirect("ui:home")
