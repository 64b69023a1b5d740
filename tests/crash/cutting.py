"""Ending the server with kill -9 in the middle of something that it writes.

The middle is no guess: a table that the server still has to write in is kept from it, and once it waits there, it is ended.
"""

import threading
from collections.abc import Mapping

import psycopg

from steunpunt.demonstration.tour import TourFailed
from tests.served import until


def everything(served, module):
    """All rows of a module, the documents and the journal, in short."""
    tables = served.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
        "AND (table_name LIKE %s || '@_%%' ESCAPE '@' OR table_name IN ('journal_entry', 'documents_document')) ORDER BY 1",
        module,
    )
    return {
        table: served.rows(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")  # noqa: S608
        for (table,) in tables
    }


def quietly(send):
    try:
        send()
    except (TourFailed, OSError):
        return


def cut(served, module, table, send):
    """Send, and end the server while it waits for a table: what it had begun is undone, and it runs again."""
    before = everything(served, module)
    with psycopg.connect(served.url) as keeper:
        keeper.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        sender = threading.Thread(target=quietly, args=(send,), daemon=True)
        sender.start()
        until(
            lambda: served.rows("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", table) != [],
            f"the server waits for {table}",
            account=served.account,
        )
        served.kill(served.running[-1])
        keeper.rollback()
    sender.join(20)
    until(
        lambda: (
            served.rows(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND xact_start IS NOT NULL"
            )
            == []
        ),
        "nothing that it had begun is left",
        account=served.account,
    )
    assert everything(served, module) == before
    served.serve()


def posts(visitor, page, path, fields: Mapping[str, str] = {}):
    return visitor.post(path, fields, seen=visitor.get(page))
