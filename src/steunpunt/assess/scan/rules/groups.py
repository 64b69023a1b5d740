"""Groups of one's own choice, by what everybody may know of a board: its kind, province and inhabitants.

Never by what boards filled in (users, costs, levels): then asking for a group would itself be a question about it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules.parameters import MAX_RATIO
from steunpunt.foundation.figures.disclosure import MIN_GROUP

FLANDERS = "Vlaanderen"
"""May stand in place of a province."""

PROVINCES = {
    FLANDERS: frozenset({"Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen"}),
}


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """What everybody may know of a board; inhabitants as counted when the round opened, None when unknown."""

    scan: int
    type: BoardType
    province: str
    inhabitants: int | None
    organisation: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Which boards to be compared with; nothing chosen means all of the round of the own kind.

    `from_inhabitants` and `to_inhabitants` are both inclusive.
    """

    province: str = ""
    from_inhabitants: int | None = None
    to_inhabitants: int | None = None

    @property
    def key(self) -> str:
        """The same choice always has the same key; it is never empty."""
        low = "" if self.from_inhabitants is None else self.from_inhabitants
        high = "" if self.to_inhabitants is None else self.to_inhabitants
        return f"{low}-{high}@{self.province}"

    @classmethod
    def of_key(cls, key: str) -> "Criteria":
        numbers, _at, province = key.partition("@")
        low, _dash, high = numbers.partition("-")
        return cls(
            province=province,
            from_inhabitants=int(low) if low else None,
            to_inhabitants=int(high) if high else None,
        )

    def takes_in(self, board: PublicBoard) -> bool:
        if self.province and board.province not in PROVINCES.get(self.province, {self.province}):
            return False
        if self.from_inhabitants is None and self.to_inhabitants is None:
            return True
        if board.inhabitants is None:
            return False
        low = 0 if self.from_inhabitants is None else self.from_inhabitants
        high = board.inhabitants if self.to_inhabitants is None else self.to_inhabitants
        return low <= board.inhabitants <= high


def chosen(criteria: Criteria, boards: Iterable[PublicBoard], *, own: PublicBoard) -> frozenset[int]:
    """The scans of the other boards of the same kind that fall in the choice."""
    return frozenset(
        board.scan for board in boards if board.scan != own.scan and board.type == own.type and criteria.takes_in(board)
    )


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
