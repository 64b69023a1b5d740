"""All groups that boards could form: connected over the borders, of the same scale, each found once.

A set of boards is an integer with a bit for each board. Growing starts from every board in turn and takes in only boards
that come after it, next to what is in already (the enumeration of S. Wernicke, "Efficient detection of network motifs",
2006), so that no group is found twice. Scale and boards that must be apart hold for every part of a group as well, so
that growing stops as soon as one is broken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from steunpunt.bundle.partnerships.rules.parameters import CROWD_COST, GROUP_COST, MOST_GROUPS
from steunpunt.bundle.partnerships.values import Pair, Wanted

Members = tuple[int, ...]
"""Places of boards in the region, in order."""


Step = Callable[[int, int], None]
"""Told how much is done of how much; may raise to stop."""
Enough = Callable[[], bool]
"""Asked on the way; once true, what was found so far is given."""


def no_step(_done: int, _total: int) -> None:
    """Nobody follows."""


def never() -> bool:
    """Go on to the end."""
    return False


class TooManyError(Exception):
    """There are more groups than can be weighed one by one."""


def near(size: int, borders: Iterable[tuple[int, int]], *, steps: int = 1) -> list[int]:
    """For each of `size` boards the set of those at most so many borders away, itself not among them."""
    touching = [0] * size
    for one, other in borders:
        touching[one] |= 1 << other
        touching[other] |= 1 << one
    reached = list(touching)
    for _ in range(steps - 1):
        reached = [_with_neighbours(found, touching) for found in reached]
    return [found & ~(1 << place) for place, found in enumerate(reached)]


def _with_neighbours(found: int, touching: Sequence[int]) -> int:
    wider = found
    for place in _places(found):
        wider |= touching[place]
    return wider


def connected_groups(
    nearby: Sequence[int],
    *,
    max_size: int,
    fits: Sequence[int] | None = None,
    most: int = MOST_GROUPS,
    step: Step = no_step,
    enough: Enough = never,
) -> list[Members]:
    """Every connected set of up to `max_size` boards of which each two fit together (`fits`: per board, those it fits).

    `step(done, total)` is called as each start is done, and may raise to stop; once `enough()`, what was found by then
    is given. More than `most` raise `TooManyError`.
    """
    found: list[Members] = []
    everybody = (1 << len(nearby)) - 1
    fits = [everybody] * len(nearby) if fits is None else fits

    def grow(members: Members, may_join: int, seen: int, allowed: int) -> None:
        found.append(members)
        if len(members) == max_size:
            return
        while may_join:
            lowest = may_join & -may_join
            may_join ^= lowest
            place = lowest.bit_length() - 1
            fitting = allowed & fits[place]
            beyond = nearby[place] & ~seen
            grow((*members, place), (may_join | beyond) & fitting, seen | beyond, fitting)
        if len(found) > most:
            raise TooManyError

    for start in range(len(nearby)):
        later = everybody & ~((1 << (start + 1)) - 1)
        grow((start,), nearby[start] & later & fits[start], nearby[start] | ~later, later & fits[start])
        step(start + 1, len(nearby))
        if enough():
            break
    return found


def fitting(inhabitants: Sequence[int], *, max_ratio: float, apart: Iterable[Pair] = (), out: int = 0) -> list[int]:
    """Per board the set of boards it can be in a group with: of the same scale, not to be apart, not left out."""
    sizes = np.array(inhabitants, dtype=float)
    same = np.maximum(sizes[:, None], sizes[None, :]) <= max_ratio * np.minimum(sizes[:, None], sizes[None, :])
    for one, other in apart:
        same[one, other] = same[other, one] = False
    found = [sum(1 << int(place) for place in np.flatnonzero(row)) & ~out for row in same]
    return [0 if out >> place & 1 else members for place, members in enumerate(found)]


def feasible(
    nearby: Sequence[int],
    fits: Sequence[int],
    wanted: Wanted,
    *,
    together: frozenset[int] = frozenset(),
    most: int = MOST_GROUPS,
    step: Step = no_step,
    enough: Enough = never,
) -> tuple[list[Members], int]:
    """The groups that `wanted` allows, and up to which size all of them were found: less than asked when there are too
    many, none when it was `enough()` before the end.
    """
    for size in range(wanted.max_size, wanted.min_size - 1, -1):
        try:
            found = connected_groups(nearby, max_size=size, fits=fits, most=most, step=step, enough=enough)
        except TooManyError:
            continue
        return [
            tuple(sorted(members))
            for members in found
            if len(members) >= wanted.min_size and (together.isdisjoint(members) or together <= set(members))
        ], 0 if enough() else size
    return [], 0


def values(groups: Sequence[Members], affinity: np.ndarray) -> np.ndarray:
    """What each group is worth: boards x (mean affinity of its pairs - cost of a crowd) - cost of having a group."""
    worth = np.zeros(len(groups))
    for size, places, members in by_size(groups):
        if size < 2:  # alone is worth 0, not minus the cost of a group
            continue
        pairs = size * (size - 1) / 2
        within = affinity[members[:, :, None], members[:, None, :]].sum(axis=(1, 2)) / 2
        worth[places] = size * (within / pairs - CROWD_COST * (size - 2)) - GROUP_COST
    return worth


def by_size(groups: Sequence[Members]) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Groups of each size as (size, their places in the list, groups x members)."""
    sizes = np.fromiter((len(members) for members in groups), dtype=int, count=len(groups))
    for size in np.unique(sizes):
        places = np.flatnonzero(sizes == size)
        yield int(size), places, np.array([groups[int(place)] for place in places], dtype=int)


def blocking(groups: Sequence[Members], worth: np.ndarray, share_now: Mapping[int, float] | np.ndarray) -> np.ndarray:
    """Places of the groups whose members would *all* have more per board than they have now (0 for a board alone)."""
    now = np.asarray(share_now, dtype=float)
    found = [
        places[worth[places] / size > now[members].max(axis=1) + 1e-9] for size, places, members in by_size(groups)
    ]
    return np.sort(np.concatenate(found)) if found else np.array([], dtype=int)


def is_connected(members: Iterable[int], nearby: Sequence[int]) -> bool:
    """Whether one can go from each member to each other over members alone."""
    wanted = sum(1 << place for place in members)
    reached = frontier = wanted & -wanted
    while frontier:
        wider = _with_neighbours(frontier, nearby) & wanted
        frontier = wider & ~reached
        reached |= wider
    return wanted != 0 and reached == wanted


def _places(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
