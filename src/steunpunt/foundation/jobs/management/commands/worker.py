"""`manage.py worker`: does the work in the background, and puts back what a dead worker left."""

import asyncio
import os
import socket
from argparse import ArgumentParser
from typing import Any, cast

import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from psycopg.errors import DeadlockDetected

from steunpunt.foundation.jobs import actions

log = structlog.get_logger(__name__)
BEGINNINGS = 5
PAUSE_SECONDS = 0.3
"""Longer after each beginning, so that two workers do not meet again."""


class Command(BaseCommand):
    help = (
        "Do the work in the background, until asked to stop (SIGTERM or Ctrl-C); what is under way is finished first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--concurrency", type=int, default=settings.WORKER_CONCURRENCY, help="pieces of work at a time"
        )
        parser.add_argument("--queues", nargs="*", default=[], help="only these queues")
        parser.add_argument(
            "--until-empty", action="store_true", help="end when nothing is left, instead of waiting for more work"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # The worker itself needs a connector that listens; what the work defers in turn goes through Django's own
        # connection, as everywhere, so that it belongs to the transaction in hand. Hence two apps over the same tasks.
        working = app.with_connector(cast("DjangoConnector", app.connector).get_worker_connector())
        asyncio.run(work(working, options["concurrency"], options["queues"], wait=not options["until_empty"]))


async def work(working: App, concurrency: int, queues: list[str], *, wait: bool) -> None:
    """Work, while a task beside it looks after what silent workers left.

    A worker that begins clears away the silent ones, and whoever rescues their work locks the same rows the other way
    round: the database ends one of the two. When that is the beginning worker, it begins again.
    """
    watch = asyncio.create_task(_rescue_again_and_again(), name="rescue")
    try:
        async with working.open_async():
            for begun in range(1, BEGINNINGS + 1):
                try:
                    await _run(working, concurrency, queues, wait=wait)
                except ConnectorException as error:
                    if not isinstance(error.__cause__, DeadlockDetected) or begun == BEGINNINGS:
                        raise
                    log.warning("worker_begins_again", begun=begun)
                    await asyncio.sleep(begun * PAUSE_SECONDS)
                else:
                    return
    finally:
        watch.cancel()


async def _run(working: App, concurrency: int, queues: list[str], *, wait: bool) -> None:
    await working.run_worker_async(
        name=f"{socket.gethostname()}-{os.getpid()}",
        concurrency=concurrency,
        queues=queues or None,  # type: ignore[arg-type]  # None is every queue
        wait=wait,
        update_heartbeat_interval=settings.WORKER_HEARTBEAT_SECONDS,
        stalled_worker_timeout=settings.WORKER_SILENT_SECONDS,
        shutdown_graceful_timeout=settings.WORKER_STOP_SECONDS,
        fetch_job_polling_interval=2.0,
        abort_job_polling_interval=2.0,
        delete_jobs="never",
    )


async def _rescue_again_and_again() -> None:
    """At the start, and then several times within the silence that is allowed."""
    while True:
        try:
            await sync_to_async(_rescue, thread_sensitive=False)()
        except Exception:
            log.exception("rescue_failed")
        await asyncio.sleep(settings.WORKER_SILENT_SECONDS / 3)


def _rescue() -> None:
    close_old_connections()
    try:
        actions.rescue(silent_for=settings.WORKER_SILENT_SECONDS)
    finally:
        close_old_connections()
