"""The demonstration, served for real, and a browser to walk it with.

One server and one database for the whole run of browser tests; each test that changes something says which board it uses.
"""

import contextlib
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from steunpunt.demonstration.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story is told in its order, also where other tests are shuffled."""
    story = sorted((item for item in items if item.path.name == "test_story.py"), key=lambda item: item.name)
    places = [index for index, item in enumerate(items) if item.path.name == "test_story.py"]
    for place, item in zip(places, story, strict=True):
        items[place] = item


def chromium() -> str:
    for place in (os.environ.get("STEUNPUNT_CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/google-chrome"):
        if place and Path(place).exists():
            return place
    pytest.fail("No Chromium found: install Debian's chromium, or name one in STEUNPUNT_CHROMIUM.")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def demonstration(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration, loaded in a database of its own beside that of the tests."""
    from django.conf import settings

    given = settings.DATABASES["default"]
    name = f"browser_{secrets.token_hex(4)}"
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    server = {key: given[django] for key, django in names.items() if given[django]}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    url = "postgresql://?" + urlencode({**server, "dbname": name})
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "steunpunt.settings.dev",
        "STEUNPUNT_DEMO": "1",
        "STEUNPUNT_BASE_URL": address,
        "STEUNPUNT_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT / "src"),
    }
    log = tmp_path_factory.mktemp("browser") / "server.log"
    for verb in (["assets"], ["migrate", "--verbosity", "0"], ["demo", "load"]):
        subprocess.run(
            [sys.executable, "manage.py", *verb], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1",
                "--blocking-threads", "4", "steunpunt.wsgi:application",
            ],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(150):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/health/live", timeout=2).close()  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


class Visit:
    """A window of the browser, with what went wrong in it."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.complaints: list[str] = []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _hear(self, kind: str, text: str) -> None:
        expected = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422)")
        if kind == "error" and not expected.search(text):
            self.complaints.append(text)

    def go(self, path: str) -> Any:
        return self.page.goto(self.base + path)

    def log_in(self, email: str) -> "Visit":
        self.go("/account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url(re.compile(r"^(?!.*account/login)"))
        return self


@pytest.fixture
def visit(browser: Any, demonstration: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens windows of a given width, logged in as somebody; fails on anything the browser complained about."""
    opened: list[Visit] = []
    contexts: list[Any] = []

    def open_window(email: str = "", *, width: int = 1280, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-BE", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        window = Visit(context.new_page(), demonstration)
        opened.append(window)
        return window.log_in(email) if email else window

    yield open_window
    complaints = [line for window in opened for line in window.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Any:
    """Runs axe-core on a page and answers its violations in one line each."""
    source = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Any) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        return [
            f"{page.url}: {item['id']} ({item['impact']}): {node['target']} {node.get('failureSummary', '')[:200]}"
            for item in found["violations"]
            for node in item["nodes"][:3]
        ]

    return check
