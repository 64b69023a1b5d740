"""Each request gets a number, one line in the log, and a place in the counts."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from steunpunt.foundation.operations import measures

log = structlog.get_logger("steunpunt.request")
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Stands outermost. A number given by the proxy is kept, so that one request has one number in all logs.

    Neither the query of an address nor what was sent is written: both may hold data about people.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        request.META["REQUEST_ID"] = number
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            self._note(request, response, seconds)
        response.headers["X-Request-ID"] = number
        return response

    @staticmethod
    def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = getattr(request, "resolver_match", None)
        view = match.view_name or match.route if match else "none"
        method = request.method if request.method in _METHODS else "other"
        measures.REQUESTS.labels(view, method, str(response.status_code)).inc()
        measures.SECONDS.labels(view).observe(seconds)
        actor = getattr(request, "actor", None)
        level = log.error if response.status_code >= 500 else log.info
        level(
            "request",
            method=method,
            path=request.path,
            view=view,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
            person_id=getattr(actor, "person_id", None),
            organisation_id=getattr(actor, "organisation_id", None),
        )
