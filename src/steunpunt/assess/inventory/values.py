"""What a door of the estate brings in: one thing found, and what is wrong with how it came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from steunpunt.assess.inventory.choices import AssetKind, AssetState, Verdict


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read: a stable code, the field or path that it is about, and what stood there.

    `is_grave`: for this the row is refused; otherwise the field is left out.
    """

    code: str
    where: str = ""
    value: str = ""
    is_grave: bool = False

    def as_data(self) -> dict[str, Any]:
        return {"code": self.code, "field": self.where, "value": self.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A programme as a device names it."""

    name: str
    publisher: str = ""
    version: str = ""
    installed_on: date | None = None
    is_system: bool = False
    """The operating system itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing, as a file, a form or an agent tells of it. Empty fields say nothing: they change nothing."""

    kind: AssetKind
    name: str = ""
    tag: str = ""
    """The number that the board gave it."""
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    uuid: str = ""
    macs: tuple[str, ...] = ()
    """Written as `rules.identity.mac_key`."""
    place: str = ""
    user_group: str = ""
    state: AssetState | None = None
    count: int | None = None
    cost: Decimal | None = None
    bought_on: date | None = None
    ends_on: date | None = None
    supplier: str = ""
    note: str = ""
    device_id: str = ""
    """By which an agent knows the device."""
    content: Mapping[str, Any] | None = None
    """The whole inventory of an agent, without people and secrets."""
    is_partial: bool = False
    """The agent only tells of some sections: those are renewed, the others stay."""
    software: Sequence[Installed] | None = None
    """What is installed; None when nothing was said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file, or one file: what was found, or why not."""

    place: int
    """The row in its file, as a spreadsheet counts; 1 for a file of one device."""
    file: str = ""
    label: str = ""
    found: Found | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one row."""

    row: Row
    verdict: Verdict
    asset_id: int | None = None
    faults: tuple[Fault, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        return {
            "file": self.row.file,
            "row": self.row.place,
            "label": self.row.label,
            "verdict": self.verdict.value,
            "asset": self.asset_id,
            "reasons": [fault.as_data() for fault in self.faults],
        }
