"""What other modules may receive of projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimInShort:
    """What a board expected to save each year with a project, in euros, when it decided."""

    project_id: int
    title: str
    yearly: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectInShort:
    """A project as far as what comes after it needs to know."""

    id: int
    title: str
    purpose: str
    unit: str
    """What is counted, in the plural."""
    years: int
    aboard: tuple[int, ...]
    """Boards that take part by their own signature, or said yes while the project waits for signatures."""
    units: Mapping[int, int]
    """How many units each of them counts on, where that is known."""
    url: str
