"""The platform's own way from stored answers to every board's comparison."""

from collections.abc import Mapping
from pathlib import Path

from bench import measured
from bench.comparison_data import DOMAINS, QUESTIONS, load
from steunpunt.assess.scan.rules import bulk


def compare(folder: Path) -> Mapping[str, object]:
    grid = bulk.Grid(
        domains=tuple(f"D{number}" for number in range(DOMAINS)),
        questions=tuple(f"Q{number}" for number in range(QUESTIONS)),
        weights=load(folder, "weights"),
        domain_of=load(folder, "domain_of"),
        asked=load(folder, "asked"),
    )
    boards = bulk.BoardTable(*(load(folder, name) for name in ("answers", "types", "inhabitants", "ict_users")))
    table = bulk.compare_everyone(grid, boards)
    return {
        "score": table.score,
        "coverage": table.coverage,
        "peers": table.peers_counted,
        "median": table.median,
        "p25": table.p25,
        "p75": table.p75,
        "rank": table.percentile_rank,
    }


if __name__ == "__main__":
    measured.main(compare)
