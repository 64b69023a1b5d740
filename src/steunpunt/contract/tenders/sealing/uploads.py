"""Uploads that never touch a disk before they are encrypted."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

MOST_BYTES = 150 * 1024 * 1024
"""Of one envelope, everything together: so much memory a request may take."""


class InMemory(MemoryFileUploadHandler):
    """Django writes what is larger than a few megabytes to a temporary file, readable: not this one."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.activated = True


def is_too_large(request: HttpRequest) -> bool:
    """By what it says of itself, before anything of it is read."""
    word = request.META.get("CONTENT_LENGTH") or "0"
    return not word.isdecimal() or int(word) > MOST_BYTES


def kept_in_memory(request: HttpRequest) -> None:
    """Before anything of the request is read."""
    request.upload_handlers = [InMemory(request)]


def limit_in_megabytes() -> int:
    return MOST_BYTES // (1024 * 1024)
