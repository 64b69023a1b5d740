"""The verbs of background work: start, run, cancel; and putting back what a dead worker left."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone, translation
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob

from steunpunt.foundation.acting import Actor, Text, refuse_if, require, the_platform
from steunpunt.foundation.jobs import access, rules, tracking
from steunpunt.foundation.jobs.choices import OPEN, State
from steunpunt.foundation.jobs.facts import JobCancelled, JobDone, JobFailed, JobStarted
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.jobs.registry import Kind, kinds
from steunpunt.foundation.jobs.values import Cancelled, Interrupted, Result
from steunpunt.foundation.journal.public import record

log = structlog.get_logger(__name__)
Connecting = Callable[[], AbstractContextManager[BaseDatabaseWrapper]]
RESCUES = 0x524553
"""Key of the lock under which one worker at a time puts work back."""
MOST_STARTS = 5
"""After so many starts without an end, the work itself is taken to be the cause: it is not begun again."""


class HeldElsewhere(Exception):  # noqa: N818 - a word that reads in a sentence
    """Another worker is still at this job; it is tried again later."""


@transaction.atomic
def start(kind: str, params: Mapping[str, Any], *, by: Actor, title: Text) -> int:
    """Ask for work in the background; it begins once the transaction in hand is committed. Answers the job's id."""
    require(access.may_start(by))
    checked = kinds[kind].checked(params)
    job = Job.objects.create(
        kind=kind,
        title=str(title)[:200],
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        language=translation.get_language() or "nl",
        params=checked,
        created_at=timezone.now(),
    )
    queue.configure_task("jobs.run").defer(job_id=job.pk)
    record(JobStarted(**_about(job)), by=by)
    return job.pk


@transaction.atomic
def cancel(job_id: int, *, by: Actor) -> None:
    """Take a job back: at once while it waits, at its next step while it runs."""
    job = Job.objects.select_for_update().get(pk=job_id)
    require(access.may_cancel(by, job))
    refuse_if(rules.objections_to_cancel(job.state))
    now = timezone.now()
    job.cancel_asked_at = job.cancel_asked_at or now
    if job.state == State.QUEUED:
        job.state, job.finished_at = State.CANCELLED, now
        record(JobCancelled(**_about(job)), by=by)
    job.save(update_fields=["cancel_asked_at", "state", "finished_at"])


def run(
    job_id: int,
    *,
    must_stop: Callable[[], bool] = lambda: False,
    connecting: Connecting = tracking.own_connection,
) -> str:
    """Do the work of a job; answers the state it ended in. After a crash it is done once more, or not at all.

    1. Over a connection of its own the job is held, so that two workers never do it at the same time.
    2. An open job is marked as running; one that has ended is left alone.
    3. The work and the end of the job are one transaction (unless the kind is not atomic): both are kept, or neither.
    """
    with connecting() as database:
        if not tracking.hold(database, job_id):
            raise HeldElsewhere
        try:
            job = _begun(job_id)
            if job is None:
                return str(Job.objects.values_list("state", flat=True).get(pk=job_id))
            with translation.override(job.language):
                return _worked(job, tracking.Tracker(job_id, database, must_stop))
        finally:
            tracking.let_go(database, job_id)


def _begun(job_id: int) -> Job | None:
    """The job, marked as running in a transaction of its own; None when there is nothing left to do."""
    begun = Job.objects.filter(pk=job_id, state__in=OPEN).update(
        state=State.RUNNING, started_at=Coalesce("started_at", Now()), attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if begun else None


def _worked(job: Job, progress: tracking.Tracker) -> str:
    if job.cancel_asked_at is not None:
        return _ended(job, State.CANCELLED, JobCancelled(**_about(job)))
    try:
        kind = _kind(job)
        with transaction.atomic() if kind.is_atomic else nullcontext():
            return _finished(job, kind.call(progress, job.params))
    except Cancelled:
        return _ended(job, State.CANCELLED, JobCancelled(**_about(job)))
    except Interrupted:
        # Nothing of it is kept; the queue gives it to another worker, which begins anew.
        Job.objects.filter(pk=job.pk).update(state=State.QUEUED)
        raise
    except (OperationalError, InterfaceError):
        # The database went away, or refused for a moment: not the fault of the work, as long as it does not go on.
        if job.attempts < MOST_STARTS:
            raise
        log.exception("job_failed", job_id=job.pk, kind=job.kind)
        return _ended(job, State.FAILED, JobFailed(**_about(job)))
    except Exception:
        log.exception("job_failed", job_id=job.pk, kind=job.kind)
        return _ended(job, State.FAILED, JobFailed(**_about(job)))


def _kind(job: Job) -> Kind:
    kind = kinds.get(job.kind)
    if kind is None:
        raise LookupError(f"This release knows no work of the kind {job.kind}.")
    return kind


@transaction.atomic
def _finished(job: Job, result: Result) -> str:
    closed = Job.objects.filter(pk=job.pk, state=State.RUNNING).update(
        state=State.DONE,
        done=F("total"),
        result_url=result.url,
        result_text=result.text,
        finished_at=timezone.now(),
    )
    if closed:
        record(JobDone(**_about(job), result_url=result.url), by=the_platform())
    return State.DONE


@transaction.atomic
def _ended(job: Job, state: State, fact: JobCancelled | JobFailed) -> str:
    if Job.objects.filter(pk=job.pk, state=State.RUNNING).update(state=state, finished_at=timezone.now()):
        record(fact, by=the_platform())
    return state


def _about(job: Job) -> dict[str, Any]:
    return {
        "organisation_id": job.organisation_id,
        "job_id": job.pk,
        "kind": job.kind,
        "title": job.title,
        "person_id": job.person_id,
    }


@transaction.atomic
def rescue(*, silent_for: float) -> int:
    """Put back in the queue what a worker had in hand that has been silent for so many seconds. Answers how many.

    1. One worker at a time does this, under a lock: work put back by two would run twice.
    2. Work that took its worker along several times is given up, so that it does not take the next one.
    """
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESCUES])
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=silent_for))
    left = list(ProcrastinateJob.objects.filter(silent, status="doing").order_by("id"))
    for item in left:
        job = _followed(item)
        if job is not None and job.attempts >= MOST_STARTS:
            _give_up(item, job)
        else:
            queue.job_manager.retry_job_by_id(item.pk, retry_at=timezone.now())
    if left:
        log.warning("work_put_back", count=len(left), ids=[item.pk for item in left])
    return len(left)


def _followed(item: ProcrastinateJob) -> Job | None:
    """The job that people follow behind a piece of work in the queue, when there is one and it is open."""
    if item.task_name != "jobs.run":
        return None
    return Job.objects.filter(pk=item.args["job_id"], state=State.RUNNING).first()


def _give_up(item: ProcrastinateJob, job: Job) -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [item.pk])
    log.error("work_given_up", id=item.pk, job_id=job.pk, kind=job.kind, starts=job.attempts)
    _ended(job, State.FAILED, JobFailed(**_about(job)))
