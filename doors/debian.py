"""What comes from Debian's packages, for tests only: a browser, and a PostgreSQL that is not the embedded one."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from doors.database import debian_programs
from doors.places import Places

_QUIET = ["-y", "-qq", "--no-install-recommends", "-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=120"]


@dataclass(frozen=True, slots=True)
class Found:
    """Whether something of Debian's is here; if not, why not."""

    path: Path | None
    why_not: str = ""


def chromium(places: Places) -> Found:
    """The browser in which pages are tested."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return Found(Path(path))
    why_not = install(places, "chromium")
    path = shutil.which("chromium")
    return Found(Path(path)) if path else Found(None, why_not or "the package chromium brought no program `chromium`")


def postgres(places: Places) -> Found:
    """The programs of Debian's PostgreSQL server, 15 or later."""
    if folder := debian_programs():
        return Found(folder)
    why_not = install(places, "postgresql", environment={"PG_CREATE_MAIN_CLUSTER": "false"})
    folder = debian_programs()
    return (
        Found(folder)
        if folder
        else Found(None, why_not or "the package postgresql brought no server of version 15 or later")
    )


def install(places: Places, package: str, *, environment: Mapping[str, str] | None = None) -> str:
    """Install a package as root; answers why that was not possible, or nothing."""
    if not shutil.which("apt-get"):
        return f"this machine has no apt-get to install {package} with"
    if os.geteuid() != 0:
        return f"{package} is not installed; install it with: sudo apt install {package}"
    silent = {"DEBIAN_FRONTEND": "noninteractive"} | dict(environment or {})
    places.logs.mkdir(parents=True, exist_ok=True)
    log = places.logs / "apt.log"
    with log.open("ab") as output:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", *_QUIET, package]):
            done = subprocess.run(
                command,
                env=os.environ | silent,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                check=False,
            )
    if done.returncode == 0:
        return ""
    said = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("E:")]
    return f"apt-get could not install {package}: {said[-1] if said else f'see {log}'}"
