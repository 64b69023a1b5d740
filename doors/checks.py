"""All checks and tests, one after the other; a failing one does not hide the next."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from doors import debian
from doors.database import Cluster, embedded_programs
from doors.installing import Installer
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended. `seconds` is wall-clock time that the run took for it."""

    name: str
    state: str
    """passed, failed or left out"""
    seconds: float
    remark: str = ""


class LeftOut(Exception):  # noqa: N818 - a word that reads in a sentence
    """A step cannot run on this machine, and why; in CI that is a failure."""


@dataclass(frozen=True, slots=True)
class Step:
    """A named step: a command, and what it needs around it."""

    name: str
    command: Sequence[str]
    around: "Callable[[Round, Sequence[str]], int] | None" = None
    is_beside: bool = False
    """Keeps one processor busy for long: begun at the start, beside the steps before it; at its turn it is waited for."""


class Round:
    """One run of steps."""

    def __init__(self, places: Places, progress: Progress) -> None:
        self.places = places
        self.progress = progress
        self.in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
        self.outcomes: list[Outcome] = []

    def command(self, command: Sequence[str], **environment: str) -> int:
        """Run a program of ours in the checkout, its output going where ours goes."""
        process = self._start(command, environment)
        try:
            return process.wait()
        finally:
            process.kill()  # when the run is cut short

    def _start(
        self, command: Sequence[str], environment: dict[str, str], output: IO[bytes] | None = None
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [self.places.program(command[0]), *command[1:]],
            cwd=self.places.root,
            env=self.places.environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output and subprocess.STDOUT,
        )

    def take_all(self, steps: Sequence[Step]) -> None:
        """One after the other; what a step beside them prints is shown at its turn."""
        with ExitStack() as opened:
            beside = {}
            for step in steps:
                if step.is_beside:
                    output = opened.enter_context(tempfile.TemporaryFile())
                    beside[step.name] = self._start(step.command, {}, output), output
                    opened.callback(beside[step.name][0].kill)  # when the run is cut short
            for step in steps:
                if step.name in beside:
                    process, output = beside[step.name]
                    self.take(replace(step, around=_waiting(process, output)))
                else:
                    self.take(step)

    def take(self, step: Step) -> None:
        self.progress.say(f"\n── {step.name} " + "─" * max(0, 70 - len(step.name)))
        started = time.monotonic()
        remark = ""
        try:
            code = step.around(self, step.command) if step.around else self.command(step.command)
            state = "failed" if code else "passed"
        except LeftOut as left:
            state, remark = ("failed" if self.in_ci else "left out"), str(left)
            self.progress.say(remark)
        except Trouble as trouble:
            self.progress.show(trouble)
            state, remark = "failed", trouble.message
        self.outcomes.append(Outcome(step.name, state, time.monotonic() - started, remark))

    def sum_up(self) -> int:
        marks = {"passed": self.progress.done, "failed": self.progress.failed, "left out": "–"}
        self.progress.say("\n── summary " + "─" * 64)
        for outcome in self.outcomes:
            remark = (
                f"  {outcome.state}: {outcome.remark}"
                if outcome.remark
                else ("" if outcome.state == "passed" else f"  {outcome.state}")
            )
            self.progress.say(f"  {marks[outcome.state]} {outcome.name:<28} {outcome.seconds:7.1f} s{remark}")
        total = sum(outcome.seconds for outcome in self.outcomes)
        failed = [outcome.name for outcome in self.outcomes if outcome.state == "failed"]
        self.progress.say(f"    {'all steps':<28} {total:7.1f} s")
        self.progress.say(
            f"\n{len(failed)} of {len(self.outcomes)} steps failed: {', '.join(failed)}" if failed else "\nAll passed."
        )
        return 1 if failed else 0


# ── what the steps need around them ──────────────────────────────────────────
def _waiting(process: "subprocess.Popen[bytes]", output: IO[bytes]) -> Callable[[Round, Sequence[str]], int]:
    """For a step that was begun before."""

    def wait(round_: Round, _command: Sequence[str]) -> int:
        code = process.wait()
        output.seek(0)
        round_.progress.say(output.read().decode(errors="replace").rstrip())
        return code

    return wait


def with_database(round_: Round, command: Sequence[str]) -> int:
    """A command that asks the database something: the one of DATABASE_URL, or a throwaway server of ours."""
    if os.environ.get("DATABASE_URL"):
        return round_.command(command)
    return _on_server(round_, embedded_programs(round_.places.venv), command)


