"""How a running job tells how far it is, and hears that it must stop.

The work runs in a transaction that nobody else sees into before its end, so what it tells goes over a connection of
its own. That connection also holds a lock of the session on the job: while it stands, no other worker runs the same
job; when the worker dies, the lock falls with its connection.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.jobs.rules import clipped
from steunpunt.foundation.jobs.values import Cancelled, Interrupted

LOCKS = 0x4A4F42
"""First half of the advisory lock's key: "JOB"; the second half is the job's id."""
PAUSE = 0.25
"""Seconds between two words to the database; steps in between are kept back."""


class Tracker:
    """The `Progress` that a job is given."""

    def __init__(self, job_id: int, database: BaseDatabaseWrapper, must_stop: Callable[[], bool]) -> None:
        self.job_id = job_id
        self._database = database
        self._must_stop = must_stop
        self._told_at = float("-inf")

    def step(self, done: int, total: int, sentence: str = "") -> None:
        done, total = clipped(done, total)
        if self._must_stop():
            raise Interrupted
        now = time.monotonic()
        if now - self._told_at < PAUSE and done < total:
            return
        self._told_at = now
        with self._database.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Job._meta.db_table} SET done = %s, total = %s, sentence = %s WHERE id = %s "  # noqa: S608, SLF001 - a name of ours
                "RETURNING cancel_asked_at IS NOT NULL",
                [done, total, sentence[:300], self.job_id],
            )
            asked = cursor.fetchone()
        if asked is None or asked[0]:
            raise Cancelled


@contextmanager
def own_connection() -> Iterator[BaseDatabaseWrapper]:
    """A second connection to the same database, outside the pool and outside any transaction."""
    database = connection.copy()
    database.settings_dict["OPTIONS"].pop("pool", None)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def same_connection() -> Iterator[BaseDatabaseWrapper]:
    """For a job that runs inside the caller's transaction, as in tests and in the demonstration's loading."""
    yield connection


def hold(database: BaseDatabaseWrapper, job_id: int) -> bool:
    """Keep other workers from this job for as long as the connection lives; False when another one holds it."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, job_id % 2**31])
        row = cursor.fetchone()
    return bool(row and row[0])


def let_go(database: BaseDatabaseWrapper, job_id: int) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, job_id % 2**31])
