"""Spreadsheets of an inventory: what the house reads, with faults as an inventory tells them."""

from steunpunt.assess.inventory.reading.devices import MOST_BYTES, Unreadable
from steunpunt.foundation.ui import sheets
from steunpunt.foundation.ui.sheets import Table

__all__ = ["Table", "table"]


def table(content: bytes) -> Table:
    """The first sheet, or the whole of a CSV. Raises `Unreadable` with the reason."""
    try:
        return sheets.table(content, most_bytes=MOST_BYTES)
    except sheets.UnreadableSheetError as error:
        raise Unreadable(error.code) from error
