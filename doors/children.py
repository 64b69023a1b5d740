"""Programs that a door starts, watches and stops: only those, and all of those."""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from doors.trouble import Trouble


@dataclass(slots=True)
class Child:
    """A running program. Its output goes to a file, never to the terminal of whoever started the door."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def tail(self, lines: int = 20) -> str:
        try:
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


class Family:
    """The programs of one door.

    Started in sessions of their own, so that Ctrl-C reaches the door alone, which stops them in turn.
    """

    def __init__(self, logs: Path, register: "Register") -> None:
        self.logs = logs
        self.register = register
        self.children: list[Child] = []

    def start(self, name: str, command: Sequence[str], *, cwd: Path, environment: Mapping[str, str]) -> Child:
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, process, log)
        self.children.append(child)
        self.register.note([item.process.pid for item in self.children])
        return child

    def fallen(self) -> Child | None:
        """A child that ended although nobody asked it to."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def stop(self, *, patience: float = 15.0) -> list[str]:
        """Ask all to end, last started first.

        Who does not within `patience` seconds is ended; answers the names of those.
        """
        for child in reversed(self.children):
            _signal_group(child.process, signal.SIGTERM)
        deadline = time.monotonic() + patience
        stubborn = []
        for child in reversed(self.children):
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                stubborn.append(child.name)
            # Whatever it started itself and left behind ends with it: they share its session.
            _signal_group(child.process, signal.SIGKILL)
            child.process.wait()
        self.children.clear()
        self.register.note([])
        return stubborn


def _signal_group(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


class Register:
    """Says that a door is open on this state folder, and which programs it started.

    Held by a lock of the system, which falls away with the process. When a door was killed, the next one finds its
    programs here, knows them by process id and moment of birth, and ends them first.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: TextIO | None = None
        self._address = ""

    def open(self, address: str) -> list[int]:
        """Take the register, or raise `Trouble` when another door is open.

        Answers the ids of left-over programs that were ended.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        held = self.file.open("a+", encoding="utf-8")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.seek(0)
            known = _read(held)
            held.close()
            raise already_running(known) from error
        held.seek(0)
        left = [pid for pid, born in _read(held).get("children", []) if end_if_ours(pid, born)]
        self._held, self._address = held, address
        self.note([])
        return left

    def note(self, pids: Sequence[int]) -> None:
        if self._held is None:
            return
        self._held.seek(0)
        self._held.truncate()
        found = [(pid, born(pid)) for pid in pids]
        json.dump({"door": os.getpid(), "address": self._address, "children": found}, self._held)
        self._held.flush()

    def close(self) -> None:
        if self._held is not None:
            self._held.seek(0)
            self._held.truncate()
            self._held.close()
            self._held = None


def address_of(file: Path) -> str:
    """Where the door that is open on a register serves; empty where none is."""
    try:
        with file.open(encoding="utf-8") as held:
            return str(_read(held).get("address", ""))
    except OSError:
        return ""


def _read(file: TextIO) -> dict[str, list[tuple[int, str]]]:
    try:
        found = json.load(file)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def already_running(known: Mapping[str, object]) -> Trouble:
    where = str(known.get("address", "-"))
    return Trouble(
        f"Steunpunt is already running from this folder: {where} (process {known.get('door', '-')}). "
        "Use that one, or stop it there with Ctrl-C first.",
        dutch=f"Steunpunt draait al vanuit deze map: {where}. Gebruik dat, of stop het daar eerst met Ctrl-C.",
    )


def born(pid: int) -> str:
    """When a process began, as the system writes it; empty when it is not there.

    Together with the id it names one process for good.
    """
    try:
        # Field 22 of stat; the name in field 2 may hold blanks, so counting starts behind it.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return ""
    except (OSError, IndexError):
        return ""
    asked = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def end_if_ours(pid: int, since: str) -> bool:
    """End the process group of a program that a killed door left behind, when it is still the same one."""
    if not since or born(pid) != since:
        return False
    for number, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 2.0)):
        try:
            os.killpg(pid, number)
        except (ProcessLookupError, PermissionError):
            return True
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if born(pid) != since or _is_zombie(pid):
                return True
            time.sleep(0.05)
    return True


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False
