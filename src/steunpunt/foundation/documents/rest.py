"""Documents over the API: what is there, where to get it, and taking one away."""

from datetime import datetime
from typing import Annotated, Any, cast

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents import access, actions, served
from steunpunt.foundation.documents.models import Document

router = Router(tags=["documents"])
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class DocumentOut(Schema):
    id: int
    subject: str = Field(description="What it belongs to, as `scan:12`")
    part: str = Field(description="Which part of that, such as the question `BEL01`; empty for the whole")
    name: str
    content_type: str
    size: int = Field(description="In bytes")
    sha256: str
    replaces_id: int | None = Field(description="The document of which it is the new version")
    added_at: datetime
    url: str = Field(description="Where the file can be had")

    @staticmethod
    def resolve_url(row: Document) -> str:
        return reverse("api:document_file", args=[row.pk])


class DocumentPage(Schema):
    count: int
    results: list[DocumentOut]


class DocumentFilter(Schema):
    subject: str | None = Field(None, max_length=80, pattern=r"^[a-z][a-z_]*:[1-9][0-9]{0,17}$")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("", response=DocumentPage, summary="Documents of your organisation that you may see, newest first")
def document_list(request: HttpRequest, asked: Query[DocumentFilter]) -> dict[str, Any]:
    actor = cast("ActorRequest", request).actor
    rows = access.visible_of(actor, asked.subject) if asked.subject else access.visible_documents(actor)
    rows = rows.order_by("-pk")
    return {"count": rows.count(), "results": list(rows[asked.offset : asked.offset + asked.limit])}


@router.get("/{document_id}", response=DocumentOut, summary="One document: its name, size and digest")
def document_detail(request: HttpRequest, document_id: Id) -> Document:
    return get_object_or_404(access.visible_documents(cast("ActorRequest", request).actor), pk=document_id)


@router.get("/{document_id}/file", summary="The file itself")
def document_file(request: HttpRequest, document_id: Id) -> FileResponse:
    return served.file_of(
        get_object_or_404(access.readable_documents(cast("ActorRequest", request).actor), pk=document_id)
    )


@router.delete("/{document_id}", response={204: None}, summary="Take a document away, with the versions before it")
def document_remove(request: HttpRequest, document_id: Id) -> Status[None]:
    """Only where its module lets a document go, such as evidence of a scan that is being filled in."""
    actor = cast("ActorRequest", request).actor
    row = get_object_or_404(access.visible_documents(actor), pk=document_id)
    actions.remove_document(document_id=row.pk, now=timezone.now(), by=actor)
    return Status(204, None)
