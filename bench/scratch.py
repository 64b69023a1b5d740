"""A throwaway database with the platform's tables, for benchmarks that fill it themselves."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from doors.database import Cluster, embedded_programs
from doors.places import Places

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def scratch() -> Iterator[str]:
    """The address of an empty database, removed afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.dev")
    os.environ.setdefault("STEUNPUNT_SECRET_KEY", secrets.token_hex(40))
    os.environ.setdefault("STEUNPUNT_LOG_LEVEL", "ERROR")
    with tempfile.TemporaryDirectory(prefix="steunpunt-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "postgres", embedded_programs(Places().venv), durable=True).settled()
        url = cluster.start()
        try:
            yield url
        finally:
            cluster.destroy()


def setup() -> None:
    """Django, with all tables, in this process."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
