"""What is asked of the market, as one value: it is edited as a draft and stays as it was published.

Texts are in the language of the tender. Amounts are euros without VAT unless `Method.with_vat` says otherwise; they are
what the supplier gets, the part of the support point stands with the costs of the project.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from steunpunt.contract.tenders.choices import Buying, EnvelopeKind, ItemKind, NeedLevel, Procedure, Subject
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak

__all__ = [
    "Asked",
    "Calendar",
    "Criterion",
    "FrameworkTerms",
    "Item",
    "Lot",
    "Method",
    "PriceFormula",
    "Requirement",
    "Scale",
    "ScaleStep",
    "Specification",
    "Won",
    "WonItem",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part that is awarded by itself (perceel). A tender without lots has one, number 1."""

    number: int
    title: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the inventory of prices (post): what suppliers give a unit price for."""

    code: str
    lot: int
    title: str
    unit: str
    kind: ItemKind
    quantity: Decimal
    """Presumed, of all boards together; with it offers are compared."""
    most: Decimal | None = None
    """The most that can be ordered."""
    is_option: bool = False
    """Boards can order it or not; priced apart."""
    is_compared: bool = True
    """Whether it counts in the price by which offers are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What an offer must, should or is wished to have (eis, wens)."""

    code: str
    level: NeedLevel
    text: str
    lot: int | None = None
    """None: of every lot."""

    @property
    def answer_key(self) -> str:
        """Under which what an offer says of it stands in its quality envelope, beside what it says of criteria."""
        return f"requirement:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleStep:
    mark: Decimal
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The marks that can be given, each with its meaning: no other mark exists (beoordelingsschaal)."""

    code: str
    title: str
    steps: tuple[ScaleStep, ...]

    @property
    def top(self) -> Decimal:
        return max(step.mark for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A quality criterion or sub-criterion (gunningscriterium). One that has sub-criteria is not marked itself."""

    code: str
    title: str
    meaning: str = ""
    """What is judged, and what the supplier hands in for it."""
    points: Decimal
    """What the top mark brings; of a criterion with sub-criteria the sum of theirs."""
    scale: str = ""
    parent: str = ""
    minimum: Decimal | None = None
    """The least mark on its scale with which an offer stays in."""
    worth: Decimal | None = None
    """Award on value: euros that the top mark takes off the price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document that suppliers hand in (gevraagd document)."""

    code: str
    envelope: EnvelopeKind
    title: str
    is_required: bool = True
    criterion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How offers become points and a place (beoordelingsmethode)."""

    formula: PriceFormula = PriceFormula.ABSOLUTE_RANGE
    price_points: Decimal = Decimal(40)
    ceiling: Decimal | None = None
    """Above this price an offer is irregular; for the absolute formula also the price that brings nothing."""
    floor: Decimal | None = None
    """Absolute formula: the price that brings all points."""
    spread: Decimal | None = None
    """Logarithmic formula: so many times the lowest price brings nothing."""
    whole_points: bool = False
    """Price points are rounded to whole ones; otherwise only what is printed is rounded."""
    tie_breaks: tuple[TieBreak, ...] = (TieBreak.HIGHER_QUALITY, TieBreak.DRAW)
    """By what equal offers are told apart, one after the other."""
    tie_criterion: str = ""
    """Which criterion, where one of them is `TieBreak.CRITERION`."""
    with_vat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkTerms:
    """What a framework agreement states beforehand (raamovereenkomst)."""

    suppliers: int = 1
    months: int = 48
    most_amount: Decimal | None = None
    """The most that all boards together can order, in euros: orders stop there."""
    extensions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Until when what is possible."""

    questions_until: datetime | None = None
    answers_by: date | None = None
    candidates_until: datetime | None = None
    offers_until: datetime | None = None
    valid_days: int = 90
    """So long an offer binds its supplier, from the deadline on (verbintenistermijn)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """A tender as the market reads it (bestek)."""

    title: str
    purpose: str = ""
    subject: Subject = Subject.SERVICES
    procedure: Procedure = Procedure.OPEN
    buying: Buying = Buying.CENTRAL
    reasons: str = ""
    """Why this procedure, lots and method were chosen."""
    cpv: tuple[str, ...] = ()
    estimate: Decimal | None = None
    """The estimated value without VAT, everything and every extension included: it decides which rules hold."""
    months: int = 48
    """The term over which prices are compared."""
    lots: tuple[Lot, ...] = ()
    items: tuple[Item, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    scales: tuple[Scale, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    asked: tuple[Asked, ...] = ()
    method: Method = Method()
    framework: FrameworkTerms | None = None
    calendar: Calendar = Calendar()
    variants_allowed: bool = False
    conditions: str = ""
    """What is added to the general rules of execution."""
    selection: str = ""
    """Who is excluded, what a supplier has to be able to do, and by what it shows so."""

    def criterion(self, code: str) -> Criterion:
        return next(one for one in self.criteria if one.code == code)

    def scale_of(self, criterion: Criterion) -> Scale:
        return next(one for one in self.scales if one.code == criterion.scale)

    @property
    def marked(self) -> tuple[Criterion, ...]:
        """The criteria that are marked: those without sub-criteria."""
        parents = {one.parent for one in self.criteria}
        return tuple(one for one in self.criteria if one.code not in parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class WonItem:
    """An item of the inventory of prices, at what a winner asked for it."""

    item: Item
    place: int
    """Of the supplier among the winners of the lot, from 1."""
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """What an award brought, for the contract that comes of it."""

    tender_id: int
    reference: str
    specification: Specification
    authority_id: int
    project_id: int | None
    boards: tuple[int, ...]
    suppliers: Mapping[int, tuple[int, ...]]
    """By lot, in the order of the award."""
    items: tuple[WonItem, ...]
    starts_on: date | None
    ends_on: date | None
    """As concluded; none while it was not."""
