"""What a framework contract says, as one value: edited as a draft, kept as it was signed, dated when it changes.

Amounts are euros without VAT.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from steunpunt.contract.frameworks.choices import (
    RECURRING,
    Charge,
    Choosing,
    PriceReason,
    Settling,
    TierBasis,
    TierKind,
)
from steunpunt.contract.tenders.values import PriceFormula
from steunpunt.foundation.figures.money import Euros

__all__ = [
    "RECURRING",
    "Charge",
    "Choosing",
    "Coming",
    "Comparison",
    "Indexation",
    "Ladder",
    "Lot",
    "Named",
    "OrderTerms",
    "PriceFormula",
    "PriceReason",
    "PricedItem",
    "QualityCriterion",
    "Rate",
    "Revision",
    "ServiceLevel",
    "Settling",
    "StandardPrice",
    "Step",
    "StepChange",
    "Terms",
    "TierBasis",
    "TierKind",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCriterion:
    """What is judged beside the price when suppliers of a lot compete (gunningscriterium)."""

    code: str
    """K1, K2 …: by it answers and marks are kept."""
    title: str
    weight: Decimal
    """In points of a hundred."""
    meaning: str = ""
    """What is judged, and what the supplier says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How offers are compared in a mini-competition (minicompetitie): weights are points that add up to a hundred."""

    price_weight: Decimal
    formula: PriceFormula = PriceFormula.RULE_OF_THREE
    floor_share: Decimal | None = None
    """Of the absolute formula: from this share of the price list down an offer has all points for its price."""
    spread: Decimal | None = None
    """Of the logarithmic formula: so many times the lowest price brings nothing."""
    criteria: tuple[QualityCriterion, ...] = ()
    least_days: int = 1
    """Days that suppliers have to answer, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    number: int
    title: str
    choosing: Choosing = Choosing.ONE
    comparison: Comparison | None = None
    """Of a lot by competition. Terms that were signed before this was asked have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """What the supplier promises (dienstniveau)."""

    title: str
    target: str
    """Such as 99.9 % in a calendar month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexation:
    """p = p0 × (a + b × S / S0), with a + b = 1 (prijsherziening)."""

    fixed_share: Decimal
    """a: the share that does not follow the index."""
    index: str
    """Which index, in the words of the contract."""
    base: Decimal
    """S0, the index at the base date."""
    base_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a framework contract (raamcontract)."""

    title: str
    what: str = ""
    lots: tuple[Lot, ...] = (Lot(number=1, title=""),)
    starts_on: date
    ends_on: date
    """The last day on which can be ordered; what runs is served on."""
    extensions: int = 0
    """How many times it can still be extended."""
    extension_months: int = 12
    most_amount: Decimal | None = None
    """The most that all boards together can order (plafond)."""
    warn_share: Decimal = Decimal("0.8")
    """From this share of the maximum on, everybody is warned."""
    tier_basis: TierBasis = TierBasis.ORDER
    tier_kind: TierKind = TierKind.ALL_UNITS
    settling: Settling = Settling.AT_YEAR_END
    ratchet: bool = False
    """At the end of the year all drop to the lowest tariff that anybody paid (kliksysteem)."""
    notice_months: int = 1
    """How long before its end a recurring service is given notice."""
    delivery_days: int | None = None
    """Working days in which the supplier delivers."""
    indexation: Indexation | None = None
    service_levels: tuple[ServiceLevel, ...] = ()
    days_alone: Decimal = Decimal(0)
    """Working days that a board saves by not tendering this itself; counted once, with its first order."""
    days_source: str = ""
    """Who says so, and from what."""
    open_kinds: tuple[str, ...] = ()
    """Kinds of board that can come in without having been named."""
    open_region: str = ""
    """NIS code of the territory in which they lie; empty: everywhere."""
    entry_moments: tuple[date, ...] = ()
    """Days on which such boards come in. Without any: at once."""
    conditions: str = ""

    def lot(self, number: int) -> Lot:
        return next(lot for lot in self.lots if lot.number == number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A price from so many units on (prijsschijf)."""

    from_units: int
    price: Euros


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """What a unit costs from so many units on, and what it will: nothing where that step is new or falls away."""

    from_units: int
    before: Euros | None
    after: Euros | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPrice:
    """What a unit costs without the contract, and who says so (standaardprijs)."""

    price: Decimal
    source: str
    stated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem:
    """An item as it can be ordered on a day."""

    id: int
    framework_id: int
    lot: int
    place: int
    """Which supplier of the lot it is of."""
    code: str
    title: str
    unit: str
    charge: Charge
    steps: tuple[Step, ...]
    """At least one, in the order of their units."""
    standard: StandardPrice | None
    most_units: int | None
    least: int
    """The smallest quantity in one order."""
    option_of: str = ""
    """Code of the item with which it is ordered."""
    base_title: str = ""
    """What that item is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A change of prices that services follow while they run: by the index, or down to the lowest tariff paid."""

    change_id: int
    valid_from: date
    valid_to: date | None
    """Until when the price list kept it; None while it does."""
    factor: Fraction | None
    """By what the index multiplied prices of the contract."""
    most: Euros | None
    """Of the ratchet: nobody pays more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a service costs each time, from a day on."""

    change_id: int
    valid_from: date
    each: Euros


class Ladder(NamedTuple):
    """The steps of an item's price, from a day on."""

    valid_from: date
    steps: tuple[Step, ...]


class Coming(NamedTuple):
    """What an item costs from a day on that has not come yet; without steps it cannot be ordered any more by then."""

    valid_from: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An item as reports name it, whether it can still be ordered or not."""

    lot: int
    code: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What an order needs to know of a framework contract on a day."""

    framework_id: int
    reference: str
    terms: Terms
    terms_number: int
    is_stopped: bool
    suppliers: Mapping[int, tuple[int, ...]]
    """Organisations by lot, in rank."""
    supplier_names: Mapping[int, str]
    items: Mapping[int, PricedItem]
    """Those that were asked for and have a price on that day, by id."""
    is_entitled: bool
    """Whether the board that was asked for can order on that day."""
