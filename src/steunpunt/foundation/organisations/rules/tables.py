"""Rows of a spreadsheet to organisations: which column is which, what a cell means, what is wrong where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.organisations import reasons
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.rules.boards import gaps, key_of
from steunpunt.foundation.organisations.rules.changes import clashes, merged
from steunpunt.foundation.organisations.rules.numbers import plain_enterprise_number
from steunpunt.foundation.organisations.values import Listed, Period, Place, Problem

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("soort", "kind", "type", "genre"),
    "name": ("naam", "name", "nom"),
    "name_fr": ("franse naam", "french name", "nom français"),
    "nis_code": ("nis-code", "nis", "nis code", "code ins", "code nis"),
    "zone_code": ("zonenummer", "zone number", "numéro de zone"),
    "enterprise_number": (
        "ondernemingsnummer (kbo)",
        "ondernemingsnummer",
        "kbo",
        "kbo-nummer",
        "enterprise number (kbo)",
        "enterprise number",
        "numéro d'entreprise (bce)",
        "numéro d'entreprise",
        "bce",
    ),
    "ovo_code": ("ovo-code", "ovo", "ovo code", "code ovo"),
    "province": ("provincie", "province"),
    "arrondissement": ("arrondissement",),
    "website": ("website", "site", "site web"),
    "street": ("straat en nummer", "straat", "street and number", "street", "rue et numéro", "rue"),
    "postal_code": ("postcode", "postal code", "code postal"),
    "locality": ("plaats", "locality", "localité"),
    "valid_from": ("van", "vanaf", "from", "depuis"),
    "valid_to": ("tot", "until", "jusqu'au"),
}
REQUIRED = ("kind", "name")
KIND_WORDS: Mapping[str, Kind] = {
    "gemeente": Kind.MUNICIPALITY,
    "municipality": Kind.MUNICIPALITY,
    "commune": Kind.MUNICIPALITY,
    "ocmw": Kind.WELFARE_CENTRE,
    "social-welfare centre": Kind.WELFARE_CENTRE,
    "cpas": Kind.WELFARE_CENTRE,
    "politiezone": Kind.POLICE_ZONE,
    "police zone": Kind.POLICE_ZONE,
    "zone de police": Kind.POLICE_ZONE,
    "hulpverleningszone": Kind.RESCUE_ZONE,
    "rescue zone": Kind.RESCUE_ZONE,
    "zone de secours": Kind.RESCUE_ZONE,
    "samenwerkingsverband": Kind.PARTNERSHIP,
    "partnership": Kind.PARTNERSHIP,
    "partenariat": Kind.PARTNERSHIP,
    "leverancier": Kind.SUPPLIER,
    "supplier": Kind.SUPPLIER,
    "fournisseur": Kind.SUPPLIER,
    "steunpunt": Kind.SUPPORT_POINT,
    "support point": Kind.SUPPORT_POINT,
    "point d'appui": Kind.SUPPORT_POINT,
    "andere organisatie": Kind.OTHER,
    "other organisation": Kind.OTHER,
    "autre organisation": Kind.OTHER,
    **{kind.value: kind for kind in Kind},
}
MAX_LENGTH = {
    "name": 160,
    "name_fr": 160,
    "ovo_code": 12,
    "province": 40,
    "arrondissement": 40,
    "website": 200,
    "street": 160,
    "locality": 80,
}


class Formula(str):
    """The text of a cell that a spreadsheet would compute."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says: organisations without problems, and what is wrong with the others."""

    listed: tuple[Listed, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()
    """Headings that we do not know; their columns were left alone."""


def read_rows(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, beside: Mapping[str, Listed] = MappingProxyType({})
) -> Reading:
    """Every row that can be read, and every problem there is: one look at a file should show all of them.

    `beside` are the organisations that stand in the list already, by key: a row that clashes with one is a problem too.
    """
    columns, ignored = _columns(header)
    missing = [HEADINGS[name][0] for name in REQUIRED if name not in columns]
    if missing:
        return Reading((), (Problem(1, "", str(reasons.columns_missing(", ".join(missing)))),), ignored)
    listed: list[Listed] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if not any(cells.values()):
            continue
        one, found = _organisation(cells)
        if one.key in seen:
            found.append(reasons.row_twice(seen[one.key]))
        problems.extend(Problem(number, _heading(header, columns, reason.field), str(reason)) for reason in found)
        if not found:
            seen[one.key] = number
            listed.append(one)
    after = {**beside, **{one.key: merged(beside.get(one.key), one) for one in listed}}
    for keys, reason in clashes(after):
        if number := max(seen.get(key, 0) for key in keys):
            problems.append(Problem(number, _heading(header, columns, reason.field), str(reason)))
    problems.sort(key=lambda problem: problem.row)
    if not listed and not problems:
        problems.append(Problem(2, "", str(reasons.table_empty())))
    return Reading(tuple(listed), tuple(problems), ignored)


def _columns(header: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {word: name for name, words in HEADINGS.items() for word in words}
    columns: dict[str, int] = {}
    ignored = []
    for at, heading in enumerate(header):
        name = known.get(_word(heading))
        if name and name not in columns:
            columns[name] = at
        elif heading:
            ignored.append(heading)
    return columns, tuple(ignored)


def _word(text: str) -> str:
    """A heading or kind as it stands in our tables, however it was spaced, capitalised or its apostrophe typed."""
    return " ".join(text.split()).casefold().replace("’", "'")


def _heading(header: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    return header[columns[field]] if field in columns else ""


def _organisation(cells: Mapping[str, str]) -> tuple[Listed, list[Reason]]:
    """What a row says, and all that is wrong with it: a cell that cannot be read counts as empty for what is checked next."""
    found = [*_wrong_cells(cells)]
    wrong = {reason.field for reason in found}
    cells = {name: "" if name in wrong else cell for name, cell in cells.items()}
    kind = KIND_WORDS.get(_word(cells["kind"]))
    if kind is None and "kind" not in wrong:
        found.append(reasons.kind_unknown(cells["kind"]))
    days = {name: _day(cells.get(name, "")) for name in ("valid_from", "valid_to")}
    found.extend(_about(reasons.day_unreadable(cells[name]), name) for name, day in days.items() if day is _UNREADABLE)
    seat, seat_problem = _seat(cells)
    if not wrong & {"street", "postal_code", "locality"}:
        found.extend(seat_problem)
    number = cells.get("enterprise_number", "")
    number = plain_enterprise_number(number) if number else ""
    nis_code, zone_code = cells.get("nis_code", ""), cells.get("zone_code", "")
    website = cells.get("website", "")
    if website and not re.match(r"https?://\S+$", website):
        found.append(reasons.website_form())
    one = Listed(
        key=key_of(
            kind=kind or Kind.OTHER,
            nis_code=nis_code,
            zone_code=zone_code,
            enterprise_number=number,
            name=cells["name"],
        ),
        kind=kind or Kind.OTHER,
        name=cells["name"],
        name_fr=cells.get("name_fr", ""),
        nis_code=nis_code,
        zone_code=zone_code,
        enterprise_number=number,
        ovo_code=cells.get("ovo_code", ""),
        province=cells.get("province", ""),
        arrondissement=cells.get("arrondissement", ""),
        website=website,
        seat=seat,
        period=Period(*(day if isinstance(day, date) else None for day in days.values())),
    )
    unsure = wrong | ({"nis_code"} if kind is None else set())
    return one, [*found, *(reason for reason in gaps(one) if reason.field not in unsure)]


def _wrong_cells(cells: Mapping[str, str]) -> Iterator[Reason]:
    for name, cell in cells.items():
        if isinstance(cell, Formula):
            yield _about(reasons.cell_is_formula(), name)
        elif len(cell) > MAX_LENGTH.get(name, 60):
            yield _about(reasons.cell_too_long(MAX_LENGTH.get(name, 60)), name)


def _about(reason: Reason, field: str) -> Reason:
    return Reason(reason.code, reason.text, field)


_UNREADABLE = object()


def _day(text: str) -> object:
    """A date, None when the cell is empty, or the mark for what is not a date."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return _UNREADABLE


def _seat(cells: Mapping[str, str]) -> tuple[Place | None, list[Reason]]:
    street, postal_code, locality = (cells.get(name, "") for name in ("street", "postal_code", "locality"))
    if not (street or postal_code or locality):
        return None, []
    if not (street and locality and re.fullmatch(r"[1-9][0-9]{3}", postal_code)):
        return None, [reasons.address_incomplete()]
    return Place(street=street, postal_code=postal_code, locality=locality), []
