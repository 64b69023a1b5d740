"""The REST API under /api/v1: one router for each module, one way to be somebody, one form for errors."""

from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import APIKeyCookie, HttpBearer

from steunpunt.assess.inventory.rest import router as inventory
from steunpunt.assess.scan.rest import open_data, rounds
from steunpunt.assess.scan.rest import router as scan
from steunpunt.assess.scan.rest.authoring import router as questionnaires
from steunpunt.bundle.projects.rest import router as projects
from steunpunt.contract.competitions.rest import router as competitions
from steunpunt.contract.frameworks.rest import router as frameworks
from steunpunt.contract.orders.rest import commitments
from steunpunt.contract.orders.rest import router as orders
from steunpunt.contract.tenders.rest import contracts, offers
from steunpunt.contract.tenders.rest import router as tenders
from steunpunt.foundation.access.public import authenticate_token
from steunpunt.foundation.access.rest import router as access
from steunpunt.foundation.acting import Actor, Denied, Refused
from steunpunt.foundation.documents.rest import router as documents
from steunpunt.foundation.hooks.rest import router as hooks
from steunpunt.foundation.jobs.rest import router as jobs
from steunpunt.foundation.organisations.rest import router as organisations
from steunpunt.foundation.search.rest import router as search
from steunpunt.foundation.ui.api_pages import operations
from steunpunt.foundation.ui.problems import describe, problem


class BySession(APIKeyCookie):
    """Somebody who is logged in, in the browser; writes need the form secret as well."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        return actor if actor.is_known and actor.organisation_id is not None else None


class ByKey(HttpBearer):
    """A program with a key of somebody; from here on it acts as its owner, within the scopes of the key."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = authenticate_token(request)
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
        return actor


class Api(NinjaAPI):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The description, with the problems that every operation can answer with; made once in each language."""
        key = f"{get_language()} {where}"
        if key not in self._described:
            description = super().get_openapi_schema(**where)
            describe(description)
            self._described[key] = description
        return self._described[key]


api = Api(
    auth=[ByKey(), BySession()],
    title="Steunpunt",
    version="1",
    description=(
        "What the pages show, for programs: the same rows, by the same rules of access. A program acts as a person for "
        "one organisation, with a key made under “My account” (`Authorization: Bearer …`). Errors are problem details "
        "(RFC 9457)."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", access, tags=["people"])
api.add_router("/organisations", organisations, tags=["organisations"])
api.add_router("/jobs", jobs, tags=["jobs"])
api.add_router("/documents", documents, tags=["documents"])
api.add_router("/hooks", hooks, tags=["hooks"])
api.add_router("/search", search, tags=["search"])
api.add_router("/inventory", inventory, tags=["inventory"])
api.add_router("/scans", scan, tags=["scan"])
api.add_router("/rounds", rounds, tags=["scan"])
api.add_router("/open-data", open_data, tags=["open data"])
api.add_router("/projects", projects, tags=["projects"])
api.add_router("/tenders", tenders, tags=["tenders"])
api.add_router("/public-contracts", contracts, tags=["tenders"])
api.add_router("/offers", offers, tags=["tenders"])
api.add_router("/framework-contracts", frameworks, tags=["framework contracts"])
api.add_router("/orders", orders, tags=["orders"])
api.add_router("/commitments", commitments, tags=["orders"])
api.add_router("/competitions", competitions, tags=["orders"])
api.add_router("/questionnaires", questionnaires, tags=["scan"])


@api.exception_handler(Denied)
def denied(request: HttpRequest, _error: Denied) -> HttpResponse:
    return problem(403, _("You cannot do this"))


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    reasons = [{"code": reason.code, "text": str(reason), "field": reason.field} for reason in error.reasons]
    return problem(409, _("This is not possible now"), reasons=reasons)


@api.exception_handler(TooManyFieldsSent)
def too_many(request: HttpRequest, _error: TooManyFieldsSent) -> HttpResponse:
    """More parameters in the address than anybody means."""
    return problem(422, _("We could not read this request"))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, _("This does not exist"))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = problem(401, _("Log in, or send a valid key"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    reasons = [
        {"code": item["type"], "text": item["msg"], "field": ".".join(str(part) for part in item["loc"])}
        for item in error.errors
    ]
    return problem(422, _("We could not read this request"), reasons=reasons)


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message)


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """The API as a page to read."""
    shown = operations(api.get_openapi_schema())
    return render(request, "ui/api_docs.html", {"openapi": reverse("api:openapi-json"), "operations": shown})
