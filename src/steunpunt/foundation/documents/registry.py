"""Who may see and add documents: asked of the module whose records they belong to.

A module registers, in its `apps.py`, one contribution under the kind of its subjects ("scan" for "scan:12"). What no
module answers for, or whose module fails, shows nothing and takes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.values import Subject, SubjectName, subject_of
from steunpunt.foundation.ui.registry import Contributions


class Keeper(Protocol):
    """A module whose records have documents. Asked about many records at once, so that a list stays a few queries."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        """Those of these records whose documents the actor may see."""
        ...

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        """Whether the actor may add a document of its own organisation to this record."""
        ...

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        """How people know these records."""
        ...

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        """How people know a part of this record, with its page; None when it has no such part."""
        ...


keepers: Contributions[Keeper] = Contributions("document_keepers")


class Sharer(Protocol):
    """A module of whose records people of several organisations see the documents, such as a project of many boards."""

    def shared_with(self, actor: Actor) -> QuerySet[Any]:
        """The records of which the actor sees every document, of whichever organisation it is."""
        ...


sharers: Contributions[Sharer] = Contributions("document_sharers")
"""By kind of subject, beside a keeper of that kind."""


def shared(actor: Actor, *, only: str = "") -> Iterator[QuerySet[Any]]:
    """The names of subjects, kind by kind, of which this actor sees the documents of every organisation: to be asked
    inside a query of documents.
    """
    for kind, _sharer in sharers:
        if only and kind != only:
            continue
        for rows in sharers.ask(lambda sharer: sharer.shared_with(actor), only=kind):
            name = Concat(Value(f"{kind}:"), Cast("pk", CharField()), output_field=CharField())
            yield rows.order_by().annotate(subject_name=name).values("subject_name")


def is_shared(actor: Actor, subject: str) -> bool:
    named = subject_of(subject)
    return named is not None and any(
        rows.filter(subject_name=subject).exists() for rows in shared(actor, only=named.kind)
    )


def seen(actor: Actor, subjects: Iterable[str]) -> set[str]:
    """Those of these subjects whose documents the actor may see."""
    found: set[str] = set()
    for kind, ids in _by_kind(subjects).items():
        for answer in keepers.ask(lambda keeper, ids=ids: keeper.seen_among(actor, ids), only=kind):  # type: ignore[misc]
            found |= {str(Subject(kind, number)) for number in answer & ids}
    return found


def may_see(actor: Actor, subject: str) -> bool:
    return subject in seen(actor, [subject])


def may_add(actor: Actor, subject: str) -> bool:
    named = subject_of(subject)
    return named is not None and any(keepers.ask(lambda keeper: keeper.may_add(actor, named.id), only=named.kind))


def part_name(subject: str, part: str) -> SubjectName | None:
    """How people know a part of a subject, as its module says; None when it has no such part."""
    named = subject_of(subject)
    if named is None:
        return None
    answers = keepers.ask(lambda keeper: keeper.part_name(named.id, part), only=named.kind)
    return next((name for name in answers if name is not None), None)


def names_of(subjects: Iterable[str]) -> dict[str, SubjectName]:
    """The names of those subjects that a module knows."""
    found: dict[str, SubjectName] = {}
    for kind, ids in _by_kind(subjects).items():
        for names in keepers.ask(lambda keeper, ids=ids: keeper.names(ids), only=kind):  # type: ignore[misc]
            found |= {str(Subject(kind, number)): name for number, name in names.items()}
    return found


def _by_kind(subjects: Iterable[str]) -> dict[str, frozenset[int]]:
    kinds: dict[str, set[int]] = {}
    for text in subjects:
        if named := subject_of(text):
            kinds.setdefault(named.kind, set()).add(named.id)
    return {kind: frozenset(ids) for kind, ids in kinds.items()}
