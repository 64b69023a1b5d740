"""The file of a back-up: a ZIP with a table in each member, the documents, and a list of it all with checksums.

    manifest.json          what it is, made when, by which migrations, with rows and SHA-256 of every member
    tables/NAME.copy       rows in PostgreSQL's own text format, as COPY writes and reads it
    documents/...          files as they are kept

It can be looked into with any unzip program, is written and read as a stream, and does not depend on the version of the
server: what was saved from PostgreSQL 18 goes into 15.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self

FORMAT = 1
PIECE = 1024 * 1024
MANIFEST = "manifest.json"


class Damaged(Exception):  # noqa: N818 - a word that reads in a sentence
    """The file is not a back-up of ours, or not the whole of one."""


@dataclass(slots=True)
class Member:
    """A member of the archive. `columns` and `rows` are those of a table."""

    sha256: str
    bytes: int
    columns: list[str] = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class Manifest:
    made_at: str
    release: str
    migrations: list[tuple[str, str]]
    sequences: dict[str, int]
    tables: dict[str, Member] = field(default_factory=dict)
    documents: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Writes an archive beside its place, and moves it there when it is whole."""

    def __init__(self, target: Path, manifest: Manifest) -> None:
        self.target = target
        self.manifest = manifest
        self._beside = target.with_name(f".{target.name}.part")

    def __enter__(self) -> Self:
        self._beside.touch(mode=0o600)  # it holds data about people
        self._zip = zipfile.ZipFile(self._beside, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._zip.writestr(MANIFEST, json.dumps(asdict(self.manifest), indent=1))
        self._zip.close()
        if kind is None:
            self._beside.replace(self.target)
        else:
            self._beside.unlink(missing_ok=True)

    def table(self, name: str, columns: list[str], pieces: Iterable[bytes]) -> int:
        """Keep a table; answers its number of rows. In COPY's text format each row ends in the only new line it has."""
        member = self._write(f"tables/{name}.copy", pieces)
        member.columns = columns
        self.manifest.tables[name] = member
        return member.rows

    def document(self, name: str, pieces: Iterable[bytes]) -> None:
        member = self._write(f"documents/{name}", pieces)
        member.rows = 0
        self.manifest.documents[name] = member

    def _write(self, name: str, pieces: Iterable[bytes]) -> Member:
        digest, size, lines = hashlib.sha256(), 0, 0
        with self._zip.open(name, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
                lines += piece.count(b"\n")
        return Member(sha256=digest.hexdigest(), bytes=size, rows=lines)


class Reader:
    """Reads an archive; `verify` reads all of it once before anything is done with it."""

    def __init__(self, source: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
            found = json.loads(self._zip.read(MANIFEST))
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise Damaged(f"{source} is not a back-up of this platform, or only a part of one.") from error
        if found.get("format") != FORMAT:
            raise Damaged(f"{source} has a form that this release does not know ({found.get('format')}).")
        self.manifest = Manifest(
            **found
            | {
                "migrations": [(app, name) for app, name in found["migrations"]],
                "tables": {name: Member(**member) for name, member in found["tables"].items()},
                "documents": {name: Member(**member) for name, member in found["documents"].items()},
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def verify(self) -> None:
        """Raise `Damaged` when a member is missing or differs from what was written."""
        for name, member in self._members():
            digest = hashlib.sha256()
            try:
                for piece in self._pieces(name):
                    digest.update(piece)
            except (KeyError, zipfile.BadZipFile, OSError) as error:
                raise Damaged(f"{name} in the back-up cannot be read.") from error
            if digest.hexdigest() != member.sha256:
                raise Damaged(f"{name} in the back-up differs from what was written.")

    def _members(self) -> Iterator[tuple[str, Member]]:
        yield from ((f"tables/{name}.copy", member) for name, member in self.manifest.tables.items())
        yield from ((f"documents/{name}", member) for name, member in self.manifest.documents.items())

    def table(self, name: str) -> Iterator[bytes]:
        return self._pieces(f"tables/{name}.copy")

    def document(self, name: str) -> IO[bytes]:
        return self._zip.open(f"documents/{name}")

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            while piece := member.read(PIECE):
                yield piece
