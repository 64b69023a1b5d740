"""What a project costs a board alone and together, over some years, and what that depends on most.

Every line of cost has a low, a likely and a high amount. Amounts are euros of today; yearly ones are paid at the end of
each year, grow with `index`, and all are brought back to today by `discount` (net present value).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Way(StrEnum):
    ALONE = "alone"
    TOGETHER = "together"


class Part(StrEnum):
    SUPPLIER = "supplier"
    SUPPORT = "support"


class Timing(StrEnum):
    ONCE = "once"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class CostLine:
    """One assumption about a cost."""

    label: str
    way: Way
    part: Part
    timing: Timing
    low: Decimal
    likely: Decimal
    high: Decimal


def is_complete(lines: Sequence[CostLine]) -> bool:
    """Whether there is anything to compare: a cost of each way."""
    return {line.way for line in lines} == set(Way)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Over how many years, and by which yearly rates (0.03 is 3 %)."""

    years: int
    discount: Decimal = ZERO
    index: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Amounts:
    """Two parts, never one sum."""

    supplier: Decimal = ZERO
    support: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.supplier + self.support


@dataclass(frozen=True, slots=True)
class Case:
    alone: Amounts
    together: Amounts

    @property
    def saving(self) -> Decimal:
        """Above zero when together is cheaper."""
        return self.savings.total

    @property
    def savings(self) -> Amounts:
        """The same in its two parts."""
        return Amounts(self.alone.supplier - self.together.supplier, self.alone.support - self.together.support)


@dataclass(frozen=True, slots=True)
class Swing:
    """How the saving moves when one line goes from its low to its high amount, all others being likely."""

    label: str
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        return abs(self.at_high - self.at_low)


Choice = Callable[[CostLine], Decimal]


def likely(line: CostLine) -> Decimal:
    return line.likely


def least_saving(line: CostLine) -> Decimal:
    """Alone as cheap, together as dear as can be."""
    return line.low if line.way is Way.ALONE else line.high


def greatest_saving(line: CostLine) -> Decimal:
    return line.high if line.way is Way.ALONE else line.low


def present_value(amount: Decimal, timing: Timing, horizon: Horizon) -> Decimal:
    """What paying this is worth today."""
    if timing is Timing.ONCE:
        return amount
    return sum((_in_year(amount, year, horizon) for year in range(1, horizon.years + 1)), ZERO)


def _in_year(amount: Decimal, year: int, horizon: Horizon) -> Decimal:
    return amount * (1 + horizon.index) ** (year - 1) / (1 + horizon.discount) ** year


def case(lines: Iterable[CostLine], horizon: Horizon, choice: Choice = likely) -> Case:
    """Both ways, in both parts, over the whole horizon."""
    sums = {(way, part): ZERO for way in Way for part in Part}
    for line in lines:
        sums[line.way, line.part] += present_value(choice(line), line.timing, horizon)
    alone, together = (Amounts(sums[way, Part.SUPPLIER], sums[way, Part.SUPPORT]) for way in Way)
    return Case(alone, together)


def saved_by(lines: Iterable[CostLine], months: int, horizon: Horizon, choice: Choice = likely) -> Amounts:
    """What would be saved after so many months of use, as it would be booked: nothing is brought back to today.

    What is paid or spared once counts from the first day; a yearly amount by twelfths, until the horizon.
    """
    share = Decimal(min(max(months, 0), horizon.years * 12)) / 12
    sums = dict.fromkeys(Part, ZERO)
    for line in lines:
        amount = choice(line) * (1 if line.timing is Timing.ONCE else share)
        sums[line.part] += amount if line.way is Way.ALONE else -amount
    return Amounts(sums[Part.SUPPLIER], sums[Part.SUPPORT])


def swings(lines: Sequence[CostLine], horizon: Horizon) -> list[Swing]:
    """What the saving depends on most, the widest swing first; lines without a range are left out."""
    base = case(lines, horizon).saving
    found = []
    for line in lines:
        if line.low == line.high:
            continue
        sign = 1 if line.way is Way.ALONE else -1
        low, high = (
            base + sign * present_value(amount - line.likely, line.timing, horizon) for amount in (line.low, line.high)
        )
        found.append(Swing(line.label, low, high))
    return sorted(found, key=lambda swing: (-swing.width, swing.label))


def pays_back_in(lines: Sequence[CostLine], horizon: Horizon, choice: Choice = likely) -> int | None:
    """The first year by the end of which together has cost no more than alone; 0 from the start, None when it never has."""
    gained = ZERO
    for year in range(horizon.years + 1):
        for line in lines:
            timing = Timing.YEARLY if year else Timing.ONCE
            if line.timing is not timing:
                continue
            amount = _in_year(choice(line), year, horizon) if year else choice(line)
            gained += amount if line.way is Way.ALONE else -amount
        if gained >= 0:
            return year
    return None
