"""Who may see and add documents: asked of the module whose records they belong to.

A module registers, in its `apps.py`, one contribution under the kind of its subjects ("scan" for "scan:12"). What no
module answers for, or whose module fails, shows nothing and takes nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

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


class Sharer(Protocol):
    """A module of which some records are shared by several organisations: whoever sees such a record sees all its documents."""

    def __call__(self, actor: Actor) -> frozenset[int]:
        """The records whose documents the actor sees, whoever added them."""
        ...


class Remover(Protocol):
    """A module of which documents may be taken away again. Where none is registered, a document never goes."""

    def __call__(self, actor: Actor, subject_id: int) -> bool:
        """Whether the actor may now take away a document of its own organisation from this record."""
        ...


keepers: Contributions[Keeper] = Contributions("document_keepers")
sharers: Contributions[Sharer] = Contributions("document_sharers")
"""By the kind of their subjects, as the keepers."""
removers: Contributions[Remover] = Contributions("document_removers")
"""By the kind of their subjects, as the keepers."""


def shared(actor: Actor, *, kind: str = "") -> set[str]:
    """Subjects of which the actor sees the documents of everybody."""
    if not actor.is_known:
        return set()
    kinds = [key for key, _sharer in sharers if kind in {"", key}]
    return {
        str(Subject(key, number))
        for key in kinds
        for ids in sharers.ask(lambda sharer: sharer(actor), only=key)
        for number in ids
    }


def is_shared(subject: str) -> bool:
    """Whether documents of this subject are seen beyond the organisation that added them."""
    named = subject_of(subject)
    return named is not None and any(key == named.kind for key, _sharer in sharers)


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


def may_remove(actor: Actor, subject: str) -> bool:
    named = subject_of(subject)
    return named is not None and any(removers.ask(lambda remover: remover(actor, named.id), only=named.kind))


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
