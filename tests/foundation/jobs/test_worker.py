"""A worker that begins while the work of a dead one is being rescued: the database may end its first query."""

import asyncio
import contextlib

import pytest
from procrastinate.exceptions import ConnectorException
from psycopg.errors import DeadlockDetected, OperationalError

from steunpunt.foundation.jobs.management.commands import worker


class Queue:
    """In place of the queue: its beginnings fail as told, then it works until it is done."""

    def __init__(self, *causes):
        self.causes, self.begun = list(causes), 0

    @contextlib.asynccontextmanager
    async def open_async(self):
        yield self

    async def run_worker_async(self, **_options):
        self.begun += 1
        if self.causes:
            raise ConnectorException from self.causes.pop(0)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    async def nothing():
        await asyncio.sleep(0)

    monkeypatch.setattr(worker, "_rescue_again_and_again", nothing)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)


def work(queue):
    asyncio.run(worker.work(queue, 1, [], wait=False))


def test_it_begins_again_when_it_met_a_rescue():
    queue = Queue(DeadlockDetected(), DeadlockDetected())
    work(queue)
    assert queue.begun == 3


def test_it_gives_up_when_it_never_gets_through():
    queue = Queue(*(DeadlockDetected() for _ in range(worker.BEGINNINGS)))
    with pytest.raises(ConnectorException):
        work(queue)
    assert queue.begun == worker.BEGINNINGS


def test_any_other_trouble_ends_it_at_once():
    queue = Queue(OperationalError())
    with pytest.raises(ConnectorException):
        work(queue)
    assert queue.begun == 1
