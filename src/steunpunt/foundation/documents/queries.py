"""Reads of documents."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import Word, composed
from steunpunt.foundation.documents import access, registry, storage
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.values import DocumentLine, DocumentsPart
from steunpunt.foundation.ui import registry as ui_registry

IS_FORMER = Exists(Document.objects.filter(replaces=OuterRef("pk")).order_by())
"""Whether a newer version took a document's place."""


def with_state(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Each with `is_former`."""
    return rows.annotate(is_former=IS_FORMER)


def documents_of(actor: Actor, subject: str, part: str | None = None) -> DocumentsPart:
    """What the page of one subject, or of a part of it, shows: the newest version of each document, newest first."""
    found = access.readable_of(actor, subject).filter(~IS_FORMER)
    if part is not None:
        found = found.filter(part=part)
    rows = list(found.order_by("-added_at", "-pk"))
    people = ui_registry.names_of(ui_registry.person_names, (row.added_by_id for row in rows))
    lines = [
        DocumentLine(
            id=row.pk,
            is_own=row.organisation_id == actor.organisation_id,
            name=row.name,
            size=row.size,
            added_at=row.added_at,
            added_by=people.get(row.added_by_id or 0, ""),
            is_new_version=row.replaces_id is not None,
            part=row.part,
        )
        for row in rows
    ]
    may_add = access.may_add(actor, subject)
    return DocumentsPart(
        subject=subject,
        part=part or "",
        lines=lines,
        may_add=may_add,
        may_remove=may_add and any(line.is_own for line in lines) and registry.may_remove(actor, subject),
        is_shared=registry.is_shared(subject),
        megabytes=settings.MAX_UPLOAD_BYTES // (1024 * 1024),
    )


def with_former(document: Document) -> list[Document]:
    """A document and the versions before it that are still there, newest first."""
    found = [document]
    while found[-1].replaces_id is not None:
        former = Document.objects.filter(~access.IS_REMOVED, pk=found[-1].replaces_id).first()
        if former is None:
            break
        found.append(former)
    return found


def counts_by_part(actor: Actor, subject: str) -> dict[str, int]:
    """How many documents each part of a subject has, newest versions only: for links that say so."""
    return dict(_parts(actor, Word(subject))) if registry.may_see(actor, subject) else {}


@composed
def _parts(actor: Actor, subject: str) -> QuerySet[Document, tuple[str, int]]:
    rows = access.own_documents(actor).filter(~IS_FORMER, subject=subject).exclude(part="")
    return rows.order_by().values_list("part").annotate(count=Count("pk"))


def content_of(document_id: int) -> bytes:
    """The bytes of a document. Whoever asks has looked itself who may have them."""
    with storage.opened(Document.objects.get(pk=document_id).place) as content:
        return bytes(content.read())


def sha256_of(document_id: int) -> str:
    return Document.objects.values_list("sha256", flat=True).get(pk=document_id)
