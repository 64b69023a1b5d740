"""A document as an answer: for pages and programs alike."""

import structlog
from django.http import FileResponse, Http404

from steunpunt.foundation.documents import storage
from steunpunt.foundation.documents.models import Document

log = structlog.get_logger(__name__)


def file_of(document: Document) -> FileResponse:
    """The bytes, to keep: no browser shows them as a page of ours. Whoever asks has looked itself who may have them."""
    try:
        content = storage.opened(document.place)
    except FileNotFoundError as gone:
        log.exception("document_without_file", document_id=document.pk)
        raise Http404 from gone
    response = FileResponse(content, as_attachment=True, filename=document.name, content_type=document.content_type)
    response["Content-Length"] = str(document.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
