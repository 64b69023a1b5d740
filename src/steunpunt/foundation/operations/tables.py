"""The tables of the database as they are: names, columns, what refers to what."""

from graphlib import TopologicalSorter

from django.db.backends.utils import CursorWrapper

NOT_KEPT = frozenset({"django_migrations", "django_session"})
"""The manifest names the migrations; who was logged in is not kept, so that a back-up lets nobody in."""


def names(cursor: CursorWrapper) -> list[str]:
    """All tables of ours, each after those that must be filled before it.

    Django's own keys are checked at the end of a transaction and so ask for no order; the queue's are checked at once.
    """
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    found = [name for (name,) in cursor.fetchall() if name not in NOT_KEPT]
    cursor.execute(
        "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
        "WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid"
    )
    order: TopologicalSorter[str] = TopologicalSorter({name: set() for name in found})
    for child, parent in cursor.fetchall():
        order.add(child, parent)
    return [name for name in order.static_order() if name in set(found)]


def columns(cursor: CursorWrapper, table: str) -> list[str]:
    """The columns that hold what was put in; what the database computes itself is left out."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [f'"{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def sequences(cursor: CursorWrapper) -> dict[str, int]:
    """The last number that each sequence gave out; one that gave none is left out."""
    cursor.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    )
    return dict(cursor.fetchall())
