"""From stored answers to every board's comparison: the platform against pandas, and against merely reading."""

import argparse
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from textwrap import fill

from bench.measured import Measurement, run
from bench.report import machine, write_section

SIZES = (1_000, 10_000, 100_000)
OURS, PANDAS, READING = "bench.comparison_ours", "bench.comparison_pandas", "bench.comparison_reading"
MAX_DIFFERENCE = 1e-9
COLUMNS = (
    "boards",
    "platform",
    "pandas",
    "faster",
    "platform memory",
    "pandas memory",
    "less",
    "reading",
    "platform / reading",
)


@dataclass(frozen=True)
class Row:
    """The median measurements at one number of boards."""

    boards: int
    ours: Measurement
    pandas: Measurement
    reading: Measurement


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=5, help="runs of each program, of which the median counts")
    parser.add_argument("--boards", type=int, action="append", metavar="N", help=f"numbers of boards, default {SIZES}")
    parser.set_defaults(run=measure)


def measure(arguments: argparse.Namespace) -> None:
    rows = [_row(boards, arguments.runs) for boards in arguments.boards or SIZES]
    write_section("comparison", report(rows, arguments.runs))


def _row(boards: int, runs: int) -> Row:
    from bench.comparison_data import make

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder, boards)
        kept = {program: folder / f"{program}.npz" for program in (OURS, PANDAS)}
        for program, file in kept.items():
            run(program, folder, keep=file)
        require_the_same(kept[OURS], kept[PANDAS])
        measured = {
            program: _median([run(program, folder) for _ in range(runs)]) for program in (OURS, PANDAS, READING)
        }
    row = Row(boards, measured[OURS], measured[PANDAS], measured[READING])
    print(_line(row))
    return row


def require_the_same(ours: Path, theirs: Path) -> None:
    """Stop when two files of results are not equal in every number."""
    import numpy as np

    one, other = np.load(ours), np.load(theirs)
    if set(one) != set(other):
        raise SystemExit(f"the programs give different columns: {sorted(one)} and {sorted(other)}")
    for name in one:
        if not np.allclose(one[name], other[name], rtol=0, atol=MAX_DIFFERENCE, equal_nan=True):
            raise SystemExit(f"the programs disagree about {name}")


def _median(measurements: list[Measurement]) -> Measurement:
    return Measurement(
        seconds=median(each.seconds for each in measurements),
        mebibytes=median(each.mebibytes for each in measurements),
        baseline=median(each.baseline for each in measurements),
    )


def report(rows: list[Row], runs: int) -> str:
    """The section of docs/benchmarks.md, in Markdown."""
    first, last = rows[0], rows[-1]
    growth = last.ours.seconds / first.ours.seconds / (last.boards / first.boards)
    versions = ", ".join(f"{package} {version(package)}" for package in ("numpy", "scipy", "pandas"))
    paragraphs = [
        f"""From answers on disk (boards x 100 questions, one byte each) to score and coverage of every board in 12
        domains, its ten peers, and median, quartiles and percentile rank among them. Invented boards of three types
        from a fixed seed. *Platform* is `steunpunt.assess.scan.rules.bulk`, which gives bounds, share of "I don't know"
        and status as well. *pandas* is `bench/comparison_pandas.py`: long tables, `groupby`, `merge` and the same k-d
        tree, as somebody who knows pandas writes it; in this run it gave the same numbers in every cell, to
        {MAX_DIFFERENCE:g}. *Reading* is `numpy.load` of the answers and one sum, the limit that nothing can beat.""",
        f"""From {first.boards:,} to {last.boards:,} boards the platform's time per board becomes {growth:.2f} times
        what it was (1 is linear). Times are medians of {runs} runs, each in a fresh process, on one thread, from
        opening the files to results in memory. Memory is the peak of the resident set above what the interpreter with
        its imports had taken: platform {last.ours.baseline:.0f} MiB, pandas {last.pandas.baseline:.0f} MiB, reading
        {last.reading.baseline:.0f} MiB. The platform's results themselves take {_result_mebibytes(last.boards):.0f} MiB
        at {last.boards:,} boards.""",
        f"""How far off the limit: {last.ours.seconds / last.reading.seconds:.0f} times the time of reading at
        {last.boards:,} boards. Adding up the answers touches each of their bytes once; a comparison writes
        {_result_mebibytes(last.boards) / (last.boards * 100 / 2**20):.0f} bytes of results for every byte of answers,
        and finds ten neighbours of every board and sorts their scores in twelve domains besides. About half of
        the time goes to the neighbours.""",
        f"Machine: {machine()}, {versions}.",
    ]
    what, how, limit, where = (fill(" ".join(paragraph.split()), 120) for paragraph in paragraphs)
    table = "\n".join([f"| {' | '.join(COLUMNS)} |", "| ---: " * len(COLUMNS) + "|", *(_line(row) for row in rows)])
    return f"## From stored answers to every board's comparison\n\n{what}\n\n{table}\n\n{how}\n\n{limit}\n\n{where}"


def _line(row: Row) -> str:
    ours, pandas, reading = row.ours, row.pandas, row.reading
    return (
        f"| {row.boards:,} | {ours.seconds * 1000:,.1f} ms | {pandas.seconds * 1000:,.0f} ms "
        f"| {pandas.seconds / ours.seconds:.1f} x | {ours.mebibytes:.1f} MiB | {pandas.mebibytes:,.1f} MiB "
        f"| {pandas.mebibytes / ours.mebibytes:.1f} x | {reading.seconds * 1000:.2f} ms "
        f"| {ours.seconds / reading.seconds:.0f} x |"
    )


def _result_mebibytes(boards: int) -> float:
    """Nine columns of eight bytes and two of one per domain, and ten peers of four bytes."""
    return boards * (12 * (9 * 8 + 2) + 10 * 4) / 2**20
