"""`python -m bench comparison`: measures, and writes its section of docs/benchmarks.md."""

import argparse

from bench import (
    certainty,
    comparison,
    growth,
    inventories,
    keys,
    ordering,
    pages,
    partners,
    releases,
    reports,
    sealing,
    tiers,
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, and write docs/benchmarks.md.")
    subjects = parser.add_subparsers(required=True, metavar="SUBJECT")
    comparison.add_to(subjects.add_parser("comparison", help="from stored answers to every board's comparison"))
    pages.add_to(subjects.add_parser("pages", help="requests per second of the most used pages"))
    reports.add_to(subjects.add_parser("reports", help="all reports of a round of 600 boards, per minute"))
    releases.add_to(subjects.add_parser("releases", help="comparisons of a round after a submission"))
    growth.add_to(subjects.add_parser("growth", help="pages on a round of 100,000 boards beside 100"))
    partners.add_to(
        subjects.add_parser("partners", help="groups, best divisions, blocking groups (`just bench-setup`)")
    )
    inventories.add_to(
        subjects.add_parser("inventories", help="10,000 inventories of agents, and lists of a million things")
    )
    keys.add_to(subjects.add_parser("keys", help="who pays what: exact up to 20 boards, sampled up to 600"))
    certainty.add_to(subjects.add_parser("certainty", help="how firm a ranking is: 12 criteria by 20 offers"))
    tiers.add_to(subjects.add_parser("tiers", help="600 boards over 20 suppliers with 5 tiers, to the proven optimum"))
    sealing.add_to(subjects.add_parser("sealing", help="200 offers of 50 MB, sealed and opened"))
    ordering.add_to(subjects.add_parser("orders", help="50 clients that order at once, and pages on 100,000 orders"))
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
