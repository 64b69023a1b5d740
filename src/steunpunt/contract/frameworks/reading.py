"""A price list as somebody hands it over: a spreadsheet, or a PEPPOL catalogue (UBL 2.1, transaction 19). Nothing is trusted."""

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

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
_COLUMNS = ("code", "title", "unit", "charge", "from_units", "supplier")


def read(content: bytes, *, most_bytes: int) -> price_list.Reading:
    """What a file says. Raises `sheets.UnreadableSheetError` with the reason."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        if len(content) > most_bytes:
            raise sheets.UnreadableSheetError("too_large")
        return price_list.read([price_list.HEADINGS[name][0] for name in _COLUMNS], list(_catalogue(content)))
    table = sheets.table(content, most_bytes=most_bytes)
    return price_list.read(table.headings, table.rows, first_row=table.first_row)


def _catalogue(content: bytes) -> Iterator[tuple[str, ...]]:
    """A row for each price of each line, as a spreadsheet would have it."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise sheets.UnreadableSheetError("damaged") from error
    if root.tag != _CATALOGUE:
        raise sheets.UnreadableSheetError("no_catalogue")
    lines = root.findall(f"{_CAC}CatalogueLine")
    if len(lines) > MOST_LINES:
        raise sheets.UnreadableSheetError("too_many_rows")
    for line in lines:
        yield from _line(line)


def _line(line: Element) -> Iterator[tuple[str, ...]]:
    item = f"{_CAC}Item/"
    code = _text(line, f"{item}{_CAC}SellersItemIdentification/{_CBC}ID") or _text(line, f"{_CBC}ID")
    title = _text(line, f"{item}{_CBC}Name")
    unit = _text(line, f"{_CBC}OrderableUnit") or "C62"
    charge = "per maand" if unit == "MON" else "per jaar" if unit == "ANN" else "eenmalig"
    for found in line.findall(f"{_CAC}RequiredItemLocationQuantity") or [line]:
        amount, base = _text(found, f"{_CAC}Price/{_CBC}PriceAmount"), _text(found, f"{_CAC}Price/{_CBC}BaseQuantity")
        least = _text(found, f"{_CBC}MinimumQuantity")
        yield code, title, _UNITS.get(unit, unit), charge, _whole(least), _each(amount, base)


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
        each = price / number if number > 0 else price
    except ArithmeticError:
        return amount
    return f"{each.quantize(Decimal('0.0001')).normalize():f}".replace(".", ",")
