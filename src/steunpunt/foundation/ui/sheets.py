"""A spreadsheet as rows of text, whatever program wrote it: CSV of many kinds, or a workbook. No formula is worked out."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from steunpunt.foundation.ui import workbooks

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_PARTS = 500
MOST_UNPACKED = 200 * 1024 * 1024
MOST_CELL = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnreadableSheetError(Exception):
    """A file that cannot be opened: `code` is empty, too_large, old_format, no_headings, too_many_rows, no_sheet, or what
    `workbooks.trouble` says.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and the rows below them as texts; `first_row` is the number of the first, as a spreadsheet counts."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int


def table(content: bytes, *, most_bytes: int) -> Table:
    """The first sheet, or the whole of a CSV. Raises `UnreadableSheetError` with the reason."""
    if not content.strip():
        raise UnreadableSheetError("empty")
    if len(content) > most_bytes:
        raise UnreadableSheetError("too_large")
    if content.startswith(_OLE):
        raise UnreadableSheetError("old_format")
    found = _workbook(content) if content.startswith(workbooks.ZIP) else _text(content)
    rows = [tuple(cell.strip()[:MOST_CELL] for cell in row[:MOST_COLUMNS]) for row in found]
    start = next((place for place, row in enumerate(rows) if sum(bool(cell) for cell in row) > 1), None)
    if start is None:
        raise UnreadableSheetError("no_headings")
    if len(rows) - start - 1 > MOST_ROWS:
        raise UnreadableSheetError("too_many_rows")
    return Table(rows[start], tuple(rows[start + 1 :]), start + 2)


# ── text ─────────────────────────────────────────────────────────────────────
def _text(content: bytes) -> list[list[str]]:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSheetError("no_sheet")
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        return [row for _number, row in zip(range(MOST_ROWS + 100), reader, strict=False)]
    except csv.Error as error:
        raise UnreadableSheetError("damaged") from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """By the first line: what stands there most often outside quotes."""
    line, quoted, counts = text.lstrip().partition("\n")[0], False, dict.fromkeys(";,\t|", 0)
    for sign in line:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in counts:
            counts[sign] += 1
    return max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ";"


# ── workbook ─────────────────────────────────────────────────────────────────
def _workbook(content: bytes) -> list[list[str]]:
    if code := workbooks.trouble(content, most_parts=MOST_PARTS, most_unpacked=MOST_UNPACKED):
        raise UnreadableSheetError(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extras of spreadsheet programs that we do not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            rows = list(_cells(book.worksheets[0]))
            book.close()
    except Exception as error:
        raise UnreadableSheetError("damaged") from error
    return rows


def _cells(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS):
        yield [_written(cell) for cell in row]


def _written(cell: Any) -> str:
    """A cell as a text. A formula stays what it is, a text that begins with “=”: nobody works it out."""
    value = getattr(cell, "value", None)
    if value is None or getattr(cell, "data_type", "") == "e":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    # 1.125 would be read as one thousand one hundred and twenty-five.
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text
