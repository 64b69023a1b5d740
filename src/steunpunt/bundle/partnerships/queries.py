"""Reads of partnerships: the boards among which partners are sought, and what a search found."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import QuerySet

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships.models import PartnerSearch
from steunpunt.bundle.partnerships.rules.search import zone_borders
from steunpunt.bundle.partnerships.values import Candidate, Division, Found, Group, Pair, Region, Wanted
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import Kind, OrganisationCard


def boards_among(kind: str, province: str, on: date) -> list[OrganisationCard]:
    """The boards of a kind that exist that day, in a province or everywhere, by name."""
    return organisations.boards(on, kinds=[kind], province=province)


def region(actor: Actor, cards: Iterable[OrganisationCard], kind: str, on: date, *, with_levels: bool = True) -> Region:
    """These boards with inhabitants, borders and ties; with levels as far as this actor sees them by name.

    Boards of which no inhabitants are known are left out: their scale cannot be compared. A fixed number of queries.
    """
    ids = [card.id for card in cards]
    counts = organisations.populations(ids, on)
    levels = scan.levels_by_name(actor, ids, on) if with_levels else {}
    return Region(
        candidates=tuple(
            Candidate(board, counts[board].inhabitants, levels.get(board, {}))
            for board in sorted(ids)
            if board in counts and counts[board].inhabitants
        ),
        borders=_borders(ids, kind, on),
        ties=_ties(ids, on),
    )


def _borders(ids: list[int], kind: str, on: date) -> frozenset[Pair]:
    """Who touches whom: municipalities by land, OCMW's by that of their municipality, zones by that of any member."""
    if kind == Kind.POLICE_ZONE:
        members = organisations.members_of_each(ids, on)
        return zone_borders(members, organisations.borders(on))
    on_land = {land: board for board, land in organisations.land_of(ids, on).items()}
    pairs = ((on_land.get(one), on_land.get(other)) for one, other in organisations.borders(on))
    return frozenset((min(one, other), max(one, other)) for one, other in pairs if one and other)


def _ties(ids: list[int], on: date) -> frozenset[Pair]:
    """Pairs of boards that are in a zone or a partnership together already."""
    wanted = set(ids)
    together = organisations.fellow_members(wanted, on)
    return frozenset(
        (one, other) for members in together for one, other in combinations(sorted(set(members) & wanted), 2)
    )


# ── a search, out of its row and into it ─────────────────────────────────────
def region_as_data(found: Region) -> dict[str, Any]:
    return {
        "candidates": [[one.id, one.inhabitants, dict(one.levels)] for one in found.candidates],
        "borders": sorted(found.borders),
        "ties": sorted(found.ties),
    }


def without_levels(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a search keeps when it is over: who could work with whom is known, so the levels need not stay."""
    return {**data, "candidates": [[board, inhabitants, {}] for board, inhabitants, _levels in data["candidates"]]}


def region_of(search: PartnerSearch) -> Region:
    data = search.region
    return Region(
        candidates=tuple(Candidate(board, inhabitants, levels) for board, inhabitants, levels in data["candidates"]),
        borders=frozenset((one, other) for one, other in data["borders"]),
        ties=frozenset((one, other) for one, other in data["ties"]),
    )


def wanted_as_data(wanted: Wanted) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in asdict(wanted).items()}


def wanted_of(search: PartnerSearch) -> Wanted:
    data = dict(search.wanted)
    return Wanted(
        **{
            **data,
            "together": frozenset(data["together"]),
            "apart": frozenset((one, other) for one, other in data["apart"]),
            "left_out": frozenset(data["left_out"]),
        }
    )


def found_as_data(found: Found) -> dict[str, Any]:
    return {
        "feasible": found.feasible,
        "complete_to": found.complete_to,
        "bound": found.bound,
        "is_proven": found.is_proven,
        "divisions": [[_group_as_data(group) for group in division.groups] for division in found.divisions],
        "best_of": {str(board): [_group_as_data(group) for group in groups] for board, groups in found.best_of.items()},
        "blocking": [_group_as_data(group) for group in found.blocking],
    }


def _group_as_data(group: Group) -> list[Any]:
    return [list(group.members), round(group.value, 9)]


def found_of(search: PartnerSearch) -> Found | None:
    data = search.found
    if data is None:
        return None

    def groups(rows: Iterable[Any]) -> tuple[Group, ...]:
        return tuple(Group(members=tuple(members), value=value) for members, value in rows)

    divisions = [groups(rows) for rows in data["divisions"]]
    return Found(
        feasible=data["feasible"],
        complete_to=data["complete_to"],
        bound=data["bound"],
        is_proven=data["is_proven"],
        divisions=tuple(Division(groups=found, value=sum(one.value for one in found)) for found in divisions),
        best_of={int(board): groups(rows) for board, rows in data["best_of"].items()},
        blocking=groups(data["blocking"]),
    )


def is_enough(search_id: int) -> bool:
    """Whether somebody was content with the best so far: one query."""
    return PartnerSearch.objects.filter(pk=search_id, enough_at__isnull=False).exists()


def newest(searches: QuerySet[PartnerSearch]) -> QuerySet[PartnerSearch]:
    """Searches without their long texts, the newest first."""
    return searches.defer("region", "found").order_by("-pk")
