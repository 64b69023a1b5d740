"""The pictures of the README, made from the demonstration: `python -m house.screenshots [--base-url URL]`.

Asks for what `script/setup` installs. Without an address it starts the demonstration in a state folder of its own, and ends it again.
"""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import sync_playwright

from doors import debian
from doors.database import Cluster, embedded_programs
from doors.places import Places

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
ICT, SECRETARY, MAYOR = "ict@keerbergen.example", "secretaris@keerbergen.example", "burgemeester@keerbergen.example"
BUYER = "aankoper@steunpunt.example"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def take(base: str) -> None:
    """Walk to each page, and keep what is seen."""
    found = debian.chromium(Places())
    if found.path is None:
        sys.exit(f"No browser: {found.why_not}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found.path), args=FLAGS)

        def window(email: str, width: int = 1280, height: int = 860) -> Any:
            from steunpunt.demonstration.people import PASSWORD  # once Django is set up

            page = browser.new_context(viewport={"width": width, "height": height}, locale="nl-BE").new_page()
            page.goto(f"{base}/account/login/")
            page.fill("#id_login", email)
            page.fill("#id_password", PASSWORD)
            page.locator("#id_password").press("Enter")
            page.wait_for_url(re.compile(r"^(?!.*account/login)"))
            return page

        ict = window(ICT)
        ict.goto(f"{base}/scan/")
        link = ict.locator("main a[href^='/scan/']").first.get_attribute("href") or ""
        scan = re.sub(r"(/scan/\d+/).*", r"\1", link)
        ict.goto(f"{base}{scan}domein/NET/")
        ict.screenshot(path=PICTURES / "filling-in.png")
        ict.goto(f"{base}/besturen/?province=Vlaams-Brabant")
        ict.wait_for_timeout(1500)
        ict.screenshot(path=PICTURES / "boards.png")
        ict.goto(f"{base}/aankopen/bestellen/")
        ict.screenshot(path=PICTURES / "catalogue.png")
        buyer = window(BUYER)
        buyer.goto(f"{base}/aankopen/besparingen/")
        buyer.wait_for_timeout(1500)
        buyer.screenshot(path=PICTURES / "savings.png")
        subprocess.run(
            [sys.executable, "manage.py", "demo", "tour", "--base-url", base, "--papers", str(ROOT / "var" / "tour")],
            cwd=ROOT,
            check=True,
        )
        mayor = window(MAYOR, height=1060)
        mayor.goto(f"{base}{scan}resultaat/")
        mayor.wait_for_timeout(1500)
        mayor.screenshot(path=PICTURES / "result.png")
        browser.close()
    _first_page(ROOT / "var" / "tour" / "keerbergen-blad-burgemeester.pdf", PICTURES / "mayor.png")


def _first_page(paper: Path, picture: Path) -> None:
    """The first page of a PDF as a picture, by Debian's poppler."""
    command = ["pdftoppm", "-png", "-r", "90", "-singlefile", str(paper), str(picture.with_suffix(""))]
    subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", help="a demonstration that runs already, and was not toured yet")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.dev")
    django.setup()
    if asked.base_url:
        take(asked.base_url.rstrip("/"))
        return
    with tempfile.TemporaryDirectory(prefix="steunpunt-pictures-", ignore_cleanup_errors=True) as folder:
        own = Path(folder) / "var"
        environment = {**os.environ, "STEUNPUNT_STATE_DIR": str(own), "DATABASE_URL": ""}
        process = subprocess.Popen(
            [sys.executable, "-m", "doors", "demo", "--port", "8197"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        try:
            _wait("http://127.0.0.1:8197")
            take("http://127.0.0.1:8197")
        finally:
            process.terminate()
            process.wait(60)
            Cluster(own / "postgres", embedded_programs(Places().venv)).settled().destroy()


def _wait(base: str) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{base}/health/live", timeout=2).close()  # noqa: S310 - our own server
            return
        time.sleep(0.3)
    sys.exit("The demonstration did not start.")


if __name__ == "__main__":
    main()
