"""What other modules, rules and files say about organisations: frozen, without a database behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something holds: from `valid_from` up to, not including, `valid_to`.

    None means that the beginning lies before what we know, or that no end is known.
    """

    valid_from: date | None = None
    valid_to: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        return (self.valid_from is None or other.valid_to is None or self.valid_from < other.valid_to) and (
            other.valid_from is None or self.valid_to is None or other.valid_from < self.valid_to
        )


ALWAYS = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCard:
    """An organisation as other modules see it."""

    id: int
    kind: str
    name: str
    name_fr: str = ""
    nis_code: str = ""
    enterprise_number: str = ""
    province: str = ""
    period: Period = ALWAYS
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """Inhabitants on 1 January of `year`; the sum of the predecessors when the board itself has no count."""

    inhabitants: int
    year: int
    is_of_predecessors: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality on the other side of a border of `shared_border_m` metres."""

    organisation_id: int
    name: str
    shared_border_m: int


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that somebody else published about a board."""

    kind: str
    year: int
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A street address."""

    street: str
    postal_code: str
    locality: str
    country: str = "BE"

    def __str__(self) -> str:
        abroad = "" if self.country == "BE" else f" ({self.country})"
        return f"{self.street}, {self.postal_code} {self.locality}{abroad}"


@dataclass(frozen=True, slots=True)
class EarlierName:
    """What an organisation was called, up to a day."""

    name: str
    language: str
    until: date


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an organisation sits, or sat until a day."""

    kind: str
    place: Place
    until: date | None


@dataclass(frozen=True, slots=True)
class Land:
    """The land of a municipality on a day."""

    area_km2: Decimal
    postal_codes: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """What there is to read about an organisation itself; of one that ended, the last land it had."""

    land: Land | None
    earlier_names: tuple[EarlierName, ...]
    seats: tuple[Seat, ...]
    figures: tuple[PublishedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An organisation as a reference file lists it. `key` tells it apart in every file: kind and code."""

    key: str
    kind: str
    name: str
    name_fr: str = ""
    nis_code: str = ""
    zone_code: str = ""
    enterprise_number: str = ""
    ovo_code: str = ""
    uri: str = ""
    province: str = ""
    arrondissement: str = ""
    website: str = ""
    seat: Place | None = None
    period: Period = ALWAYS
    merged_into: str = ""
    """Key of the organisation that went on with everything."""
    welfare_centre_of: str = ""
    """Key of its municipality, for an OCMW."""
    member_of: Mapping[str, Period] = field(default_factory=dict)
    """Keys of the zones it belongs to, with the days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerritory:
    """The land of a municipality for a time. `boundary` is a GeoJSON geometry in WGS 84."""

    key: str
    period: Period
    area_km2: Decimal
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    postal_codes: tuple[str, ...] = ()
    boundary: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBorder:
    """Two municipalities that touch, for a time."""

    first: str
    second: str
    shared_border_m: int
    period: Period


@dataclass(frozen=True, slots=True)
class ReferenceState:
    """Everything that a set of reference files says."""

    source: str
    organisations: Mapping[str, Listed]
    territories: tuple[ListedTerritory, ...] = ()
    borders: tuple[ListedBorder, ...] = ()
    population: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """Inhabitants per key and year, on 1 January."""
    figures: Mapping[str, tuple[PublishedFigure, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a new file would do. `details` are (what, before, now)."""

    kind: str
    key: str
    name: str
    details: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What a load did, or would do: changes to organisations, and numbers of other rows that are new or changed."""

    changes: tuple[Change, ...]
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.changes and not any(self.rows.values())

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a table that somebody sent: in which row (as the spreadsheet counts) and which column."""

    row: int
    column: str
    text: str
