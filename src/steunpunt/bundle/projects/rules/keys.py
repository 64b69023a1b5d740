"""Dividing a cost over boards by a key, to the cent: equal, per inhabitant, per unit, by the cost alone, or a mix of these.

Amounts are whole cents. A part of a mix counts for its fraction of the total. A cap or a floor holds for each board; what
it takes off or adds is divided over the others by the same key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from steunpunt.bundle.projects.choices import Key
from steunpunt.foundation.figures.rounding import largest_remainder


@dataclass(frozen=True, slots=True)
class Basis:
    """What a board counts for in each key; `alone` in cents."""

    inhabitants: int = 0
    units: Fraction = Fraction(0)
    alone: int = 0

    def of(self, key: Key) -> Fraction:
        weights = {
            Key.EQUAL: Fraction(1),
            Key.INHABITANTS: Fraction(self.inhabitants),
            Key.UNITS: self.units,
            Key.ALONE: Fraction(self.alone),
        }
        return weights[key]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one line of cost is divided: keys with their fractions, which add up to 1; floor and cap in cents a board."""

    parts: tuple[tuple[Key, Fraction], ...] = ((Key.EQUAL, Fraction(1)),)
    floor: int = 0
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class TwoPart:
    """What a board pays, in cents: to the supplier and to the support point, never one sum."""

    supplier: int
    support: int

    @property
    def total(self) -> int:
        return self.supplier + self.support


@dataclass(frozen=True, slots=True)
class Line:
    """One cost to divide: its two parts in cents, each by its own rule."""

    supplier: int = 0
    support: int = 0
    supplier_rule: Rule = field(default_factory=Rule)
    support_rule: Rule = field(default_factory=Rule)


class IndivisibleError(ValueError):
    """A cost cannot be divided in this way: `why` is `no_weight`, `floors_too_high` or `caps_too_low`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def divide(total: int, rule: Rule, boards: Mapping[int, Basis]) -> dict[int, int]:
    """What each board pays of `total` cents; the parts add up to it. Nobody pays nothing of nothing.

    Raises `IndivisibleError` when a key weighs nobody, the floors add up to more than the total, or the caps to less.
    """
    if not total or not boards:
        if total:
            raise IndivisibleError("no_weight")
        return dict.fromkeys(boards, 0)
    weights = _weights(rule, boards)
    least, most = rule.floor, rule.cap
    if least * len(boards) > total:
        raise IndivisibleError("floors_too_high")
    if most is not None and most * len(boards) < total:
        raise IndivisibleError("caps_too_low")
    fixed: dict[int, int] = {}
    while True:
        open_boards = {board: weight for board, weight in weights.items() if board not in fixed}
        left = total - sum(fixed.values())
        shares = _shares(left, open_boards)
        under = {board: least - share for board, share in shares.items() if share < least}
        over = {board: share - most for board, share in shares.items() if most is not None and share > most}
        if not under and not over:
            if left and not any(open_boards.values()):
                raise IndivisibleError("caps_too_low")
            return fixed | largest_remainder(left, open_boards)
        # The side that is further off is fixed first: what it moves may put the other side right.
        if sum(under.values()) >= sum(over.values()):
            fixed |= dict.fromkeys(under, least)
        else:
            fixed |= dict.fromkeys(over, most or 0)


def divide_line(line: Line, boards: Mapping[int, Basis]) -> dict[int, TwoPart]:
    """Both parts of a line, each to the cent."""
    supplier = divide(line.supplier, line.supplier_rule, boards)
    support = divide(line.support, line.support_rule, boards)
    return {board: TwoPart(supplier[board], support[board]) for board in boards}


def divide_lines(lines: Sequence[Line], boards: Mapping[int, Basis]) -> dict[int, TwoPart]:
    """The sum of several lines per board."""
    found = dict.fromkeys(boards, TwoPart(0, 0))
    for line in lines:
        for board, part in divide_line(line, boards).items():
            found[board] = TwoPart(found[board].supplier + part.supplier, found[board].support + part.support)
    return found


def _weights(rule: Rule, boards: Mapping[int, Basis]) -> dict[int, Fraction]:
    found = dict.fromkeys(boards, Fraction(0))
    for key, fraction in rule.parts:
        whole = sum((basis.of(key) for basis in boards.values()), Fraction(0))
        if not whole:
            raise IndivisibleError("no_weight")
        for board, basis in boards.items():
            found[board] += fraction * basis.of(key) / whole
    return found


def _shares(total: int, weights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    whole = sum(weights.values(), Fraction(0))
    return {board: total * weight / whole if whole else Fraction(0) for board, weight in weights.items()}
