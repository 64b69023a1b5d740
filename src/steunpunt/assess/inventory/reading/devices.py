"""Inventories of agents from a file: JSON, the older XML, one or an archive of thousands; nothing is written to a disk.

An archive is never unpacked as a whole: every member is read up to a size, nothing in it that is an archive itself is
opened, and its names are only names.
"""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from steunpunt.assess.inventory.rules import glpi
from steunpunt.assess.inventory.rules.glpi_format import SECTIONS, Kind
from steunpunt.assess.inventory.values import Fault, Row

_MB = 1024 * 1024
MOST_BYTES = 64 * _MB
"""Of a file as it is handed over."""
MOST_OF_ONE = 8 * _MB
"""Of one inventory, unpacked: the largest that agents send are a few megabytes."""
MOST_UNPACKED = 2048 * _MB
MOST_MEMBERS = 50_000
MOST_DEPTH = 40
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


class Unreadable(Exception):  # noqa: N818 - a word that reads in a sentence
    """A file that cannot be opened; `fault` says why."""

    def __init__(self, code: str, value: str = "") -> None:
        self.fault = Fault(code, value=value, is_grave=True)
        super().__init__(code)


def is_of_devices(content: bytes, name: str) -> bool:
    """Whether a file is of agents, rather than a spreadsheet."""
    lower, head = name.lower(), content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(_ZIP):
        return not lower.endswith((".xlsx", ".ods"))
    return lower.endswith((".json", ".xml", ".gz")) or head.startswith((b"{", b"<"))


def devices(content: bytes, name: str) -> Iterator[Row]:
    """Every inventory in a file, each a row: what was found, or why it could not be read."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    if content.startswith(_ZIP):
        yield from _of_archive(content)
        return
    yield _one(unpacked(content), name)


def unpacked(content: bytes) -> bytes:
    """What an agent sent, out of its gzip or zlib when it is in one; never more than `MOST_OF_ONE`."""
    if content.startswith(_GZIP):
        return _limited(gzip.GzipFile(fileobj=io.BytesIO(content)))
    if content[:2] in _ZLIB:
        worker = zlib.decompressobj()
        try:
            found = worker.decompress(content, MOST_OF_ONE + 1)
        except zlib.error as error:
            raise Unreadable("damaged") from error
        if len(found) > MOST_OF_ONE or worker.unconsumed_tail:
            raise Unreadable("bomb")
        return found
    if len(content) > MOST_OF_ONE:
        raise Unreadable("too_large")
    return content


def _limited(file: Any) -> bytes:
    try:
        found: bytes = file.read(MOST_OF_ONE + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise Unreadable("damaged") from error
    if len(found) > MOST_OF_ONE:
        raise Unreadable("bomb")
    return found


def _of_archive(content: bytes) -> Iterator[Row]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("damaged") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise Unreadable("bomb")
        left = MOST_UNPACKED
        for member in members:
            row, size = _member(archive, member)
            left -= size
            if left < 0:
                raise Unreadable("bomb")
            yield row


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[Row, int]:
    """One file of an archive as a row, and how large it was; what an archive says of sizes is not believed."""
    name = member.filename[-200:]
    if fault := _of_member(member):
        return Row(place=1, file=name, faults=(fault,)), 0
    try:
        with archive.open(member) as file:
            inside = _limited(file)
    except Unreadable as unreadable:
        return Row(place=1, file=name, faults=(unreadable.fault,)), MOST_OF_ONE
    except (zipfile.BadZipFile, RuntimeError):
        return Row(place=1, file=name, faults=(Fault("damaged", is_grave=True),)), 0
    return _one(inside, name), len(inside)


def _of_member(member: zipfile.ZipInfo) -> Fault | None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename:
        return Fault("path_trick", value=member.filename[:60], is_grave=True)
    if member.flag_bits & 1:
        return Fault("encrypted", is_grave=True)
    if member.filename.lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
        return Fault("archive_inside", is_grave=True)
    return None


def sent(content: bytes) -> tuple[Any, Row]:
    """What an agent sent over the line: as data, and as a row. Raises `Unreadable`."""
    data = _data(unpacked(content))
    return data, glpi.read(data)


# ── one inventory ────────────────────────────────────────────────────────────
def _one(content: bytes, name: str) -> Row:
    try:
        data = _data(content)
    except Unreadable as unreadable:
        return Row(place=1, file=name, faults=(unreadable.fault,))
    return glpi.read(data, file=name)


def _data(content: bytes) -> Any:
    is_xml = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return _xml(content) if is_xml else _json(content)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unreadable("not_json") from error


def _xml(content: bytes) -> dict[str, Any]:
    """The older form of agents (FusionInventory, OCS): the same sections, in capitals, every value a text."""
    try:
        root = fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Unreadable("entities") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise Unreadable("not_xml") from error
    content_of = root.find("CONTENT")
    if root.tag != "REQUEST" or content_of is None:
        raise Unreadable("not_an_inventory")
    found: dict[str, Any] = {}
    for element in content_of:
        name = element.tag.lower()
        section = SECTIONS.get(name)
        value = _fields(element, section.fields if section else {}) if len(element) else (element.text or "").strip()
        if section is None or not section.is_list:
            found.setdefault(name, value)
        else:
            found.setdefault(name, []).append(value)
    found.setdefault("versionclient", "legacy")
    device = root.findtext("DEVICEID") or found.get("hardware", {}).get("name", "")
    accounts = [one for one in root.iter("ACCOUNTINFO") if one.findtext("KEYNAME") == "TAG"]
    tag = (accounts[0].findtext("KEYVALUE") or "") if accounts else ""
    base = {"deviceid": device.strip(), "content": found, "action": "inventory", "itemtype": "Computer"}
    return base | ({"tag": tag.strip()} if tag else {})


def _fields(element: Element, kinds: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in element:
        name, text = child.tag.lower(), (child.text or "").strip()
        if len(child) or not text:
            continue
        found[name] = _of_kind(text, kinds.get(name, "text"))
    return found


def _of_kind(text: str, kind: Kind) -> Any:
    """What the older form writes as a text, as the newer has it."""
    if kind == "number" and text.lstrip("-").isdigit():
        return int(text)
    if kind == "flag" and text.lower() in {"0", "1", "true", "false", "yes", "no"}:
        return text.lower() in {"1", "true", "yes"}
    if kind == "day" and text[2:3] == "/" and text[5:6] == "/":
        return f"{text[6:10]}-{text[:2]}-{text[3:5]}{text[10:]}"
    return text
