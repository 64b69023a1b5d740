"""Restore: an empty database, or one that may be replaced, becomes what a back-up holds."""

from collections.abc import Callable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from steunpunt.foundation.operations import tables
from steunpunt.foundation.operations.archive import Manifest, Reader
from steunpunt.foundation.operations.states import making_only_what_is_added


class NotPossible(Exception):  # noqa: N818 - a word that reads in a sentence
    """The back-up cannot go into this database."""


def restore(
    source: Path, *, storage: Storage, replace: bool = False, say: Callable[[str], object] = lambda _: None
) -> Manifest:
    """Put back a back-up. Stop web servers and workers first.

    1. The whole file is read and compared with its checksums before anything is touched.
    2. The tables are made by the migrations that the back-up was made with.
    3. Documents, then all rows in one transaction that ends with the same numbers as the back-up, or not at all.
    4. Migrations of this release that came later are run.
    """
    with Reader(source) as reader:
        reader.verify()
        _refuse_unknown(reader.manifest)
        _make_room(replace=replace)
        _make_tables(reader.manifest)
        for name in reader.manifest.documents:
            _keep_document(reader, name, storage)
        with transaction.atomic(), connection.cursor() as cursor:
            _fill(cursor, reader, say)
        connection.close()  # what it remembered of the former tables goes with it
        call_command("migrate", interactive=False, verbosity=0)
        return reader.manifest


def _refuse_unknown(manifest: Manifest) -> None:
    known = MigrationExecutor(connection).loader.disk_migrations
    newer = sorted(f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known)
    if newer:
        raise NotPossible(
            f"The back-up was made by another release ({manifest.release}): this one does not know {', '.join(newer)}. "
            "Restore with that release, then upgrade."
        )


def _make_room(*, replace: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        row = cursor.fetchone()
        if not row or not row[0]:
            return
        if not replace:
            raise NotPossible(
                "This database is not empty. Restore into an empty one, or say --replace to lose what is in it."
            )
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _make_tables(manifest: Manifest) -> None:
    """The tables as they were: every migration of the back-up, and no later one."""
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    kept = set(manifest.migrations)
    graph = executor.loader.graph
    last = [
        key for key in kept if not any(child in kept and child[0] == key[0] for child in graph.node_map[key].children)
    ]
    with making_only_what_is_added(connection):
        executor.migrate(sorted(last))


def _keep_document(reader: Reader, name: str, storage: Storage) -> None:
    if storage.exists(name):
        storage.delete(name)
    with reader.document(name) as file:
        given = storage.save(name, File(file, name=name))
    if given != name:
        raise NotPossible(f"The storage would not keep {name} under its own name.")


def _fill(cursor: CursorWrapper, reader: Reader, say: Callable[[str], object]) -> None:
    names = tables.names(cursor)
    there = set(names)
    wanted = reader.manifest.tables
    if there != set(wanted):
        raise NotPossible(f"The tables differ from those of the back-up: {', '.join(sorted(there ^ set(wanted)))}.")
    # Triggers of ours would refuse to empty the journal, and would tell the queue's history twice.
    for name in names:
        _run(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", name)
    cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, names))))
    for name in names:
        member = wanted[name]
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, member.columns))
        )
        with connection.connection.cursor() as raw:
            with raw.copy(statement) as copy:
                for piece in reader.table(name):
                    copy.write(piece)
            rows = raw.rowcount
        if rows != member.rows:
            raise NotPossible(f"{name} has {rows} rows; the back-up says {member.rows}.")
        say(f"{name}: {rows}")
    for name, last in reader.manifest.sequences.items():
        cursor.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', last])
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        _run(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", name)


def _run(cursor: CursorWrapper, statement: str, table: str) -> None:
    cursor.execute(sql.SQL(statement).format(sql.Identifier(table)))
