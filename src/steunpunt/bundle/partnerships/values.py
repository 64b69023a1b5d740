"""What the search for partners takes and gives, and the bodies in which members meet: without a database behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from steunpunt.bundle.partnerships.choices import Body

__all__ = ["Body", "Candidate", "Division", "Found", "Group", "Joiner", "Pair", "Reasons", "Region", "Wanted"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A board that could be in a group: its id, its inhabitants, its level (0-5) per aspect where it answered enough."""

    id: int
    inhabitants: int
    levels: Mapping[str, float] = field(default_factory=dict)


Pair = tuple[int, int]
"""Two boards by their ids, the lower one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The boards among which partners are sought: who touches whom, and who shares something already."""

    candidates: tuple[Candidate, ...]
    borders: frozenset[Pair]
    ties: frozenset[Pair] = frozenset()
    """Pairs that already share something: a police zone, a partnership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a group must be like."""

    min_size: int = 3
    max_size: int = 8
    max_ratio: float = 2.0
    """The largest board has at most so many times the inhabitants of the smallest."""
    steps: int = 1
    """Boards count as near when they are at most so many borders apart."""
    together: frozenset[int] = frozenset()
    """Boards that must be in one group."""
    apart: frozenset[Pair] = frozenset()
    """Pairs that must not be in one group."""
    left_out: frozenset[int] = frozenset()
    """Boards that are bound already, and in no group here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Boards that could work together, what that is worth (`value`), and what it is worth to each of them (`share`)."""

    members: tuple[int, ...]
    value: float

    @property
    def share(self) -> float:
        return self.value / len(self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Groups without a board in common; every other board stays alone, at value 0."""

    groups: tuple[Group, ...]
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found."""

    feasible: int
    """How many groups were weighed."""
    complete_to: int
    """Up to this many boards every feasible group was weighed; larger ones were grown from the best and are not proven."""
    divisions: tuple[Division, ...]
    """The best divisions, the best first."""
    bound: float
    """No division of the groups that were weighed is worth more."""
    is_proven: bool
    """That no division is better: every feasible group was weighed, and the optimiser came to its end."""
    best_of: Mapping[int, tuple[Group, ...]]
    """For each board the groups that are worth most to it."""
    blocking: tuple[Group, ...]
    """Groups of which all members would have more than in the best division, the greatest share first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why a board is in a group: what it has with the others on average (each 0-1), and what changes when it leaves."""

    board: int
    scale: float
    common: float
    complement: float
    tie: float
    borders: int
    """Members that it touches."""
    share_without: float | None
    """What the group would be worth to each of the others; None when they would not be a feasible group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner:
    """A board that could join a group, and what the group would then be worth to each member."""

    board: int
    share: float
    gain: float
    """The difference for each present member; below zero the group would be worth less to them."""
    is_feasible: bool
    """Near enough and of the same scale; others are shown after those."""
