"""The scan for programs."""

import pytest

from steunpunt.assess.scan.models import Answer
from tests.factories.organisations import OrganisationFactory
from tests.factories.scan import a_compared_round, a_scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan():
    return a_scan(OrganisationFactory(name="Keerbergen"))


@pytest.fixture
def ict(as_somebody, scan):
    return as_somebody(scan.organisation, "ict_manager")


def put(client, scan, question, **body):
    return client.put(f"/api/v1/scans/{scan.pk}/answers/{question}", body, content_type="application/json")


def test_a_stranger_gets_a_problem(client, scan):
    response = client.get("/api/v1/scans")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"] == "Bearer"


def test_own_scans_are_listed_and_those_of_a_neighbour_are_not(ict, scan):
    neighbour = a_scan()
    assert [item["id"] for item in ict.get("/api/v1/scans").json()] == [scan.pk]
    for path in ("", "/answers", "/result"):
        assert ict.get(f"/api/v1/scans/{neighbour.pk}{path}").status_code == 404


def test_an_answer_is_given_and_read(ict, scan):
    assert put(ict, scan, "BEL01", answer="a2").json()["revision"] == 1
    assert [(row["question"], row["answer"]) for row in ict.get(f"/api/v1/scans/{scan.pk}/answers").json()] == [
        ("BEL01", "a2")
    ]


@pytest.mark.parametrize(
    ("question", "body", "status"),
    [
        ("BEL01", {"answer": "a9"}, 409),
        ("NOPE", {"answer": "a1"}, 409),
        ("BEL01", {"answer": ""}, 422),
        ("BEL01", {}, 422),
        ("BEL01", {"answer": "a1", "seen_revision": -1}, 422),
    ],
)
def test_nonsense_is_a_problem_with_reasons(ict, scan, question, body, status):
    response = put(ict, scan, question, **body)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["reasons"][0]["code"]
    assert not Answer.objects.exists()


def test_who_may_only_read_gets_a_problem(as_somebody, scan):
    response = put(as_somebody(scan.organisation, "policy_maker"), scan, "BEL01", answer="a1")
    assert (response.status_code, response.json()["title"]) == (403, "U kunt dit niet doen")


def test_the_result_is_the_same_as_on_the_page(as_somebody):
    scan = a_compared_round()[0]
    body = as_somebody(scan.organisation, "policy_maker").get(f"/api/v1/scans/{scan.pk}/result").json()
    assert len(body["domains"]) == 12
    assert body["domains"][0]["boards"] == 6
    assert body["scan"]["is_synthetic"] is True
    assert set(body["domains"][0]) == {
        "domain", "score", "level", "coverage", "lower", "upper", "dont_know", "status", "insight", "boards", "median", "p25", "p75",
        "percentile_rank", "after_review",
    }  # fmt: skip


def test_over_time_needs_an_earlier_scan(as_somebody):
    scan = a_compared_round()[0]
    assert as_somebody(scan.organisation, "policy_maker").get(f"/api/v1/scans/{scan.pk}/over-time").status_code == 404


def test_the_description_is_openapi_3_1(client):
    body = client.get("/api/v1/openapi.json").json()
    assert body["openapi"].startswith("3.1")
    assert "/api/v1/scans/{scan_id}/result" in body["paths"]
