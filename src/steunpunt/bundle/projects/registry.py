"""What other modules bring to projects: where one is born, each with a way back, and the savings that were booked.

A source says what this actor may start from, and finds one again by its reference; the project keeps the source's key and
that reference. The receiver does not know its contributors.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from steunpunt.foundation.acting import Actor, Text
from steunpunt.foundation.ui.registry import Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something from which a project can start, as one actor may see it."""

    ref: str
    """Finds it again in its own module: at most 40 characters."""
    title: str
    why: str = ""
    boards: tuple[int, ...] = ()
    url: str
    """The page on which it stands: the way back."""


class OriginSource(Protocol):
    """What one module offers, such as contracts that end in the same window."""

    @property
    def label(self) -> Text:
        """What it is, as “Where it comes from” says it."""
        ...

    def offers(self, actor: Actor, today: date) -> Iterable[Offer]:
        """What this actor may start from, the most worthwhile first. At most a few are shown."""
        ...

    def offer(self, actor: Actor, ref: str, today: date) -> Offer | None:
        """The offer of this reference; None when it does not exist, or not for this actor."""
        ...


NEEDS = "needs"
"""Key of our own source: needs that several boards reported."""
project_origins: Contributions[OriginSource] = Contributions("project_origins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A saving that really was made, such as with an order: in euros, in two parts; below zero it cost more."""

    supplier: Decimal
    support: Decimal
    url: str
    """The page where it stands line by line."""


class SavingsBook(Protocol):
    """A module that books savings of boards by project."""

    def booked(self, actor: Actor, project_id: int, until: date) -> Booked | None:
        """What the actor's own board saved with a project up to a day; None where nothing was booked."""
        ...


savings_books: Contributions[SavingsBook] = Contributions("savings_books")
"""Held beside what a board claimed when it decided (`SavingClaim`)."""
