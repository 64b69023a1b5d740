"""What a quantity costs on terms whose unit price falls with volume."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    """From this quantity on, every unit costs this much."""

    start: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """Tiers over all units, from the lowest start up; and what the contract costs whatever the quantity."""

    tiers: tuple[Tier, ...]
    fixed: Decimal = Decimal(0)
    may_order_up: bool = True
    """Whether one may order, and pay, up to the next tier when that is cheaper. Without it the sum has dents: a group
    would pay more for less."""


def cost(quantity: int, terms: Terms) -> Decimal:
    """What this quantity costs; nothing for nothing. Raises `ValueError` below zero, or below the first tier."""
    if quantity < 0:
        raise ValueError("A quantity is below zero.")
    if not quantity:
        return Decimal(0)
    if quantity < terms.tiers[0].start:
        raise ValueError(f"The first tier starts at {terms.tiers[0].start}.")
    price = [tier for tier in terms.tiers if tier.start <= quantity][-1].price
    ways = [quantity * price]
    if terms.may_order_up:
        ways += [tier.start * tier.price for tier in terms.tiers if tier.start > quantity]
    return terms.fixed + min(ways)


def game(quantities: Sequence[int], terms: Terms) -> Callable[[int], float]:
    """The cost of each group of boards, by volume: a group is the set of its places, as bits of a number."""
    known: dict[int, float] = {0: 0.0}

    def of(group: int) -> float:
        volume = sum(quantity for place, quantity in enumerate(quantities) if group >> place & 1)
        if volume not in known:
            known[volume] = float(cost(volume, terms))
        return known[volume]

    return of
