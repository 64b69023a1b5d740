"""Which figures of a round may be open to everybody: a whole table at once, so that no cell gives away another.

Quartiles do not add up, but numbers of boards do, and a reader may lay any cells on top of one another. So three things
hold for the table of one domain and one kind of board:

1. each group that is shown has at least `MIN_PUBLIC` boards;
2. what is left out of a breakdown, beside the total, is nothing, or at least two groups with `MIN_PUBLIC` boards together,
   so that neither a small number nor a small group is found by subtracting;
3. no sum of groups, in whatever multiples, is about `MIN_DIFFERENCE` boards or fewer (`disclosure.singles_out_few`): the
   reader may be one of them, and is then left with one fewer; nor with what a board was shown apart.

A group that is empty and one that is left out look alike.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from steunpunt.assess.scan.rules.parameters import LOWER_QUARTILE, MEDIAN, MIN_PUBLIC, SIZE_CLASSES, UPPER_QUARTILE
from steunpunt.foundation.figures.disclosure import MIN_DIFFERENCE, singles_out_few
from steunpunt.foundation.figures.rounding import half_up
from steunpunt.foundation.figures.statistics import quantile

Group = AbstractSet[int]
ALL = ("all", "")
"""The key of the total; the others are ("province", name) and ("size_class", name)."""

Key = tuple[str, str]
Cells = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Figures over one group; all None when it is empty or left out, which look alike."""

    boards: int | None = None
    p25: float | None = None
    median: float | None = None
    p75: float | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """What one board knows: its own scan, and the groups whose figures it was shown in this domain."""

    own: int
    seen: Sequence[Group]
    named: Group = frozenset()
    """Boards whose scores it sees, or saw, by name."""


def size_class(inhabitants: int | None) -> str:
    """The class of a board by inhabitants, as "10000-19999"; empty when they are not known."""
    if inhabitants is None:
        return ""
    for low, high in zip(SIZE_CLASSES, [*SIZE_CLASSES[1:], None], strict=True):
        if inhabitants >= low and (high is None or inhabitants < high):
            return f"{low}+" if high is None else f"{low}-{high - 1}"
    return ""


def shown(groups: Mapping[Key, Group], *, viewers: Collection[Viewer] = ()) -> dict[Key, Group]:
    """Which of the groups may be shown: the total first, then as much of each breakdown as the three rules allow.

    Whenever what is left breaks a rule, the smallest group that is shown beside the total goes, and all is looked at
    again; a total that still tells too much goes as well.
    """
    kept: dict[Key, Group] = {key: frozenset(group) for key, group in groups.items() if len(group) >= MIN_PUBLIC}
    if ALL not in kept:
        return {}
    while True:
        _complement(kept, groups)
        if not singles_out_few(kept.values(), fewest=MIN_DIFFERENCE + 1) and not _tells_a_viewer(kept, viewers):
            return kept
        parts = [key for key in kept if key != ALL]
        if not parts:
            return {}
        del kept[_smallest(parts, kept)]


def _complement(kept: dict[Key, Group], groups: Mapping[Key, Group]) -> None:
    """Take more groups out of each breakdown until those left out hide one another."""
    for kind in sorted({kind for kind, _name in groups} - {"all"}):
        while True:
            inside = [key for key in kept if key[0] == kind]
            rest = kept[ALL] - frozenset().union(*(kept[key] for key in inside))
            hiding = sum(bool(group & rest) for key, group in groups.items() if key[0] == kind and key not in kept)
            if not inside or not rest or (len(rest) >= MIN_PUBLIC and hiding > 1):
                break
            del kept[_smallest(inside, kept)]


def _smallest(keys: Collection[Key], kept: Mapping[Key, Group]) -> Key:
    return min(keys, key=lambda key: (len(kept[key]), key))


def _tells_a_viewer(kept: Mapping[Key, Group], viewers: Collection[Viewer]) -> bool:
    """Whether a board that lays what it was shown beside the table works out another board."""
    alike = {board: tuple(key for key, group in kept.items() if board in group) for board in kept[ALL]}
    width = Counter(alike.values())
    return any(
        bool(viewer.seen or viewer.named) and not _is_far(alike, width, viewer) and _singles_out(kept, viewer)
        for viewer in viewers
    )


def _is_far(alike: Mapping[int, Cells], width: Mapping[Cells, int], viewer: Viewer) -> bool:
    """The quick answer for a viewer that was shown one group: no sum of the table comes near it.

    The table says the same of all boards in the same cells. A sum with the viewer's group in it is about the members of
    the group in such cells, or about the others there: in all cells together at least `MIN_DIFFERENCE` boards.
    """
    if len(viewer.seen) != 1 or viewer.named:
        return False
    inside = Counter(alike[board] for board in viewer.seen[0] if board in alike)
    own = alike.get(viewer.own)
    cost = sum(min(number, width[cells] - (cells == own) - number) for cells, number in inside.items())
    return cost >= MIN_DIFFERENCE


def _singles_out(kept: Mapping[Key, Group], viewer: Viewer) -> bool:
    known = {viewer.own} | viewer.named
    return singles_out_few([group - known for group in (*viewer.seen, *kept.values())], fewest=MIN_DIFFERENCE)


def cell(scores: Collection[float]) -> Cell:
    """Number and quartiles of a group that may be shown."""
    values = list(scores)
    return Cell(
        boards=len(values),
        p25=float(half_up(quantile(values, LOWER_QUARTILE), 1)),
        median=float(half_up(quantile(values, MEDIAN), 1)),
        p75=float(half_up(quantile(values, UPPER_QUARTILE), 1)),
    )
