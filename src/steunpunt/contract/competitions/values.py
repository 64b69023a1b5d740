"""What is asked of the suppliers of a lot, as one value: a draft until it is sent, then it stays.

Amounts are the supplier part, in euros without VAT.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from steunpunt.contract.frameworks.values import Charge, Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """An item of the lot, and how many of it."""

    item_id: int
    code: str
    title: str
    unit: str
    charge: Charge
    quantity: int
    starts_on: date | None = None
    """From when a service is wanted."""
    counts_from: date | None = None
    counts_to: date | None = None
    """Over which days what recurs is compared: until the contract ends."""
    most: Mapping[int, Decimal] = field(default_factory=dict)
    """What the quantity costs the price list of each supplier, by organisation: no offer lies above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a board asks."""

    title: str
    what: str = ""
    """What it needs, in words."""
    deliver_to: str = ""
    deliver_by: date | None = None
    lines: tuple[AskedLine, ...] = ()
    comparison: Comparison | None = None
    """As the terms of the contract had it when prices were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """A file of an offer."""

    number: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What an offer says beside its prices: opened after the deadline."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """By code of the criterion."""
    remark: str = ""
    files: tuple[FileName, ...] = ()
    chance: str = ""
    """Made by chance, so that nobody can try texts until one fits the fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Unit prices by item: opened when the marks are fixed."""

    units: Mapping[int, Decimal] = field(default_factory=dict)
    chance: str = ""
