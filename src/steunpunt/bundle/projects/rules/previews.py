"""A board beside a project, what each pays when some join, and whether anybody would be better off alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from steunpunt.bundle.projects.choices import Standing
from steunpunt.bundle.projects.rules.costing import Charge, Size
from steunpunt.bundle.projects.rules.keys import TwoPart


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board and how it stands to a project."""

    participation_id: int
    board: int
    name: str
    standing: Standing
    units: int | None
    """As the board said, or as was estimated for it."""
    is_estimate: bool
    inhabitants: int | None
    leaves_on: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What each pays when these boards join."""

    boards: Sequence[int]
    sizes: Mapping[int, Size]
    charges: Mapping[int, Charge]
    total: Charge
    alone: Mapping[int, TwoPart]
    """What each would pay by itself over the years, on the same terms."""
    years: int
    unknown: Sequence[int]
    """Boards that did not say how many units, where that counts."""
    problem: str = ""
    """Why it cannot be divided: the code of `IndivisibleError`."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """Whether anybody would be better off alone. Empty where nothing can be divided."""

    worse_off: Sequence[int]
    """Boards that pay more than alone."""
    groups: Sequence[tuple[Sequence[int], float]] | None
    """Groups that together pay more than by themselves, and by how much; None when there are too many to ask."""
