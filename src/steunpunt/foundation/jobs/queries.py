"""Reads of background work."""

from django.db.models import QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.jobs.access import visible_jobs
from steunpunt.foundation.jobs.choices import OPEN
from steunpunt.foundation.jobs.models import Job


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """What this actor may follow, newest first."""
    return visible_jobs(actor).select_related("person", "organisation").order_by("-id")


def open_jobs_of(actor: Actor) -> QuerySet[Job]:
    return jobs_of(actor).filter(state__in=OPEN)
