"""What modules contribute to the search: finders, each for one kind of thing.

A module registers a `Finder` in its `apps.py`; the search does not know who contributes. A finder answers with what this
actor may see, through its module's own `visible_…`, in at most two queries. What fits what was typed is decided in one
place, the database function `steunpunt_match` (see the module search): `Words.fit` asks it about rows,
`Words.fit_of` about texts that are not in the database.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Expression, FloatField, Func, TextField, Value

from steunpunt.foundation.acting import Actor, Text
from steunpunt.foundation.ui.registry import Contributions

K = TypeVar("K", bound=Hashable)
_WORD = re.compile(r"\w+(?:[-.'’/&+]\w+)*")
LONGEST = 100
"""Characters of what was typed that count."""
MOST_WORDS = 8
MOST_HITS = 50
"""What a finder answers with at the most."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed, word by word."""

    each: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> "Words":
        return cls(tuple(_WORD.findall(typed[:LONGEST].replace("\x00", "").lower())[:MOST_WORDS]))

    def __str__(self) -> str:
        return " ".join(self.each)

    def __bool__(self) -> bool:
        return bool(self.each)

    def fit(self, *, names: Expression, rest: Expression) -> Func:
        """An annotation: how well a row fits all the words, from 0 (not at all) to 1. Above 0.5 nothing was forgiven."""
        words = Value(list(self.each), output_field=ArrayField(TextField()))
        return Func(words, names, rest, function="steunpunt_match", output_field=FloatField())

    def fit_of(self, texts: Mapping[K, tuple[str, str]]) -> dict[K, float]:
        """The same for texts by key, each with its names and the rest: one query. What does not fit is left out."""
        keys = list(texts)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT place, fit FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS thing(names, rest, place), "
                "LATERAL steunpunt_match(%s::text[], names, rest) AS fit WHERE fit > 0",
                [[texts[key][0] for key in keys], [texts[key][1] for key in keys], list(self.each)],
            )
            return {keys[place - 1]: fit for place, fit in cursor.fetchall()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found, and where it is. `score` is how well it fits, as `Words.fit` says."""

    title: str
    url: str
    detail: str = ""
    score: float


class Find(Protocol):
    def __call__(self, actor: Actor, words: Words) -> Iterable[Hit]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """One kind of thing that can be found; its key stands in addresses and in the API.

    `order` is its place among the kinds when all fit equally well.
    """

    key: str
    label: Text
    icon: str
    order: int = 100
    find: Find


finders: Contributions[Finder] = Contributions("finders")
