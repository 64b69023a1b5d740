"""My account: details, organisations and roles, keys, history; and for whom I act."""

from datetime import date

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access import access, actions
from steunpunt.foundation.access.choices import Scope, mandate_labels, roles_of
from steunpunt.foundation.access.forms import DetailsForm, KeyForm
from steunpunt.foundation.access.middleware import CHOSEN
from steunpunt.foundation.access.models import ApiToken
from steunpunt.foundation.access.values import Acting
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.journal.public import entries_by, lines
from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.registry import names_of, organisation_names, person_names

HISTORY = 30


@login_required
@require_POST
def switch(request: ActorRequest) -> HttpResponse:
    """Act for another organisation from here on. Only a membership of one's own can be chosen."""
    acting: Acting = request.acting  # type: ignore[attr-defined]  # set by the middleware
    chosen = request.POST.get("membership", "")
    if chosen.isdigit() and int(chosen) in {item.id for item in acting.memberships}:
        request.session[CHOSEN] = int(chosen)
    return redirect("ui:home")


@login_required
@require_GET
def me(request: ActorRequest) -> HttpResponse:
    """Who I am, for whom I act with which roles, and what I did lately."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    told = lines(entries_by(acting.person_id)[:HISTORY])
    organisations = [
        {
            "membership": item,
            "roles": [shown for shown in roles_of(item.organisation_kind) if shown.role in item.roles],
            "mandates": mandate_labels(item.mandates),
        }
        for item in acting.memberships
    ]
    context = {
        "person": Person.objects.get(pk=acting.person_id),
        "organisations": organisations,
        "has_second_step": is_mfa_enabled(request.user),
        "has_services": bool(get_adapter().list_apps(request)),
        "keys": access.visible_keys(request.actor)
        .filter(revoked_at=None, expires_on__gte=timezone.localdate())
        .count(),
        "history": told,
        "people": names_of(person_names, (line.person_id for line in told)),
        "names": names_of(organisation_names, (line.on_behalf_of_id for line in told)),
        "may_change": access.may_write(request.actor),
    }
    return render(request, "access/me.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def details(request: ActorRequest) -> HttpResponse:
    require(access.may_write(request.actor))
    person = get_object_or_404(Person, pk=request.actor.person_id)
    start = {"name": person.name, "phone": person.phone, "language": person.language}
    form = DetailsForm(request.POST or None, initial=start)
    if worked(form, lambda: people.change_person(person_id=person.pk, by=request.actor, **form.cleaned_data)):
        with translation.override(form.cleaned_data["language"]):  # the next page is in the language just chosen
            messages.success(request, _("Your details are changed."))
        return redirect("access:me")
    context = {"form": form, "title": _("My details"), "submit": _("Save")}
    return render(request, "access/account_form.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def keys(request: ActorRequest) -> HttpResponse:
    """My keys for programs. A new one is shown on the answer to making it, and never again."""
    require(access.may_make_key(request.actor) or request.actor.looking_in_id is not None)
    today = timezone.localdate()
    form = KeyForm(request.POST or None, today=today)
    made: list[str] = []

    def make() -> None:
        _key, secret = actions.make_key(now=timezone.now(), today=today, by=request.actor, **form.cleaned_data)
        made.append(secret)

    if worked(form, make):
        form = KeyForm(today=today)
    rows = access.visible_keys(request.actor).order_by("revoked_at", "-pk")
    shown = [(key, [Scope(scope).label for scope in key.scopes], _state(key, today)) for key in rows]
    context = {
        "form": form,
        "keys": shown,
        "secret": made[0] if made else "",
        "may": access.may_make_key(request.actor),
    }
    return render(request, "access/keys.html", context)


def _state(key: ApiToken, today: date) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "ended" if key.expires_on < today else "works"


@login_required
@require_POST
def key_revoke(request: ActorRequest, token_id: int) -> HttpResponse:
    key = get_object_or_404(access.visible_keys(request.actor), pk=token_id)
    actions.revoke_key(token_id=key.pk, now=timezone.now(), by=request.actor)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect("access:keys")
