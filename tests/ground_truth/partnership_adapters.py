"""Adapters of finding partners."""

import csv
import json
from collections.abc import Iterable, Mapping
from typing import Any

from steunpunt.bundle.partnerships.rules import groups as grouping
from steunpunt.bundle.partnerships.rules.regions import skater
from steunpunt.bundle.partnerships.rules.search import Search, search
from steunpunt.bundle.partnerships.values import Candidate, Group, Pair, Region, Wanted
from tests.ground_truth.case import Case


def connected_subsets(case: Case) -> Any:
    """Counts on grids; those by size for every grid that the case asks about."""
    found = {}
    for grid in case.input["grids"]:
        rows, columns = (int(part) for part in grid.split("x"))
        borders = [(row * columns + at, row * columns + at + 1) for row in range(rows) for at in range(columns - 1)]
        borders += [(row * columns + at, (row + 1) * columns + at) for row in range(rows - 1) for at in range(columns)]
        size = rows * columns
        found[grid] = grouping.connected_groups(grouping.near(size, borders), max_size=size)
    by_size = {
        f"grid{grid}_by_size": {
            size: sum(len(members) == int(size) for members in found[grid])
            for size in case.expected.get(f"grid{grid}_by_size", {})
        }
        for grid in found
    }
    return {"counts": [len(members) for members in found.values()], **by_size}


def partnership_partition(case: Case) -> Any:
    names = {number: board["id"] for number, board in enumerate(case.input["boards"], start=1)}
    region = Region(
        candidates=tuple(
            Candidate(
                number, board["inhabitants"], {str(aspect): level for aspect, level in enumerate(board["levels"])}
            )
            for number, board in enumerate(case.input["boards"], start=1)
        ),
        borders=_pairs(names, ((one, other) for one, others in case.input["neighbours"].items() for other in others)),
        ties=_pairs(names, case.input["ties"]),
    )
    wanted = Wanted(min_size=case.input["min_size"], max_size=case.input["max_size"])
    found, made = search(region, wanted), Search(region, wanted)
    weighed, _ = grouping.feasible(made.near, made.fits, wanted)
    singles = sorted(zip(made.worth(weighed), weighed, strict=True), key=lambda one: -one[0])
    place = {name: number - 1 for number, name in names.items()}
    total = made.affinities.total

    def named(group: Group) -> list[str]:
        return [names[board] for board in group.members]

    return {
        "n_feasible_groups": found.feasible,
        "pair_affinity": {
            pair: float(total[place[pair.split("-")[0]], place[pair.split("-")[1]]])
            for pair in case.expected["pair_affinity"]
        },
        "best_single_groups": [
            {"members": [names[at + 1] for at in members], "value": float(value)}
            for value, members in singles[: len(case.expected["best_single_groups"])]
        ],
        "optimum": found.divisions[0].value,
        "groups": [named(group) for group in found.divisions[0].groups],
    }


def partnership_feasible(case: Case) -> Any:
    """Whether a group that exists could have been found, on the borders and inhabitants of its year."""
    inhabitants, borders = _land(case)
    ids = {name: number for number, name in enumerate(inhabitants)}
    region = Region(
        candidates=tuple(Candidate(ids[name], count) for name, count in inhabitants.items()),
        borders=frozenset(_pairs({number: name for name, number in ids.items()}, borders)),
    )
    made = Search(region, Wanted(max_ratio=case.input["max_ratio"]))
    members = [ids[name] for name in case.input["members"]]
    sizes = [inhabitants[name] for name in case.input["members"]]
    scale = made.affinities.scale[members][:, members]
    return {
        "connected": grouping.is_connected(members, made.near),
        "ratio": max(sizes) / min(sizes),
        "feasible": made.is_feasible(members),
        "internal_borders": sum(one in members and other in members for one, other in region.borders),
        "mean_scale_similarity": float(scale.sum()) / (len(members) * (len(members) - 1)),
    }


def _land(case: Case) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Inhabitants by name and pairs of neighbours: in the case itself, or in the two files that it names."""
    if "inhabitants" in case.input:
        return case.input["inhabitants"], [tuple(pair) for pair in case.input["borders"]]
    boards, neighbours = (case.named_file(name) for name in case.input["data"])
    assert boards is not None, case.input["data"]
    assert neighbours is not None, case.input["data"]
    with boards.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row[case.input["population"]]]
    names = {row["nis"]: row["name_nl"] for row in rows if not row["valid_from"] or row["valid_from"] <= "2011-01-01"}
    with neighbours.open(encoding="utf-8") as file:
        pairs = [(row["nis_a"], row["nis_b"]) for row in csv.DictReader(file)]
    counts = {names[row["nis"]]: int(row[case.input["population"]]) for row in rows if row["nis"] in names}
    return counts, [(names[one], names[other]) for one, other in pairs if one in names and other in names]


def skater_regions(case: Case) -> Any:
    """Labels are numbered as the case numbers them: the regions are compared, not their names."""
    data, neighbours = (case.named_file(case.input[key]) for key in ("data", "neighbours"))
    assert data is not None, case.input["data"]
    assert neighbours is not None, case.input["neighbours"]
    with data.open(encoding="utf-8") as file:
        rows = [[float(row[column]) for column in case.input["columns"]] for row in csv.DictReader(file)]
    touching = json.loads(neighbours.read_text(encoding="utf-8"))
    found = skater(
        rows, [(int(one), other) for one, others in touching.items() for other in others], regions=case.input["k"]
    )
    names: dict[int, int] = {}
    for ours, theirs in zip(found.labels, case.expected["labels"], strict=True):
        names.setdefault(ours, theirs)
    return {
        "labels": [names[label] for label in found.labels],
        "total_ss": found.total,
        "total_within_ss": found.within,
        "ratio_between_total": found.between,
    }


def _pairs(names: Mapping[int, str], pairs: Iterable[Any]) -> frozenset[Pair]:
    numbers = {name: number for number, name in names.items()}
    return frozenset((min(numbers[one], numbers[other]), max(numbers[one], numbers[other])) for one, other in pairs)


PARTNERSHIP_ADAPTERS = {
    "connected_subsets": connected_subsets,
    "partnership_partition": partnership_partition,
    "partnership_feasible": partnership_feasible,
    "skater": skater_regions,
}
