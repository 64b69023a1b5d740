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


# ── figures, estimates and wishes ────────────────────────────────────────────
def test_figures_and_wishes_are_given_and_read(ict, scan):
    path = f"/api/v1/scans/{scan.pk}"
    given = ict.put(f"{path}/facts/p_users", {"value": "1.250"}, content_type="application/json").json()
    assert (given["fact"], given["value"]) == ("p_users", "1250")
    ict.put(f"{path}/domain-views/NET", {"self_level": 2, "note": "Voor ons"}, content_type="application/json")
    said = ict.put(f"{path}/domain-views/NET", {"want": 2, "with_whom": ["GG"]}, content_type="application/json").json()
    assert said == {
        "domain": "NET",
        "self_level": 2,
        "has_issue": None,
        "want": 2,
        "with_whom": ["GG"],
        "note": "Voor ons",
    }
    assert ict.get(f"{path}/domain-views").json() == [said]
    assert {row["fact"]: row["value"] for row in ict.get(f"{path}/facts").json()}["p_users"] == "1250"


def test_figures_and_wishes_are_refused_as_on_the_page(ict, as_somebody, scan):
    path = f"/api/v1/scans/{scan.pk}"
    for place, body, status in (
        ("facts/p_users", {"value": "veel"}, 409),
        ("facts/p_type", {"value": "ocmw"}, 409),
        ("facts/p_users", {"value": "9", "seen": "8"}, 409),
        ("domain-views/NOPE", {"want": 2}, 409),
        ("domain-views/NET", {"want": 7}, 422),
        ("domain-views/NET", {"with_whom": ["X"]}, 409),
    ):
        assert ict.put(f"{path}/{place}", body, content_type="application/json").status_code == status, place
    reader = as_somebody(scan.organisation, "policy_maker")
    assert reader.put(f"{path}/facts/p_users", {"value": "9"}, content_type="application/json").status_code == 403
    assert as_somebody(OrganisationFactory(), "ict_manager").get(f"{path}/facts").status_code == 404


def test_a_remark_stays_inside_the_board(ict, as_somebody, scan):
    path = f"/api/v1/scans/{scan.pk}/domain-views"
    ict.put(f"{path}/NET", {"note": "Voor ons"}, content_type="application/json")
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    assert [row["note"] for row in adviser.get(path).json()] == [""]
