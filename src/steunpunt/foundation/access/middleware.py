"""Finds out, at the edge, who acts: the person of the session, for the organisation chosen in the switcher."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from steunpunt.foundation.access import queries
from steunpunt.foundation.acting import STRANGER, ActorRequest
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui import views as ui_views

CHOSEN = "namens"
LOOK_IN = "look_in"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_ALWAYS_ALLOWED = frozenset({"/access/look-in/stop/", "/taal/"})


class WhoActs:
    """Sets `request.actor` and `request.acting`. While looking in, everything but reading is refused here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("ActorRequest", request)
        asked.actor = STRANGER
        if request.user.is_authenticated:
            self._identify(asked, request.user)
        is_reading = request.method in _READS or request.path in _ALWAYS_ALLOWED
        if asked.actor.looking_in_id and not is_reading:
            return ui_views.denied(request)
        return self.get_response(request)

    def _identify(self, request: ActorRequest, person: Person) -> None:
        now = timezone.now()
        look_in = None
        if look_in_id := request.session.get(LOOK_IN):
            look_in = queries.look_in_under_way(look_in_id, person.pk, now)
            if look_in is None:
                del request.session[LOOK_IN]
        subject = look_in.person if look_in else person
        request.actor, request.acting = queries.actor_of(  # type: ignore[attr-defined]
            person_id=subject.pk,
            person_name=str(subject),
            email=subject.email,
            chosen=request.session.get(CHOSEN),
            today=timezone.localdate(),
            look_in=look_in,
        )
