"""The platform as real processes, for tests in a browser and tests that end a process with kill -9.

A database of its own beside that of the tests, the demonstration in it, a web server and a worker on loopback. Only
processes started here are ended, by their id.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass(slots=True)
class Platform:
    """A running platform: where it answers, where its rows are."""

    port: int
    url: str
    log: Path
    running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def state(self) -> Path:
        """The folder that this platform writes in."""
        return self.log.with_suffix(".state")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "steunpunt.settings.dev",
            "STEUNPUNT_DEMO": "1",
            "STEUNPUNT_BASE_URL": self.address,
            "STEUNPUNT_STATE_DIR": str(self.state),
            "STEUNPUNT_LOG_LEVEL": "WARNING",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **self.extra,
        }

    def verb(self, *words: str) -> str:
        """Run a verb of manage.py to its end, and answer what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(words)}: {done.stderr[-3000:]}"
        return done.stdout

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def serve(self) -> "subprocess.Popen[bytes]":
        """Start the web server, and wait until it answers."""
        process = self._start(
            "-m", "granian", "--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--blocking-threads", "4",
            "steunpunt.wsgi:application",
        )  # fmt: skip

        def answers() -> bool:
            assert process.poll() is None, f"The server did not start:\n{self.log.read_text()[-2000:]}"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}/health/live", timeout=2).close()  # noqa: S310 - our own server
                return True
            return False

        until(answers, "the server answers")
        return process

    def work(self) -> "subprocess.Popen[bytes]":
        """Start a worker."""
        return self._start("manage.py", "worker")

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """End it and its children at once, as a power cut would: kill -9."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)

    def stop(self) -> None:
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    def account(self) -> str:
        """What every process does, what the queue holds, what the database waits for, and the end of the log."""
        parts = {
            "processes": [(process.args[-1], process.poll()) for process in self.running],  # type: ignore[index]
            "queue": self.rows(
                "SELECT task_name, status, worker_id, max(attempts), min(scheduled_at), count(*) "
                "FROM procrastinate_jobs GROUP BY 1, 2, 3 ORDER BY 1, 2"
            ),
            "workers": self.rows("SELECT id, now() - last_heartbeat FROM procrastinate_workers"),
            "connections": self.rows(
                "SELECT pid, state, wait_event_type, wait_event, now() - state_change, pg_blocking_pids(pid), left(query, 200) "
                "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ),
        }
        told = [f"{name}:\n" + "\n".join(f"  {row}" for row in rows) for name, rows in parts.items()]
        return "\n".join([*told, "log:", self.log.read_text(encoding="utf-8", errors="replace")[-4000:]])

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[arg-type]


def until(
    holds: Callable[[], bool], what: str, *, seconds: float = 40, account: Callable[[], str] = lambda: ""
) -> None:
    """Wait until something holds; when it does not, fail with its name and with an `account` of what went on instead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.1)
    pytest.fail(f"After {seconds} seconds still not: {what}.\n{account()}")


@contextlib.contextmanager
def a_database() -> Iterator[str]:
    """The address of a new, empty database on the server of the tests."""
    from django.conf import settings

    given = settings.DATABASES["default"]
    name = f"served_{secrets.token_hex(4)}"
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    server = {key: given[django] for key, django in names.items() if given[django]}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    try:
        yield "postgresql://?" + urlencode({**server, "dbname": name})
    finally:
        with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@contextlib.contextmanager
def platform(log: Path, **extra: str) -> Iterator[Platform]:
    """A platform with the demonstration in it; nothing is started yet."""
    with a_database() as url:
        made = Platform(free_port(), url, log, extra=extra)
        try:
            made.verb("assets")
            made.verb("migrate", "--verbosity", "0")
            made.verb("demo", "load")
            yield made
        finally:
            made.stop()
