"""What pages of partnerships have in common."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.bundle.partnerships.registry import trail, trail_within
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui import forms as ui_forms


def visible_or_404(request: ActorRequest, group_id: int) -> Partnership:
    return get_object_or_404(access.visible_partnerships(request.actor, timezone.localdate()), pk=group_id)


def within(row: Partnership, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail_within(row.pk, str(row), *steps)


def form_page(
    request: ActorRequest, form: forms.Form, *, row: Partnership | None, title: str, submit: str, lead: str = ""
) -> HttpResponse:
    """A page with one form, of a partnership or before there is one."""
    back = reverse("partnerships:partnership", args=[row.pk]) if row else reverse("partnerships:list")
    steps = within(row, (title, "")) if row else trail((title, ""))
    return ui_forms.form_page(request, form, trail=steps, submit=submit, lead=lead, back=back)
