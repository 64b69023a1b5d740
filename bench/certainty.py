"""How firm a ranking is: 12 criteria by 20 offers to three digits, beside a plain loop over the same weights."""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import version
from statistics import median
from textwrap import fill
from typing import Any

import numpy as np

from bench.report import machine, write_section

SEED = 2011
CRITERIA = {
    f"criterion {number:02}": weight for number, weight in enumerate((30, 15, 10, 10, 8, 7, 5, 5, 4, 3, 2, 1), 1)
}
OFFERS = 20
POINTS = {"10 points around": 10, "2 points around": 2, "wholly free": 100}
WHOLE_SIMPLEX = 2_000_000
SLACK = 1e-5
"""A draw in which two totals are all but equal may fall either way."""


@dataclass(frozen=True)
class Row:
    """One band: seconds of processor time; `kept`: of the draws, those that lie in the band."""

    band: str
    ours: float
    plain: float
    error: float
    kept: float
    kept_of_all: float


def offers() -> dict[str, dict[str, Decimal]]:
    """Invented marks, in tenths of what can be had."""
    drawn = random.Random(SEED)
    return {
        f"offer {number:02}": {criterion: Decimal(drawn.randint(0, 100)) / 100 for criterion in CRITERIA}
        for number in range(1, OFFERS + 1)
    }


def plain(shares: dict[str, dict[str, Decimal]], blocks: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """One draw after the other: total, sort, count; and the mean of the weights at which each offer is first."""
    values = np.array([[float(row[criterion]) for criterion in CRITERIA] for row in shares.values()])
    ranks = np.zeros((len(values), len(values)))
    central = np.zeros(values.shape)
    draws = 0
    for block in blocks:
        for weights in block.T:
            order = np.argsort(-(values @ weights), kind="stable")
            ranks[order, np.arange(len(order))] += 1
            central[order[0]] += weights
            draws += 1
    firsts = np.maximum(ranks[:, 0], 1)
    return ranks / draws, central / firsts[:, None]


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=5, help="runs of ours, of which the median counts")
    parser.set_defaults(run=measure)


def measure(arguments: argparse.Namespace) -> None:
    rows = [_row(band, points, arguments.runs) for band, points in POINTS.items()]
    write_section("certainty", report(rows, arguments.runs))


def _row(name: str, points: int, runs: int) -> Row:
    from steunpunt.contract.tenders.rules.certainty import acceptability as ours
    from steunpunt.contract.tenders.rules.certainty.bands import AT_A_TIME, band_around, drawn, reachable

    shares, weights = offers(), {criterion: Decimal(weight) for criterion, weight in CRITERIA.items()}
    band = band_around(weights, points)
    found, seconds = _median(runs, lambda: ours.acceptability(shares, band))
    bounds = reachable(band)
    drawing = list(drawn(bounds, ours.DRAWS, ours.SEED))
    kept = sum(block.shape[1] for block in drawing) / len(drawing) / AT_A_TIME
    drawing[-1] = drawing[-1][:, : ours.DRAWS - sum(block.shape[1] for block in drawing[:-1])]
    (ranks, central), spent = _timed(lambda: plain(shares, drawing))
    for place, offer in enumerate(shares):
        _require(np.allclose(found.ranks[offer], ranks[place], rtol=0, atol=SLACK), f"places of {offer}")
        if (mine := found.central[offer]) and found.ranks[offer][0] > 0.01:
            _require(np.allclose(list(mine.values()), central[place], rtol=0, atol=SLACK * 100), f"weights of {offer}")
    _, sampling = _timed(lambda: list(drawn(bounds, ours.DRAWS, ours.SEED)))
    row = Row(name, seconds, spent + sampling, found.error, kept, _kept_of_all(bounds.least, bounds.most))
    print(_line(row))
    return row


def _kept_of_all(least: tuple[Fraction, ...], most: tuple[Fraction, ...]) -> float:
    """Of weights drawn from the whole simplex above the least ones, how many lie below the most."""
    low, high = (np.array([float(each) for each in ends]) for ends in (least, most))
    random_numbers = np.random.default_rng(SEED)
    kept = 0
    for _ in range(20):
        weights = low + (1 - low.sum()) * random_numbers.dirichlet(np.ones(len(low)), WHOLE_SIMPLEX // 20)
        kept += int((weights <= high).all(axis=1).sum())
    return kept / WHOLE_SIMPLEX


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


def _require(holds: bool, why: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise SystemExit(f"The ways disagree: {why}.")


COLUMNS = ("band", "platform", "plain", "plain / platform", "largest error", "draws kept", "kept of the whole simplex")


def _line(row: Row) -> str:
    cells = (
        row.band,
        f"{row.ours:.2f} s",
        f"{row.plain:.1f} s",
        f"{row.plain / row.ours:.0f}",
        f"{row.error:.5f}",
        f"{100 * row.kept:.0f} %",
        f"{100 * row.kept_of_all:.3g} %" if row.kept_of_all else f"none of {WHOLE_SIMPLEX:,}",
    )
    return f"| {' | '.join(cells)} |"


def report(rows: list[Row], runs: int) -> str:
    """The section of docs/benchmarks.md, in Markdown."""
    from steunpunt.contract.tenders.rules.certainty.acceptability import DRAWS

    paragraphs = [
        f"""How often each of {OFFERS} invented offers has each place over all weights of {len(CRITERIA)} criteria in a band, and
        with which weights it is first on average. *Platform* is `tenders.rules.certainty.acceptability`, with {DRAWS:,} draws:
        the standard error of every share is below half a thousandth, as the column says of the largest. *Plain* draws the same
        weights, and then totals, sorts and counts with numpy, one draw after the other; it gave the same shares in this run, to
        {SLACK:g}. *Draws kept* is how many of the platform's draws lie in the band; *kept of the whole simplex* is the same for
        weights drawn uniformly above the least ones (Dirichlet), of which what lies outside the band is thrown away.""",
        f"""Seconds of processor time; platform: median of {runs} runs, plain once, with the drawing. Machine: {machine()},
        numpy {version("numpy")}.""",
    ]
    what, where = (fill(" ".join(paragraph.split()), 120) for paragraph in paragraphs)
    table = "\n".join(
        [f"| {' | '.join(COLUMNS)} |", "| --- " + "| ---: " * (len(COLUMNS) - 1) + "|", *map(_line, rows)]
    )
    return f"## How firm a ranking is\n\n{what}\n\n{table}\n\n{where}"
