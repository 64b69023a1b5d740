"""What every page of the shell needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import STRANGER, Actor, Text
from steunpunt.foundation.ui.registry import MenuItem, badges, menu

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section:
    """A step of the loop in the navigation."""

    key: str
    label: Text
    icon: str


SECTIONS = (
    Section("assess", _("Assess"), "clipboard-check"),
    Section("bundle", _("Cooperate"), "users-group"),
    Section("contract", _("Procure"), "shopping-cart"),
    Section("deliver", _("Services"), "headset"),
    Section("evaluate", _("Evaluate"), "chart-dots"),
    Section("exchange", _("Exchange"), "messages"),
    Section("foundation", _("Organisation"), "building-community"),
)


def along_the_loop(items: Iterable[T], module: Callable[[T], str]) -> list[tuple[Section, list[T]]]:
    """Items under the step of the loop where their module (`steunpunt.assess.scan`) stands; steps without any are left out."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(module(item).split(".")[1], []).append(item)
    return [(section, found[section.key]) for section in SECTIONS if section.key in found]


@dataclass(frozen=True, slots=True)
class MenuSection:
    section: Section
    items: list[tuple[MenuItem, str, bool]]
    """Each item with its address, and whether it is the page in view."""


def navigation(actor: Actor, path: str) -> list[MenuSection]:
    """The menu of this actor: only what may be opened, in the order of the loop."""
    found: dict[str, list[tuple[MenuItem, str, bool]]] = {}
    for item in menu.ask(lambda item: item if item.visible(actor) else None):
        if item is not None:
            url = reverse(item.url_name)
            found.setdefault(item.section, []).append((item, url, path.startswith(url)))
    for items in found.values():
        items.sort(key=lambda entry: (entry[0].order, entry[0].key))
    return [MenuSection(section, found[section.key]) for section in SECTIONS if section.key in found]


def drawn_navigation(actor: Actor, path: str) -> SafeString:
    """The menu as HTML: it stands twice on every page, for the side and for a phone."""
    groups = tuple(
        (
            str(group.section.label),
            group.section.icon,
            tuple(
                (str(item.label), url, _mark(url, path, is_current=is_current)) for item, url, is_current in group.items
            ),
        )
        for group in navigation(actor, path)
    )
    return _drawn(groups, path == "/", get_language() or settings.LANGUAGE_CODE)


def _mark(url: str, path: str, *, is_current: bool) -> str:
    """What a screen reader is told of the item in view, or of the one under which the page in view stands."""
    if not is_current:
        return ""
    return "page" if path == url else "true"


_Items: TypeAlias = tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=500)
def _drawn(groups: tuple[tuple[str, str, _Items], ...], is_home: bool, _language: str) -> SafeString:  # noqa: FBT001 - a key
    """Drawn once for whoever may open the same items: everything it says is in the key, which is made for each request."""
    return render_to_string("ui/navigation.html", {"groups": groups, "is_home": is_home})


class _Badges:
    """Counts by name; each is asked when a template names it. A badge whose module fails is not shown."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def __getitem__(self, name: str) -> int:
        return sum(badges.ask(lambda badge: badge(self._actor), only=name))


def shell(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = getattr(request, "actor", STRANGER)

    return {
        "actor": actor,
        "acting": getattr(request, "acting", None),
        "navigation": SimpleLazyObject(lambda: drawn_navigation(actor, request.path)),
        "badges": _Badges(actor),
        "is_demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "product_name": "Steunpunt",
    }
