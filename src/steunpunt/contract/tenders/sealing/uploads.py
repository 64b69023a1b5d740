"""Uploads of which nothing readable ever touches a disk."""

import io

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from steunpunt.contract.tenders.sealing.streams import PIECE
from steunpunt.contract.tenders.sealing.veils import Veil

MOST_BYTES = 150 * 1024 * 1024
"""Of one envelope, everything together."""


class Veiling(FileUploadHandler):
    """Django holds a file in memory, or writes it to a temporary one that can be read: this does neither."""

    _veil: Veil

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django says of a file
        self._veil = Veil()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._veil.take(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._veil.finish()
        return UploadedFile(
            file=io.BufferedReader(self._veil, PIECE),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def is_too_large(request: HttpRequest) -> bool:
    """By what it says of itself, before anything of it is read."""
    word = request.META.get("CONTENT_LENGTH") or "0"
    return not word.isdecimal() or int(word) > MOST_BYTES


def kept_unreadable(request: HttpRequest) -> None:
    """Before anything of the request is read."""
    request.upload_handlers = [Veiling(request)]


def limit_in_megabytes() -> int:
    return MOST_BYTES // (1024 * 1024)
