"""Sealing and opening 200 offers of 50 MB, beside copying the same bytes with a hash."""

import argparse
import hashlib
import resource
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill
from typing import Any, BinaryIO

from bench.report import machine, write_section
from steunpunt.contract.tenders.sealing import keys, manifests, streams

OFFERS = 200
MEGABYTES = 50
CHUNK = 64 * 1024
"""As uploads come in."""


@dataclass(frozen=True)
class Row:
    """Seconds of wall time and of processor time."""

    what: str
    wall: float
    processor: float


def timed(what: str, work: Callable[[], None]) -> Row:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Row(what, time.perf_counter() - wall, time.process_time() - processor)


class Offers:
    """So many offers of one content, in a folder."""

    def __init__(self, count: int, megabytes: int, folder: Path) -> None:
        self.count, self.folder = count, folder
        self.content = secrets.token_bytes(megabytes * 1_000_000)
        self.private, self.public = keys.new_pair()
        self.locked: list[tuple[bytes, bytes, str]] = []
        """Key, manifest and fingerprint of each."""

    def pieces(self) -> Iterator[bytes]:
        return (self.content[start : start + CHUNK] for start in range(0, len(self.content), CHUNK))

    def copy(self) -> None:
        for number in range(self.count):
            digest, place = hashlib.sha256(), self.folder / f"plain-{number}"
            with place.open("wb") as file:
                for piece in self.pieces():
                    digest.update(piece)
                    file.write(piece)
            place.unlink()

    def seal(self) -> None:
        for number in range(self.count):
            key, before, after = keys.new_content_key(), hashlib.sha256(), hashlib.sha256()
            with (self.folder / f"sealed-{number}").open("wb") as file:
                for piece in streams.sealed(_hashed(self.pieces(), before), key, file=1):
                    after.update(piece)
                    file.write(piece)
            manifest = manifests.Manifest(kind="quality", supplier=number, tender="bench", remark=before.hexdigest())
            written = manifests.written(manifest)
            sealed = streams.whole(streams.sealed([written], key, file=streams.MANIFEST))
            locked = keys.seal(key, self.public, about=str(number))
            self.locked.append((locked, sealed, manifests.fingerprint(written)))

    def unlocked(self) -> Iterator[tuple[int, bytes, manifests.Manifest]]:
        """The key of each content, and what stands in its manifest."""
        for number, (locked, sealed, fingerprint) in enumerate(self.locked):
            key = keys.unseal(locked, self.private, about=str(number))
            written = streams.whole(streams.opened([sealed], key, file=streams.MANIFEST))
            if manifests.fingerprint(written) != fingerprint:
                raise ValueError("a manifest that changed")
            yield number, key, manifests.read(written)

    def open(self) -> None:
        for _each in self.unlocked():
            pass

    def read(self) -> None:
        """Every file as somebody who may read it gets it, checked piece by piece."""
        for number, key, manifest in self.unlocked():
            digest = hashlib.sha256()
            with (self.folder / f"sealed-{number}").open("rb") as file:
                for _piece in _hashed(streams.opened(_read(file), key, file=1), digest):
                    pass
            if digest.hexdigest() != manifest.remark:
                raise ValueError("a file that changed")


def _hashed(content: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for piece in content:
        digest.update(piece)
        yield piece


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def measured(count: int, megabytes: int, folder: Path) -> tuple[list[Row], float]:
    """Rows, and the peak of memory above that of the content itself, in MiB."""
    offers = Offers(count, megabytes, folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verbs = (("copy with a hash", offers.copy), ("seal", offers.seal), ("open", offers.open), ("read all", offers.read))
    rows = [timed(what, work) for what, work in verbs]
    return rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before


def run(arguments: argparse.Namespace) -> None:
    with TemporaryDirectory() as name:
        needed = arguments.offers * arguments.megabytes * 1_100_000
        if shutil.disk_usage(name).free < needed:
            raise SystemExit(f"{needed // 10**9} GB of disk are needed; fewer offers: --offers.")
        rows, memory = measured(arguments.offers, arguments.megabytes, Path(name))
    plain = rows[0]
    lines = [
        f"| {row.what} | {row.wall:.1f} | {row.processor:.1f} | {row.processor / plain.processor:.2f} |" for row in rows
    ]
    volume = arguments.offers * arguments.megabytes / 1000
    note = (
        f"{arguments.offers} offers of {arguments.megabytes} MB, {volume:g} GB of random bytes in pieces of 64 KiB. "
        "*Copy* writes them to disk with their SHA-256. *Seal* encrypts them on the way, hashes before and after, and seals "
        "manifest and key. *Open* is what two officers wait for: keys and manifests; files stay encrypted. *Read all* "
        "decrypts and checks every file, as they are asked for one by one. Memory on top of the content itself: "
        f"{memory:.0f} MiB."
    )
    text = "\n".join(
        [
            "## Sealed offers",
            "",
            fill(note, 118),
            "",
            "| what | seconds | of processor | times a copy |",
            "| --- | ---: | ---: | ---: |",
            *lines,
            "",
            f"The last column compares processor time. Machine: {machine()}.",
        ]
    )
    print(text)
    write_section("sealing", text)


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offers", type=int, default=OFFERS)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES)
    parser.set_defaults(run=run)
