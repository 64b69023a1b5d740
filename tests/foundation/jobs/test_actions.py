from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from steunpunt.foundation.acting import STRANGER, Denied, Refused, the_platform
from steunpunt.foundation.jobs import actions, tracking
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.jobs.values import Interrupted
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("kinds")


def start(actor, **params):
    return actions.start("test.rename", {"organisation_id": actor.organisation_id} | params, by=actor, title="Rename")


def run(job_id, **how):
    return actions.run(job_id, connecting=tracking.same_connection, **how)


def facts():
    return list(Entry.objects.order_by("id").values_list("fact", flat=True))


def test_starting_queues_the_work_and_records_it(ict, keerbergen):
    job_id = start(ict)
    queued = ProcrastinateJob.objects.get(task_name="jobs.run")
    assert (queued.args, queued.status) == ({"job_id": job_id}, "todo")
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.person_id, job.organisation_id) == ("queued", ict.person_id, keerbergen.pk)
    assert facts() == ["jobs.started"]


def test_the_work_is_done_and_leads_to_its_result(ict, keerbergen):
    job_id = start(ict)
    assert run(job_id) == "done"
    job = Job.objects.get(pk=job_id)
    assert (job.done, job.total, job.result_url, job.result_text) == (2, 2, "/besturen/", "Renamed to Nieuw")
    keerbergen.refresh_from_db()
    assert keerbergen.name == "Nieuw"
    assert facts() == ["jobs.started", "jobs.done"]


def test_work_that_is_done_is_not_done_again(ict, keerbergen):
    job_id = start(ict)
    run(job_id)
    Organisation.objects.filter(pk=keerbergen.pk).update(name="Keerbergen")
    assert run(job_id) == "done"
    keerbergen.refresh_from_db()
    assert keerbergen.name == "Keerbergen"
    assert facts() == ["jobs.started", "jobs.done"]


def test_work_that_fails_leaves_nothing_behind(ict, keerbergen):
    job_id = actions.start("test.stumble", {"organisation_id": keerbergen.pk}, by=ict, title="Stumble")
    assert run(job_id) == "failed"
    keerbergen.refresh_from_db()
    assert keerbergen.name == "Keerbergen"
    assert facts() == ["jobs.started", "jobs.failed"]


def test_waiting_work_is_cancelled_at_once(ict):
    job_id = start(ict)
    actions.cancel(job_id, by=ict)
    assert run(job_id) == "cancelled"
    assert facts() == ["jobs.started", "jobs.cancelled"]


def test_running_work_is_cancelled_at_its_next_step_and_leaves_nothing(ict, keerbergen):
    job_id = start(ict)
    Job.objects.filter(pk=job_id).update(state="running", started_at=timezone.now())
    actions.cancel(job_id, by=ict)
    assert Job.objects.get(pk=job_id).is_being_cancelled
    assert run(job_id) == "cancelled"
    keerbergen.refresh_from_db()
    assert keerbergen.name == "Keerbergen"


def test_what_has_ended_cannot_be_cancelled(ict):
    job_id = start(ict)
    run(job_id)
    with pytest.raises(Refused) as refused:
        actions.cancel(job_id, by=ict)
    assert refused.value.codes == {"job_closed"}


def test_a_neighbour_cannot_cancel(ict, neighbour):
    job_id = start(ict)
    with pytest.raises(Denied):
        actions.cancel(job_id, by=neighbour)
    assert Job.objects.get(pk=job_id).cancel_asked_at is None


def test_nobody_starts_work_while_looking_in_or_as_a_stranger(ict):
    for actor in (replace(ict, looking_in_id=7), STRANGER):
        with pytest.raises(Denied):
            start(replace(actor, organisation_id=ict.organisation_id))
    assert not Job.objects.exists()
    assert start(replace(the_platform(), organisation_id=ict.organisation_id))


def test_when_the_worker_must_stop_the_work_goes_back_untouched(ict, keerbergen):
    job_id = start(ict)
    with pytest.raises(Interrupted):
        run(job_id, must_stop=lambda: True)
    keerbergen.refresh_from_db()
    assert keerbergen.name == "Keerbergen"
    assert Job.objects.get(pk=job_id).state == "queued"
    assert run(job_id) == "done"


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_outside_while_the_work_is_not(ict, keerbergen):
    seen = []
    job_id = start(ict)

    def look() -> bool:
        with tracking.own_connection() as other, other.cursor() as cursor:
            cursor.execute("SELECT done, total, sentence FROM jobs_job WHERE id = %s", [job_id])
            progress = cursor.fetchone()
            cursor.execute("SELECT name FROM organisations_organisation WHERE id = %s", [keerbergen.pk])
            seen.append((progress, cursor.fetchone()[0]))
        return False

    assert actions.run(job_id, must_stop=look) == "done"
    assert seen == [((0, 0, ""), "Keerbergen"), ((1, 2, "Half-way"), "Keerbergen")]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_work_at_the_same_time(ict):
    job_id = start(ict)
    with tracking.own_connection() as other:
        assert tracking.hold(other, job_id)
        with pytest.raises(actions.HeldElsewhere):
            actions.run(job_id)
    assert actions.run(job_id) == "done"


def the_queue_gave_it_to_a_worker(silent_for: timedelta) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [silent_for]
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    return worker


def test_what_a_silent_worker_had_in_hand_is_put_back(ict):
    start(ict)
    the_queue_gave_it_to_a_worker(timedelta(seconds=60))
    assert actions.rescue(silent_for=30) == 1
    assert ProcrastinateJob.objects.get(task_name="jobs.run").status == "todo"
    assert actions.rescue(silent_for=30) == 0


def test_what_a_living_worker_has_in_hand_stays_there(ict):
    start(ict)
    the_queue_gave_it_to_a_worker(timedelta(seconds=10))
    assert actions.rescue(silent_for=30) == 0
    assert ProcrastinateJob.objects.get(task_name="jobs.run").status == "doing"


def test_work_that_takes_its_worker_along_every_time_is_given_up(ict):
    job_id = start(ict)
    Job.objects.filter(pk=job_id).update(state="running", attempts=actions.MOST_STARTS)
    the_queue_gave_it_to_a_worker(timedelta(seconds=60))
    actions.rescue(silent_for=30)
    assert ProcrastinateJob.objects.get(task_name="jobs.run").status == "failed"
    assert Job.objects.get(pk=job_id).state == "failed"
    assert facts() == ["jobs.started", "jobs.failed"]
