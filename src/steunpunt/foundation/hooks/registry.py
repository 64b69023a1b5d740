"""What programs may be told: kinds that modules register in their `apps.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from steunpunt.foundation.acting import Actor, Text
from steunpunt.foundation.journal.facts import Fact, facts

PING = "ping"
"""A message without meaning, to try whether a hook works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HookKind:
    """A kind of fact that programs may be told."""

    key: str
    label: Text
    fact: type[Fact]
    may_hear: Callable[[Actor], bool]
    data: Callable[[Any], Mapping[str, int | str]]
    """Ids and paths of pages, from the fact: never what somebody answered."""


kinds: dict[str, HookKind] = {}


def register(kind: HookKind) -> None:
    """Let programs be told of a kind of fact, from now on."""

    def tell(fact: Fact) -> None:
        from steunpunt.foundation.hooks import actions  # the verbs stand on this registry

        actions.tell_programs(kind=kind.key, fact=fact)

    kinds[kind.key] = kind
    facts.listen(kind.fact, f"hooks.{kind.key}", tell)
