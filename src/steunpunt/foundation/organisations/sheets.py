"""Tables in: the first sheet of a workbook or a CSV file, as rows of texts. Says plainly what is wrong with a file."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from steunpunt.foundation.acting import Refused
from steunpunt.foundation.organisations import reasons
from steunpunt.foundation.organisations.rules.tables import Formula

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row, and the rows below it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_sheet(content: bytes, *, limit_bytes: int) -> Sheet:
    """The table in a file, whatever its name. Raises `Refused` with a reason that says what to do."""
    if len(content) > limit_bytes:
        raise Refused([reasons.file_too_large(limit_bytes // 1024 // 1024)])
    lines = list(_workbook(content) if content.startswith(b"PK") else _csv(content))
    while lines and not any(lines[-1]):
        lines.pop()
    if len(lines) > MAX_ROWS + 1:
        raise Refused([reasons.too_many_rows(MAX_ROWS)])
    if len(lines) < 2:
        raise Refused([reasons.table_empty()])
    width = max((at for at, heading in enumerate(lines[0], start=1) if heading), default=0)
    return Sheet(lines[0][:width], tuple(line[:width] for line in lines[1:]))


def _workbook(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise Refused([reasons.file_too_large(MAX_UNPACKED_BYTES // 1024 // 1024)])
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS)):
            if number > MAX_ROWS + 1:
                break
            yield tuple(_text(cell.value, is_formula=cell.data_type == "f") for cell in row)
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as problem:
        raise Refused([reasons.file_unreadable()]) from problem


def _text(value: Any, *, is_formula: bool) -> str:
    if value is None:
        return ""
    if is_formula:
        return Formula(value)
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _csv(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused([reasons.file_encoding(content[: problem.start].count(b"\n") + 1)]) from problem
    if "\x00" in text:
        raise Refused([reasons.file_unreadable()])
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if number > MAX_ROWS + 1:
                break
            yield tuple(_marked(cell) for cell in row[:MAX_COLUMNS])
    except csv.Error as problem:
        raise Refused([reasons.file_unreadable()]) from problem


def _marked(cell: str) -> str:
    """A text that a spreadsheet would run is a formula, unless our own export put an apostrophe in front."""
    cell = cell.strip()
    if cell.startswith("="):
        return Formula(cell)
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
