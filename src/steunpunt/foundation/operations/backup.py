"""Back up: the whole database as it was at one moment, and all documents, in one file."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.storage import Storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from steunpunt.foundation.operations import tables
from steunpunt.foundation.operations.archive import PIECE, Manifest, Writer


def backup(
    target: Path, *, storage: Storage, now: datetime, release: str, say: Callable[[str], object] = lambda _: None
) -> Manifest:
    """Write the back-up; while it is made, everybody goes on working.

    1. One transaction that sees the database as it was at its beginning reads all tables.
    2. Documents come after: each one that the tables know was there before.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = Manifest(
            made_at=now.isoformat(),
            release=release,
            migrations=sorted(MigrationRecorder(connection).applied_migrations()),
            sequences=tables.sequences(cursor),
        )
        with Writer(target, manifest) as writer:
            for name in tables.names(cursor):
                columns = tables.columns(cursor, name)
                rows = writer.table(name, columns, _rows(name, columns))
                say(f"{name}: {rows}")
            for name in documents(storage):
                with storage.open(name) as file:
                    writer.document(name, (bytes(piece) for piece in file.chunks(PIECE)))
    return manifest


def _rows(table: str, columns: list[str]) -> Iterator[bytes]:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in copy:
            yield bytes(piece)


def documents(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files kept, in order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield f"{prefix}{name}"
    for name in sorted(folders):
        yield from documents(storage, f"{prefix}{name}")
