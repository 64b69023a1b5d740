"""Who acts, and what stops them: the kernel that every module stands on.

An *actor* is a person acting for one organisation. Actions ask for one, by keyword; nothing in the platform finds out
by itself who is at the keyboard. What an actor may not see does not exist (404); what an actor may not do raises
`Denied`; what the domain does not allow raises `Refused`, with reasons in sentences for people.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from django.http import HttpRequest
from django.utils.functional import Promise
from django_htmx.middleware import HtmxDetails

Text: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, acting for one organisation, with the roles and mandates held there today."""

    person_id: int | None = None
    person_name: str = ""
    organisation_id: int | None = None
    organisation_kind: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    mandates: frozenset[str] = field(default_factory=frozenset)
    via: Literal["web", "api", "task", "command"] = "web"
    looking_in_id: int | None = None
    """Set while somebody of the support point looks in as this person: everything can be read, nothing written."""
    scopes: frozenset[str] | None = None
    """What an API token was given; None when a person is at the keyboard."""

    @property
    def is_known(self) -> bool:
        return self.person_id is not None

    @property
    def is_of_support_point(self) -> bool:
        return self.organisation_kind == "support_point"

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


STRANGER = Actor()


def the_platform(*, via: Literal["task", "command"] = "task") -> Actor:
    """The platform itself, for what no person asked for: a reminder, the demonstration, a repair. Decides nothing."""
    return Actor(person_name="Steunpunt", via=via)


class ActorRequest(HttpRequest):
    """A request of which the middleware knows who acts."""

    actor: Actor
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be done: a stable code for programs and tests, a sentence for people."""

    code: str
    text: Text
    field: str = ""
    """The form field it is about, when it is about one."""

    def __str__(self) -> str:
        return str(self.text)


class Denied(Exception):  # noqa: N818 - a word that reads in a sentence
    """The actor has no right to do this."""


class Refused(Exception):  # noqa: N818
    """The domain does not allow this now; `reasons` say why."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(reason.code for reason in self.reasons)


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(may_order(by))
    if not allowed:
        raise Denied


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise `Refused` with all reasons when there is at least one."""
    found = tuple(reasons)
    if found:
        raise Refused(found)
