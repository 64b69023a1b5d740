"""Evidence at an answer over REST: the same documents, the same checks and the same people as on its page."""

from datetime import datetime
from typing import Annotated

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import File, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rest.scans import ScanId, found_scan
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.documents.public import add_document, documents_of, remove_document

router = Router(tags=["scan"])
QuestionCode = Annotated[str, Path(..., max_length=60, description="Code of a question that this board is asked")]


class EvidenceOut(Schema):
    """A file of evidence, in its newest version."""

    id: int
    question: str
    name: str
    size: int = Field(description="In bytes")
    added_at: datetime
    is_new_version: bool
    url: str = Field(description="Where the file can be had")


def _subject(request: ActorRequest, scan_id: int, question: str | None = None) -> str:
    """The scan as what documents belong to; for people of the board itself, and a question that it is asked."""
    scan = found_scan(request, scan_id)
    if not access.may_read_remarks(request.actor, scan):
        raise Http404
    if question is not None:
        asked = queries.questionnaire_of(scan).questions.get(question)
        if asked is None or BoardType(scan.board_type) not in asked.who:
            raise Http404
    return f"scan:{scan.pk}"


def _shown(request: ActorRequest, subject: str, question: str | None) -> list[EvidenceOut]:
    return [
        EvidenceOut(
            id=line.id,
            question=line.part,
            name=line.name,
            size=line.size,
            added_at=line.added_at,
            is_new_version=line.is_new_version,
            url=reverse("api:document_file", args=[line.id]),
        )
        for line in documents_of(request.actor, subject, question).lines
        if line.part
    ]


@router.get("/{scan_id}/evidence", response=list[EvidenceOut], summary="Evidence at all questions, newest first")
def evidence_all(request: ActorRequest, scan_id: ScanId) -> list[EvidenceOut]:
    """It stays inside the board: nobody of the support point sees it."""
    return _shown(request, _subject(request, scan_id), None)


@router.get("/{scan_id}/evidence/{question}/files", response=list[EvidenceOut], summary="Evidence at one question")
def evidence_of(request: ActorRequest, scan_id: ScanId, question: QuestionCode) -> list[EvidenceOut]:
    return _shown(request, _subject(request, scan_id, question), question)


@router.post("/{scan_id}/evidence/{question}/files", response=EvidenceOut, summary="Add a file of evidence")
def evidence_add(
    request: ActorRequest,
    scan_id: ScanId,
    question: QuestionCode,
    file: Annotated[UploadedFile, File(description="Its name and its content have to agree")],
    replaces_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="The file there of which this is the new version")
    ] = None,
) -> EvidenceOut:
    """A document never changes: a new version is a file of its own, and the former one stays."""
    subject = _subject(request, scan_id, question)
    shown = {line.id for line in _shown(request, subject, question)}
    require(replaces_id is None or replaces_id in shown)
    row = add_document(
        subject=subject,
        part=question,
        name=file.name or "",
        content=file,
        replaces_id=replaces_id,
        now=timezone.now(),
        by=request.actor,
    )
    return next(line for line in _shown(request, subject, question) if line.id == row.pk)


@router.delete(
    "/{scan_id}/evidence/{question}/files/{document_id}",
    response={204: None},
    summary="Remove a file of evidence, with its former versions",
)
def evidence_remove(
    request: ActorRequest,
    scan_id: ScanId,
    question: QuestionCode,
    document_id: Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the file")],
) -> Status[None]:
    """As long as the scan takes answers: what was submitted keeps its evidence."""
    subject = _subject(request, scan_id, question)
    if document_id not in {line.id for line in _shown(request, subject, question)}:
        raise Http404
    remove_document(document_id=document_id, now=timezone.now(), by=request.actor)
    return Status(204, None)
