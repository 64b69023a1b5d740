"""Looking into a file that should be a workbook before anything opens it: nothing is unpacked before its size is known."""

import io
import re
import zipfile
from typing import Literal

Trouble = Literal["", "bomb", "damaged", "encrypted", "macros", "no_workbook", "opendocument"]
ZIP = b"PK\x03\x04"
_MACROS = re.compile(r"(?i)vbaproject|(^|/)(macrosheets|activex)/")
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096


def trouble(content: bytes, *, most_parts: int, most_unpacked: int) -> Trouble:
    """Why a file that begins as an archive is no workbook to open; empty when it is one. `most_unpacked` in bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _of_archive(archive, most_parts, most_unpacked)
    except Exception:  # noqa: BLE001 - a damaged archive fails in any way it likes
        return "damaged"


def _of_archive(archive: zipfile.ZipFile, most_parts: int, most_unpacked: int) -> Trouble:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked:
        return "bomb"
    if any(part.flag_bits & 1 for part in parts):
        return "encrypted"
    if any(_MACROS.search(name) for name in names):
        return "macros"
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        return "opendocument"
    if "xl/workbook.xml" not in names:
        return "no_workbook"
    return "damaged" if any(_declares(archive, part) for part in parts) else ""


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part says what its entities are: no spreadsheet program does, and it could make them grow."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(part) as file:
        return bool(_DECLARATION.search(file.read(_HEAD)))
