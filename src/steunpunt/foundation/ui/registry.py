"""What modules contribute to the shell: menu items, panels, waiting work, help pages, names for ids.

A module registers in its `apps.py`; the shell does not know who contributes. A contributor that fails is logged and
left out, so that one module's trouble never takes a page of another with it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

import structlog
from django.utils import timezone

from steunpunt.foundation.acting import Actor, ActorRequest, Text

log = structlog.get_logger(__name__)
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A line in the navigation. `section` is a step of the loop (see `SECTIONS`) or the key of a footer section."""

    key: str
    section: str
    label: Text
    url_name: str
    icon: str = "point"
    order: int = 100
    visible: Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on, and in which words."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for this actor: a scan to submit, an invitation to answer."""

    title: str
    url: str
    icon: str = "clock"
    detail: str = ""
    due: date | datetime | None = None
    """The day or the moment until which it waits."""

    @property
    def due_day(self) -> date | None:
        return timezone.localtime(self.due).date() if isinstance(self.due, datetime) else self.due

    @property
    def is_late(self) -> bool:
        return self.due_day is not None and self.due_day < timezone.localdate()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationLogin:
    """A fictional person whom anybody may be in the demonstration; `group` is for whom they act."""

    email: str
    password: str
    name: str
    does: str
    group: str


class Panel(Protocol):
    """A piece of a page of another module: a card on the board page or the home page."""

    key: str
    order: int

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        """The HTML of the panel, or an empty text when there is nothing to show to this actor."""
        ...


class WaitingSource(Protocol):
    def __call__(self, actor: Actor) -> Iterable[Waiting]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day by which somebody has to do something, as that person's calendar holds it."""

    key: str
    """The same for the same day of the same thing, so that calendars know it again."""
    on: date
    title: str
    url: str


class Contributions(Generic[T]):
    """A registry of contributions by key; the order of registration does not matter."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def register(self, key: str, item: T) -> None:
        if key in self._items:
            raise ValueError(f"{self.name} already has a contribution {key}.")
        self._items[key] = item

    def unregister(self, key: str) -> None:
        del self._items[key]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(sorted(self._items.items()))

    def ask(self, question: Callable[[T], R], *, only: str = "") -> Iterator[R]:
        """The answer of every contributor, or of one; one that raises is logged and left out."""
        for key, item in self:
            if only and key != only:
                continue
            try:
                answer = question(item)
            except Exception:
                log.exception("contributor_failed", registry=self.name, contributor=key)
            else:
                yield answer


menu: Contributions[MenuItem] = Contributions("menu")
board_panels: Contributions[Panel] = Contributions("board_panels")
home_panels: Contributions[Panel] = Contributions("home_panels")
waiting: Contributions[WaitingSource] = Contributions("waiting")
person_names: Contributions[Callable[[set[int]], dict[int, str]]] = Contributions("person_names")
organisation_names: Contributions[Callable[[set[int]], dict[int, str]]] = Contributions("organisation_names")
demonstration_logins: Contributions[Callable[[], Iterable[DemonstrationLogin]]] = Contributions("demonstration_logins")
calendar_days: Contributions[Callable[[int, date], Iterable[CalendarDay]]] = Contributions("calendar_days")
"""Days for the calendar of a person, by id: what that person may read today, for whichever organisations."""
badges: Contributions[Callable[[Actor], int]] = Contributions("badges")
"""Counts for the top bar, by name. At most one query each, and asked only where a template shows it."""


def waiting_for(actor: Actor) -> list[Waiting]:
    """All that waits for somebody: what has a day first, the soonest on top; then the rest, by module."""
    found = [item for items in waiting.ask(lambda source: list(source(actor))) for item in items]
    return sorted(found, key=lambda item: item.due_day or date.max)


def names_of(
    registry: Contributions[Callable[[set[int]], dict[int, str]]], ids: Iterable[int | None]
) -> dict[int, str]:
    """Names for ids, from whichever module knows them."""
    wanted = {item for item in ids if item is not None}
    found: dict[int, str] = {}
    if wanted:
        for names in registry.ask(lambda source: source(wanted)):
            found.update(names)
    return found


def panels(registry: Contributions[Panel], request: ActorRequest, subject_id: int | None = None) -> list[str]:
    """The rendered panels that have something to show, in their order."""
    drawn = registry.ask(lambda panel: (panel.order, panel.key, panel.render(request, subject_id)))
    return [html for _, _, html in sorted(drawn) if html]
