"""The face of documents to other modules: register a keeper in `apps.py`, show the part, add."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from django.core.files.base import File

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.documents import rules
from steunpunt.foundation.documents.actions import add_document, remove_document
from steunpunt.foundation.documents.queries import content_of, counts_by_part, documents_of, sha256_of
from steunpunt.foundation.documents.registry import Keeper, Remover, Sharer, keepers, removers, sharers
from steunpunt.foundation.documents.seals import is_scan, sealed, signatures_in
from steunpunt.foundation.documents.values import (
    CONTENT_TYPES,
    DocumentsPart,
    FoundSignature,
    SubjectName,
    UnreadablePdfError,
)

__all__ = [
    "DocumentsPart",
    "FoundSignature",
    "Keeper",
    "Remover",
    "Sharer",
    "SubjectName",
    "UnreadablePdfError",
    "add_document",
    "content_of",
    "content_type_of",
    "counts_by_part",
    "documents_of",
    "file_objections",
    "is_scan",
    "keepers",
    "remove_document",
    "removers",
    "sealed",
    "sha256_of",
    "sharers",
    "signatures_in",
]


def file_objections(name: str, content: "File[bytes]", *, most_bytes: int) -> Iterator[Reason]:
    """Why a file cannot be taken in, for a module that keeps it by itself: the same checks as of documents."""
    return rules.objections(rules.clean_name(name), cast("BinaryIO", content), size=content.size, limit=most_bytes)


def content_type_of(name: str) -> str:
    """By its extension; files that passed `file_objections` have a known one."""
    return CONTENT_TYPES.get(rules.extension_of(name), "application/octet-stream")
