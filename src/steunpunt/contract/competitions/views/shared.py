"""What all pages of mini-competitions need."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.contract.competitions import access
from steunpunt.contract.competitions.models import Competition
from steunpunt.foundation.acting import ActorRequest, Refused


def only_if(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """A page for something that this actor cannot do is no page."""
    if not allowed:
        raise Http404


def competition_or_404(request: ActorRequest, competition_id: int) -> Competition:
    rows = access.visible_competitions(request.actor).select_related(
        "organisation", "framework", "order", "winner__supplier"
    )
    return get_object_or_404(rows, pk=competition_id)


def led_or_404(request: ActorRequest, competition_id: int) -> Competition:
    """For steps that people of the board take."""
    row = competition_or_404(request, competition_id)
    only_if(access.may_lead(request.actor, row))
    return row


def trail(competition: Competition, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    here = reverse("competitions:detail", args=[competition.pk]) if more else ""
    top = (_("Small competitions"), reverse("competitions:list"))
    return [(_("Procure"), ""), top, (competition.title, here), *more]


def tried(request: ActorRequest, work: Callable[[], object], done: str) -> bool:
    """A step behind a button: what is refused is said on the page that it goes back to."""
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True
