"""Who may see and add documents: people of the organisation itself, for whom the subject's own module says so.

Where a module shares its records between organisations (`registry.sharers`), all that see the record see its documents.
"""

from django.db.models import Q, QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents import registry
from steunpunt.foundation.documents.models import Document


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Documents of the actor's own organisation, of the subjects whose documents the actor may see; and what is shared."""
    own = _own(actor)
    subjects = own.order_by().values_list("subject", flat=True).distinct()
    is_seen = Q(organisation_id=actor.organisation_id, subject__in=registry.seen(actor, subjects))
    if not actor.is_known or actor.organisation_id is None:
        return own
    for names in registry.shared(actor):
        is_seen |= Q(subject__in=names)
    return Document.objects.filter(is_seen)


def visible_of(actor: Actor, subject: str) -> QuerySet[Document]:
    """Of those, the documents of one subject."""
    if actor.is_known and actor.organisation_id is not None and registry.is_shared(actor, subject):
        return Document.objects.filter(subject=subject)
    return _own(actor).filter(subject=subject) if registry.may_see(actor, subject) else Document.objects.none()


def may_add(actor: Actor, subject: str) -> bool:
    """Not while looking in: who looks in changes nothing."""
    has_organisation = actor.is_known and actor.organisation_id is not None
    return has_organisation and actor.looking_in_id is None and registry.may_add(actor, subject)


def _own(actor: Actor) -> QuerySet[Document]:
    if not actor.is_known or actor.organisation_id is None:
        return Document.objects.none()
    return Document.objects.filter(organisation_id=actor.organisation_id)
