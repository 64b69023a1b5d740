"""What all pages of one framework contract need."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.frameworks import access, lists, sentences
from steunpunt.contract.frameworks.choices import words
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import differing
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents import public as documents


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


def document_of(request: ActorRequest, framework: Framework, file: Any) -> int | None:
    """The signed paper, kept with the contract, when one was handed over."""
    if file is None:
        return None
    made = documents.add_document(
        subject=f"framework:{framework.pk}", name=file.name, content=file, now=timezone.now(), by=request.actor
    )
    return made.pk


def coming(request: ActorRequest, framework: Framework, today: date, most: int | None = None) -> list[dict[str, Any]]:
    """Prices whose day has not come, as this actor sees them; of each change `most` items."""
    changes = pricing.coming_changes(framework, access.visible_items(request.actor).filter(framework=framework), today)
    may_keep = access.may_keep(request.actor)
    return [
        {
            "change": one.change,
            "reason": words.PRICE_REASONS[one.change.reason],
            "count": len(one.items),
            "rows": sentences.coming_rows(one.items[:most]),
            "can_be_withdrawn": may_keep
            and one is changes[-1]
            and not list(differing.withdrawal_objections(pricing.entered(framework, one.change), today)),
        }
        for one in changes
        if one.items or may_keep
    ]


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
        "is_whole": access.sees_support_part(request.actor),
        "tabs": [
            (name, reverse(f"frameworks:{key}", args=[framework.pk]), key == here)
            for key, name in _tabs(request, framework)
        ],
        "trail": [*trail, (label, "")] if label else trail,
    }
