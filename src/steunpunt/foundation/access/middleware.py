"""Finds out, at the edge, who acts: the person of the session, for the organisation chosen in the switcher."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from steunpunt.foundation.access import access, queries
from steunpunt.foundation.acting import STRANGER, ActorRequest
from steunpunt.foundation.people.models import Person

CHOSEN = "namens"
LOOK_IN = "look_in"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_LOG_OUT = "/account/logout/"
_WHILE_LOOKING_IN = frozenset({"/meekijken/stoppen/", "/taal/", _LOG_OUT})
"""Writes that touch nothing of the person looked in at."""

_FOR_WHO_WORKS_NOWHERE = (
    "/account/",
    "/taal/",
    "/help/",
    "/lezen/",
    "/open-data/",
    "/uitnodiging/",
    "/leveranciers/",
    "/health/",
    "/metrics",
    "/api/",
)
_WITHOUT_SECOND_STEP = ("/account/", "/taal/", "/namens/", "/mijn/")


class WhoActs:
    """Sets `request.actor` and `request.acting`, and stops at the door what nobody may do.

    Somebody who works nowhere gets a page that says so. Who looks in as somebody else changes nothing. Administrators of
    the support point, who can let anybody in, change nothing before they have a second step at log-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("ActorRequest", request)
        asked.actor = STRANGER
        if request.user.is_authenticated:
            self._identify(asked, request.user)
            if stopped := self._stopped(asked):
                return stopped
        return self.get_response(request)

    def _identify(self, request: ActorRequest, person: Person) -> None:
        today = timezone.localdate()
        look_in = None
        if look_in_id := request.session.get(LOOK_IN):
            look_in = queries.look_in_under_way(look_in_id, person.pk, timezone.now(), today)
            if look_in is None:
                del request.session[LOOK_IN]
        subject = look_in.person if look_in else person
        request.actor, request.acting = queries.actor_of(  # type: ignore[attr-defined]
            person_id=subject.pk,
            person_name=str(subject),
            email=subject.email,
            chosen=request.session.get(CHOSEN),
            today=today,
            look_in=look_in,
        )

    def _stopped(self, request: ActorRequest) -> HttpResponse | None:
        actor, path = request.actor, request.path
        if actor.organisation_id is None and not path.startswith(_FOR_WHO_WORKS_NOWHERE):
            return render(request, "access/works_nowhere.html", status=403)
        if actor.looking_in_id is not None:
            is_own_account = path.startswith("/account/") and path != _LOG_OUT
            if is_own_account or (request.method not in _READS and path not in _WHILE_LOOKING_IN):
                return render(request, "access/only_looking.html", status=403)
            return None
        lacks_second_step = (
            settings.SECOND_STEP_REQUIRED
            and request.method not in _READS
            and access.is_support_administrator(actor)
            and not path.startswith(_WITHOUT_SECOND_STEP)
            and not is_mfa_enabled(request.user)
        )
        return render(request, "access/second_step_first.html", status=403) if lacks_second_step else None
