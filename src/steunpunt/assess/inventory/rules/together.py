"""Contracts of several boards that end in the same window: what could become one tender."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WINDOW = timedelta(days=183)
"""Half a year: as much as boards can wait for each other, by prolonging or by ending earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A contract and the day on which its period ends."""

    contract_id: int
    board: int
    kind: str
    unit: str
    on: date
    units: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """Contracts of one kind that end within half a year of each other, of at least two boards."""

    kind: str
    unit: str
    first: date
    last: date
    contracts: tuple[Ends, ...]

    @property
    def boards(self) -> tuple[int, ...]:
        return tuple(sorted({one.board for one in self.contracts}))

    @property
    def units(self) -> int:
        """Of those that say how many."""
        return sum(one.units or 0 for one in self.contracts)

    @property
    def ref(self) -> str:
        """Finds it again while its first contract stands: at most 40 characters."""
        return f"{self.kind}:{self.unit or '-'}:{self.first:%Y%m%d}"


def windows(ends: Iterable[Ends], *, length: timedelta = WINDOW) -> list[Window]:
    """The fullest windows first taken, each contract in one: of each kind and unit, until no two boards meet any more.

    Of two windows with as many boards the earlier one; those that are found come in the order of their first day.
    """
    groups: dict[tuple[str, str], list[Ends]] = {}
    for one in ends:
        groups.setdefault((one.kind, one.unit), []).append(one)
    found = []
    for (kind, unit), all_of in groups.items():
        left = sorted(all_of, key=lambda one: (one.on, one.contract_id))
        while best := _fullest(left, length):
            found.append(Window(kind, unit, best[0].on, best[-1].on, tuple(best)))
            taken = {one.contract_id for one in best}
            left = [one for one in left if one.contract_id not in taken]
    return sorted(found, key=lambda window: (window.first, window.kind, window.unit))


def _fullest(left: list[Ends], length: timedelta) -> list[Ends]:
    """The window with the most boards; none where no two boards meet."""
    best: list[Ends] = []
    for start in left:
        within = [one for one in left if start.on <= one.on <= start.on + length]
        if len({one.board for one in within}) > len({one.board for one in best}):
            best = within
    return best if len({one.board for one in best}) > 1 else []
