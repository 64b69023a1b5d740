"""What is put back is what was made, and the database is as strict as before."""

import pytest
from django.db import Error, connection, transaction

from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.operations import tables
from steunpunt.foundation.people.actions import register_person
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.kept import kept

made = []


def a_board_and_somebody():
    made.append("once")
    return OrganisationFactory(name="Haacht"), register_person(email="a@haacht.example", name="A \\N", by=PLATFORM)


def everything():
    with connection.cursor() as cursor:
        found = {}
        for name in tables.names(cursor):
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608 - names of our own tables
            found[name] = cursor.fetchall()
    return found


def test_what_is_put_back_is_what_was_made(db):
    seen = []
    for _time in range(2):
        with transaction.atomic():
            board, somebody = kept(a_board_and_somebody)
            seen.append((board.pk, somebody.pk, everything()))
            transaction.set_rollback(True)
        assert not Person.objects.exists()
    assert seen[0] == seen[1]
    assert made == ["once"]


def test_after_it_was_put_back_the_database_refuses_as_ever_and_numbers_go_on(db):
    for _time in range(2):
        with transaction.atomic():
            _board, somebody = kept(a_board_and_somebody)
            with pytest.raises(Error, match="append-only"), transaction.atomic():
                Entry.objects.update(fact="x")
            assert Person.objects.create(email="b@haacht.example", name="B").pk > somebody.pk
            transaction.set_rollback(True)


def test_whoever_changes_a_copy_changes_nobody_elses(db):
    with transaction.atomic():
        kept(a_board_and_somebody)[0].name = "Anders"
        transaction.set_rollback(True)
    assert kept(a_board_and_somebody)[0].name == "Haacht"
