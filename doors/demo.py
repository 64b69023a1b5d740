"""The demonstration: everything set up, the boards of 2011 loaded, served until somebody stops it."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from types import FrameType

from doors.children import Child, Family, Register
from doors.database import Cluster, embedded_programs
from doors.installing import Installer, Kind
from doors.places import Places
from doors.progress import Progress
from doors.stamps import Stamps, fingerprint
from doors.trouble import Trouble, check_port, check_python, check_writable, explain, port_taken, resolve

READY_WITHIN = 60.0
"""Seconds that the web server gets to answer."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked for on the command line."""

    host: str = "127.0.0.1"
    port: int = 8000
    fresh: bool = False
    tour: bool = False
    keep: bool = False
    watch: bool = False
    """For developers: the web server starts again when the code changes."""

    @property
    def kind(self) -> Kind:
        return "dev" if self.watch else "run"


class Stopped(BaseException):
    """Somebody asked the door to stop: Ctrl-C, or a signal from the system."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


class Demonstration:
    def __init__(self, wishes: Wishes, places: Places, progress: Progress) -> None:
        self.wishes = wishes
        self.places = places
        self.progress = progress
        self.register = Register(places.state / "door.json")
        self.family = Family(places.logs, self.register)
        self.cluster: Cluster | None = None
        self.port = wishes.port
        self.database_url = os.environ.get("DATABASE_URL", "")

    @property
    def address(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.wishes.host, self.wishes.host)  # noqa: S104 - compared
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}"

    # ── the whole ────────────────────────────────────────────────────────────
    def run(self) -> int:
        """Start, serve, stop; answers the exit code."""
        before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        code = 0
        try:
            self._begin()
            self._welcome()
            if self.wishes.tour:
                code = self._tour()
            if not self.wishes.tour or self.wishes.keep:
                self._watch()
        except Stopped:
            self.progress.say()
        except Trouble as trouble:
            self.progress.show(trouble)
            code = 1
        finally:
            # From here on the door only stops things; being asked twice changes nothing.
            for number in before:
                signal.signal(number, signal.SIG_IGN)
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)
        return code

    def _begin(self) -> None:
        self._refuse_fresh_elsewhere()
        check_python()
        check_writable(self.places.state)
        self.port = self.port or free_port(self.wishes.host)
        left = self.register.open(self.address)  # first of all: what a killed door left may hold the port
        if left:
            self.progress.say("  An earlier start was cut off; what it left running was ended.")
        check_port(self.wishes.host, self.port)
        Installer(self.places, self.progress, self.wishes.kind).install()
        self._start_database()
        self._fill_database()
        self._start_programs()

    def _end(self) -> None:
        if self.family.children or self.cluster:
            with self.progress.step("Stopped") as remarks:
                stubborn = self.family.stop()
                if stubborn:
                    remarks.append(f"{' and '.join(stubborn)} did not listen and had to be ended")
                if self.cluster:
                    self.cluster.stop()
        self.register.close()

    # ── the steps ────────────────────────────────────────────────────────────
    def _refuse_fresh_elsewhere(self) -> None:
        if self.wishes.fresh and self.database_url:
            raise Trouble(
                "--fresh only empties the demonstration's own database; DATABASE_URL names another one. "
                "Empty that one yourself, or start without DATABASE_URL.",
                dutch="--fresh werkt niet samen met DATABASE_URL.",
            )

    def _start_database(self) -> None:
        if self.database_url:
            return
        cluster = Cluster(self.places.cluster, embedded_programs(self.places.venv)).settled()
        if self.wishes.fresh:
            with self.progress.step("Former data removed"):
                cluster.destroy()
                for name in ("documents", "mail"):
                    shutil.rmtree(self.places.state / name, ignore_errors=True)
        with self.progress.step("Database started"):
            self.cluster = cluster
            self.database_url = cluster.start()

    def _fill_database(self) -> None:
        """Migrate and load; left out when the code is the same and the database is the one that was filled before."""
        wanted = fingerprint(self.places.root / "src", self.places.root / "requirements" / "run.txt")
        stamps = Stamps(self.cluster.home / "filled.json") if self.cluster else None
        if stamps and stamps.has("filled", wanted):
            return
        with self.progress.step("Tables up to date"):
            self._manage("Bringing the tables up to date", "migrate", "--no-input")
        with self.progress.step("Demonstration loaded"):
            self._manage("Loading the demonstration", "demo", "load")
        if stamps:
            stamps.set("filled", wanted)

    def _start_programs(self) -> None:
        wishes, environment = self.wishes, self._environment()
        if wishes.watch:
            serve = [str(self.places.python), "manage.py", "runserver", f"{wishes.host}:{self.port}"]
        else:
            serve = [
                self.places.program("granian"), "--interface", "wsgi", "--host", wishes.host, "--port", str(self.port),
                "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "10",
                "--no-ws", "--working-dir", str(self.places.root), "steunpunt.wsgi:application",
            ]  # fmt: skip
        with self.progress.step("Web server and worker started"):
            self.family.start(
                "worker",
                [str(self.places.python), "manage.py", "worker"],
                cwd=self.places.root,
                environment=environment,
            )
            self.family.start("web", serve, cwd=self.places.root, environment=environment)
            self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            fallen = self.family.fallen()
            if fallen:
                raise self._fell(fallen)
            if is_ready(self.wishes.host, self.port):
                return
            time.sleep(0.1)
        web = next(child for child in self.family.children if child.name == "web")
        raise Trouble(
            f"The web server does not answer at {self.address} after {READY_WITHIN:.0f} seconds. Its log: {web.log}",
            dutch="De webserver antwoordt niet.",
            detail=web.tail(),
        )

    def _fell(self, child: Child) -> Trouble:
        said = child.tail()
        if child.name == "web" and "address already in use" in said.lower():
            return port_taken(self.port)
        return Trouble(
            f"The {child.name} stopped by itself (exit code {child.process.returncode}), so everything is stopped. "
            f"Its log: {child.log}",
            dutch="Een onderdeel is uitgevallen; alles is gestopt.",
            detail=said,
        )

    def _welcome(self) -> None:
        say = self.progress.say
        say()
        say(f"  Steunpunt runs at  {self.address}")
        logins = self._ask("demo", "logins")
        if logins:
            say("  Begin as ict@keerbergen.example: its overview leads to the scan and to the page for the mayor.")
            say(
                "  Begin als ict@keerbergen.example: het overzicht leidt naar de scan en het blad voor de burgemeester."
            )
            say()
            for line in logins.splitlines():
                say(f"  {line}".rstrip())
        if self.wishes.host not in LOOPBACK:
            say()
            say("  Everybody on this network can open it, with these log-ins: for a demonstration, not for real data.")
        say()
        if not self.wishes.tour or self.wishes.keep:
            if not os.environ.get("STEUNPUNT_EMAIL_URL"):
                say(f"  Mails go to {self.places.state / 'mail'}, not out. / Mails komen daar terecht, niet buiten.")
            say("  Ctrl-C stops it; the data stay. / Ctrl-C stopt alles; de gegevens blijven bewaard.")
            say()

    def _tour(self) -> int:
        """Walk the guided tour; it prints each step and where its papers lie."""
        walked = subprocess.run(
            [str(self.places.python), "manage.py", "demo", "tour", "--base-url", self.address],
            cwd=self.places.root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        fallen = self.family.fallen()
        if fallen:
            raise self._fell(fallen)
        return walked.returncode

    def _watch(self) -> None:
        """Until somebody stops it, or a part falls out."""
        turn = 0
        while True:
            fallen = self.family.fallen()
            if fallen:
                raise self._fell(fallen)
            turn += 1
            if self.cluster and turn % 20 == 0 and not self.cluster.is_running():
                raise Trouble(
                    f"The database stopped by itself, so everything is stopped. Its log: {self.cluster.log}",
                    dutch="De databank is uitgevallen; alles is gestopt.",
                )
            time.sleep(0.25)

    # ── helping hands ────────────────────────────────────────────────────────
    def _environment(self) -> dict[str, str]:
        ours = {
            "DJANGO_SETTINGS_MODULE": "steunpunt.settings.dev",
            "DATABASE_URL": self.database_url,
            "STEUNPUNT_DEMO": "true",
            "STEUNPUNT_BASE_URL": self.address,
        }
        if self.wishes.host not in LOOPBACK and "STEUNPUNT_ALLOWED_HOSTS" not in os.environ:
            ours["STEUNPUNT_ALLOWED_HOSTS"] = "*"
        return self.places.environment(ours)

    def _manage(self, doing: str, *arguments: str) -> None:
        done = self._run(*arguments)
        with (self.places.logs / "setup.log").open("a", encoding="utf-8") as log:
            log.write(f"$ manage.py {' '.join(arguments)}\n{done.stdout}{done.stderr}")
        if done.returncode:
            raise explain(doing, done.stdout + done.stderr, folder=self.places.state)

    def _ask(self, *arguments: str) -> str:
        done = self._run(*arguments)
        return done.stdout.strip() if done.returncode == 0 else ""

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.places.python), "manage.py", *arguments],
            cwd=self.places.root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )


def is_ready(host: str, port: int) -> bool:
    """Whether the platform says that it is ready: database, tables, storage."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared
    connection = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port(host: str) -> int:
    """Port 0 on the command line asks for any that is free."""
    family, kind, _, _, address = resolve(host, 0)
    with socket.socket(family, kind) as probe:
        probe.bind(address)
        return int(probe.getsockname()[1])
