"""The face of documents to other modules: register a keeper in `apps.py`, show the part, add."""

from steunpunt.foundation.documents.actions import add_document
from steunpunt.foundation.documents.queries import content_of, counts_by_part, documents_of, sha256_of
from steunpunt.foundation.documents.registry import Keeper, Sharer, keepers, sharers
from steunpunt.foundation.documents.seals import is_scan, sealed, signatures_in
from steunpunt.foundation.documents.values import DocumentsPart, FoundSignature, SubjectName, UnreadablePdfError

__all__ = [
    "DocumentsPart",
    "FoundSignature",
    "Keeper",
    "Sharer",
    "SubjectName",
    "UnreadablePdfError",
    "add_document",
    "content_of",
    "counts_by_part",
    "documents_of",
    "is_scan",
    "keepers",
    "sealed",
    "sha256_of",
    "sharers",
    "signatures_in",
]
