"""The face of background work to other modules."""

from steunpunt.foundation.jobs.actions import cancel, run, start
from steunpunt.foundation.jobs.facts import JobCancelled, JobDone, JobFailed, JobStarted
from steunpunt.foundation.jobs.registry import Progress, job
from steunpunt.foundation.jobs.tracking import same_connection
from steunpunt.foundation.jobs.values import Cancelled, Result

__all__ = [
    "Cancelled",
    "JobCancelled",
    "JobDone",
    "JobFailed",
    "JobStarted",
    "Progress",
    "Result",
    "cancel",
    "job",
    "run",
    "same_connection",
    "start",
]
