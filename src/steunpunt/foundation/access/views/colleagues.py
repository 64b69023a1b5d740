"""Colleagues of the organisation one acts for: who they are, their roles and mandates, letting them in and go."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access import access, actions, queries
from steunpunt.foundation.access.choices import BOARD_KINDS, role_labels, roles_of
from steunpunt.foundation.access.forms import InviteForm, MandateForm, RolesForm
from steunpunt.foundation.access.lists import colleagues as colleagues_list
from steunpunt.foundation.access.models import Mandate, Membership
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.journal.public import entries_about, entries_of, lines
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page
from steunpunt.foundation.ui.registry import names_of, organisation_names, person_names

page = require_http_methods(["GET", "POST"])
HISTORY = 20


def _colleague(request: ActorRequest, membership_id: int) -> Membership:
    """A current membership that this actor may see; ended ones are history."""
    visible = access.visible_memberships(request.actor).values("pk")
    rows = queries.current_memberships(timezone.localdate()).filter(pk__in=visible)
    return get_object_or_404(rows, pk=membership_id)


@login_required
@require_GET
def colleagues(request: ActorRequest) -> HttpResponse:
    """Who works for the organisation one acts for, who was invited, and what changed lately."""
    actor = request.actor
    if not access.keeps_own_people(actor) or actor.organisation_id is None:
        raise Http404
    visible = access.visible_memberships(actor).filter(organisation_id=actor.organisation_id).values("pk")
    rows = queries.current_memberships(timezone.localdate()).filter(pk__in=visible)
    spec = colleagues_list(actor.organisation_kind)
    if file := export(request, spec, rows):
        return file
    invited = queries.open_invitations(access.visible_invitations(actor), actor.organisation_id)
    told = lines(entries_of(actor.organisation_id, kinds="access.")[:HISTORY])
    now = timezone.now()
    context = {
        "list": list_page(request, spec, rows),
        "invitations": [
            {"row": one, "roles": role_labels(one.roles), "has_expired": one.expires_at <= now} for one in invited
        ],
        "requests": queries.requests_to_join(
            access.visible_requests(actor).filter(organisation_id=actor.organisation_id), timezone.localdate()
        ),
        "history": told,
        "people": names_of(person_names, (line.person_id for line in told)),
        "names": names_of(organisation_names, (line.on_behalf_of_id for line in told)),
        "may_keep": access.may_keep_people(actor, actor.organisation_id),
        "has_mandates": actor.organisation_kind in BOARD_KINDS,
    }
    return render(request, "access/colleagues.html", context)


@login_required
@page
def invite(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    organisation_id = actor.organisation_id
    require(organisation_id is not None and access.may_keep_people(actor, organisation_id))
    form = InviteForm(request.POST or None, kind=actor.organisation_kind)

    def work() -> None:
        actions.invite(
            organisation_id=organisation_id or 0,
            now=timezone.now(),
            today=timezone.localdate(),
            by=actor,
            **form.cleaned_data,
        )

    if worked(form, work):
        messages.success(request, _("%(name)s gets a mail with a link.") % {"name": form.cleaned_data["name"]})
        return redirect("access:colleagues")
    context = {"form": form, "title": _("Invite a colleague"), "submit": _("Invite")}
    return render(request, "access/colleague_form.html", context)


@login_required
@require_GET
def colleague(request: ActorRequest, membership_id: int) -> HttpResponse:
    """One colleague: roles in plain words, mandates with their decisions, what happened."""
    row = _colleague(request, membership_id)
    told = lines(entries_about(f"membership:{row.pk}")[:HISTORY])
    context = {
        "row": row,
        "roles": [
            shown
            for shown in roles_of(row.organisation.kind)
            if shown.role in row.current_roles  # type: ignore[attr-defined]
        ],
        "mandates": row.mandates.order_by("valid_to", "-valid_from", "pk"),
        "today": timezone.localdate(),
        "has_mandates": row.organisation.kind in BOARD_KINDS,
        "may_keep": access.may_keep_people(request.actor, row.organisation_id),
        "may_mandate": access.may_mandate(request.actor, row),
        "may_let_leave": access.may_let_leave(request.actor, row),
        "may_look_in": access.may_look_in_at(request.actor, row),
        "has_second_step": is_mfa_enabled(row.person),
        "may_clear_second_step": access.may_clear_second_step(request.actor, row),
        "is_own": row.organisation_id == request.actor.organisation_id,
        "history": told,
        "people": names_of(person_names, (line.person_id for line in told)),
        "names": names_of(organisation_names, (line.on_behalf_of_id for line in told)),
    }
    return render(request, "access/colleague.html", context)


@login_required
@page
def roles(request: ActorRequest, membership_id: int) -> HttpResponse:
    row = _colleague(request, membership_id)
    require(access.may_keep_people(request.actor, row.organisation_id))
    start = {"job_title": row.job_title, "roles": list(row.current_roles)}  # type: ignore[attr-defined]
    form = RolesForm(request.POST or None, initial=start, kind=row.organisation.kind)
    if worked(
        form,
        lambda: actions.change_roles(
            membership_id=row.pk, today=timezone.localdate(), by=request.actor, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The roles of %(name)s are changed.") % {"name": row.person.name})
        return redirect("access:colleague", row.pk)
    context = {"form": form, "row": row, "title": _("Change roles"), "submit": _("Save")}
    return render(request, "access/colleague_form.html", context)


@login_required
@page
def mandate(request: ActorRequest, membership_id: int) -> HttpResponse:
    row = _colleague(request, membership_id)
    require(access.may_mandate(request.actor, row))
    today = timezone.localdate()
    form = MandateForm(request.POST or None, initial={"valid_from": today}, organisation_kind=row.organisation.kind)
    if worked(
        form,
        lambda: actions.give_mandate(membership_id=row.pk, today=today, by=request.actor, **form.cleaned_data),
    ):
        messages.success(request, _("%(name)s may now decide this for the board.") % {"name": row.person.name})
        return redirect("access:colleague", row.pk)
    context = {
        "form": form,
        "row": row,
        "title": _("Give a mandate"),
        "submit": _("Give the mandate"),
        "lead": _("You write down a decision that your board took. The support point cannot do this."),
    }
    return render(request, "access/colleague_form.html", context)


@login_required
@require_POST
def mandate_end(request: ActorRequest, mandate_id: int) -> HttpResponse:
    visible = access.visible_memberships(request.actor).values("pk")
    found = get_object_or_404(Mandate.objects.filter(membership__in=visible), pk=mandate_id)
    try:
        actions.end_mandate(mandate_id=found.pk, today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The mandate has ended. It stays on record."))
    return redirect("access:colleague", found.membership_id)


@login_required
@page
def leave(request: ActorRequest, membership_id: int) -> HttpResponse:
    """Asks once, says what ends, and lets somebody go."""
    row = _colleague(request, membership_id)
    require(access.may_let_leave(request.actor, row))
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            actions.let_leave(membership_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
        except Refused as refused:
            problems = refused.reasons
        else:
            messages.success(request, _("%(name)s no longer works here.") % {"name": row.person.name})
            is_own = row.organisation_id == request.actor.organisation_id and row.person_id != request.actor.person_id
            return redirect("access:colleagues") if is_own else redirect("ui:home")
    return render(request, "access/leave.html", {"row": row, "problems": problems})


@login_required
@page
def second_step(request: ActorRequest, membership_id: int) -> HttpResponse:
    """Asks once, then takes away the second step of a colleague who can no longer use it."""
    row = _colleague(request, membership_id)
    require(access.may_clear_second_step(request.actor, row))
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            actions.clear_second_step(membership_id=row.pk, today=timezone.localdate(), by=request.actor)
        except Refused as refused:
            problems = refused.reasons
        else:
            said = _("%(name)s now logs in with the password alone, and got a mail about it.")
            messages.success(request, said % {"name": row.person.name})
            return redirect("access:colleague", row.pk)
    return render(request, "access/second_step.html", {"row": row, "problems": problems})
