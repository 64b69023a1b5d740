import pytest

from steunpunt.foundation.jobs.models import Job
from tests.foundation.jobs.test_views import logged_in, start

pytestmark = pytest.mark.usefixtures("kinds")


def test_one_sees_how_far_ones_own_work_is(ict):
    client, job_id = logged_in(ict), start(ict)
    Job.objects.filter(pk=job_id).update(state="running", done=2, total=5, sentence="Haacht")
    found = client.get(f"/api/v1/jobs/{job_id}").json()
    assert (found["state"], found["done"], found["total"], found["sentence"]) == ("running", 2, 5, "Haacht")
    assert client.get("/api/v1/jobs").json()["count"] == 1
    assert client.get("/api/v1/jobs?state=done").json() == {"count": 0, "results": []}


def test_a_neighbour_finds_nothing_and_stops_nothing(ict, neighbour):
    job_id = start(ict)
    client = logged_in(neighbour)
    assert client.get("/api/v1/jobs").json() == {"count": 0, "results": []}
    assert client.get(f"/api/v1/jobs/{job_id}").status_code == 404
    assert client.post(f"/api/v1/jobs/{job_id}/cancel", content_type="application/json").status_code == 404
    assert Job.objects.get(pk=job_id).cancel_asked_at is None


def test_work_is_stopped_once(ict):
    client, job_id = logged_in(ict), start(ict)
    assert client.post(f"/api/v1/jobs/{job_id}/cancel", content_type="application/json").json()["state"] == "cancelled"
    again = client.post(f"/api/v1/jobs/{job_id}/cancel", content_type="application/json")
    assert (again.status_code, again.json()["reasons"][0]["code"]) == (409, "job_closed")
