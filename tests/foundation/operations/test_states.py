"""Tables of an empty database, made the quick way: those that Django makes by itself."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.served import a_database

ROOT = Path(__file__).resolve().parents[3]
DJANGO_BY_ITSELF = """
import django
from django.core.management import call_command
from django.core.management.commands import migrate
django.setup()
call_command(migrate.Command(), verbosity=0)
"""
SHAPE = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated, NULL
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT 'index', tablename, indexname, indexdef, NULL, NULL FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), NULL, NULL FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function', '', proname, prosrc, NULL, NULL FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL
SELECT 'migration', app, name, '', NULL, NULL FROM django_migrations
ORDER BY 1, 2, 3, 4
"""


def shape_of_tables(*command: str) -> list[tuple[object, ...]]:
    with a_database() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL)
        with psycopg.connect(url) as connection:
            return connection.execute(SHAPE).fetchall()


@pytest.mark.slow
def test_the_tables_are_those_that_django_makes_by_itself(django_db_setup):
    quick = shape_of_tables("manage.py", "migrate", "--verbosity", "0")
    assert len(quick) > 1_000
    assert quick == shape_of_tables("-c", DJANGO_BY_ITSELF)
