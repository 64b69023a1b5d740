"""Who may follow and stop background work: who asked for it, acting for the organisation it was asked for."""

from django.db.models import Q, QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.jobs.models import Job


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """One's own; administrators of the support point also see what the platform does by itself."""
    if not actor.is_known:
        return Job.objects.none()
    seen = Q(person_id=actor.person_id, organisation_id=actor.organisation_id)
    if actor.is_of_support_point and actor.has_role("administrator"):
        seen |= Q(person=None)
    return Job.objects.filter(seen)


def may_start(actor: Actor) -> bool:
    """Whoever acts may ask for the work that an action of theirs starts; not while looking in as somebody else."""
    return actor.looking_in_id is None and (actor.is_known or actor.via in {"task", "command"})


def may_cancel(actor: Actor, job: Job) -> bool:
    if actor.looking_in_id is not None or not actor.is_known:
        return False
    if job.person_id is None:
        return actor.is_of_support_point and actor.has_role("administrator")
    return (job.person_id, job.organisation_id) == (actor.person_id, actor.organisation_id)
