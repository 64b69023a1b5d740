"""Suppliers that register themselves, and requests to join an organisation that is here already."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access import access, actions, queries, reasons
from steunpunt.foundation.access.choices import first_roles, role_labels
from steunpunt.foundation.access.forms import NewcomerForm, RegisterForm, WelcomeForm
from steunpunt.foundation.access.middleware import CHOSEN
from steunpunt.foundation.access.models import Registration
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.forms import worked

page = require_http_methods(["GET", "POST"])
TRAP = "homepage"
"""A field that people do not see and programs fill in."""


def _own_page(path: str) -> str:
    """A page of ours to come back to; empty for whatever else stands in an address."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) and len(path) <= 200
    return path if is_ours else ""


@never_cache
@page
def register(request: ActorRequest) -> HttpResponse:
    """The form. Its answer is the same whether the enterprise and the address are known here or not."""
    require(access.may_register(request.actor))
    start = {"language": get_language(), "next": _own_page(request.GET.get("next", ""))}
    form = RegisterForm(request.POST or None, initial=start)
    if request.method == "POST" and request.POST.get(TRAP):
        return redirect("access:register_sent")
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["next"] = _own_page(form.cleaned_data["next"])
        if not ratelimit.consume(request, action="register_supplier", key=form.cleaned_data["email"].lower()):
            form.add_error(None, _("Many registrations came from here in a short time. Wait a while, then try again."))
    if worked(form, lambda: actions.ask_registration(details=form.details(), now=timezone.now(), by=request.actor)):
        return redirect("access:register_sent")
    context = {"form": form, "trap": TRAP}
    return render(request, "access/register.html", context, status=422 if form.errors else 200)


@require_GET
def register_sent(request: ActorRequest) -> HttpResponse:
    return render(request, "access/register_sent.html")


@require_GET
def join_sent(request: ActorRequest) -> HttpResponse:
    return render(request, "access/join_sent.html")


@never_cache
@page
def confirm(request: ActorRequest, token: str) -> HttpResponse:
    """What somebody sees who follows the link: looking changes nothing, a button confirms."""
    if not ratelimit.consume(request, action="confirm_registration"):
        return render(request, "people/too_many.html", status=429)
    row = queries.registration_by_token(token)
    if row is None:
        return render(request, "access/registration_trouble.html", {"reasons": []}, status=404)
    trouble = list(
        reasons.about_registration_link(confirmed_at=row.confirmed_at, expires_at=row.expires_at, now=timezone.now())
    )
    if trouble:
        return render(request, "access/registration_trouble.html", {"reasons": trouble}, status=410)
    return _confirm(request, token, row)


def _confirm(request: ActorRequest, token: str, row: Registration) -> HttpResponse:
    known = people.person_by_email(row.email)
    is_known = known is not None and known.is_active
    is_somebody_else = request.actor.is_known and not (is_known and known and known.id == request.actor.person_id)
    is_new = queries.holder_of(row.enterprise_number, timezone.localdate()) is None
    context: dict[str, Any] = {
        "row": row,
        "number": organisations.shown_enterprise_number(row.enterprise_number),
        "is_known": is_known,
        "is_new": is_new,
        "is_somebody_else": is_somebody_else,
    }
    if request.actor.looking_in_id is not None or is_somebody_else:
        return render(request, "access/register_confirm.html", context)
    if is_known and request.method == "POST" and not request.actor.is_known:
        return redirect_to_login(request.get_full_path())
    if is_known or not is_new:
        return _by_a_button(request, token, context)
    return _by_a_password(request, token, row, context)


def _by_a_password(request: ActorRequest, token: str, row: Registration, context: dict[str, Any]) -> HttpResponse:
    """Somebody who is new, for an enterprise that is new."""
    form = NewcomerForm(request.POST or None, initial={"name": row.name}, email=row.email)
    done: list[Registration] = []

    def work() -> None:
        given = {"name": form.cleaned_data["name"], "password": form.cleaned_data["password"]}
        done.append(
            actions.confirm_registration(
                token=token, now=timezone.now(), today=timezone.localdate(), by=request.actor, **given
            )
        )

    if worked(form, work):
        return _go_on(request, done[0])
    context = {**context, "form": form}
    return render(request, "access/register_confirm.html", context, status=422 if form.errors else 200)


def _by_a_button(request: ActorRequest, token: str, context: dict[str, Any]) -> HttpResponse:
    """Somebody who has a log-in, or who asks to join: nothing more to fill in."""
    if request.method != "POST":
        return render(request, "access/register_confirm.html", context)
    try:
        row = actions.confirm_registration(
            token=token, now=timezone.now(), today=timezone.localdate(), by=request.actor
        )
    except Refused as refused:
        return render(request, "access/register_confirm.html", {**context, "problems": refused.reasons}, status=422)
    return _go_on(request, row)


def _go_on(request: ActorRequest, row: Registration) -> HttpResponse:
    """To the page where it began, for the new supplier; or to what happens now where others answer."""
    if row.person is None:
        return redirect("access:join_sent")
    name = row.organisation.name if row.organisation else ""
    messages.success(request, _("Welcome! You now work here for %(name)s.") % {"name": name})
    there = row.came_from or reverse("ui:home")
    membership = queries.membership_at(row.person.pk, row.organisation_id or 0, timezone.localdate())
    if request.actor.is_known:
        request.session[CHOSEN] = membership
        return redirect(there)
    person = Person.objects.get(pk=row.person.pk)
    joined: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=there)
    request.session[CHOSEN] = membership
    return joined


@login_required
@page
def join_request(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Somebody asks to join: who it says to be, and the answer."""
    today = timezone.localdate()
    rows = queries.requests_to_join(access.visible_requests(request.actor), today)
    row = get_object_or_404(rows, pk=registration_id)
    is_kept: bool = row.is_kept  # type: ignore[attr-defined]
    may_answer = access.may_answer_request(request.actor, row, is_kept=is_kept)
    kind = row.organisation.kind if row.organisation else ""
    form = WelcomeForm(request.POST if is_kept and request.method == "POST" else None, kind=kind)

    def work(roles: list[str]) -> None:
        actions.welcome(registration_id=row.pk, roles=roles, now=timezone.now(), today=today, by=request.actor)

    problems: tuple[object, ...] = ()
    is_done = False
    if request.method == "POST":
        require(may_answer)
        if is_kept:
            is_done = worked(form, lambda: work(form.cleaned_data["roles"]))
        else:
            try:
                work([])
                is_done = True
            except Refused as refused:
                problems = refused.reasons
    if is_done:
        messages.success(request, _("%(name)s gets a mail with a link.") % {"name": row.name})
        return _back(request, row)
    context = {
        "row": row,
        "number": organisations.shown_enterprise_number(row.enterprise_number),
        "form": form if is_kept else None,
        "first_roles": role_labels(first_roles(kind)),
        "may_answer": may_answer,
        "problems": problems,
        "is_own": row.organisation_id == request.actor.organisation_id,
    }
    return render(request, "access/join_request.html", context, status=422 if form.errors or problems else 200)


@login_required
@require_POST
def turn_down(request: ActorRequest, registration_id: int) -> HttpResponse:
    row = get_object_or_404(access.visible_requests(request.actor), pk=registration_id)
    try:
        actions.turn_down(registration_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s hears that the request was turned down.") % {"name": row.name})
    return _back(request, row)


def _back(request: ActorRequest, row: Registration) -> HttpResponse:
    if row.organisation_id == request.actor.organisation_id:
        return redirect("access:colleagues")
    return redirect("ui:home")
