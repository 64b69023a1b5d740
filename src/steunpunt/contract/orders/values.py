"""What orders are made of, before and after they are written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from steunpunt.contract.frameworks.values import PricedItem, Rate
from steunpunt.foundation.figures.money import Euros


def order_number(placed_on: date, order_id: int) -> str:
    """As people and suppliers know an order."""
    return f"{placed_on:%Y}-{order_id:06d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """So many units of an item, in a basket."""

    item_id: int
    quantity: int
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volumes:
    """What all boards together ordered so far."""

    amount: Decimal = Decimal(0)
    """Against the maximum of the contract, in euros."""
    units: Mapping[int, int] = field(default_factory=dict)
    """Against the maximum of items, by item."""
    this_year: Mapping[int, int] = field(default_factory=dict)
    """By item, for tiers of joint volume."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What an order adds to what all boards together ordered under a contract."""

    framework_id: int
    amount: Decimal
    units: Mapping[int, int]
    """By item."""


@dataclass(frozen=True, slots=True)
class Slice:
    """So many units at one unit price."""

    units: int
    price: Euros


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonedLine:
    """A line with what it costs, and how that was reached."""

    item: PricedItem
    quantity: int
    slices: tuple[Slice, ...]
    volume_before: int
    each: Euros
    """What is paid: once, or of a recurring line each time."""
    committed: Euros
    """What counts against the maximum: a recurring line until the contract ends."""
    starts_on: date | None
    committed_until: date | None = None
    """Of a recurring line: the last day of the contract."""
    is_agreed: bool = False
    """Whether the supplier part was agreed for this order, below the price list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was agreed in a competition under one lot, to be ordered from one of its suppliers."""

    organisation_id: int
    supplier_id: int
    asked: tuple[Wanted, ...]
    prices: Mapping[int, Decimal]
    """The supplier part of a unit, by item."""
    asked_by: int | None
    """Who asked for it inside the board."""
    note: str = ""
    deliver_to: str = ""
    due_on: date | None = None
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What the ledger of savings, and settling a tier, need to know of an order line."""

    quantity: int
    is_recurring: bool
    is_yearly: bool
    each: Euros
    standard_price: Decimal
    """Nought where none is stated: such a line does not come into the ledger."""
    starts_on: date | None = None
    rates: tuple[Rate, ...] = ()
    """Of services: what it costs each time since, oldest first."""
    deliveries: tuple[tuple[int, date, int], ...] = ()
    """Id, day, units."""
    ends: tuple[tuple[int, date, int], ...] = ()
    """Of services: id, last day, units."""
    returns: tuple[tuple[int, date, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingEntry:
    """A row of the ledger of savings."""

    ref: str
    reason: str
    period_from: date
    period_to: date
    units: int
    standard: Decimal
    paid: Euros

    @property
    def saved(self) -> Decimal:
        return self.standard - self.paid.total
