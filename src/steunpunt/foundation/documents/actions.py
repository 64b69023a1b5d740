"""The verbs of documents: add one, and sweep what was left in the storage."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from steunpunt.foundation.acting import Actor, Denied, Reason, Refused, refuse_if, require
from steunpunt.foundation.documents import access, registry, rules, storage
from steunpunt.foundation.documents.facts import DocumentAdded, DocumentReplaced, OrphansRemoved
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.values import CONTENT_TYPES
from steunpunt.foundation.journal.public import record


def add_document(
    *,
    subject: str,
    part: str = "",
    name: str,
    content: "File[bytes]",
    replaces_id: int | None = None,
    now: datetime,
    by: Actor,
) -> Document:
    """Keep a file with a subject or a part of it; with `replaces_id` as the new version of a document there.

    1. Everything is checked before the storage is touched.
    2. The file is kept first, then the row and the fact in one transaction: a row never lacks its file.
    3. When that transaction fails, the file is removed again. A process that dies in between leaves a file without a
       row, which nobody can reach and `sweep` removes.
    """
    place = storage.new_place()
    try:
        return _add(
            subject=subject,
            part=part,
            name=name,
            content=content,
            replaces_id=replaces_id,
            place=place,
            now=now,
            by=by,
        )
    except (Denied, Refused):
        raise
    except BaseException:
        storage.forget(place)
        raise


@transaction.atomic
def _add(
    *,
    subject: str,
    part: str,
    name: str,
    content: "File[bytes]",
    replaces_id: int | None,
    place: str,
    now: datetime,
    by: Actor,
) -> Document:
    former = None
    if replaces_id is not None:
        own = access.visible_of(by, subject).filter(organisation_id=by.organisation_id or 0)
        former = own.select_for_update().filter(pk=replaces_id).first()
        require(former is not None)
        part = former.part if former else part
    require(access.may_add(by, subject))
    require(not part or registry.part_name(subject, part) is not None)
    name = rules.clean_name(name)
    size = content.size
    refuse_if(_objections(name, content, size, former))
    digest = storage.digest_of(content)
    storage.keep(place, content)
    organisation_id = by.organisation_id or 0
    document = Document.objects.create(
        organisation_id=organisation_id,
        subject=subject,
        part=part,
        name=name,
        content_type=CONTENT_TYPES[rules.extension_of(name)],
        size=size,
        sha256=digest,
        place=place,
        replaces=former,
        added_at=now,
        added_by_id=by.person_id,
    )
    if former is None:
        record(DocumentAdded(organisation_id=organisation_id, document_id=document.pk, about=subject, name=name), by=by)
    else:
        fact = DocumentReplaced(
            organisation_id=organisation_id,
            document_id=document.pk,
            former_id=former.pk,
            about=subject,
            name=name,
            former=former.name,
        )
        record(fact, by=by)
    return document


def _objections(name: str, content: "File[bytes]", size: int, former: Document | None) -> Iterator[Reason]:
    if former and Document.objects.filter(replaces=former).exists():
        text = _("A newer version of %(name)s was added meanwhile. Look at that one first.")
        yield Reason("replaced_meanwhile", text % {"name": former.name}, "replaces")
    # A file of Django is one for reading bytes, in all that our rules ask of it.
    yield from rules.objections(name, cast("BinaryIO", content), size=size, limit=settings.MAX_UPLOAD_BYTES)


@transaction.atomic
def sweep(*, before: datetime, by: Actor) -> int:
    """Remove files that belong to no document and lay there before a moment; answers how many.

    `before` leaves files alone whose document is being added right now.
    """
    count = 0
    for places in storage.places_before(before):
        known = set(Document.objects.filter(place__in=places).values_list("place", flat=True))
        for place in places:
            if place not in known:
                storage.forget(place)
                count += not storage.is_kept(place)
    if count:
        record(OrphansRemoved(organisation_id=None, count=count), by=by)
    return count
