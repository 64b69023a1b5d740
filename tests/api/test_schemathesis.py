"""Everything that the description of the API allows, and much that it does not, thrown at it by schemathesis.

In-process, as three people, always with the same examples: no crash, nothing that the description does not say, every
refusal a problem detail. A few examples of each kind; `just test-api` tries many more.
"""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode

from steunpunt.api import api
from steunpunt.assess.scan.models import Scan
from steunpunt.wsgi import application
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import a_call, a_project, an_adviser_of
from tests.factories.scan import a_compared_round, a_scan
from tests.factories.tenders import a_buyer, a_tender
from tests.kept import kept

pytestmark = pytest.mark.django_db
SECRET = "a" * 32
EXAMPLES = int(os.environ.get("STEUNPUNT_API_EXAMPLES", "12"))
"""Of each kind, for each operation: spread over those who ask."""
ASKING: dict[str, Callable[[Scan, Scan], tuple[Client, Scan]]] = {
    "ict manager, open": lambda opened, _: (logged_in(opened.organisation, "ict_manager"), opened),
    "ict manager": lambda _, done: (logged_in(done.organisation, "ict_manager"), done),
    "adviser": lambda _, done: (logged_in(OrganisationFactory(support_point=True), "adviser"), done),
    "stranger": lambda _, done: (Client(), done),
}
"""Who asks, about which scan: for the others it makes no difference whether it is submitted."""
BOUNDS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations() -> list[Any]:
    """As described, but for who asks: that is the visitor, and not something to make up."""
    description = deepcopy(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
    description["components"].pop("securitySchemes")
    for methods in description["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
            _no_empty_file(operation)
    schema = schemathesis.openapi.from_dict(description)
    schema.app = application
    return [result.ok() for result in schema.get_all_operations()]


def _no_empty_file(operation: dict[str, Any]) -> None:
    """The client that sends forms here writes a part without content against the standard, so that no server finds it."""
    form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data", {}).get("schema", {})
    for part in form.get("properties", {}).values():
        if part.get("format") == "binary":
            part["minLength"] = 1


OPERATIONS = operations()


@pytest.fixture(autouse=True)
def _the_test_keeps_its_connection() -> Iterator[None]:
    """As with Django's own test client: the end of a request does not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def two_scans_and_a_project():
    opened, done = a_scan(), a_compared_round(others=1)[0]
    adviser = an_adviser_of()
    project = a_project(opened.organisation, done.organisation, by=adviser)
    a_call(project, by=adviser)
    tender = a_tender(opened.organisation, done.organisation, by=a_buyer())
    return opened, done, project, tender


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation.method} {operation.path}")
def test_nothing_is_found(operation):
    opened, done, project, tender = kept(two_scans_and_a_project)
    asking = {name: of(opened, done) for name, of in ASKING.items()}
    askers = strategies.sampled_from(list(asking))

    def check(case, asker, *, in_place):
        client, scan = asking[asker]
        there = {"scan_id": scan.pk, "organisation_id": scan.organisation_id, "question": "BEL01", "domain": "BEL"}
        there |= {"project_id": project.pk, "tender_id": tender.pk}
        if in_place:
            for parameter in case.path_parameters:
                case.path_parameters[parameter] = there.get(parameter, case.path_parameters[parameter])
        cookies = {"csrftoken": SECRET, **{name: morsel.value for name, morsel in client.cookies.items()}}
        response = case.call_and_validate(cookies=cookies, headers={"X-CSRFToken": SECRET})
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]

    @BOUNDS
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE), asker=askers)
    def as_described(case, asker):
        check(case, asker, in_place=True)

    @BOUNDS
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), asker=askers)
    def not_as_described(case, asker):
        check(case, asker, in_place=False)

    as_described()
    if operation.definition.raw.get("parameters") or operation.body:
        not_as_described()
