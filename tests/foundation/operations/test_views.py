from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from steunpunt.foundation.operations import health


def heard_of_a_worker(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)", [ago])


def test_alive_asks_nothing_of_the_database(client):
    assert client.get("/health/live").json() == {"status": "live"}


def test_ready_when_all_is_well(db, client):
    heard_of_a_worker(timedelta(seconds=1))
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "storage": "ok", "worker": "ok"}},
    )


@pytest.mark.parametrize(("ago", "word"), [(None, "absent"), (timedelta(hours=1), "silent")])
def test_a_silent_worker_is_told_and_takes_no_web_server_out_of_service(db, client, ago, word):
    if ago:
        heard_of_a_worker(ago)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["checks"]["worker"]) == (200, word)


def test_tables_that_are_behind_are_not_ready(db, client, monkeypatch):
    monkeypatch.setattr(health, "_known_to_be_migrated", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("scan", "0009")])
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, "behind")


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away() -> str:
        raise OperationalError

    for check in ("database", "migrations", "heartbeat"):
        monkeypatch.setattr(health, check, away)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "unreachable"


def test_a_folder_that_cannot_be_written_is_not_ready(db, monkeypatch, tmp_path):
    monkeypatch.setattr(health, "default_storage", FileSystemStorage(tmp_path))
    monkeypatch.setattr(health.os, "access", lambda *_: False)
    assert health.health(timezone.now()).checks["storage"] == "not writable"


class TestFigures:
    def test_this_host_reads_them(self, db, client):
        client.get("/health/live")
        figures = client.get("/metrics").content.decode()
        assert 'steunpunt_requests_total{method="GET",status="200",view="operations:live"}' in figures
        assert "steunpunt_workers 0.0" in figures

    def test_work_that_waits_is_counted_with_its_age(self, db, client):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('jobs', 'jobs.run')")
        figures = client.get("/metrics").content.decode()
        assert 'steunpunt_queue{queue="jobs",state="todo"} 1.0' in figures
        assert 'steunpunt_queue_oldest_seconds{queue="jobs"}' in figures

    def test_another_host_finds_nothing(self, client):
        assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404

    def test_what_comes_through_a_proxy_on_this_host_is_not_of_this_host(self, client):
        assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404

    def test_with_a_token_only_the_token_counts(self, db, client, settings):
        settings.METRICS_TOKEN = "secret"
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        given = client.get("/metrics", headers={"Authorization": "Bearer secret"}, REMOTE_ADDR="192.0.2.7")
        assert given.status_code == 200


class TestRequestNumber:
    def test_one_that_the_proxy_gave_is_kept(self, client):
        assert client.get("/health/live", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"

    @pytest.mark.parametrize("given", ["", "short", "has blanks in it", "x" * 65, '"><script>'])
    def test_one_that_cannot_be_a_number_is_replaced(self, given):
        number = Client().get("/health/live", headers={"X-Request-ID": given}).headers["X-Request-ID"]
        assert number != given
        assert len(number) == 32
