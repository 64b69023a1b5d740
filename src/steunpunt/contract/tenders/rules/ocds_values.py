"""What is public of a tender, as values: what `rules.ocds` makes releases of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from steunpunt.contract.tenders.values import Specification

KBO = "BE-BCE_KBO"
"""The register of Belgian enterprises in the list of org-id.guide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation that may be named."""

    id: int
    name: str
    number: str = ""
    """Of the enterprise, digits alone."""

    @property
    def key(self) -> str:
        return f"{KBO}-{self.number}" if self.number else f"steunpunt-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded:
    """A winner of a lot, or a lot that went to nobody."""

    id: str
    lot: int
    title: str
    status: str
    """Of the code list awardStatus."""
    decided_on: date
    supplier: Party | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A signed change of a contract: when, and what of it is public."""

    id: str
    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What was called off up to and with a day, rounded."""

    until: date
    amount: Decimal
    rounded_to: Decimal
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracted:
    id: str
    award: str
    title: str
    value: Decimal | None
    """The most that can be ordered where that is public; of another contract the awarded value."""
    concluded_on: date
    starts_on: date
    ends_on: date
    is_over: bool = False
    altered: Sequence[Altered] = ()
    progress: Sequence[Progress] = ()
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    id: str
    on: datetime
    rationale: str
    what: str = ""
    """What changed, old and new, as far as the market reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What is public of a tender on a moment."""

    ocid: str
    reference: str
    spec: Specification
    procedure: str
    """In words."""
    method: str
    """How offers are judged, in words."""
    status: str
    """Of the code list tenderStatus."""
    authority: Party
    boards: Sequence[Party] = ()
    published_at: datetime
    url: str
    """Of the page where everybody reads it."""
    is_invented: bool = False
    tenderers: int | None = None
    """How many made an offer; None until it may be known."""
    offers: Mapping[int, int] = field(default_factory=dict)
    """How many offers came in, by lot, of lots of which the decision was told."""
    amended: Sequence[Amended] = ()
    awards: Sequence[Awarded] = ()
    contracts: Sequence[Contracted] = ()
    stopped: str = ""
    """Why it was stopped."""
    language: str = "nl"
    names: Mapping[str, str] = field(default_factory=dict)
    """Words of kinds of items, by kind."""
