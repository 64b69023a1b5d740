"""Finding partners: every feasible group, the three best divisions, blocking groups; beside a plain way and beside spopt."""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from textwrap import fill
from typing import Any

from bench.report import machine, write_section

SEED = 2011
DOMAINS = tuple("ABCDEFGHIJKL")
PLACES = {"the 65 municipalities of Flemish Brabant": "Vlaams-Brabant", "the 308 municipalities of Flanders": ""}
SLACK = 1e-6


@dataclass(frozen=True)
class Row:
    """One region: times in seconds of processor time, and what was found."""

    name: str
    groups: int
    ours: float
    plain: float
    regions: float
    value: float
    plain_value: float
    regions_value: float
    blocking: int


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=5, help="runs of ours, of which the median counts")
    parser.set_defaults(run=measure)


def measure(arguments: argparse.Namespace) -> None:
    rows = [_row(name, province, arguments.runs) for name, province in PLACES.items()]
    write_section("partners", report(rows, arguments.runs))


def region_of(province: str) -> Any:
    """The municipalities of 2011 with their real borders and inhabitants; levels are invented, from a fixed seed."""
    from steunpunt.bundle.partnerships.values import Candidate, Region
    from steunpunt.foundation.organisations.reference import state

    known = state(2011, province=province)
    keys = sorted(key for key, listed in known.organisations.items() if listed.kind == "municipality")
    place = {key: number for number, key in enumerate(keys)}
    drawn = random.Random(SEED)
    boards = []
    for key in keys:
        own = drawn.gauss(2.6, 0.6)
        levels = {domain: min(5.0, max(0.0, drawn.gauss(own, 0.9))) for domain in DOMAINS}
        boards.append(Candidate(place[key], known.population[key][2011], levels))
    borders = {
        (min(place[one.first], place[one.second]), max(place[one.first], place[one.second]))
        for one in known.borders
        if one.first in place and one.second in place
    }
    return Region(candidates=tuple(boards), borders=frozenset(borders))


def _row(name: str, province: str, runs: int) -> Row:
    from bench.partners_plain import plain
    from bench.partners_regions import grown_from_regions
    from steunpunt.bundle.partnerships.rules.search import search
    from steunpunt.bundle.partnerships.values import Wanted

    region, wanted = region_of(province), Wanted()
    found, seconds = None, []
    for _ in range(runs):
        found, spent = _timed(lambda: search(region, wanted))
        seconds.append(spent)
    assert found is not None
    theirs, plain_seconds = _timed(lambda: plain(region, wanted))
    regions_value, regions_seconds = _timed(lambda: grown_from_regions(region, wanted))
    _require(found.is_proven, "the division is not proven")
    _require(len(theirs.groups) == found.feasible, f"{len(theirs.groups)} groups against {found.feasible}")
    ours = [one.value for one in found.divisions]
    _require(
        all(abs(one - other) < SLACK for one, other in zip(ours, theirs.divisions, strict=True)),
        f"divisions are worth {ours} against {theirs.divisions}",
    )
    _require(theirs.blocking == len(found.blocking), f"{theirs.blocking} blocking groups against {len(found.blocking)}")
    _require(regions_value <= ours[0] + SLACK, f"regions grown are worth {regions_value} against {ours[0]}")
    row = Row(
        name, found.feasible, median(seconds), plain_seconds, regions_seconds, ours[0], theirs.divisions[0],
        regions_value, len(found.blocking),
    )  # fmt: skip
    print(_line(row))
    return row


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def _require(holds: bool, why: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise SystemExit(f"The ways disagree: {why}.")


COLUMNS = ("region", "groups", "platform", "plain", "plain / platform", "spopt", "value", "spopt's value", "blocking")


def _line(row: Row) -> str:
    cells = (
        row.name, f"{row.groups:,}", f"{row.ours:.2f} s", f"{row.plain:.2f} s", f"{row.plain / row.ours:.1f}",
        f"{row.regions:.2f} s", f"{row.value:.3f}", f"{row.regions_value:.3f}", f"{row.blocking:,}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def report(rows: list[Row], runs: int) -> str:
    """The section of docs/benchmarks.md, in Markdown."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "networkx", "spopt"))
    paragraphs = [
        """Every group of three to eight neighbours of like scale is weighed, the three best divisions are found and proven,
        and every blocking group is named. Borders and inhabitants are those of 2011; levels are invented, from a fixed
        seed. *Platform* is `partnerships.rules.search`. *Plain* is `bench/partners_plain.py`: groups grown over a
        networkx graph, weighed pair by pair, one scipy MILP over all of them for each of the three divisions with a cut for each
        found before, blocking groups by looking at each. It found the same groups, divisions of the same worth and as many blocking groups
        in this run. *spopt* is `bench/partners_regions.py`: regions of its SKATER and max-p with several numbers of
        regions, each improved greedily (move, join, leave, split, merge) under the same objective and limits; the best counts.""",
        f"""Seconds of processor time of all threads; platform: median of {runs} runs, the others once. Plain is
        {" and ".join(f"{row.plain / row.ours:.1f}" for row in rows)} times the platform's time.""",
        f"Machine: {machine()}, {versions}.",
    ]
    what, how, where = (fill(" ".join(paragraph.split()), 120) for paragraph in paragraphs)
    table = "\n".join(
        [f"| {' | '.join(COLUMNS)} |", "| --- " + "| ---: " * (len(COLUMNS) - 1) + "|", *map(_line, rows)]
    )
    return f"## Finding partners\n\n{what}\n\n{table}\n\n{how}\n\n{where}"
