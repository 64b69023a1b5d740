"""The face of documents to other modules: register a keeper in `apps.py`, show the part, add."""

from steunpunt.foundation.documents.actions import add_document
from steunpunt.foundation.documents.queries import counts_by_part, documents_of
from steunpunt.foundation.documents.registry import Keeper, Sharer, keepers, sharers
from steunpunt.foundation.documents.values import DocumentsPart, SubjectName

__all__ = [
    "DocumentsPart",
    "Keeper",
    "Sharer",
    "SubjectName",
    "add_document",
    "counts_by_part",
    "documents_of",
    "keepers",
    "sharers",
]
