"""The verbs of documents: add one, take one away, and sweep what was left in the storage."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from steunpunt.foundation.acting import Actor, Denied, Reason, Refused, refuse_if, require
from steunpunt.foundation.documents import access, queries, registry, rules, storage
from steunpunt.foundation.documents.facts import DocumentAdded, DocumentRemoved, DocumentReplaced, OrphansRemoved
from steunpunt.foundation.documents.models import Document, Removal
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
    if former:
        yield from _replaced_meanwhile(former)
    # A file of Django is one for reading bytes, in all that our rules ask of it.
    yield from rules.objections(name, cast("BinaryIO", content), size=size, limit=settings.MAX_UPLOAD_BYTES)


def _replaced_meanwhile(document: Document) -> Iterator[Reason]:
    if Document.objects.filter(replaces=document).exists():
        text = _("A newer version of %(name)s was added meanwhile. Look at that one first.")
        yield Reason("replaced_meanwhile", text % {"name": document.name}, "replaces")


@transaction.atomic
def remove_document(*, document_id: int, now: datetime, by: Actor) -> Document:
    """Take a document away, with the versions before it; their files go once that is kept.

    A file that cannot be removed then stays where nobody can reach it, and `sweep` removes it.
    """
    document = access.own_documents(by).select_for_update().filter(pk=document_id).first()
    if document is None or not access.may_remove(by, document.subject):
        raise Denied
    refuse_if(_replaced_meanwhile(document))
    gone = queries.with_former(document)
    Removal.objects.bulk_create([Removal(document=one, removed_at=now, removed_by_id=by.person_id) for one in gone])
    fact = DocumentRemoved(
        organisation_id=document.organisation_id, document_id=document.pk, about=document.subject, name=document.name
    )
    record(fact, by=by)
    for one in gone:
        transaction.on_commit(partial(storage.forget, one.place))
    return document


@transaction.atomic
def sweep(*, before: datetime, by: Actor) -> int:
    """Remove files that belong to no document, or to one that was taken away; answers how many.

    `before`: files that lie there longer than that, which leaves those alone whose document is being added right now.
    """
    count = 0
    for places in storage.places_before(before):
        known = set(Document.objects.filter(~access.IS_REMOVED, place__in=places).values_list("place", flat=True))
        for place in places:
            if place not in known:
                storage.forget(place)
                count += not storage.is_kept(place)
    if count:
        record(OrphansRemoved(organisation_id=None, count=count), by=by)
    return count
