"""Opening a file that should be a workbook, trusting nothing: what it is, how large it becomes, what hides in it.

Nothing is unpacked before its size is known; formulas are not calculated; macros are not accepted.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from steunpunt.assess.scan.questionnaires.content import MAX_TEXT, clean
from steunpunt.assess.scan.questionnaires.sheets import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED,
    Fault,
)
from steunpunt.foundation.ui import workbooks

_MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096
_GARBLED = re.compile("\ufffd|Ã[\x80-\xbf©ª«¨¯´§¶¼]|â€[\x80-\xbf™œ“”]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a cell, and its place on the sheet."""

    text: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that say something, by heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        cell = self.cells.get(heading)
        return cell.text if cell else ""


@dataclass(slots=True)
class Table:
    """A sheet with headings: where each stands, and the rows under them."""

    name: str
    columns: dict[str, str]
    """Heading → letter."""
    rows: list[Row] = field(default_factory=list)


def opened(content: bytes, name: str, wanted: tuple[str, ...]) -> tuple[dict[str, Table], list[Fault]]:
    """The wanted sheets of a workbook, by name, and what is wrong with the file. With a fault of the file, no sheets."""
    faults = list(_of_file(content, name))
    if faults:
        return {}, faults
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extras of spreadsheet programs that we do not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            tables = {}
            for sheet in book.worksheets:
                key = sheet.title.strip().lower()
                if key in wanted and key not in tables:
                    table, found = _table(sheet, key)
                    faults.extend(found)
                    tables[key] = table
            book.close()
    except Exception:  # noqa: BLE001 - a damaged workbook makes its reader fail in any way it likes
        return {}, [_damaged()]
    return tables, faults


def too_large() -> Fault:
    text = _("This file is larger than %(most)s MB. A questionnaire is never that large: was another file chosen?")
    return Fault("too_large", text % {"most": MAX_BYTES // _MEGABYTE})


def _damaged() -> Fault:
    return Fault(
        "damaged", _("This workbook is damaged and cannot be read. Open it, save it again as .xlsx, and retry.")
    )


def _of_file(content: bytes, name: str) -> Iterator[Fault]:
    if not content:
        yield Fault("empty", _("This file is empty."))
    elif len(content) > MAX_BYTES:
        yield too_large()
    elif content.startswith(_OLE):
        if _ENCRYPTED in content:
            yield Fault("encrypted", _("This workbook is locked with a password. Save it without one."))
        else:
            yield Fault("old_format", _("This is a workbook of before 2007 (.xls). Save it as .xlsx."))
    elif not content.startswith(workbooks.ZIP):
        if name.lower().endswith((".csv", ".tsv", ".txt")) or _is_text(content):
            yield Fault(
                "plain_text", _("This is a text file (such as CSV), not a workbook. Save the three sheets as .xlsx.")
            )
        else:
            yield Fault("no_workbook", _("This is not a workbook. Choose a file that ends in .xlsx."))
    else:
        yield from _of_archive(content)


def _is_text(content: bytes) -> bool:
    head = content[:_HEAD]
    return (
        b"\x00" not in head and all(sign >= 32 or sign in b"\t\r\n\f" for sign in head) and not head.startswith(b"%PDF")
    )


def _of_archive(content: bytes) -> Iterator[Fault]:
    found = workbooks.trouble(content, most_parts=MAX_PARTS, most_unpacked=MAX_UNPACKED)
    if found == "damaged":
        yield _damaged()
    elif found:
        yield Fault(
            found,
            {
                "bomb": _("This file becomes far too large when it is opened, so we did not open it."),
                "encrypted": _("This workbook is locked with a password. Save it without one."),
                "macros": _("This workbook holds macros. Save it as .xlsx, without macros."),
                "opendocument": _("This is an OpenDocument file. Save it as .xlsx."),
                "no_workbook": _("This is not a workbook. Choose a file that ends in .xlsx."),
            }[found],
        )


def _table(sheet: object, name: str) -> tuple[Table, list[Fault]]:
    """The rows of a sheet under its headings. Empty rows are passed over; what is outside the limits is a fault."""
    table = Table(name, {})
    faults: list[Fault] = []
    headings: list[str] = []
    rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1)  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, start=1):
        read = [_read(cell, name, number, place, faults) for place, cell in enumerate(cells)]
        if not any(read) and not any(fault.row == number for fault in faults):
            continue
        if number > MAX_ROWS:
            text = _("There are more than %(most)s rows. Rows from here on were not read.") % {"most": MAX_ROWS}
            faults.append(Fault("too_many_rows", text, name, number))
            break
        if not headings:
            if any(read[MAX_COLUMNS:]):
                text = _("There are more than %(most)s columns.") % {"most": MAX_COLUMNS}
                faults.append(Fault("too_many_columns", text, name, number))
            headings = [_heading(text) for text in read[:MAX_COLUMNS]]
            faults.extend(_columns(table, headings, number))
            continue
        faults[:] = [
            replace(fault, heading=headings[column_index_from_string(fault.column) - 1])
            if fault.row == number and not fault.heading and column_index_from_string(fault.column) <= len(headings)
            else fault
            for fault in faults
        ]
        found = {
            heading: Cell(text, number, get_column_letter(place + 1))
            for place, (heading, text) in enumerate(zip(headings, read, strict=False))
            if heading and text
        }
        if found:
            table.rows.append(Row(number, found))
    return table, faults


def _columns(table: Table, headings: list[str], number: int) -> Iterator[Fault]:
    for place, heading in enumerate(headings):
        letter = get_column_letter(place + 1)
        if heading and heading in table.columns:
            text = _("This heading stands there twice, also in column %(other)s.") % {"other": table.columns[heading]}
            yield Fault("heading_twice", text, table.name, number, letter, heading)
        elif heading:
            table.columns[heading] = letter


def _heading(text: str) -> str:
    """A heading without spaces at its ends; the part before the language in small letters, except our tags."""
    kind, colons, language = text.partition("::")
    kind = kind.strip()
    if not kind.startswith("tag_"):
        kind = kind.lower().replace(" ", "_")
    return f"{kind}{colons}{language.strip()}"


def _read(cell: object, sheet: str, row: int, place: int, faults: list[Fault]) -> str:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if value is None:
        return ""
    where = {"sheet": sheet, "row": row, "column": get_column_letter(place + 1)}
    if kind == "f":
        text = _("This cell holds a formula. Put its outcome there as a plain value.")
        faults.append(Fault("formula", text, **where))  # type: ignore[arg-type]
        return ""
    if kind == "e":
        text = _("This cell shows an error: %(value)s.") % {"value": value}
        faults.append(Fault("cell_error", text, **where))  # type: ignore[arg-type]
        return ""
    written = _written(value)
    if len(written) > MAX_TEXT:
        text = _("This text is longer than %(most)s signs.") % {"most": MAX_TEXT}
        faults.append(Fault("text_too_long", text, **where))  # type: ignore[arg-type]
        return written[:MAX_TEXT]
    if _GARBLED.search(written):
        text = _("Letters with accents look damaged here (“%(text)s”). Was the file saved in another encoding?")
        faults.append(Fault("garbled", text % {"text": written[:40]}, is_error=False, **where))  # type: ignore[arg-type]
    return written


def _written(value: object) -> str:
    """What a cell says: 3 for 3.0, yes and no as XLSForm writes them, lines kept, other control signs gone."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))
