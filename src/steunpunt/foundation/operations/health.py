"""Whether the platform can do its work: what a load balancer and a person on duty ask."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from procrastinate.contrib.django.models import ProcrastinateWorker

log = structlog.get_logger(__name__)

OK = "ok"
_known_to_be_migrated: set[str] = set()
"""Names of databases whose tables were seen to be up to date; they stay so while this process lives."""


@dataclass(frozen=True, slots=True)
class Health:
    """Each check by name, with `ok` or what is the matter in a word."""

    checks: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """A worker that is silent does not take web servers out of service: pages go on without it."""
        return all(word == OK for name, word in self.checks.items() if name != "worker")


def health(now: datetime) -> Health:
    checks: dict[str, Callable[[], str]] = {
        "database": database,
        "migrations": migrations,
        "storage": storage,
        "worker": lambda: worker(now),
    }
    found: dict[str, str] = {}
    for name, check in checks.items():
        try:
            found[name] = check()
        except (Error, OSError) as error:
            log.warning("health_check_failed", check=name, error=str(error))
            found[name] = "unreachable"
    return Health(found)


def database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def migrations() -> str:
    """Whether every table is as this release wants it."""
    connection = connections[DEFAULT_DB_ALIAS]
    name = str(connection.settings_dict["NAME"])
    if name not in _known_to_be_migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "behind"
        _known_to_be_migrated.add(name)
    return OK


def storage() -> str:
    """Whether documents can be kept. A bucket elsewhere is asked whether it answers."""
    if isinstance(default_storage, FileSystemStorage) or hasattr(default_storage, "location"):
        folder = Path(str(getattr(default_storage, "location", "")))
        while not folder.exists():
            folder = folder.parent
        return OK if os.access(folder, os.W_OK) else "not writable"
    default_storage.exists("health")
    return OK


def heartbeat() -> datetime | None:
    """When a worker was last heard of."""
    found: datetime | None = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    return found


def worker(now: datetime) -> str:
    last = heartbeat()
    if last is None:
        return "absent"
    return OK if now - last < timedelta(seconds=settings.WORKER_SILENT_SECONDS) else "silent"
