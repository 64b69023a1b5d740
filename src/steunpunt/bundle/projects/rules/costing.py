"""What a project costs the boards that join: each line for their volume, divided by its rules, in two parts.

A part of a line has a fixed amount and a price per unit that may fall with the volume of all. So the cost of a group is
known for every group, also for a board by itself: that is what fairness asks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from steunpunt.bundle.projects.choices import Key
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.bundle.projects.rules.keys import Basis, Rule, TwoPart, divide
from steunpunt.bundle.projects.rules.tiers import Terms, cost

NOTHING = TwoPart(0, 0)


@dataclass(frozen=True, slots=True)
class Size:
    """What a board counts for: its inhabitants, and the units that it says it would use."""

    inhabitants: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True)
class PartCost:
    """One part of a line: what it costs for a volume, and how that is divided."""

    fixed: int = 0
    """In cents, whoever joins."""
    terms: Terms | None = None
    """Prices per unit, in euros."""
    rule: Rule = field(default_factory=Rule)

    def total(self, volume: int) -> int:
        """In cents."""
        priced = cost(volume, self.terms) if self.terms else Decimal(0)
        return self.fixed + int((priced * 100).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class CostLine:
    label: str
    timing: Timing
    supplier: PartCost = field(default_factory=PartCost)
    support: PartCost = field(default_factory=PartCost)

    def total(self, volume: int) -> TwoPart:
        return TwoPart(self.supplier.total(volume), self.support.total(volume))


@dataclass(frozen=True, slots=True)
class Charge:
    """What is paid once and every year, each in two parts."""

    once: TwoPart = NOTHING
    yearly: TwoPart = NOTHING

    def over(self, years: int) -> TwoPart:
        return TwoPart(
            self.once.supplier + years * self.yearly.supplier, self.once.support + years * self.yearly.support
        )


def add(one: TwoPart, other: TwoPart) -> TwoPart:
    return TwoPart(one.supplier + other.supplier, one.support + other.support)


def total(lines: Iterable[CostLine], sizes: Mapping[int, Size]) -> Charge:
    """What all of them pay together; nothing for nobody."""
    found = Charge()
    if sizes:
        volume = sum(size.units for size in sizes.values())
        for line in lines:
            found = _put(found, line.timing, line.total(volume))
    return found


def shares(lines: Iterable[CostLine], sizes: Mapping[int, Size]) -> dict[int, Charge]:
    """What each pays when these boards join; adds up to `total`, to the cent.

    Raises `IndivisibleError` where a rule divides by what nobody has.
    """
    found = dict.fromkeys(sizes, Charge())
    for line in lines:
        supplier, support = _divided(line.supplier, sizes), _divided(line.support, sizes)
        for board in sizes:
            found[board] = _put(found[board], line.timing, TwoPart(supplier[board], support[board]))
    return found


def alone(lines: Sequence[CostLine], size: Size) -> Charge:
    """What one board would pay by itself, on the same terms."""
    return total(lines, {0: size})


def _divided(part: PartCost, sizes: Mapping[int, Size]) -> dict[int, int]:
    bases = {
        board: Basis(size.inhabitants, Fraction(size.units), part.total(size.units)) for board, size in sizes.items()
    }
    return divide(part.total(sum(size.units for size in sizes.values())), part.rule, bases)


def _put(charge: Charge, timing: Timing, amount: TwoPart) -> Charge:
    if timing is Timing.ONCE:
        return Charge(add(charge.once, amount), charge.yearly)
    return Charge(charge.once, add(charge.yearly, amount))


def game(lines: Sequence[CostLine], sizes: Sequence[Size], years: int) -> Callable[[int], float]:
    """The cost of each group in euros over some years; a group is the set of its places, as bits of a number."""
    known: dict[int, float] = {}

    def of(group: int) -> float:
        if not group:
            return 0.0
        volume = sum(size.units for place, size in enumerate(sizes) if group >> place & 1)
        if volume not in known:
            charge = total(lines, {0: Size(units=volume)})
            known[volume] = charge.over(years).total / 100
        return known[volume]

    return of


@dataclass(frozen=True, slots=True)
class Step:
    """What a board pays over the years when so many boards join, itself among them."""

    boards: int
    share: TwoPart


def by_number(
    lines: Sequence[CostLine], sizes: Mapping[int, Size], board: int, others: Sequence[int], years: int
) -> list[Step]:
    """The share of one board alone, with the first of the others, with the first two, and so on."""
    joined = {board: sizes[board]}
    found = [Step(1, shares(lines, joined)[board].over(years))]
    for number, other in enumerate((one for one in others if one != board), start=2):
        joined[other] = sizes[other]
        found.append(Step(number, shares(lines, joined)[board].over(years)))
    return found


def divides_by(lines: Iterable[CostLine], key: Key) -> bool:
    """Whether any line asks for this: units that are not known would make such shares wrong."""
    return any(key in dict(part.rule.parts) for line in lines for part in (line.supplier, line.support))


def has_unit_prices(lines: Iterable[CostLine]) -> bool:
    return any(part.terms for line in lines for part in (line.supplier, line.support))
