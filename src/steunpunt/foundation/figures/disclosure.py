"""When figures of a group of boards may be shown: never so that a viewer can work out a single board.

Rules of official statistics (a least number, and no two groups that differ by a few), see the OECD Glossary of
Statistical Terms and the ESSNet Handbook on Statistical Disclosure Control.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any

MIN_GROUP = 5
"""The smallest group, the viewer not counted, whose statistics are shown (thresholds of 3 to 10 are in use in official
statistics)."""

MIN_DIFFERENCE = 3
"""Two groups shown to one viewer differ by nobody or by at least so many boards: subtracting reveals nobody."""

DOMINANT_SHARE = 0.5
"""No board has more than this share of a total of money that is shown."""

P_PERCENT = 10
"""Whoever knows its own amount stays at least so many percent unsure of the largest other one."""


class Release(StrEnum):
    """Whether the figures of a group of boards may be shown to a viewer, and if not, why."""

    VISIBLE = "visible"
    TOO_FEW = "too_few"
    TOO_CLOSE = "too_close"


@dataclass(frozen=True, slots=True)
class ReleaseDecision:
    """The answer of the release rule for one group. ``too_close_to`` names the released group that gives it away."""

    release: Release
    too_close_to: str | None = None


def release(
    members: AbstractSet[str],
    released: Iterable[tuple[str, AbstractSet[str]]],
    *,
    k: int = MIN_GROUP,
    difference: int = MIN_DIFFERENCE,
    named: AbstractSet[str] = frozenset(),
) -> ReleaseDecision:
    """Whether statistics over `members` (boards other than the viewer's) may be shown to a viewer.

    `released` are the groups, named, whose statistics this viewer was shown before. A group of fewer than `k` is too
    few; one that differs from a released group by more than nobody and less than `difference` boards is too close, and
    so is one that together with several released groups singles out a board (`singles_out`). A group that was released
    may be shown again. Of the boards in `named` the viewer sees the scores themselves: they hide nobody, so all but them
    counts as what differs.
    """
    if len(members) < k:
        return ReleaseDecision(Release.TOO_FEW)
    known = list(released)
    if any(members == earlier for _name, earlier in known):
        return ReleaseDecision(Release.VISIBLE)
    members = members - named
    known = [(name, earlier - named) for name, earlier in known]
    if not members or any(members == earlier for _name, earlier in known):
        return ReleaseDecision(Release.VISIBLE)
    near = next((name for name, earlier in known if len(members ^ earlier) < difference), None)
    if near is not None or len(members) < difference:
        return ReleaseDecision(Release.TOO_CLOSE, too_close_to=near)
    if singles_out([*(earlier for _name, earlier in known), members]):
        return ReleaseDecision(Release.TOO_CLOSE)
    return ReleaseDecision(Release.VISIBLE)


def release_in_order(
    groups: Iterable[tuple[str, AbstractSet[str]]], *, k: int = MIN_GROUP, difference: int = MIN_DIFFERENCE
) -> dict[str, ReleaseDecision]:
    """The decision for named groups that are asked for one after the other: what was shown first decides."""
    decisions: dict[str, ReleaseDecision] = {}
    released: list[tuple[str, AbstractSet[str]]] = []
    for name, members in groups:
        decisions[name] = release(members, released, k=k, difference=difference)
        if decisions[name].release is Release.VISIBLE:
            released.append((name, members))
    return decisions


def singles_out(groups: Iterable[AbstractSet[str]]) -> bool:
    """Whether some board is the only one that is in exactly the groups that it is in.

    Boards that are always in the same groups change places without any figure changing, however the figures were made:
    sums, medians, ranks, differences. As long as nobody is alone in this way, all that was shown cannot say which of at
    least two boards has which score. Pairs of groups that differ enough can still leave somebody alone together: of
    {a,b,c}, {a,b,d} and {c,d,…} no two differ by one.
    """
    patterns: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for member in group:
            patterns.setdefault(member, []).append(number)
    return 1 in Counter(map(tuple, patterns.values())).values()


def singles_out_few(groups: Iterable[AbstractSet[Any]], *, fewest: int) -> bool:
    """Whether some sum of these groups, in whatever multiples, is about at least one and fewer than `fewest` boards.

    Boards that lie in the same groups cannot be told apart, so they are one column, as wide as their number. In reduced
    row echelon form a sum about the columns `few` alone is made of the rows that have their pivot there; it exists when
    those rows, looked at in the other columns, depend on one another.
    """
    sets = [frozenset(group) for group in groups]
    everybody: frozenset[Any] = frozenset().union(*sets)
    width = Counter(tuple(board in group for group in sets) for board in everybody)
    columns = sorted(width)
    reduced = _reduced([[Fraction(column[place]) for column in columns] for place in range(len(sets))])
    narrow = [place for place, column in enumerate(columns) if width[column] < fewest]
    for number in range(1, fewest):
        for few in combinations(narrow, number):
            if sum(width[columns[place]] for place in few) >= fewest:
                continue
            rows = [reduced[place] for place in few if place in reduced]
            others = [
                [value for place, value in enumerate(row) if place not in few and place not in reduced] for row in rows
            ]
            if rows and len(_reduced(others)) < len(rows):
                return True
    return False


def _reduced(rows: Iterable[list[Fraction]]) -> dict[int, list[Fraction]]:
    """The rows in reduced row echelon form, by the place of their pivot; as many as their rank. Exact."""
    done: dict[int, list[Fraction]] = {}
    for given in rows:
        row = given
        for pivot, earlier in done.items():
            if row[pivot]:
                row = _minus(row, earlier, row[pivot])
        place = next((place for place, value in enumerate(row) if value), None)
        if place is None:
            continue
        lead = row[place]
        row = [value / lead for value in row]
        done = {pivot: _minus(other, row, other[place]) if other[place] else other for pivot, other in done.items()}
        done[place] = row
    return done


def _minus(row: list[Fraction], other: list[Fraction], factor: Fraction) -> list[Fraction]:
    return [value - factor * entry for value, entry in zip(row, other, strict=True)]


def money_may_be_shown(amounts: Sequence[float]) -> bool:
    """Whether statistics over amounts of money of several boards (none below nought) hide each of them.

    Dominance: no board has more than half of the total. The p % rule: the second largest, who knows its own amount and
    takes it and the largest off the total, is left with at least p % of the largest as doubt.
    """
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered)
    if len(ordered) < MIN_GROUP or total <= 0:
        return False
    rest = total - ordered[0] - ordered[1]
    return ordered[0] <= DOMINANT_SHARE * total and rest >= P_PERCENT / 100 * ordered[0]


def next_groups(nearest: AbstractSet[int], earlier: Sequence[AbstractSet[int]]) -> list[frozenset[int]]:
    """The groups to try one after the other for the default comparison: the nearest boards as they are now, else the last
    group that was shown with the nearest boards that were never in one. Boards come by three and nobody leaves, so that
    one by one nobody stands out, and the comparison still follows the round.
    """
    found = [frozenset(nearest)]
    new = frozenset(nearest).difference(*earlier)
    if earlier and len(new) >= MIN_DIFFERENCE:
        found.append(frozenset(earlier[-1] | new))
    return found
