"""What a fact is: something that happened, in the past tense, that modules record and listen to."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar, get_type_hints

from django.utils import formats, timezone
from django.utils.translation import gettext

F = TypeVar("F", bound="Fact")

_PERSONAL = {"personal": True}


def personal() -> Any:
    """Mark a field of a fact as data about a person: kept apart from the entry, so that it can be shredded."""
    return dataclasses.field(metadata=_PERSONAL)


class FactRegistry:
    """All kinds of fact by their key, and who listens to which."""

    def __init__(self) -> None:
        self.kinds: dict[str, type[Fact]] = {}
        self.listeners: dict[str, dict[str, Callable[[Any], None]]] = {}

    def add(self, kind: "type[Fact]") -> None:
        known = self.kinds.setdefault(kind.key, kind)
        if known is not kind and known.__qualname__ != kind.__qualname__:
            raise ValueError(f"Two kinds of fact share the key {kind.key}.")

    def listen(self, kind: "type[Fact]", key: str, function: Callable[[Any], None]) -> None:
        self.listeners.setdefault(kind.key, {})[key] = function


facts = FactRegistry()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts. A subclass gives a stable `key`, a `sentence` for people, and fields that JSON can hold.

    `organisation_id` says whose history the fact belongs to; `subject` names the record it is about, as
    "scan:12". The sentence may use every field by name, and is translated where it is shown.
    """

    key: ClassVar[str]
    sentence: ClassVar[str]
    ends_a_look: ClassVar[bool] = False
    """True for the one fact that may be recorded while its actor looks in as somebody else."""

    organisation_id: int | None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        facts.add(cls)

    @property
    def subject(self) -> str:
        return ""

    @classmethod
    def personal_fields(cls) -> frozenset[str]:
        return frozenset(item.name for item in dataclasses.fields(cls) if item.metadata.get("personal"))

    def as_data(self) -> dict[str, Any]:
        return {item.name: _plain(getattr(self, item.name)) for item in dataclasses.fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fact again, from what the journal kept. A field that was shredded comes back as an empty text."""
        hints = get_type_hints(cls)
        known = {item.name for item in dataclasses.fields(cls)}
        values = {name: _typed(value, hints[name]) for name, value in data.items() if name in known}
        for name in cls.personal_fields() - values.keys():
            values[name] = ""
        return cls(**values)

    def say(self) -> str:
        """The sentence that people read, in the language in use."""
        return gettext(self.sentence) % self.shown()

    def shown(self) -> dict[str, str]:
        """Every field as the sentence says it, in the language in use."""
        return {item.name: _shown(getattr(self, item.name)) for item in dataclasses.fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(item) for item in value]
    return value


def _typed(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    text = str(hint)
    if isinstance(value, str) and "datetime.datetime" in text:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and "datetime.date" in text:
        return date.fromisoformat(value)
    if isinstance(value, str) and "Decimal" in text:
        return Decimal(value)
    if isinstance(value, list) and "tuple" in text:
        return tuple(value)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(str(item) for item in value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return formats.number_format(value)
    return "" if value is None else str(value)


def when(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Call the function, in a task of its own, after a fact of this kind was recorded. It must bear being called again.

    The key under which a delivery is kept is the function's module and name without the package: `mail.plan_mailboxes`.
    """

    def register(function: Callable[[F], None]) -> Callable[[F], None]:
        module = function.__module__.removesuffix(".listeners").rsplit(".", 1)[-1]
        facts.listen(kind, f"{module}.{function.__name__}", function)
        return function

    return register
