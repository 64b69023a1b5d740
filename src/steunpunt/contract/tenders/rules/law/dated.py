"""A value that held between two days, with where it stands and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from steunpunt.contract.tenders.choices.law import Certainty

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[T]):
    value: T
    valid_from: date
    valid_to: date | None = None
    """The last day on which it held; None: it still does, as far as is known."""
    source: str
    """The official reference, in the language of the law."""
    certainty: Certainty = Certainty.SEEN
    verified_on: date | None = None
    """When somebody read it in a source; None: nobody did."""

    def __post_init__(self) -> None:
        if (self.verified_on is None) is (self.certainty is Certainty.SEEN):
            raise ValueError("what was seen was seen on a day, and nothing else was")


def on(rows: Iterable[Dated[T]], day: date) -> Dated[T] | None:
    """What held that day; None when no table says so."""
    return next(
        (row for row in rows if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)),
        None,
    )
