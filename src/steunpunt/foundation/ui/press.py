"""Many papers at once: programs beside this one draw and typeset, so that all cores work while this one reads on.

    with press.running() as pages:
        waiting = pages.put([Paper(…), Paper(…)], charts={"chart": spec}, made_at=now)
        mayor, full = waiting.result()

A helper keeps its compiler, its fonts and its drawing machine from one paper to the next. It ends when its input ends, so
that none is left when the process that started it is killed.
"""

import base64
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import IO, Any

MOST_HELPERS = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to typeset: a template of a module, and its data."""

    package: str
    template: str
    data: Mapping[str, Any]


class Press:
    """The helpers, and the work that waits for one of them."""

    def __init__(self, helpers: int) -> None:
        self._threads = ThreadPoolExecutor(helpers)
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._helpers = [_start() for _number in range(helpers)]
        for helper in self._helpers:
            self._idle.put(helper)

    def put(
        self, papers: Sequence[Paper], *, charts: Mapping[str, Mapping[str, Any]], made_at: datetime
    ) -> Future[list[bytes]]:
        """Typeset papers that share these drawings; the outcome is one PDF for each."""
        asked = {
            "papers": [{"package": one.package, "template": one.template, "data": one.data} for one in papers],
            "charts": charts,
            "made_at": made_at.isoformat(),
        }
        return self._threads.submit(self._ask, json.dumps(asked, ensure_ascii=False).encode())

    def _ask(self, asked: bytes) -> list[bytes]:
        helper = self._idle.get()
        try:
            assert helper.stdin is not None and helper.stdout is not None  # noqa: S101, PT018 - both are pipes
            helper.stdin.write(asked + b"\n")
            helper.stdin.flush()
            said = json.loads(helper.stdout.readline() or b'{"trouble": "The helper ended."}')
        finally:
            self._idle.put(helper)
        if trouble := said.get("trouble"):
            raise RuntimeError(trouble)
        return [base64.b64decode(content) for content in said["papers"]]

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)
        for helper in self._helpers:
            for pipe in (helper.stdin, helper.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            helper.wait(20)


@contextlib.contextmanager
def running(helpers: int | None = None) -> Iterator[Press]:
    """As many helpers as there are cores, four at most; they end with the block."""
    press = Press(helpers or max(1, min(MOST_HELPERS, len(os.sched_getaffinity(0)))))
    try:
        yield press
    finally:
        press.close()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "steunpunt.foundation.ui.press"]
    where = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, "PYTHONPATH": where}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


# ── the helper ───────────────────────────────────────────────────────────────
class Typesetter:
    """Compilers by template, each in a folder of its own in which data and drawings are put anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.compilers: dict[tuple[str, str], Any] = {}

    def typeset(self, paper: Paper, drawings: Mapping[str, str], made_at: datetime) -> bytes:
        from steunpunt.foundation.ui import papers

        key = (paper.package, paper.template)
        place = self.folder / f"{paper.package}-{paper.template}"
        if key not in self.compilers:
            place.mkdir()
            papers.lay_out(place, paper.package, paper.template)
            self.compilers[key] = papers.compiler(place)
        papers.fill_in(place, paper.data, drawings)
        return papers.compiled(self.compilers[key], made_at)


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Answer one line for each line, until there are no more."""
    from steunpunt.foundation.ui import charts

    with TemporaryDirectory() as folder:
        typesetter = Typesetter(Path(folder))
        for line in asked:
            try:
                work = json.loads(line)
                made_at = datetime.fromisoformat(work["made_at"])
                drawings = {name: charts.drawn(spec) for name, spec in work["charts"].items()}
                made = [typesetter.typeset(Paper(**paper), drawings, made_at) for paper in work["papers"]]
                said: dict[str, Any] = {"papers": [base64.b64encode(content).decode() for content in made]}
            except Exception as trouble:  # noqa: BLE001 - told to whoever asked, who raises it
                said = {"trouble": f"{type(trouble).__name__}: {trouble}"}
            told.write(json.dumps(said).encode() + b"\n")
            told.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
