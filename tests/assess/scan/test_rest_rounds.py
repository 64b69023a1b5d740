"""Rounds, links, reports and open figures over the API: as on the pages, and nothing for a neighbour."""

import pytest
from django.test import Client

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import OpenFile, ReportArchive, Scan
from steunpunt.foundation.jobs import public as jobs
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, TODAY, a_compared_round, a_round

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def adviser(support, today):
    return logged_in(support, "adviser")


def post(client, path, body=None):
    return client.post(f"/api/v1{path}", body or {}, content_type=JSON)


def test_a_round_is_started_run_and_closed_over_the_api(adviser, support):
    first, second = OrganisationFactory(), OrganisationFactory()
    version = a_round(OrganisationFactory()).version_id
    asked = {
        "name": "Ronde over de API",
        "version_id": version,
        "opens_on": TODAY.isoformat(),
        "deadline_on": "2011-05-31",
        "organisation_ids": [first.pk],
    }
    made = post(adviser, "/rounds", asked)
    assert (made.status_code, made.json()["boards"]) == (201, 1)
    round_ = f"/rounds/{made.json()['id']}"
    assert post(adviser, f"{round_}/invitations", {"organisation_ids": [first.pk, second.pk]}).json() == {"boards": 1}
    scan = Scan.objects.get(organisation=first)
    helper = a_member(support, "adviser")
    put = adviser.put(f"/api/v1/rounds/boards/{scan.pk}/adviser", {"person_id": helper.pk}, content_type=JSON)
    assert put.status_code == 200
    put = adviser.put(
        f"/api/v1/rounds/boards/{scan.pk}/deadline", {"until": "2011-06-30", "reason": "Verlof"}, content_type=JSON
    )
    assert put.json()["deadline_on"] == "2011-06-30"
    assert post(adviser, f"{round_}/division").json() == {"boards": 1}
    assert post(adviser, f"{round_}/reminders").json() == {"boards": 2}
    twice = post(adviser, f"{round_}/reminders")
    assert (twice.status_code, twice.json()["reasons"][0]["code"]) == (409, "reminded_lately")
    assert post(adviser, f"{round_}/reminders", {"again": True}).json() == {"boards": 2}
    followed = adviser.get(f"/api/v1{round_}").json()
    assert followed["kinds"] == [{"board_type": "gemeente", "boards": 2, "submitted": 0}]
    assert sorted(row["organisation_id"] for row in followed["boards"]) == sorted([first.pk, second.pk])
    assert post(adviser, f"{round_}/close").json()["closed_at"]
    again = post(adviser, f"{round_}/close")
    assert (again.status_code, again.json()["reasons"][0]["code"]) == (409, "round_closed")


def test_all_reports_are_asked_for_followed_and_fetched(adviser):
    _scan, round_ = a_compared_round(others=1)
    path = f"/rounds/{round_.pk}/archives"
    job_id = post(adviser, path).json()["job_id"]
    assert adviser.get(f"/api/v1{path}").json()[0]["made_at"] is None
    jobs.run(job_id, connecting=jobs.same_connection)
    [row] = adviser.get(f"/api/v1{path}").json()
    assert row["boards"] == 2
    file = adviser.get(f"/api/v1{path}/{row['id']}/file.zip")
    assert b"".join(file.streaming_content)[:2] == b"PK"


def test_a_link_is_made_listed_and_taken_back(today):
    scan, _round = a_compared_round(others=0)
    own = logged_in(scan.organisation, "secretary")
    made = post(own, f"/scans/{scan.pk}/links", {"for_whom": "Schepen"}).json()
    assert Client().get(made["url"]).status_code == 200
    [row] = own.get(f"/api/v1/scans/{scan.pk}/links").json()
    assert (row["openings"], "url" in row) == (1, False)
    assert own.delete(f"/api/v1/scans/links/{row['id']}").json()["revoked_at"]
    assert Client().get(made["url"]).status_code == 404


def test_the_open_figures_are_there_for_everybody_once_published(adviser):
    _scan, few = a_compared_round()
    post(adviser, f"/rounds/{few.pk}/close")
    refused = post(adviser, f"/rounds/{few.pk}/open-data").json()
    assert [one["code"] for one in refused["reasons"]] == ["too_few"], "seven boards are too few for everybody"
    _scan, round_ = a_compared_round(others=15)
    assert post(adviser, f"/rounds/{round_.pk}/open-data").status_code == 409
    post(adviser, f"/rounds/{round_.pk}/close")
    assert Client().get("/api/v1/open-data").json() == []
    job_id = post(adviser, f"/rounds/{round_.pk}/open-data").json()["job_id"]
    jobs.run(job_id, connecting=jobs.same_connection)
    [row] = Client().get("/api/v1/open-data").json()
    assert (row["round_id"], row["is_synthetic"]) == (round_.pk, True)
    figures = Client().get(f"/api/v1/open-data/{round_.pk}").json()
    assert figures["synthetic"] is True
    assert {figure["boards"] for figure in figures["figures"]} == {None, 16}
    assert Client().get(row["csv_url"]).status_code == Client().get(row["json_url"]).status_code == 200


def test_a_board_and_a_neighbour_run_no_round(today):
    scan, round_ = a_compared_round(others=0)
    ReportArchive.objects.create(round=round_, place="x.zip", asked_at=NOW, made_at=NOW)
    for client in (logged_in(scan.organisation, "secretary"), logged_in(OrganisationFactory(), "ict_manager")):
        assert client.get("/api/v1/rounds").json() == []
        answers = [
            client.get(f"/api/v1/rounds/{round_.pk}"),
            client.get(f"/api/v1/rounds/{round_.pk}/archives"),
            client.get(f"/api/v1/rounds/{round_.pk}/report.pdf"),
            *(
                post(client, f"/rounds/{round_.pk}/{verb}", {"organisation_ids": [scan.organisation_id]})
                for verb in ("invitations", "close", "division", "archives", "open-data")
            ),
        ]
        assert {answer.status_code for answer in answers} <= {404, 422}
    assert not OpenFile.objects.exists()


def test_the_list_of_rounds_takes_as_many_queries_for_three(adviser, django_assert_num_queries):
    for number in (1, 2):
        for _time in range(number):
            a_round(OrganisationFactory())
        with django_assert_num_queries(5):
            assert len(adviser.get("/api/v1/rounds").json()) == (1 if number == 1 else 3)


def test_a_submission_is_weighed_once_for_all_that_came_in(today):
    """The second of two messages finds that nothing changed since; a board more is taken along."""
    _scan, round_ = a_compared_round()
    assert actions.renew_round(round_id=round_.pk, now=NOW)
    assert not actions.renew_round(round_id=round_.pk, now=NOW)
    one = Scan.objects.filter(round=round_).order_by("pk")[0]
    Scan.objects.filter(pk=one.pk).update(state="started", submitted_at=None, submitted_by_id=None)
    assert actions.renew_round(round_id=round_.pk, now=NOW)
