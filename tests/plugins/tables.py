"""The tables of a test run are made once for the migrations as they are, and copied from then on.

Making them takes as long as hundreds of tests. What was made is kept as text in `var/test-tables`, under a digest of all
migrations, the locked packages and the server: whatever changes one of them makes the tables anew. A fresh clone has
none, so what decides whether a change may land begins from the migrations themselves.
"""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from doors.database import OWNER, Cluster
from doors.places import Places
from tests.plugins.postgres import own_cluster

KEPT = Places().root / "var" / "test-tables"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """Whether the database of this worker is there: brought back from what an earlier run kept, or kept by hand."""
    cluster = own_cluster()
    if cluster is None:
        return bool(request.config.getvalue("reuse_db"))
    text = kept(cluster)
    if text.exists():
        name = _name()
        _run(cluster, "createdb", name)
        _run(cluster, "psql", "-d", name, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", str(text), "-o", os.devnull)
    return text.exists()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """Tables that had to be made are kept for the next run, before any test writes in them."""
    cluster = own_cluster()
    if cluster is not None and not django_db_keepdb:
        text = kept(cluster)
        text.parent.mkdir(parents=True, exist_ok=True)
        for former in text.parent.glob("*.sql"):
            former.unlink(missing_ok=True)
        beside = text.with_suffix(f".{os.getpid()}")
        made = str(settings.DATABASES["default"]["NAME"])
        beside.write_text(_run(cluster, "pg_dump", "-d", made), encoding="utf-8")
        beside.replace(text)


def kept(cluster: Cluster) -> Path:
    """Where the tables of these migrations are kept, whether they are or not."""
    root = Places().root
    digest = hashlib.sha256(_run(cluster, "postgres", "--version", is_asking=False).encode())
    for file in sorted([*root.glob("src/**/migrations/*.py"), *root.glob("src/steunpunt/settings/**/*.py")]):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    for file in sorted(root.glob("requirements/*.txt")):
        digest.update(file.read_bytes())
    return KEPT / f"{digest.hexdigest()[:16]}.sql"


def _name() -> str:
    """What the database of this worker will be called; once it is there, the settings name it so themselves."""
    return str(settings.DATABASES["default"]["TEST"]["NAME"] or f"test_{settings.DATABASES['default']['NAME']}")


def _run(cluster: Cluster, program: str, *arguments: str, is_asking: bool = True) -> str:
    connection = ["-h", str(cluster.sockets), "-U", OWNER] if is_asking else []
    done = subprocess.run(
        [str(cluster.programs / program), *connection, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.strip()}")
    return done.stdout
