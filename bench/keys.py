"""Who pays what of a joint cost: the Shapley value exactly up to 20 boards, sampled up to 600 with its error."""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from statistics import median
from textwrap import fill
from typing import Any

import numpy as np

from bench.report import machine, write_section

SEED = 2011
EXACT = (8, 12, 16, 20)
PLAIN_UP_TO = 16
"""Boards above which the definition, group by group, takes minutes."""
SAMPLED = (20, 100, 300, 600)


@dataclass(frozen=True)
class Row:
    boards: int
    way: str
    seconds: float
    plain: float | None
    error: float
    """The largest standard error of a share, in percent of the mean share; zero where exact."""
    off: float | None
    """How far the furthest share lies from the exact one, in standard errors."""


def cost(volumes: np.ndarray) -> np.ndarray:
    """An invented tariff: a fixed part, and a price that falls in steps with the volume of all."""
    tiers = np.array([[0, 5.0], [200, 4.2], [1000, 3.6], [5000, 3.1]])
    price = tiers[np.searchsorted(tiers[:, 0], volumes, side="right") - 1, 1]
    return np.where(volumes > 0, 2_000 + price * volumes, 0.0)


def volumes_of(boards: int) -> list[float]:
    drawn = random.Random(SEED)
    return [float(drawn.randint(10, 400)) for _ in range(boards)]


def plain(volumes: list[float]) -> list[float]:
    """The definition: each board's addition to every group of others, weighed."""
    boards = len(volumes)
    known: dict[tuple[int, ...], float] = {
        members: float(cost(np.array(sum(volumes[one] for one in members))))
        for size in range(boards + 1)
        for members in combinations(range(boards), size)
    }
    shares = []
    for board in range(boards):
        others = [one for one in range(boards) if one != board]
        shares.append(
            sum(
                (known[tuple(sorted((*members, board)))] - known[members]) / (boards * comb(boards - 1, size))
                for size in range(boards)
                for members in combinations(others, size)
            )
        )
    return shares


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=5, help="runs of ours, of which the median counts")
    parser.set_defaults(run=measure)


def measure(arguments: argparse.Namespace) -> None:
    rows = [_exact(boards, arguments.runs) for boards in EXACT]
    rows += [_sampled(boards, arguments.runs) for boards in SAMPLED]
    write_section("keys", report(rows, arguments.runs))


def _exact(boards: int, runs: int) -> Row:
    from steunpunt.bundle.projects.rules import fairness

    volumes = volumes_of(boards)
    found, seconds = _median(runs, lambda: fairness.shapley(fairness.volume_table(volumes, cost)))
    spent = None
    if boards <= PLAIN_UP_TO:
        theirs, spent = _timed(lambda: plain(volumes))
        if not np.allclose(found.amounts, theirs, rtol=0, atol=1e-6):
            raise SystemExit(f"The ways disagree about {boards} boards.")
    row = Row(boards, "exact", seconds, spent, 0.0, None)
    print(_line(row))
    return row


def _sampled(boards: int, runs: int) -> Row:
    from steunpunt.bundle.projects.rules import fairness

    volumes = volumes_of(boards)
    found, seconds = _median(runs, lambda: fairness.sampled_shapley(boards, cost, volumes))
    amounts, errors = np.array(found.amounts), np.array(found.error)
    off = None
    if boards <= max(EXACT):
        exact = np.array(fairness.shapley(fairness.volume_table(volumes, cost)).amounts)
        off = float((np.abs(amounts - exact) / errors).max())
    row = Row(boards, "sampled", seconds, None, float(100 * errors.max() / amounts.mean()), off)
    print(_line(row))
    return row


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def _median(runs: int, work: Callable[[], Any]) -> tuple[Any, float]:
    done, seconds = None, []
    for _ in range(runs):
        done, spent = _timed(work)
        seconds.append(spent)
    return done, median(seconds)


COLUMNS = ("boards", "way", "platform", "definition", "definition / platform", "error", "furthest off")


def _line(row: Row) -> str:
    cells = (
        str(row.boards),
        row.way,
        f"{row.seconds * 1000:.1f} ms",
        f"{row.plain:.2f} s" if row.plain is not None else "–",
        f"{row.plain / row.seconds:,.0f}" if row.plain is not None else "–",
        f"{row.error:.2f} %" if row.error else "none",
        f"{row.off:.1f} standard errors" if row.off is not None else "–",
    )
    return f"| {' | '.join(cells)} |"


def report(rows: list[Row], runs: int) -> str:
    """The section of docs/benchmarks.md, in Markdown."""
    from steunpunt.bundle.projects.rules.parameters import SAMPLED_ORDERS

    paragraphs = [
        f"""The Shapley value of an invented tariff with a fixed part and a price that falls with the volume of all. *Platform*
        is `projects.rules.fairness`: the whole table of groups up to 20 boards; above that {SAMPLED_ORDERS:,} drawn orders, each
        read forwards and backwards. *Definition* adds up each board's addition to every group of others in plain Python;
        it gave the same shares in this run. *Error* is the largest standard error of a share, in percent of the mean share;
        at 20 boards, where the exact shares are known, the last column says how far the furthest lies from them.""",
        f"Seconds of processor time; platform: median of {runs} runs, the definition once. Machine: {machine()}.",
    ]
    what, where = (fill(" ".join(paragraph.split()), 120) for paragraph in paragraphs)
    table = "\n".join(
        [f"| {' | '.join(COLUMNS)} |", "| ---: | --- " + "| ---: " * (len(COLUMNS) - 2) + "|", *map(_line, rows)]
    )
    return f"## Who pays what\n\n{what}\n\n{table}\n\n{where}"
