"""Whose notices somebody sees: one's own, for the organisation one acts for."""

from django.db.models import QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.notices.models import Notice


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    if actor.person_id is None or actor.organisation_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(person_id=actor.person_id, organisation_id=actor.organisation_id, is_shown=True)


def may_choose(actor: Actor) -> bool:
    """Read and choose for oneself; not while looking in as somebody else."""
    return actor.is_known and actor.looking_in_id is None
