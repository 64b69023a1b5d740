"""A board beside a project, what each pays when some join, and whether anybody would be better off alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from steunpunt.bundle.projects.choices import Phase, RolloutState, Standing
from steunpunt.bundle.projects.rules.costing import Charge, Size
from steunpunt.bundle.projects.rules.keys import TwoPart
from steunpunt.bundle.projects.rules.phases import takes_part


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
    wishes: str = ""
    """For whoever `access.reads_wishes` says."""
    rollout: RolloutState | None = None
    live_on: date | None = None
    """When it is live, or should be."""
    places: Mapping[Phase, bool] = field(default_factory=dict)
    """What was said about its place in phases; see `rules.phases`."""

    def takes_part_in(self, phase: Phase) -> bool:
        return takes_part(self.standing, phase, self.places)


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
