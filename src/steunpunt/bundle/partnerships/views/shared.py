"""What pages of partnerships have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.foundation.acting import ActorRequest, Refused


def visible_or_404(request: ActorRequest, group_id: int) -> Partnership:
    return get_object_or_404(access.visible_partnerships(request.actor, timezone.localdate()), pk=group_id)


def worked(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether what was asked was done. Reasons against it stand with the form; what was typed stays."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return False
    return True


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Cooperate"), ""), (_("Partnerships"), reverse("partnerships:list")), *steps]


def within(row: Partnership, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail((str(row), reverse("partnerships:partnership", args=[row.pk])), *steps)


def form_page(
    request: ActorRequest, form: forms.Form, *, row: Partnership | None, title: str, submit: str, lead: str = ""
) -> HttpResponse:
    """A page with one form."""
    back = reverse("partnerships:partnership", args=[row.pk]) if row else reverse("partnerships:list")
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": back,
        "upload": any(isinstance(field, forms.FileField) for field in form.fields.values()),
        "trail": within(row, (title, "")) if row else trail((title, "")),
    }
    return render(request, "partnerships/form.html", context)
