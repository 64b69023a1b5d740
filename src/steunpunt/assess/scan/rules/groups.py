"""Groups of one's own choice, by what everybody may know of a board: its kind, province and inhabitants.

Never by what boards filled in (users, costs, levels): then asking for a group would itself be a question about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules.parameters import MIN_GROUP


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """What everybody may know of a board; inhabitants as counted when the round opened, None when unknown."""

    scan: int
    type: BoardType
    province: str
    inhabitants: int | None


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
        if self.province and board.province != self.province:
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


def countable(number: int) -> int | None:
    """A number of boards as it may be said: None under the smallest group, nought as well."""
    return number if number >= MIN_GROUP else None
