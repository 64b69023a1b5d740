"""Where encrypted files lie: in the storage of the settings, under names made by chance."""

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage

log = structlog.get_logger(__name__)
FOLDER: Final = "sealed"
CHUNK: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """An encrypted file in the storage."""

    place: str
    size: int
    sha256: str


class Digest:
    """Counts and hashes what passes, while it passes."""

    def __init__(self) -> None:
        self._sha = hashlib.sha256()
        self.size = 0

    def passing(self, content: Iterable[bytes]) -> Iterator[bytes]:
        for piece in content:
            self._sha.update(piece)
            self.size += len(piece)
            yield piece

    def hexdigest(self) -> str:
        return self._sha.hexdigest()


class _Made(io.RawIOBase):
    """What an iterator gives, as a file that is read from once: the storage takes it while it is made."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self._content, self._rest = content, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._rest:
            piece = next(self._content, None)
            if piece is None:
                return 0
            self._rest = piece
        size = min(len(into), len(self._rest))
        into[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def new_place() -> str:
    name = secrets.token_hex(20)
    return f"{FOLDER}/{name[:2]}/{name}"


def keep(place: str, content: Iterator[bytes]) -> Stored:
    """Write it while it is made."""
    digest = Digest()
    made = io.BufferedReader(_Made(digest.passing(content)), CHUNK)
    given = default_storage.save(place, File(made, name=place))
    if given != place:
        default_storage.delete(given)
        raise FileExistsError(f"The storage would not keep {place} under its own name.")
    return Stored(place, digest.size, digest.hexdigest())


def read(place: str) -> Iterator[bytes]:
    """Raises `FileNotFoundError`."""
    with default_storage.open(place) as file:
        while piece := file.read(CHUNK):
            yield piece


def forget(places: Iterable[str]) -> None:
    """Remove what did not come to be part of an offer. What cannot be removed stays, encrypted under a key that nobody has."""
    for place in places:
        try:
            if default_storage.exists(place):
                default_storage.delete(place)
        except Exception:
            log.exception("sealed_file_left_behind", place=place)
