"""What all pages of one framework contract need."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.frameworks import access, lists
from steunpunt.contract.frameworks.models import Framework
from steunpunt.foundation.acting import ActorRequest


def only_if(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """A page for something that this actor cannot do is no page."""
    if not allowed:
        raise Http404


def framework_or_404(request: ActorRequest, framework_id: int) -> Framework:
    rows = access.visible_frameworks(request.actor).select_related("authority", "project", "tender")
    return get_object_or_404(rows, pk=framework_id)


def kept_or_404(request: ActorRequest, framework_id: int) -> Framework:
    """For pages on which a buyer changes something."""
    only_if(access.may_keep(request.actor))
    return framework_or_404(request, framework_id)


def _tabs(request: ActorRequest, framework: Framework) -> Iterator[tuple[str, str]]:
    yield "detail", _("Overview")
    yield "prices", _("Price list")
    yield "versions", _("Terms")
    if access.sees_boards(request.actor, framework):
        yield "boards", _("Who can order")
    yield "history", _("History")


def shell(request: ActorRequest, framework: Framework, here: str = "", label: str = "") -> dict[str, Any]:
    """Trail and tabs of a contract's page; `here` names the tab, `label` a page below it."""
    overview = reverse("frameworks:detail", args=[framework.pk])
    trail = [
        (_("Procure"), ""),
        (_("Framework contracts"), reverse("frameworks:list")),
        (framework.title, overview if label else ""),
    ]
    return {
        "framework": framework,
        "state": lists.state(framework, timezone.localdate()),
        "may_keep": access.may_keep(request.actor),
        "tabs": [
            (name, reverse(f"frameworks:{key}", args=[framework.pk]), key == here)
            for key, name in _tabs(request, framework)
        ],
        "trail": [*trail, (label, "")] if label else trail,
    }
