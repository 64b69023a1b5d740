"""Comparisons of a round: weighed for all boards together, beside board after board."""

import argparse
import os
import time

from bench.report import machine, write_section
from bench.scratch import scratch, setup

BOARDS = 600

TEXT = """## Comparisons after a submission

A round of {boards} boards that all submitted; what is done for the whole round when one more submission comes in. *Together* is
`release_comparisons`; *board after board* is the same decision for each of them apart, everything read anew; *nothing new* is
the second of two messages about submissions that were taken along already.

| | seconds | for a whole round of {boards} submissions, one by one |
| --- | ---: | ---: |
| together | {together:.2f} | {together_all:,.0f} s |
| board after board | {apart:.2f} | {apart_all:,.0f} s |
| nothing new | {nothing:.3f} | |

The last column is the first times {boards} / 2, as a round is half full on average. Machine: {machine}.
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--boards", type=int, default=BOARDS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    with scratch() as url:
        os.environ["DATABASE_URL"] = url
        setup()
        from bench import world
        from steunpunt.assess.scan import actions, queries
        from steunpunt.assess.scan.actions.comparing import release_for
        from steunpunt.assess.scan.models import Scan

        round_id = world.make(arguments.boards)
        together = _took(lambda: actions.release_comparisons(round_id=round_id, now=world.NOW))
        scans = queries.with_round(Scan.objects.filter(round_id=round_id)).order_by("pk")
        apart = _took(lambda: [release_for(scan, now=world.NOW) for scan in scans])
        actions.renew_round(round_id=round_id, now=world.NOW)
        nothing = _took(lambda: actions.renew_round(round_id=round_id, now=world.NOW))
    text = TEXT.format(
        boards=arguments.boards,
        together=together,
        together_all=together * arguments.boards / 2,
        apart=apart,
        apart_all=apart * arguments.boards / 2,
        nothing=nothing,
        machine=machine(),
    )
    write_section("releases", text)
    print(text)


def _took(work) -> float:  # type: ignore[no-untyped-def]  # noqa: ANN001 - whatever it gives
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
