"""A price list in a spreadsheet: which column is which, and what is wrong where.

One row for each price: an item with three tiers stands in three rows, which agree on everything but units and price.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from steunpunt.contract.frameworks import reasons
from steunpunt.contract.frameworks.choices import Charge
from steunpunt.contract.frameworks.values import StandardPrice, Step
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.typed import read_number

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "lot": ("perceel", "lot"),
    "place": ("rang", "rank", "rang du fournisseur"),
    "code": ("code", "artikel", "artikelnummer", "item", "référence"),
    "title": ("naam", "omschrijving", "name", "title", "nom"),
    "category": ("groep", "categorie", "category", "group", "groupe"),
    "unit": ("eenheid", "unit", "unité"),
    "charge": ("betaling", "payment", "paiement"),
    "from_units": ("vanaf", "from", "à partir de"),
    "currency": ("munt", "currency", "monnaie"),
    "supplier": ("prijs leverancier", "leveranciersdeel", "supplier price", "prix du fournisseur"),
    "support": ("prijs steunpunt", "ondersteuningsdeel", "support price", "prix du point d'appui"),
    "standard": ("standaardprijs", "standard price", "prix standard"),
    "standard_source": ("bron standaardprijs", "source of the standard price", "source du prix standard"),
    "standard_on": ("datum standaardprijs", "date of the standard price", "date du prix standard"),
    "least": ("minimum", "least", "au moins"),
    "most": ("maximum", "most", "au plus"),
    "option_of": ("optie bij", "option of", "option de"),
}
REQUIRED = ("code", "title", "unit", "supplier")
EUROS = ("", "eur", "euro", "€")
CHARGE_WORDS: Mapping[str, Charge] = {
    "eenmalig": Charge.ONCE,
    "once": Charge.ONCE,
    "une fois": Charge.ONCE,
    "per maand": Charge.MONTHLY,
    "a month": Charge.MONTHLY,
    "par mois": Charge.MONTHLY,
    "per jaar": Charge.YEARLY,
    "a year": Charge.YEARLY,
    "par an": Charge.YEARLY,
    "naar gebruik": Charge.USE,
    "by use": Charge.USE,
    "à l'usage": Charge.USE,
    **{charge.value: charge for charge in Charge},
}
CHARGE_IN_SHEET: Mapping[str, str] = {charge: word for word, charge in reversed(tuple(CHARGE_WORDS.items()))}
"""The word of each way of paying in a sheet with Dutch headings."""
MOST_UNITS = 2_000_000_000
MOST_PRICE = Decimal(1_000_000_000)
_LONGEST = {"code": 40, "title": 160, "category": 80, "unit": 40, "standard_source": 200, "option_of": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item as a price list has it."""

    code: str
    title: str
    unit: str
    lot: int = 1
    place: int = 1
    category: str = ""
    charge: Charge = Charge.ONCE
    steps: tuple[Step, ...]
    standard: StandardPrice | None = None
    least: int = 1
    most_units: int | None = None
    option_of: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which row of the sheet, under which heading."""

    row: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    items: tuple[Listed, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headings that we do not know; their columns were left alone."""
    says: frozenset[str] = frozenset(HEADINGS)
    """Of what a column stands in the file. What it has no word of, a file cannot change."""
    is_catalogue: bool = False
    """A PEPPOL catalogue: it knows no support point, and may name but what changes."""
    dropped: tuple[str, ...] = ()
    """Codes that a catalogue itself takes from the list."""


