"""Where files lie: in the storage of the settings, a folder outside the web root or an S3-compatible bucket."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage

log = structlog.get_logger(__name__)
FOLDER: Final = "documents"


def new_place() -> str:
    """A place that nobody can guess and that says nothing; spread over 256 folders."""
    name = secrets.token_hex(20)
    return f"{FOLDER}/{name[:2]}/{name}"


def keep(place: str, content: "File[bytes]") -> None:
    given = default_storage.save(place, content)
    if given != place:
        default_storage.delete(given)
        raise FileExistsError(f"The storage would not keep {place} under its own name.")


def forget(place: str) -> None:
    """Remove a file whose document did not come to be. When that fails too it stays as an orphan, for the sweep."""
    try:
        if default_storage.exists(place):
            default_storage.delete(place)
    except Exception:
        log.exception("document_left_behind", place=place)


def is_kept(place: str) -> bool:
    return default_storage.exists(place)


def opened(place: str) -> "File[Any]":
    return default_storage.open(place)


def digest_of(content: "File[bytes]") -> str:
    """SHA-256 of the content, in hexadecimal digits; the content is left at its beginning."""
    content.seek(0)
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def places_before(moment: datetime) -> Iterator[list[str]]:
    """What lay in the storage before a moment, folder by folder."""
    try:
        folders = sorted(default_storage.listdir(FOLDER)[0])
    except FileNotFoundError:  # nothing was ever kept in this folder
        return
    for folder in folders:
        path = f"{FOLDER}/{folder}"
        places = [f"{path}/{name}" for name in sorted(default_storage.listdir(path)[1])]
        yield [place for place in places if default_storage.get_modified_time(place) < moment]
