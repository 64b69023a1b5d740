"""Groups of one's own choice, by what everybody may know of a board: its kind, its province, its people and its land.

Never by what boards filled in (users, workplaces, costs, levels): then asking for a group would itself be a question
about it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules.parameters import MAX_RATIO
from steunpunt.foundation.figures.disclosure import MIN_GROUP

FLANDERS = "Vlaanderen"
"""May stand in place of a province."""

PROVINCES = {
    FLANDERS: frozenset({"Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen"}),
}


class Trait(StrEnum):
    """What is known of every board without a word of its scan; a group may be chosen from one number up to another."""

    INHABITANTS = "inhabitants"
    DENSITY = "density"
    AREA = "area"
    NEIGHBOURS = "neighbours"


MOST = {Trait.INHABITANTS: 10_000_000, Trait.DENSITY: 99_999, Trait.AREA: 9_999, Trait.NEIGHBOURS: 99}
"""The highest number that may be asked for."""

_LETTERS = {Trait.INHABITANTS: "", Trait.DENSITY: "d", Trait.AREA: "a", Trait.NEIGHBOURS: "n"}
"""Starts a range in the key of a choice; inhabitants always come first and have none."""

Range = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """What everybody may know of a board when the round opened, in whole numbers; None when unknown, as the land of a zone.

    `density` is inhabitants per km², `area` km², `neighbours` the boards of its kind in the round whose land touches its own,
    submitted or not.
    """

    scan: int
    type: BoardType
    province: str
    inhabitants: int | None
    organisation: int = 0
    name: str = ""
    density: int | None = None
    area: int | None = None
    neighbours: int | None = None

    def number(self, trait: Trait) -> int | None:
        found: int | None = getattr(self, trait)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Which boards to be compared with; nothing chosen means all of the round of the own kind.

    From and to are both inclusive. A board of which a chosen trait is unknown is not in the group.
    """

    province: str = ""
    from_inhabitants: int | None = None
    to_inhabitants: int | None = None
    from_density: int | None = None
    to_density: int | None = None
    from_area: int | None = None
    to_area: int | None = None
    from_neighbours: int | None = None
    to_neighbours: int | None = None

    @property
    def ranges(self) -> dict[Trait, Range]:
        return {
            Trait.INHABITANTS: (self.from_inhabitants, self.to_inhabitants),
            Trait.DENSITY: (self.from_density, self.to_density),
            Trait.AREA: (self.from_area, self.to_area),
            Trait.NEIGHBOURS: (self.from_neighbours, self.to_neighbours),
        }

    @classmethod
    def of_ranges(cls, province: str, ranges: Mapping[Trait, Range]) -> "Criteria":
        ends: dict[str, Any] = {}
        for trait, (low, high) in ranges.items():
            ends |= {f"from_{trait}": low, f"to_{trait}": high}
        return cls(province=province, **ends)

    @property
    def key(self) -> str:
        """The same choice always has the same key; it is never empty."""
        said = [
            f"{_LETTERS[trait]}{'' if low is None else low}-{'' if high is None else high}"
            for trait, (low, high) in self.ranges.items()
            if trait == Trait.INHABITANTS or (low, high) != (None, None)
        ]
        return f"{','.join(said)}@{self.province}"

    @classmethod
    def of_key(cls, key: str) -> "Criteria":
        numbers, _at, province = key.partition("@")
        traits = {letter: trait for trait, letter in _LETTERS.items()}
        ranges = {}
        for one in numbers.split(","):
            letter = one[:1] if one[:1].isalpha() else ""
            low, _dash, high = one.removeprefix(letter).partition("-")
            ranges[traits[letter]] = (int(low) if low else None, int(high) if high else None)
        return cls.of_ranges(province, ranges)

    @property
    def provinces(self) -> frozenset[str]:
        """Those that the choice takes in; none stands for all."""
        return PROVINCES.get(self.province, frozenset({self.province} if self.province else ()))


def _is_within(number: int | None, low: int | None, high: int | None) -> bool:
    return number is not None and (low is None or low <= number) and (high is None or number <= high)


def chosen(criteria: Criteria, boards: Iterable[PublicBoard], *, own: PublicBoard) -> frozenset[int]:
    """The scans of the other boards of the same kind that fall in the choice."""
    provinces = criteria.provinces
    found = [board for board in boards if board.type == own.type and (not provinces or board.province in provinces)]
    for trait, (low, high) in criteria.ranges.items():
        if (low, high) != (None, None):
            found = [board for board in found if _is_within(board.number(trait), low, high)]
    return frozenset(board.scan for board in found) - {own.scan}


def same_scale(boards: Iterable[PublicBoard], *, own: PublicBoard) -> list[PublicBoard]:
    """The others of the same kind with half to double the inhabitants, nearest first: who may be in the comparison of the
    same scale, as far as everybody can know. The number of users counts there too, and is not public.
    """
    return [board for board in nearest(boards, own=own) if board.inhabitants and _is_near(board, own)]


def nearest(boards: Iterable[PublicBoard], *, own: PublicBoard) -> list[PublicBoard]:
    """The others of the same kind, nearest in inhabitants first (as a ratio); those of whom none are known last."""

    def key(board: PublicBoard) -> tuple[float, int]:
        if not board.inhabitants or not own.inhabitants:
            return (math.inf, board.scan)
        return (abs(math.log(board.inhabitants / own.inhabitants)), board.scan)

    return sorted((board for board in boards if board.scan != own.scan and board.type == own.type), key=key)


def _is_near(board: PublicBoard, own: PublicBoard) -> bool:
    mine, theirs = own.inhabitants or 0, board.inhabitants or 0
    return mine <= MAX_RATIO * theirs and theirs <= MAX_RATIO * mine


def countable(number: int) -> int | None:
    """A number of boards as it may be said: None under the smallest group, nought as well."""
    return number if number >= MIN_GROUP else None