def with_browser(round_: Round, command: Sequence[str]) -> int:
    found = debian.chromium(round_.places)
    if found.path is None:
        raise LeftOut(f"No browser to test in: {found.why_not}.")
    return round_.command(command, STEUNPUNT_CHROMIUM=str(found.path))


def on_debian(round_: Round, command: Sequence[str]) -> int:
    """The database tests once more, on a server that is not the embedded one.

    Without those that look at pages, papers and answers of the API: they ask the database nothing that the others do not.
    """
    found = debian.postgres(round_.places)
    if found.path is None:
        raise LeftOut(f"No PostgreSQL of Debian: {found.why_not}.")
    round_.progress.say(f"On the server in {found.path}.")
    return _on_server(round_, found.path, command)


def with_own_state(round_: Round, command: Sequence[str]) -> int:
    """The demonstration with a state folder of its own, so that nobody's data are touched."""
    with tempfile.TemporaryDirectory(prefix="steunpunt-tour-") as folder:
        own = Path(folder) / "var"
        code = round_.command(command, STEUNPUNT_STATE_DIR=str(own), DATABASE_URL="")
        Cluster(own / "postgres", embedded_programs(round_.places.venv)).settled().destroy()
    return code


def _on_server(round_: Round, programs: Path, command: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="steunpunt-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "postgres", programs, durable=False).settled()
        try:
            return round_.command(command, DATABASE_URL=cluster.start())
        finally:
            cluster.destroy()


# ── the steps ────────────────────────────────────────────────────────────────
_TEST = ["python", "-m", "pytest", "-q"]

CHECKS = (
    Step("format", ["ruff", "format", "--check", "."]),
    Step("lint", ["ruff", "check", "."]),
    Step("import contracts", ["lint-imports"]),
    Step("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"], with_database),
    Step("translations", ["python", "-m", "house.translations", "check"]),
    Step("house", [*_TEST, "-n", "2", "tests/house"]),
    Step("types", ["mypy"], is_beside=True),
)
TESTS = (Step("tests", [*_TEST, "-n", "2", "-m", "not browser and not crash and not slow", "--ignore=tests/house"]),)
_PAGES = ("tests/browser/test_pages.py", "tests/browser/test_links.py")
SLOW = (
    Step(
        "tests on Debian's PostgreSQL",
        [
            *_TEST,
            "-n",
            "2",
            "-m",
            "not browser and not crash and not slow",
            "--only-database",
            *(f"--ignore={folder}" for folder in ("tests/house", "tests/api", "tests/story", "tests/doors")),
            *(f"--ignore-glob=*/test_{name}.py" for name in ("*views", "*pages", "rest*", "*reports")),
        ],
        on_debian,
    ),
    Step("guided tour", ["python", "-m", "doors", "demo", "--tour", "--port", "0"], with_own_state),
    Step("pages in a browser", [*_TEST, "-n", "2", "-m", "browser", *_PAGES], with_browser),
    Step(
        "stories in a browser",  # each file is told in its order, by one worker
        [
            *_TEST,
            "-n",
            "2",
            "--dist",
            "loadfile",
            "-m",
            "browser",
            "tests/browser",
            *(f"--ignore={file}" for file in _PAGES),
        ],
        with_browser,
    ),
    Step("crash", [*_TEST, "-m", "crash or slow"]),
)
"""Suites that take long, by a verb of their own; they decide too whether a change may land."""


def check(places: Places, progress: Progress, steps: Sequence[Step] = CHECKS) -> int:
    """The checks of the code on itself: what `just check` runs."""
    round_ = Round(places, progress)
    round_.take_all(steps)
    return round_.sum_up()


def run_all(places: Places, progress: Progress, *, only: Sequence[str] | None = None, is_slow: bool = False) -> int:
    """Set up, then every check and test, or the slow suites instead, then a summary. `only` names steps of either."""
    steps = (*CHECKS, *TESTS, *SLOW)
    unknown = sorted(set(only or ()) - {step.name for step in steps})
    if unknown:
        raise Trouble(f"No step is called {', '.join(unknown)}. The steps: {', '.join(step.name for step in steps)}.")
    asked = only if only is not None else [step.name for step in (SLOW if is_slow else (*CHECKS, *TESTS))]
    started = time.monotonic()
    Installer(places, progress, "dev").install()
    round_ = Round(places, progress)
    round_.outcomes.append(Outcome("set-up", "passed", time.monotonic() - started))
    round_.take_all([step for step in steps if step.name in asked])
    return round_.sum_up()
