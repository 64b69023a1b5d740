"""The database of a test run: the one of DATABASE_URL, or a throwaway embedded server, one for all workers of the run.

The address is known before the server runs, so settings can be read at once; the server is started when the first
collected test asks for the database, and a run without such tests starts none. `--only-database` leaves the others out.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from doors.database import Cluster, embedded_programs
from doors.places import Places

FOLDER = "STEUNPUNT_TEST_CLUSTER"
_DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_serialized_rollback",
    "live_server",
    "demonstration",
    "django_db_setup",
}


def own_cluster() -> Cluster | None:
    """The throwaway server of this run; None where the run was given a database."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return None
    return Cluster(Path(folder) / "postgres", embedded_programs(Places().venv), durable=False).settled()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="only tests that use the database")


def pytest_configure(config: pytest.Config) -> None:
    """The process that begins the run chooses the place; its workers inherit it through the environment."""
    if not os.environ.get("DATABASE_URL"):
        folder = tempfile.mkdtemp(prefix="steunpunt-tests-")
        Path(folder).chmod(0o755)
        os.environ[FOLDER] = folder
        config.stash[_made_here] = folder
        cluster = own_cluster()
        assert cluster is not None
        os.environ["DATABASE_URL"] = cluster.url()
        _tell_django(os.environ["DATABASE_URL"])


_made_here = pytest.StashKey[str]()


def _tell_django(url: str) -> None:
    """pytest-django reads the settings before any conftest: what they say of the database is put right in place."""
    from django.conf import settings

    from steunpunt.settings.parts import connections

    settings.DATABASES["default"].update(connections.database(url))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        kept = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = kept


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    if any(_uses_database(item) for item in session.items):
        cluster = own_cluster()
        if cluster is not None:
            cluster.start()


@pytest.fixture(scope="session", autouse=True)
def _a_test_may_empty_everything() -> Iterator[None]:
    """Between tests that commit, Django empties all tables: also the journal, which refuses, and the queue's own."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    empty = DatabaseOperations.execute_sql_flush

    def empty_everything(self: DatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        empty(self, [*sql_list, "TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE;"])
        with self.connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")

    DatabaseOperations.execute_sql_flush = empty_everything  # type: ignore[method-assign, assignment]
    yield
    DatabaseOperations.execute_sql_flush = empty  # type: ignore[method-assign]


def _uses_database(item: pytest.Item) -> bool:
    names: Any = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not _DATABASE_FIXTURES.isdisjoint(names)


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(_made_here, "")
    cluster = own_cluster()
    if folder and cluster is not None:
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("DATABASE_URL", FOLDER):
            os.environ.pop(name, None)
