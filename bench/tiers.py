"""Boards over suppliers whose prices fall with what all their boards take together: proven, beside two plainer models."""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from textwrap import fill
from typing import Any

import numpy as np

from bench.report import machine, write_section
from bench.tiers_plain import Plain, plain

QUESTIONS = ((40, 5, 3, 2011), (600, 20, 5, 2011), (600, 20, 5, 2012), (600, 20, 5, 2015))
"""Boards, suppliers, tiers, and the seed from which the rest is invented."""
PLAIN = QUESTIONS[:2]
"""Those that the plainest model is given: it takes all the time it gets."""
ITEMS = tuple("abcde")
STARTS = (0.0, 0.02, 0.05, 0.12, 0.2)
"""Of the volume of all boards together; each supplier has its own, up to a quarter higher or a fifth lower."""
RATES = (1.0, 0.98, 0.96, 0.94, 0.92)
SLACK = 0.02
"""In euros: both optimisers stop within a cent."""


@dataclass(frozen=True)
class Row:
    boards: int
    suppliers: int
    tiers: int
    cost: float
    ours: float
    all_choices: float
    plain_seconds: float | None
    plain: Plain | None


def question(boards: int, suppliers: int, tiers: int, seed: int) -> tuple[dict[str, dict[str, int]], dict[str, Any]]:
    """Invented: boards of all sizes, each with its own mix of items; lists that differ by 15 % either way."""
    from steunpunt.contract.tenders.rules.volumes.awarding import Offer, Tier

    drawn = random.Random(seed)
    demands = {}
    for board in range(boards):
        size, mix = drawn.lognormvariate(4, 1), [drawn.expovariate(1) for _ in ITEMS]
        demands[f"board {board:03}"] = {
            item: round(size * part / sum(mix)) + 1 for item, part in zip(ITEMS, mix, strict=True)
        }
    volume = sum(sum(demand.values()) for demand in demands.values())
    base = {item: drawn.uniform(2, 12) for item in ITEMS}
    offers = {}
    for supplier in range(suppliers):
        lists = {item: price * drawn.uniform(0.85, 1.15) for item, price in base.items()}
        scale = drawn.uniform(0.8, 1.25)
        offers[f"supplier {supplier:02}"] = Offer(
            tuple(
                Tier(
                    round(start * scale * volume),
                    {item: round(Decimal(price * rate), 2) for item, price in lists.items()},
                )
                for start, rate in zip(STARTS[:tiers], RATES[:tiers], strict=True)
            )
        )
    return demands, offers


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=300, help="so long the plainest model may take")
    parser.set_defaults(run=measure)


def measure(arguments: argparse.Namespace) -> None:
    rows = [_row(*each, arguments.seconds) for each in QUESTIONS]
    write_section("tiers", report(rows, arguments.seconds))


def _row(boards: int, suppliers: int, tiers: int, seed: int, seconds: float) -> Row:
    from steunpunt.contract.tenders.rules.volumes.awarding import award, task_of
    from steunpunt.contract.tenders.rules.volumes.optimum import whole

    demands, offers = question(boards, suppliers, tiers, seed)
    found, ours = _timed(lambda: award(demands, offers, seconds=seconds))
    task = task_of(list(demands.values()), list(offers.values()))
    everything, all_choices = _timed(lambda: whole(task, np.isfinite(task.cost), seconds))
    cost = float(found.cost)
    _require(found.is_proven, "the award is not proven")
    _require(everything.is_proven and abs(everything.bound - cost) < SLACK, f"{cost} against {everything.bound}")
    theirs, spent = None, None
    if (boards, suppliers, tiers, seed) in PLAIN:
        costs, starts = task.cost.reshape(boards, suppliers, tiers), task.start.reshape(suppliers, tiers)
        theirs, spent = _timed(lambda: plain(costs, task.volume[:, 0], starts, seconds))
        _require(theirs.cost > cost - SLACK, f"{cost} against {theirs.cost}")
        _require(not theirs.is_proven or abs(theirs.cost - cost) < SLACK, f"{cost} against {theirs.cost}")
    row = Row(boards, suppliers, tiers, cost, ours, all_choices, spent, theirs)
    print(_line(row))
    return row


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def _require(holds: bool, why: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise SystemExit(f"The ways disagree: {why}.")


COLUMNS = (
    "boards", "suppliers", "tiers", "optimum", "platform", "all choices", "all / platform", "plain", "plain / platform",
    "plain's best", "plain's bound",
)  # fmt: skip


def _line(row: Row) -> str:
    cells = [
        f"{row.boards}", f"{row.suppliers}", f"{row.tiers}", f"{row.cost:,.2f}", f"{row.ours:.2f} s",
        f"{row.all_choices:.2f} s", f"{row.all_choices / row.ours:.1f}", "–", "–", "–", "–",
    ]  # fmt: skip
    if row.plain and row.plain_seconds:
        more = "" if row.plain.is_proven else "> "
        cells[-4:] = [
            f"{more}{row.plain_seconds:.1f} s", f"{more}{row.plain_seconds / row.ours:,.0f}",
            f"{row.plain.cost:,.2f}", f"{row.plain.bound:,.2f}",
        ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def report(rows: list[Row], seconds: float) -> str:
    """The section of docs/benchmarks.md, in Markdown."""
    unproven = [(row, row.plain) for row in rows if row.plain and not row.plain.is_proven]
    paragraphs = [
        """Boards with a demand for five items each go to one supplier each; prices hold for all units and fall with what all
        boards of a supplier take together. Invented, each row from a seed of its own. *Platform* is
        `tenders.rules.volumes.awarding.award`: the award is proven to the cent, and priced again in exact fractions. *All
        choices* is its model given to the optimiser whole, without leaving out what cannot be in a better award. *Plain* is
        `bench/tiers_plain.py`: a yes or no for each board and supplier, and a large number that switches off the cost in tiers
        that a supplier is not in. All three by HiGHS (scipy), to a gap of nought; what was proven was the same optimum in
        this run.""",
        " ".join(
            f"""With {row.boards} boards the plain model had proven nothing after {seconds:.0f} seconds on the clock: its best award
            was {100 * (theirs.cost / row.cost - 1):.1f} % dearer than the optimum, and its bound
            {100 * theirs.bound / row.cost:.0f} % of it."""
            for row, theirs in unproven
        ),
        f"Seconds of processor time, each once. Machine: {machine()}, scipy {version('scipy')}.",
    ]
    what, how, where = (fill(" ".join(paragraph.split()), 120) for paragraph in paragraphs)
    table = "\n".join([f"| {' | '.join(COLUMNS)} |", "| ---: " * len(COLUMNS) + "|", *map(_line, rows)])
    return "\n\n".join(part for part in (f"## Boards over suppliers with tiers\n\n{what}", table, how, where) if part)
