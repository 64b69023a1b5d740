"""How the API says what went wrong: problem details (RFC 9457), whoever found it, and so described in OpenAPI."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from pydantic import BeforeValidator

NO_NUL = r"^[^\x00]*$"
"""Pattern for texts of people: everything but the sign that the database cannot keep."""
SAYS_SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"
"""The same, with at least one sign that can be seen."""


def _written_day(value: object) -> object:
    """Only 2011-01-31: a bare number would be read as seconds since 1970."""
    if not isinstance(value, str | date) or (isinstance(value, str) and not _DAY.fullmatch(value)):
        raise ValueError("A day is written as 2011-01-31.")
    return value


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Day = Annotated[date, BeforeValidator(_written_day)]
"""A day in a request."""

CONTENT_TYPE = "application/problem+json"
ADDRESS = "/api/"
_JSON = "application/json"
_FORM = "multipart/form-data"
FILES = "/files"
"""How an address ends to which a file is sent, as a form: everything else is JSON."""
_FORM_BYTES = 64 * 1024
"""What a form may hold beside its file."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_SAID = {
    400: "The request could not be read: no JSON, or a character that no text can hold.",
    401: "Nobody is logged in, and no valid key was sent.",
    403: "Your role for this organisation does not allow it.",
    404: "It does not exist, or it is not meant for the organisation you act for.",
    405: "This address does not know this method.",
    409: "It is not possible now; `reasons` say why.",
    413: "The file is too large.",
    415: "The body is not sent as described: as application/json, or as multipart/form-data for a file.",
    422: "The request is not as described; `reasons` say where.",
}
_REASON = {
    "type": "object",
    "required": ["code", "text", "field"],
    "properties": {
        "code": {"type": "string", "description": "Stable, for programs."},
        "text": {"type": "string", "description": "For people, in the language of the request."},
        "field": {"type": "string", "description": "Which part of the request it is about; may be empty."},
    },
}
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "reasons": {"type": "array", "items": _REASON},
    },
}


def problem(status: int, title: str, **extra: Any) -> HttpResponse:
    """A problem detail: what went wrong, in the language of the request, with reasons where there are any."""
    body = {"type": "about:blank", "title": title, "status": status, **extra}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def describe(description: dict[str, Any]) -> None:
    """Adds to an OpenAPI description which problems every operation can answer with."""
    description["components"].setdefault("schemas", {})["Problem"] = SCHEMA
    for methods in description["paths"].values():
        for method, operation in methods.items():
            responses = operation["responses"]
            for status in _possible(method.upper(), operation):
                responses.setdefault(
                    status,
                    {
                        "description": _SAID[status],
                        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    },
                )


def _possible(method: str, operation: dict[str, Any]) -> Iterable[int]:
    yield from (401, 403)
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", [])):
        yield 404
    if method in _WITH_BODY:
        yield 409
    if "requestBody" in operation:
        yield from (400, 415)
        if _FORM in operation["requestBody"]["content"]:
            yield 413
    if operation.get("parameters") or "requestBody" in operation:
        yield 422


class SpeaksInProblems:
    """Every refusal under /api/ is a problem detail: also one that never came as far as the API's own code.

    What no text in the database can hold, and a body that is not sent as JSON (or as a form, for a file), is stopped here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADDRESS):
            return self.get_response(request)
        if refusal := _unreadable(request):
            return refusal
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            return response
        said = problem(response.status_code, _title(response.status_code))
        for name in ("Allow", "WWW-Authenticate", "Retry-After"):
            if name in response:
                said[name] = response[name]
        return said


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    if "\x00" in request.path:
        return problem(404, _title(404))
    if request.method in _WITH_BODY and request.path.endswith(FILES):
        return _no_file(request)
    if request.method in _WITH_BODY and request.body:
        if request.content_type != _JSON:
            return problem(415, _("Send the request as application/json"))
        if b"\\u0000" in request.body:
            return problem(400, _("A text cannot hold the character U+0000"))
    return None


def _no_file(request: HttpRequest) -> HttpResponse | None:
    """Looked at before the form is read: its length, and that it is a form."""
    if request.content_type != _FORM:
        return problem(415, _("Send the file as multipart/form-data"))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_BYTES + _FORM_BYTES:
        return problem(413, _title(413))
    return None


def _title(status: int) -> str:
    return {
        403: _("You cannot do this"),
        404: _("This does not exist"),
        405: _("This address does not know this method"),
        413: _("This is too large"),
        429: _("Too many requests; try again later"),
    }.get(status, _("Something went wrong on our side") if status >= 500 else _("We could not read this request"))
