"""The demonstration, served for real, and a browser to walk it with.

One server and one database for the whole run of browser tests; each test that changes something says which board it uses.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from steunpunt.demonstration.people import PASSWORD
from tests.served import Platform, platform

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str:
    for place in (os.environ.get("STEUNPUNT_CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/google-chrome"):
        if place and Path(place).exists():
            return place
    pytest.fail("No Chromium found: install Debian's chromium, or name one in STEUNPUNT_CHROMIUM.")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The demonstration, served for the whole run, with its rows within reach."""
    with platform(tmp_path_factory.mktemp("browser") / "server.log") as made:
        made.serve()
        yield made


@pytest.fixture(scope="session")
def demonstration(served: Platform) -> str:
    """The address of the demonstration."""
    return served.address


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
        self.page.fill("#id_login", email)
        self.page.fill("#id_password", PASSWORD)
        self.page.locator("#id_password").press("Enter")
        self.page.wait_for_url(re.compile(r"^(?!.*account/login)"))
        return self


@contextlib.contextmanager
def windows(browser: Any, demonstration: str) -> Iterator[Callable[..., Visit]]:
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
def visit(browser: Any, demonstration: str) -> Iterator[Callable[..., Visit]]:
    """Windows of one test."""
    with windows(browser, demonstration) as opens:
        yield opens


@pytest.fixture
def axe() -> Any:
    """Runs axe-core on a page and answers its violations in one line each."""
    source = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Any) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations'],"
            " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        return [
            f"{page.url}: {item['id']} ({item['impact']}): {node['target']} {node.get('failureSummary', '')[:200]}"
            for item in found["violations"]
            for node in item["nodes"][:3]
        ]

    return check
