"""From a bare Python to everything installed: packages by hash, npm packages, translations, assets.

Every step is left out when what it was made from did not change since it last succeeded.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from typing import Literal

from doors.places import Places
from doors.progress import Progress
from doors.stamps import Stamps, fingerprint
from doors.trouble import GIB, Trouble, check_python, check_space, check_writable, explain

Kind = Literal["run", "dev"]
SPACE: Mapping[Kind, int] = {"run": int(1.5 * GIB), "dev": 3 * GIB}
"""Free disk space in bytes that a first installation needs, with caches and a margin."""
SPACE_LATER = GIB // 4


class Installer:
    """Brings the packages of one kind: `run` for the demonstration, `dev` for checks and tests as well."""

    def __init__(self, places: Places, progress: Progress, kind: Kind) -> None:
        self.places = places
        self.progress = progress
        self.kind = kind
        self.stamps = Stamps(places.venv / "steunpunt.json")

    def install(self) -> None:
        """All steps, in order. Only one process at a time changes a checkout."""
        check_python()
        check_writable(self.places.root)
        check_writable(self.places.state)
        check_space(self.places.root, SPACE_LATER if self._packages_are_there() else SPACE[self.kind])
        with self._alone():
            self._make_venv()
            self._bring_packages()
            self._bring_npm_packages()
            self._compile_translations()
            self._bring_assets()

    # ── the steps ────────────────────────────────────────────────────────────
    def _make_venv(self) -> None:
        venv, python = self.places.venv, self.places.python
        if python.exists() and not _works(str(python)):
            shutil.rmtree(venv)  # the Python it was made with is gone
        if python.exists():
            return
        with self.progress.step("Python environment made") as remarks:
            remarks.append(f"Python {sys.version_info.major}.{sys.version_info.minor}")
            tried = self._try(sys.executable, "-m", "venv", str(venv))
            if tried.returncode:
                # Debian parts ensurepip from Python; a pip of the system can still fill an environment without one.
                shutil.rmtree(venv, ignore_errors=True)
                tried = self._try(sys.executable, "-m", "venv", "--without-pip", str(venv))
                has_pip = self._try(sys.executable, "-m", "pip", "--version").returncode == 0
                if tried.returncode or not has_pip:
                    shutil.rmtree(venv, ignore_errors=True)
                    raise no_venv(tried.stdout)

    def _bring_packages(self) -> None:
        if self._packages_are_there():
            return
        locks = [self.places.root / "requirements" / name for name in ("uv.txt", f"{self.kind}.txt")]
        if not shutil.which(self.places.program("uv")):
            with self.progress.step("uv installed"):
                pip = [sys.executable, "-m", "pip", "--python", str(self.places.python)]
                if self._try(str(self.places.python), "-m", "pip", "--version").returncode == 0:
                    pip = [str(self.places.python), "-m", "pip"]
                self._must(
                    "Installing uv",
                    [*pip, "install", "--require-hashes", "--no-deps", "--no-input", "--disable-pip-version-check",
                     "--retries", "2", "--timeout", "20", "-q", "-r", str(locks[0])],
                )  # fmt: skip
        with self.progress.step("Python packages installed"):
            self._must(
                "Installing the Python packages",
                [self.places.program("uv"), "pip", "sync", "--python", str(self.places.python), "--require-hashes",
                 "--no-progress", *map(str, locks)],
                extra={"UV_HTTP_TIMEOUT": "60"} | self._mirror(),
            )  # fmt: skip
        self.stamps.set("packages", self._packages_stamp(self.kind))

    def _bring_npm_packages(self) -> None:
        target = self.places.root / "node_modules"
        stamps = Stamps(target / ".steunpunt.json")
        wanted = fingerprint(self.places.root / "package-lock.json")
        if stamps.has("lock", wanted):
            return
        with self.progress.step("Styles, scripts and typefaces installed"):
            self._must(
                "Installing the npm packages",
                [self.places.program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
                 "--fetch-retries=2", "--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=8000"],
            )  # fmt: skip
        stamps.set("lock", wanted)

    def _compile_translations(self) -> None:
        sources = sorted((self.places.root / "src").rglob("*.po"))
        wanted = fingerprint(*sources, self.places.root / "house" / "translations.py")
        if self.stamps.has("translations", wanted) and all(po.with_suffix(".mo").exists() for po in sources):
            return
        with self.progress.step("Translations compiled"):
            self._must("Compiling the translations", [str(self.places.python), "-m", "house.translations", "compile"])
        self.stamps.set("translations", wanted)

    def _bring_assets(self) -> None:
        stamps = Stamps(self.places.state / "stamps.json")
        static = sorted(folder for folder in (self.places.root / "src").rglob("static") if folder.is_dir())
        listing = self.places.root / "src" / "steunpunt" / "foundation" / "ui" / "vendor.py"
        wanted = fingerprint(
            *static, listing, self.places.root / "package-lock.json", extra=self._packages_stamp(self.kind)
        )
        if stamps.has("assets", wanted) and (self.places.state / "static").exists():
            return
        with self.progress.step("Pages prepared for serving"):
            self._must("Preparing the pages", [str(self.places.python), "manage.py", "assets"])
        stamps.set("assets", wanted)

    # ── helping hands ────────────────────────────────────────────────────────
    def _packages_stamp(self, kind: Kind) -> str:
        requirements = self.places.root / "requirements"
        return fingerprint(requirements / "uv.txt", requirements / f"{kind}.txt", extra=kind)

    def _packages_are_there(self) -> bool:
        """What checks and tests need holds all that the demonstration needs."""
        kinds: tuple[Kind, ...] = ("run", "dev") if self.kind == "run" else ("dev",)
        return self.places.python.exists() and any(
            self.stamps.has("packages", self._packages_stamp(kind)) for kind in kinds
        )

    def _mirror(self) -> dict[str, str]:
        """An organisation's own mirror, when pip knows one: uv does not read pip's settings."""
        if any(name in self.places.environment() for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX")):
            return {}
        for python in (sys.executable, str(self.places.python)):
            asked = self._try(python, "-m", "pip", "config", "get", "global.index-url")
            address = asked.stdout.strip()
            if asked.returncode == 0 and address.startswith("http"):
                return {"UV_DEFAULT_INDEX": address}
        return {}

    def _try(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return self._run(command)

    def _must(self, doing: str, command: Sequence[str], *, extra: Mapping[str, str] | None = None) -> None:
        done = self._run(command, extra)
        if done.returncode:
            raise explain(doing, done.stdout, folder=self.places.root)

    def _run(
        self, command: Sequence[str], extra: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run an installer in the checkout; all it says goes to the log of the set-up as well."""
        done = subprocess.run(
            command,
            cwd=self.places.root,
            env=self.places.environment({"DJANGO_SETTINGS_MODULE": "steunpunt.settings.dev"} | dict(extra or {})),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        self.places.logs.mkdir(parents=True, exist_ok=True)
        with (self.places.logs / "setup.log").open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n{done.stdout}")
        return done

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = self.places.root / "var"
        folder.mkdir(exist_ok=True)
        with (folder / "setup.lock").open("w") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                self.progress.say("  Another set-up is at work in this folder; waiting for it.")
                flock(lock, LOCK_EX)
            yield


def _works(python: str) -> bool:
    try:
        check = "import sys; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def no_venv(detail: str) -> Trouble:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    trouble = Trouble(
        f"This Python {version} cannot make a virtual environment: its `venv` or `ensurepip` part is not installed. "
        f"On Debian and Ubuntu: sudo apt install python{version}-venv. On Fedora it comes with python3.",
        dutch=f"Installeer python{version}-venv (sudo apt install python{version}-venv) en start opnieuw.",
    )
    trouble.detail = "\n".join(detail.strip().splitlines()[-6:])
    return trouble