@dataclass(slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, text: str) -> None:
        self.faults.append(Fault(self.number, self.headings.get(name, ""), text))

    def text(self, name: str) -> str:
        cell = self.cells.get(name, "")
        if cell.startswith("="):
            self.wrong(name, reasons.cell_formula())
            return ""
        if len(cell) > _LONGEST.get(name, 60):
            self.wrong(name, reasons.cell_long(_LONGEST.get(name, 60)))
        if name in REQUIRED and not cell:
            self.wrong(name, reasons.cell_empty())
        return cell

    def price(self, name: str) -> Decimal | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = read_number(text)
        except ValueError:
            self.wrong(name, reasons.no_amount())
            return None
        if found >= MOST_PRICE:
            self.wrong(name, reasons.price_large(MOST_PRICE))
            return None
        if found < 0 or -found.normalize().as_tuple().exponent > 4:  # type: ignore[operator]  # finite
            self.wrong(name, reasons.no_price())
            return None
        return found

    def whole(self, name: str, *, least: int = 1) -> int | None:
        text = self.text(name).replace(".", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            self.wrong(name, reasons.no_whole(least))
            return None
        if int(text) > MOST_UNITS:
            self.wrong(name, reasons.whole_large(MOST_UNITS))
            return None
        return int(text)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        for pattern in ((0, 1, 2), (2, 1, 0)):
            parts = text.replace("/", "-").replace(".", "-").split("-")
            try:
                return date(*(int(parts[place]) for place in pattern))
            except (ValueError, IndexError, OverflowError):
                continue
        self.wrong(name, reasons.no_day())
        return None


def read(headings: Sequence[str], rows: Sequence[Sequence[str]], *, first_row: int = 2) -> Reading:
    """Every item that can be read, and everything that is wrong: one look at a file should show all of it."""
    return read_numbered(headings, enumerate(rows, start=first_row), first_row=first_row)


def read_numbered(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], *, first_row: int = 1) -> Reading:
    """The same of rows that bring the number under which people find them."""
    places, ignored = _columns(headings)
    missing = [HEADINGS[name][0] for name in REQUIRED if name not in places]
    if missing:
        fault = Fault(first_row - 1, "", reasons.columns_missing(", ".join(missing)))
        return Reading(faults=(fault,), ignored=ignored)
    shown = {name: headings[place] for name, place in places.items()}
    found: dict[str, list[tuple[_Row, Listed]]] = {}
    faults: list[Fault] = []
    for number, cells in rows:
        if not any(cells):
            continue
        row = _Row(number, {name: cells[place] for name, place in places.items() if place < len(cells)}, shown)
        listed = _listed(row)
        faults += row.faults
        if listed is not None:
            found.setdefault(listed.code.casefold(), []).append((row, listed))
    items = []
    for group in found.values():
        one, wrong = _together(group)
        faults += wrong
        items.append(one)
    faults += _options(items, {key: group[0][0] for key, group in found.items()})
    if not items and not faults:
        faults.append(Fault(first_row, "", reasons.list_empty()))
    faults.sort(key=lambda fault: fault.row)
    return Reading(items=tuple(items), faults=tuple(faults), ignored=ignored, says=frozenset(places))


def _columns(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {word: name for name, words in HEADINGS.items() for word in words}
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        name = known.get(" ".join(heading.split()).casefold().replace("’", "'"))
        if name and name not in places:
            places[name] = place
        elif heading:
            ignored.append(heading)
    return places, tuple(ignored)


def _listed(row: _Row) -> Listed | None:
    code, title, unit = row.text("code"), row.text("title"), row.text("unit")
    currency = row.text("currency")
    if currency.casefold() not in EUROS:
        row.wrong("supplier" if "supplier" in row.cells else "currency", reasons.no_euros(currency))
    supplier, support = row.price("supplier"), row.price("support")
    charge = CHARGE_WORDS.get(row.text("charge").casefold() or Charge.ONCE.value)
    if charge is None:
        row.wrong("charge", reasons.no_charge())
    from_units, least, most = row.whole("from_units"), row.whole("least"), row.whole("most")
    standard, source, stated_on = row.price("standard"), row.text("standard_source"), row.day("standard_on")
    if standard is not None and not (source and stated_on):
        row.wrong("standard", reasons.standard_without_source())
    if most is not None and most < (least or 1):
        row.wrong("most", reasons.most_below_least())
    lot, place = row.whole("lot"), row.whole("place")
    category, option_of = row.text("category"), row.text("option_of")
    if row.faults or supplier is None or charge is None:
        return None
    return Listed(
        code=code,
        title=title,
        unit=unit,
        lot=lot or 1,
        place=place or 1,
        category=category,
        charge=charge,
        steps=(Step(from_units=from_units or 1, price=Euros(supplier, support or Decimal(0))),),
        standard=StandardPrice(price=standard, source=source, stated_on=stated_on)
        if standard is not None and stated_on
        else None,
        least=least or 1,
        most_units=most,
        option_of=option_of,
    )


def _together(group: list[tuple[_Row, Listed]]) -> tuple[Listed, list[Fault]]:
    """One item of its rows; they agree on everything but units and price."""
    first = group[0][1]
    faults, steps = [], {}
    for row, listed in group:
        step = listed.steps[0]
        code = row.headings.get("code", "")
        if (listed.lot, listed.place) != (first.lot, first.place):
            faults.append(Fault(row.number, code, reasons.two_suppliers(first.code)))
            continue
        if step.from_units in steps:
            faults.append(Fault(row.number, code, reasons.two_prices(first.code, step.from_units)))
        steps[step.from_units] = step
        if replace(listed, steps=()) != replace(first, steps=()):
            faults.append(Fault(row.number, code, reasons.rows_differ(first.code)))
    return replace(first, steps=tuple(steps[units] for units in sorted(steps))), faults


def _options(items: Sequence[Listed], rows: Mapping[str, _Row]) -> Iterator[Fault]:
    codes = {item.code for item in items}
    for item in items:
        if item.option_of and (item.option_of not in codes or item.option_of == item.code):
            row = rows[item.code.casefold()]
            yield Fault(row.number, row.headings.get("option_of", ""), reasons.option_of_nothing(item.code))
