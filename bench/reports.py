"""All reports of a round of 600 boards: how many per minute, in how much memory, beside what others would do."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from bench.report import machine, write_section
from bench.scratch import ROOT, scratch, setup

BOARDS = 600
ALONE = 40
"""So many boards are done the other ways: their pace does not change."""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--boards", type=int, default=BOARDS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    with scratch() as url:
        os.environ["DATABASE_URL"] = url
        setup()
        from bench import world

        round_id = world.make(arguments.boards)
        found = {
            "archive": _child(url, "archive", round_id, 0),
            "one by one": _child(url, "single", round_id, ALONE),
            "typst": _child(url, "typst", round_id, ALONE),
        }
    text = _report(arguments.boards, found)
    write_section("reports", text)
    print(text)


def _child(url: str, way: str, round_id: int, most: int) -> dict[str, float]:
    """Run one way in a process of its own, and watch the memory of it and of all that it starts."""
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "bench.reports_way", way, str(round_id), str(most)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    with _watched(process.pid) as peak:
        said, _nothing = process.communicate()
    if process.returncode:
        sys.exit(f"{way} failed.")
    return {**json.loads(said.splitlines()[-1]), "mebibytes": max(peak)}


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """The memory of a process and its children together, looked at ten times a second: shared pages counted by share."""
    seen, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            seen.append(sum(_proportional(one) for one in _family(pid)))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _family(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    return found


def _proportional(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


TEXT = """## All reports of a round

A round of {boards:,} boards with generated answers: per board the page for the mayor (PDF), the full report (PDF) and the
workbook, in one archive. *Platform* is the job behind "Make all reports" (`papers.all_reports`). *One by one* is the code of
the three single downloads, board after board in one process, as before. *typst per report* starts the `typst` compiler anew
in a process of its own for every PDF, with the same template, data and drawing, which is what calling its command line
comes to; the workbook is left out there. The last two were measured over {alone} boards.

| way | boards per minute | documents per minute | peak memory |
| --- | ---: | ---: | ---: |
{rows}

Memory is the sum over all processes of the way, with shared pages counted by share. Machine: {machine}.
"""
DOCUMENTS = {"archive": 3, "one by one": 3, "typst": 2}
NAMES = {"archive": "platform", "one by one": "one by one", "typst": "typst per report"}


def _report(boards: int, found: dict[str, dict[str, float]]) -> str:
    rows = []
    for way, figures in found.items():
        pace = figures["boards"] / figures["seconds"] * 60
        rows.append(f"| {NAMES[way]} | {pace:,.0f} | {pace * DOCUMENTS[way]:,.0f} | {figures['mebibytes']:,.0f} MiB |")
    return TEXT.format(boards=boards, alone=ALONE, rows="\n".join(rows), machine=machine())
