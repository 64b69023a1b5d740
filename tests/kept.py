"""What takes seconds to make through actions is made once in a process, and put back as rows for each further test.

Every test still begins in an empty database and its changes are undone; only the work of making is left out. The numbers
of rows stay those of the first time: sequences never go back, so nothing that a test makes takes the same ones.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.files.storage import Storage, storages
from django.db import connection
from psycopg import sql

from steunpunt.foundation.operations import tables

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made: the object that tests get a copy of, its rows, and the storage that holds its files."""

    made: Any
    rows: dict[str, tuple[list[str], bytes]]
    storage: Storage


_kept: dict[str, Kept] = {}


def kept(make: Callable[[], Made]) -> Made:
    """What `make`, a function of a module, makes in a database that is empty until then: in a fixture, before all else."""
    key = f"{make.__module__}.{make.__qualname__}"
    found = _kept.get(key)
    if found is None or found.storage is not storages["default"]:
        before = _written()
        made = make()
        if before:  # something of the test itself: it would come along
            return made
        found = _kept[key] = Kept(deepcopy(made), {name: _read(name) for name in _written()}, storages["default"])
        return made
    _put_back(found)
    return deepcopy(found.made)


OURS = sql.SQL("xmin::text::bigint >= (pg_current_xact_id()::text::bigint & 4294967295)")
"""Of a row: written by this transaction, not there before it."""


def _written() -> list[str]:
    """The tables that this transaction wrote rows in, each after those that must be filled before it."""
    with connection.cursor() as cursor:
        names = tables.names(cursor)
        one = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {} WHERE {})")
        asked = [one.format(name, sql.Identifier(name), OURS) for name in names]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        written = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name in written]


def _read(table: str) -> tuple[list[str], bytes]:
    with connection.cursor() as cursor:
        columns = tables.columns(cursor, table)
    statement = _statement("COPY (SELECT {columns} FROM {table} WHERE {ours}) TO STDOUT", table, columns)
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        return columns, b"".join(bytes(piece) for piece in copy)


def _put_back(found: Kept) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers did their work the first time
    for table, (columns, rows) in found.rows.items():
        statement = _statement("COPY {table} ({columns}) FROM STDIN", table, columns)
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(rows)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")


def _statement(text: str, table: str, columns: list[str]) -> sql.Composed:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(text).format(table=sql.Identifier(table), columns=named, ours=OURS)
