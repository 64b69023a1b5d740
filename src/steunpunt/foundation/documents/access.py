"""Who may see and add documents: people of the organisation itself, for whom the subject's own module says so; where
organisations share a record, those with whom its module shares it.
"""

from django.db.models import Exists, OuterRef, QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents import registry
from steunpunt.foundation.documents.models import Document, Removal
from steunpunt.foundation.documents.values import subject_of

IS_REMOVED = Exists(Removal.objects.filter(document=OuterRef("pk")).order_by())
"""Whether a document was taken away: then nobody sees it."""


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Documents of the actor's own organisation, of the subjects whose documents the actor may see."""
    own = own_documents(actor)
    subjects = own.order_by().values_list("subject", flat=True).distinct()
    return own.filter(subject__in=registry.seen(actor, subjects))


def visible_of(actor: Actor, subject: str) -> QuerySet[Document]:
    """Of those, the documents of one subject."""
    return own_documents(actor).filter(subject=subject) if registry.may_see(actor, subject) else Document.objects.none()


def readable_documents(actor: Actor) -> QuerySet[Document]:
    """Those of the own organisation, and those of records that are shared with the actor, whoever added them."""
    return visible_documents(actor) | Document.objects.filter(~IS_REMOVED, subject__in=registry.shared(actor))


def readable_of(actor: Actor, subject: str) -> QuerySet[Document]:
    """Of those, the documents of one subject."""
    if not registry.is_shared(subject):
        return visible_of(actor, subject)
    named = subject_of(subject)
    if named is None or subject not in registry.shared(actor, kind=named.kind):
        return Document.objects.none()
    return Document.objects.filter(~IS_REMOVED, subject=subject)


def may_add(actor: Actor, subject: str) -> bool:
    """Not while looking in: who looks in changes nothing."""
    has_organisation = actor.is_known and actor.organisation_id is not None
    return has_organisation and actor.looking_in_id is None and registry.may_add(actor, subject)


def may_remove(actor: Actor, subject: str) -> bool:
    """Whoever may add documents there, as long as its module lets one be taken away again."""
    return may_add(actor, subject) and registry.may_remove(actor, subject)


def own_documents(actor: Actor) -> QuerySet[Document]:
    """Of the actor's own organisation, whatever they are about: whether the actor may see them is another question."""
    if not actor.is_known or actor.organisation_id is None:
        return Document.objects.none()
    return Document.objects.filter(~IS_REMOVED, organisation_id=actor.organisation_id)
