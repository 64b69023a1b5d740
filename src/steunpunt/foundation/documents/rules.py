"""What may be kept as a document: decided by the name and by looking into the content, which have to agree."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.documents.values import CONTENT_TYPES, NAME_LENGTH

TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that every virus scanner reports (EICAR, 2003). Written in two pieces, so that this file is not reported."""

_CHUNK = 1024 * 1024
_SMALL = 1024 * 1024
"""Bytes, unpacked, of the little files inside an office document that we read."""
_OFFICE = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
_MACROS = re.compile(r"(?i)(^|/)vbaproject.*\.bin$|^basic/|^scripts/|\.(exe|dll|js|vbs|bat|cmd|ps1)$")
_ACTIVE = re.compile(
    r"(?i)\s*(#!|@echo\b|<\?(xml|php|=)|<!--|<!doctype|<(html|head|body|script|svg|iframe|object|embed|meta|style)\b)"
)
_TEXT_CONTROLS = frozenset("\t\n\r\f")
_ARCHIVE_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


def extension_of(name: str) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return "jpg" if extension == "jpeg" else extension


def clean_name(name: str) -> str:
    """The name as it is kept: without spaces around it, its letters with accents each as one character."""
    return unicodedata.normalize("NFC", name).strip()


def objections(name: str, content: BinaryIO, *, size: int, limit: int) -> Iterator[Reason]:
    """Why this file cannot be kept. `size` and `limit` in bytes; the content is left at its beginning."""
    yield from _of_name(name)
    if size == 0:
        yield Reason("empty", _("This file is empty."), "file")
        return
    if size > limit:
        yield too_large(limit)
        return
    if _holds_test_virus(content):
        yield Reason("infected", _("This file is infected with a virus. It was not kept."), "file")
        return
    extension = extension_of(name)
    if extension not in CONTENT_TYPES:
        text = _("This kind of file cannot be added. You can add: %(kinds)s.") % {"kinds": ", ".join(CONTENT_TYPES)}
        yield Reason("type", text, "file")
    elif not _agrees(extension, content):
        text = _("What is in this file is not a plain %(kind)s, although its name says so. Save it again as %(kind)s.")
        yield Reason("content", text % {"kind": extension}, "file")
    content.seek(0)


def too_large(limit: int) -> Reason:
    text = _("This file is too large: at most %(megabytes)s MB can be added.")
    return Reason("too_large", text % {"megabytes": limit // (1024 * 1024)}, "file")


def _of_name(name: str) -> Iterator[Reason]:
    if len(name) > NAME_LENGTH:
        text = _("The name of this file is too long: at most %(n)s characters. Give it a shorter name.")
        yield Reason("name_too_long", text % {"n": NAME_LENGTH}, "file")
    # Control, format and unassigned characters can make a name look like another one: U+202E turns text round.
    if not name or any(unicodedata.category(sign).startswith("C") or sign in "/\\" for sign in name):
        text = _("The name of this file has signs that a name cannot have. Give it a simple name.")
        yield Reason("name", text, "file")


def _holds_test_virus(content: BinaryIO) -> bool:
    content.seek(0)
    before = b""
    while piece := content.read(_CHUNK):
        if TEST_VIRUS in before + piece:
            return True
        before = piece[-len(TEST_VIRUS) :]
    return False


def _agrees(extension: str, content: BinaryIO) -> bool:
    """Whether the content is what the extension says, and nothing that runs."""
    if extension in {"csv", "txt"}:
        return _is_plain_text(content)
    content.seek(0)
    head = content.read(8_192)
    if extension in {"jpg", "pdf", "png"}:
        kind = filetype.guess(head)
        return kind is not None and kind.mime == CONTENT_TYPES[extension]
    return head.startswith(b"PK\x03\x04") and _is_office(extension, content)


def _is_plain_text(content: BinaryIO) -> bool:
    """Text in UTF-8, or as older Windows programs write it; no page, picture or program in the guise of a text."""
    content.seek(0)
    data = content.read()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _ACTIVE.match(text) and not any(sign < " " and sign not in _TEXT_CONTROLS for sign in text)
    return False


def _is_office(extension: str, content: BinaryIO) -> bool:
    """An Office or OpenDocument file by what must stand in it, without macros or programs."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if any(_MACROS.search(name) for name in names):
                return False
            if extension in _OFFICE:
                return _OFFICE[extension] in names and b"macroEnabled" not in _little(archive, "[Content_Types].xml")
            return _little(archive, "mimetype").decode("ascii") == CONTENT_TYPES[extension]
    except (KeyError, *_ARCHIVE_TROUBLE):
        return False


def _little(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small file in the archive: no more of it is unpacked than what a real one holds."""
    with archive.open(name) as file:
        data = file.read(_SMALL + 1)
    if len(data) > _SMALL:
        raise ValueError(f"{name} is too large to be real.")
    return data
