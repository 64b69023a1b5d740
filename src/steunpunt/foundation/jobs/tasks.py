"""The one task behind all background work that people follow, and the tidying up."""

import procrastinate
from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from steunpunt.foundation.jobs import actions
from steunpunt.foundation.jobs.values import Interrupted

KEPT_DAYS = 30


@app.task(
    name="jobs.run",
    queue="jobs",
    pass_context=True,
    retry=RetryStrategy(
        max_attempts=20, linear_wait=5, retry_exceptions=[actions.HeldElsewhere, OperationalError, JobAborted]
    ),
)
def run(context: procrastinate.JobContext, *, job_id: int) -> None:
    """Run a job; later again when the worker must stop, another one still holds it, or the database went away."""
    try:
        actions.run(job_id, must_stop=context.should_abort)
    except Interrupted as interrupted:
        raise JobAborted from interrupted


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.tidy", queue="jobs")
async def tidy(timestamp: int) -> None:
    """At night, forget what the queue finished long ago; what people follow stays in their own list."""
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT_DAYS * 24, include_failed=True, include_cancelled=True, include_aborted=True
    )
