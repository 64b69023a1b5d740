"""Spreadsheets out: CSV and workbooks that open well in Belgium and run nobody's formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Row = Sequence[Any]
_RISKY = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain(value: Any) -> Any:
    """A value as a cell may hold it. A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    text = "".join(sign for sign in str(value) if sign >= " " or sign in "\n\t")
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Semicolons, and a mark at the start by which Excel knows the encoding."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_csv(plain(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _csv(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return value


def workbook_bytes(sheets: dict[str, tuple[Sequence[str], Iterable[Row]]]) -> bytes:
    """A workbook with one sheet for each name: header in bold, first row fixed, columns wide enough to read."""
    book = Workbook(write_only=True)
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        kept = [[plain(value) for value in row] for row in rows]
        for index, name in enumerate(header, start=1):
            widest = max([len(str(name)), *(len(str(row[index - 1])) for row in kept[:200] if index <= len(row))])
            sheet.column_dimensions[get_column_letter(index)].width = min(max(widest + 2, 9), 70)
        sheet.append(_bold(sheet, header))
        for row in kept:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _bold(sheet: Any, header: Sequence[str]) -> list[Any]:
    cells = []
    for name in header:
        cell = WriteOnlyCell(sheet, value=plain(name))
        cell.font = Font(bold=True)
        cells.append(cell)
    return cells


WRITERS: dict[str, tuple[str, Callable[[Sequence[str], Iterable[Row]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "xlsx": (XLSX, lambda header, rows: workbook_bytes({"1": (header, rows)})),
}


def response(kind: str, name: str, header: Sequence[str], rows: Iterable[Row]) -> HttpResponse:
    """The table as a download named after the list and the day."""
    content_type, write = WRITERS[kind]
    return download(write(header, rows), f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}", content_type)


def download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
