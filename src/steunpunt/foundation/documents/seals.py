"""The seal of this installation on a PDF, and the signatures in a PDF of somebody else: what `public` shows of both.

The library behind them takes a second and 50 MiB to load. Few processes ever need it, so it is loaded by the first that does.
"""

import filetype
from django.core.files.base import File

from steunpunt.foundation.documents.values import FoundSignature, UnreadablePdfError


def sealed(pdf: bytes, *, reason: str) -> bytes:
    """The PDF with the seal of this installation (PAdES B-B), after which nothing may be added to it.

    Raises `NoSealKeyError` when the key that was named in the settings cannot be read.
    """
    from steunpunt.foundation.documents import pdf_signatures

    return pdf_signatures.sealed(pdf, reason=reason)


def signatures_in(pdf: bytes) -> list[FoundSignature]:
    """The electronic signatures in a PDF, in the order in which they were put. Raises `UnreadablePdfError`."""
    from steunpunt.foundation.documents import pdf_signatures

    return pdf_signatures.signatures_in(pdf)


def is_scan(content: "File[bytes]") -> bool:
    """Whether a file can be the scan of a paper: a picture, or a PDF that can be read; its place in the file is kept."""
    content.seek(0)
    data = content.read()
    content.seek(0)
    kind = filetype.guess(data[:8_192])
    if kind is None or kind.mime != "application/pdf":
        return kind is not None and kind.mime in {"image/jpeg", "image/png"}
    try:
        signatures_in(data)
    except UnreadablePdfError:
        return False
    return True
