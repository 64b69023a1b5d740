"""Many boards, each served by one supplier, where each supplier's prices fall with what all its boards take together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from steunpunt.contract.tenders.choices.method import TierKind
from steunpunt.contract.tenders.rules.exact import Number
from steunpunt.contract.tenders.rules.volumes.optimum import Task, optimum

SECONDS = 120.0
"""So long the optimiser may take; what it has by then is given, not proven."""
CENT = 0.01


@dataclass(frozen=True, slots=True)
class Tier:
    """From this joint volume on, items cost this much a unit, in euros."""

    start: Number
    prices: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Offer:
    """What one supplier asks. Raises ValueError when a later tier is dearer, or slices cannot be told apart.

    With prices per slice every item must cost the same for each unit of volume within a tier: otherwise nobody can say which
    item fills which slice. With one item that is so; with several, let `counts` be list prices, so that the volume is turnover.
    """

    tiers: tuple[Tier, ...]
    """From the lowest start up; the first starts at zero or above."""
    kind: TierKind = TierKind.ALL_UNITS
    counts: Mapping[str, Number] = field(default_factory=dict)
    """How much a unit of an item counts for the volume: 1 where nothing is said."""

    def __post_init__(self) -> None:
        if not self.tiers or self.tiers[0].start < 0:
            raise ValueError("an offer has at least one tier, which starts at zero or above")
        for lower, upper in zip(self.tiers, self.tiers[1:], strict=False):
            if upper.start <= lower.start or lower.prices.keys() != upper.prices.keys():
                raise ValueError("tiers start one after the other, each with the same items")
            if any(upper.prices[item] > price for item, price in lower.prices.items()):
                raise ValueError("a later tier is not dearer than the one before it")
        if self.kind is TierKind.INCREMENTAL:
            if self.tiers[0].start:
                raise ValueError("the first slice starts at zero")
            for tier in self.tiers:
                self._rate(tier)

    def volume(self, demand: Mapping[str, Number]) -> Fraction:
        return sum(
            (Fraction(amount) * Fraction(self.counts.get(item, 1)) for item, amount in demand.items()), Fraction(0)
        )

    def at(self, tier: Tier, demand: Mapping[str, Number]) -> Fraction:
        """What a demand costs at the prices of a tier, without what lower slices cost more."""
        return sum(
            (Fraction(amount) * Fraction(tier.prices[item]) for item, amount in demand.items() if amount), Fraction(0)
        )

    def setups(self) -> list[Fraction]:
        """What each tier costs besides: of slices, what the lower ones cost more than this one."""
        found = [Fraction(0)]
        for lower, upper in zip(self.tiers, self.tiers[1:], strict=False):
            more = Fraction(0)
            if self.kind is TierKind.INCREMENTAL:
                more = Fraction(upper.start) * (self._rate(lower) - self._rate(upper))
            found.append(found[-1] + more)
        return found

    def reached(self, volume: Fraction) -> int | None:
        """The tier that a joint volume reaches; None below the first."""
        reached = [place for place, tier in enumerate(self.tiers) if tier.start <= volume]
        return reached[-1] if reached else None

    def _rate(self, tier: Tier) -> Fraction:
        rates = {Fraction(price) / Fraction(self.counts.get(item, 1)) for item, price in tier.prices.items()}
        if len(rates) != 1:
            raise ValueError("with prices per slice every item costs the same for each unit of volume")
        return rates.pop()


@dataclass(frozen=True, slots=True)
class Part:
    """What one supplier serves: which boards, their joint volume, the tier that it reaches, and the cost in euros."""

    boards: tuple[str, ...]
    volume: Fraction
    tier: int
    setup: Fraction
    costs: Mapping[str, Fraction]
    """Of each board at the prices of the tier; with slices, `setup` comes on top for all together."""

    @property
    def cost(self) -> Fraction:
        return self.setup + sum(self.costs.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class Award:
    """Which supplier serves whom. `bound`: in euros, no award costs less, to the cent of rounding."""

    parts: Mapping[str, Part]
    bound: float
    is_proven: bool = False

    @property
    def cost(self) -> Fraction:
        return sum((part.cost for part in self.parts.values()), Fraction(0))


def award(
    demands: Mapping[str, Mapping[str, Number]], offers: Mapping[str, Offer], *, seconds: float = SECONDS
) -> Award | None:
    """The cheapest way to serve every board, each by one supplier; None when some board can be served by nobody."""
    boards, suppliers = sorted(demands), sorted(offers)
    if not boards or not suppliers:
        return None if boards else Award({}, 0.0, is_proven=True)
    task = task_of([demands[board] for board in boards], [offers[name] for name in suppliers])
    found = optimum(task, seconds=seconds)
    if found is None:
        return None
    served: dict[str, list[str]] = {}
    for board, level in zip(boards, found.levels, strict=True):
        served.setdefault(suppliers[task.supplier[level]], []).append(board)
    priced = Award({name: _priced(offers[name], served[name], demands) for name in sorted(served)}, found.bound)
    # The optimiser takes a volume for reached that lacks a millionth. That is seen here, where it would be.
    return replace(priced, is_proven=found.is_proven and float(priced.cost) <= found.bound + CENT)


def _priced(offer: Offer, boards: Sequence[str], demands: Mapping[str, Mapping[str, Number]]) -> Part:
    volume = sum((offer.volume(demands[board]) for board in boards), Fraction(0))
    place = offer.reached(volume)
    if place is None:
        raise ArithmeticError("the optimiser stayed below the first tier")
    tier = offer.tiers[place]
    costs = {board: offer.at(tier, demands[board]) for board in boards}
    return Part(tuple(boards), volume, place, offer.setups()[place], costs)


def task_of(demands: Sequence[Mapping[str, Number]], offers: Sequence[Offer]) -> Task:
    """The question in numbers, boards and offers in this order."""
    levels = [(place, tier) for place, offer in enumerate(offers) for tier in offer.tiers]
    items = sorted({item for demand in demands for item in demand})
    amounts = np.array([[float(demand.get(item, 0)) for item in items] for demand in demands])
    prices = np.array([[float(tier.prices.get(item, np.inf)) for item in items] for _, tier in levels])
    counts = np.array([[float(offer.counts.get(item, 1)) for item in items] for offer in offers])
    lacking = amounts @ np.isinf(prices).T > 0
    cost = np.where(lacking, np.inf, amounts @ np.where(np.isinf(prices), 0, prices).T)
    all_units = np.array([offers[place].kind is TierKind.ALL_UNITS for place, _ in levels])
    return Task(
        cost=cost,
        volume=amounts @ counts.T,
        start=np.where(all_units, [float(tier.start) for _, tier in levels], 0.0),
        setup=np.array([float(setup) for offer in offers for setup in offer.setups()]),
        supplier=np.array([place for place, _ in levels]),
    )
