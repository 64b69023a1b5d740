"""One platform for all tests that end its processes."""

from collections.abc import Iterator

import pytest

from tests.served import Platform, platform


@pytest.fixture(scope="session")
def running(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The platform, with a worker that is missed after a second or two."""
    log = tmp_path_factory.mktemp("crash") / "server.log"
    soon = {"STEUNPUNT_WORKER_HEARTBEAT_SECONDS": "0.5", "STEUNPUNT_WORKER_SILENT_SECONDS": "2"}
    with platform(log, **soon) as made:
        yield made


@pytest.fixture(scope="module")
def served(running):
    """A web server and nothing else; none is left to whoever comes after."""
    for process in list(running.running):
        running.kill(process)
    running.serve()
    yield running
    for process in list(running.running):
        running.kill(process)
