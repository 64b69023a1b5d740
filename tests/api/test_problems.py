"""Every refusal of the API is a problem detail, whoever refuses: Django, the API, or an action."""

import pytest
from django.conf import settings
from django.test import Client
from ninja import Schema

from steunpunt.api import api
from tests.factories.people import logged_in
from tests.factories.scan import a_scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan(monkeypatch):
    from tests.factories.scan import TODAY

    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    return a_scan()


@pytest.fixture
def browser(scan):
    return logged_in(scan.organisation, "ict_manager")


def put(browser, scan, body, content_type="application/json", question="BEL01"):
    return browser.put(f"/api/v1/scans/{scan.pk}/answers/{question}", body, content_type=content_type)


def status(response):
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"
        body = response.json()
        assert (body["type"], body["status"]) == ("about:blank", response.status_code)
        assert body["title"]
    return response.status_code


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"answer": ', 400),
        ("\ufeff", 400),
        (b"\xff\xfe\x00", 400),
        ('{"answer": "wn", "explanation": "\\u0000"}', 400),
        ('{"answer": "wn", "explanation": "\\ud800"}', 422),
        ('{"answer": "wn", "explaination": "x"}', 422),
        ("[]", 422),
        ('"wn"', 422),
        ("{}", 422),
        ('{"answer": "wn", "seen_revision": 1e400}', 422),
        ('{"answer": "wn", "seen_revision": ' + "9" * 400 + "}", 422),
        ('{"answer": "wn", "seen_revision": NaN}', 422),
        ('{"answer": {"a": 1}}', 422),
        ('{"answer": "wn", "explanation": "' + "x" * 2001 + '"}', 422),
        ("[" * 100_000, 400),
        ('{"answer": "zz"}', 409),
        ('{"answer": "wn"}', 200),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(browser, scan, body, expected):
    assert status(put(browser, scan, body)) == expected


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "", "application/json-ish"])
def test_a_body_of_another_kind_is_refused(browser, scan, kind):
    assert status(put(browser, scan, '{"answer": "wn"}', kind)) == 415


@pytest.mark.parametrize("question", ["%00", "BEL01%00", "%F0%9F%90%A6", "..%2F", "x" * 21])
def test_a_question_that_cannot_be_is_refused(browser, scan, question):
    assert status(put(browser, scan, '{"answer": "wn"}', question=question)) in {404, 409, 422}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/v1/nothing", 404),
        ("/api/v2/scans", 404),
        ("/api/v1/scans/0", 422),
        ("/api/v1/scans/99999999999999999999999", 422),
        ("/api/v1/scans/1%00", 404),
        ("/api/v1/organisations?limit=1e9", 422),
        ("/api/v1/organisations?on=0000-00-00", 422),
        ("/api/v1/organisations?q=%00", 200),
        ("/api/v1/search?q=%00%27%22%5C", 200),
        ("/api/v1/jobs/-1", 422),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_words(browser, path, expected):
    assert status(browser.get(path)) == expected


def test_more_parameters_than_anybody_means_are_refused_in_words(browser):
    many = "&".join(["limit=1"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert status(browser.get(f"/api/v1/organisations?{many}")) == 422


def test_a_method_that_is_not_known_there_says_which_are(browser):
    response = browser.delete("/api/v1/scans")
    assert (status(response), response["Allow"]) == (405, "GET")


def test_a_write_without_the_secret_of_the_form_is_refused(scan):
    from tests.factories.people import a_member

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(a_member(scan.organisation, "ict_manager"))
    assert status(put(careful, scan, '{"answer": "wn"}')) == 403


def test_a_stranger_is_asked_who_it_is():
    response = Client().get("/api/v1/scans")
    assert (status(response), response["WWW-Authenticate"]) == (401, "Bearer")


def test_a_crash_tells_nothing_of_the_inside(browser, monkeypatch):
    def crash(*_args):
        raise RuntimeError("inside")

    monkeypatch.setattr("steunpunt.foundation.search.queries.search", crash)
    browser.raise_request_exception = False
    response = browser.get("/api/v1/search?q=a")
    assert status(response) == 500
    assert b"inside" not in response.content


def test_the_description_says_which_problems_there_are():
    operation = api.get_openapi_schema()["paths"]["/api/v1/scans/{scan_id}/answers/{question}"]["put"]
    assert sorted(operation["responses"]) == [200, 400, 401, 403, 404, 409, 415, 422]
    problem = operation["responses"][409]["content"]["application/problem+json"]
    assert problem == {"schema": {"$ref": "#/components/schemas/Problem"}}


def schemas(kind=Schema):
    for one in kind.__subclasses__():
        yield one
        yield from schemas(one)


def test_no_two_schemas_have_the_same_name():
    """The description knows them by their name alone: the second would take the place of the first."""
    described = api.get_openapi_schema()["components"]["schemas"]
    places: dict[str, set[str]] = {}
    for one in schemas():
        if one.__module__.startswith("steunpunt.") and one.__name__ in described:
            places.setdefault(one.__name__, set()).add(one.__module__)
    assert {name: sorted(found) for name, found in places.items() if len(found) > 1} == {}
    assert "ContractOut" in places
