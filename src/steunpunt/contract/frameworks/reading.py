"""A price list as somebody hands it over: a spreadsheet, or a PEPPOL catalogue (UBL 2.1, transaction 19). Nothing is trusted."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from steunpunt.contract.frameworks.reasons import NO_CURRENCY
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.foundation.ui import sheets

MOST_LINES = 20_000
_CATALOGUE = "{urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2}Catalogue"
_CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_UNITS = {
    "C62": "stuks",
    "EA": "stuks",
    "H87": "stuks",
    "HUR": "uren",
    "DAY": "dagen",
    "MON": "maanden",
    "ANN": "jaren",
}
"""UNECE codes of units in words; another code stays as it is."""
_COLUMNS = ("code", "title", "unit", "charge", "from_units", "supplier", "currency")
_SAID = frozenset({"code", "title", "supplier"})
"""What a catalogue says itself. Its units are coded, from which how it is paid can but be guessed; it has no support part."""


def read(content: bytes, *, most_bytes: int) -> price_list.Reading:
    """What a file says. Raises `sheets.UnreadableSheetError` with the reason."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        if len(content) > most_bytes:
            raise sheets.UnreadableSheetError("too_large")
        return _read_catalogue(content)
    table = sheets.table(content, most_bytes=most_bytes)
    return price_list.read(table.headings, table.rows, first_row=table.first_row)


def _read_catalogue(content: bytes) -> price_list.Reading:
    """As a spreadsheet with a row for each price; people find a row by the place of its line in the file."""
    lines = list(enumerate(_lines(content), start=1))
    gone = {number: _code(line) for number, line in lines if _text(line, f"{_CBC}ActionCode").casefold() == "delete"}
    rows = [(number, row) for number, line in lines if number not in gone for row in _line(line)]
    headings = [price_list.HEADINGS[name][0] for name in _COLUMNS]
    found = price_list.read_numbered(headings, rows)
    nothing_but_gone = bool(gone) and not rows
    return replace(
        found,
        faults=() if nothing_but_gone else found.faults,
        says=_SAID,
        is_catalogue=True,
        dropped=tuple(gone.values()),
    )


def _lines(content: bytes) -> list[Element]:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise sheets.UnreadableSheetError("damaged") from error
    if root.tag != _CATALOGUE:
        raise sheets.UnreadableSheetError("no_catalogue")
    lines = root.findall(f"{_CAC}CatalogueLine")
    if len(lines) > MOST_LINES:
        raise sheets.UnreadableSheetError("too_many_rows")
    return lines


def _code(line: Element) -> str:
    item = f"{_CAC}Item/"
    return _text(line, f"{item}{_CAC}SellersItemIdentification/{_CBC}ID") or _text(line, f"{_CBC}ID")


def _line(line: Element) -> Iterator[tuple[str, ...]]:
    code, title = _code(line), _text(line, f"{_CAC}Item/{_CBC}Name")
    unit = _text(line, f"{_CBC}OrderableUnit") or "C62"
    charge = "per maand" if unit == "MON" else "per jaar" if unit == "ANN" else "eenmalig"
    for found in line.findall(f"{_CAC}RequiredItemLocationQuantity") or [line]:
        amount, base = _text(found, f"{_CAC}Price/{_CBC}PriceAmount"), _text(found, f"{_CAC}Price/{_CBC}BaseQuantity")
        least, currency = _text(found, f"{_CBC}MinimumQuantity"), _currency(found)
        yield code, title, _UNITS.get(unit, unit), charge, _whole(least), _each(amount, base), currency


def _currency(found: Element) -> str:
    """UBL asks it of each amount: one without is no price that can be trusted."""
    amount = found.find(f"{_CAC}Price/{_CBC}PriceAmount")
    return "" if amount is None else amount.get("currencyID", "").strip() or NO_CURRENCY


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _whole(text: str) -> str:
    """A quantity as UBL writes it: 5 or 5.0."""
    return text.removesuffix(".0") if text else "1"


def _each(amount: str, base: str) -> str:
    """The price of one unit, with a comma, where the catalogue gives it for several."""
    try:
        price = Decimal(amount)
        number = Decimal(base) if base else Decimal(1)
        each = price if number <= 0 or number == 1 else (price / number).quantize(Decimal("0.0001"))
    except ArithmeticError:
        return amount
    return f"{each.normalize():f}".replace(".", ",")
