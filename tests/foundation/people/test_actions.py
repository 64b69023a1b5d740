"""People: registered, changed, leaving, coming back; and what the journal keeps of a name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from steunpunt.foundation.acting import STRANGER, Actor, Denied, Refused, the_platform
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import lines, shred
from steunpunt.foundation.people import actions
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import PLATFORM
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2011, 4, 1, 12, tzinfo=UTC)


def test_an_address_is_registered_once_whatever_its_capitals():
    actions.register_person(email=" Ict@Keerbergen.example", name="ICT", by=PLATFORM)
    with pytest.raises(Refused) as refused:
        actions.register_person(email="ict@KEERBERGEN.example", name="ICT", by=PLATFORM)
    assert refused.value.codes == {"email_known"}
    assert Person.objects.count() == Entry.objects.count() == 1


def test_a_change_that_changes_nothing_is_no_fact():
    person = PersonFactory(phone="016", language="nl")
    actions.change_person(
        person_id=person.pk, name=person.name, phone="016", language="nl", by=Actor(person_id=person.pk)
    )
    assert not Entry.objects.exists()
    actions.change_person(
        person_id=person.pk, name=person.name, phone="016", language="fr", by=Actor(person_id=person.pk)
    )
    assert Entry.objects.get().data["fields"] == ["language"]


def test_who_left_can_come_back_with_a_new_password():
    person = actions.register_person(email="ict@k.example", name="ICT", password="oud", by=PLATFORM)
    actions.let_person_leave(person_id=person.pk, now=NOON, by=PLATFORM)
    back = actions.readmit_person(person_id=person.pk, name="ICT", password="nieuw", by=PLATFORM)
    assert (back.is_active, back.left_at, back.check_password("nieuw")) == (True, None, True)
    with pytest.raises(Refused):
        actions.readmit_person(person_id=person.pk, name="ICT", password="x", by=PLATFORM)


def test_shredded_the_journal_no_longer_names_the_person():
    person = actions.register_person(email="ict@k.example", name="Naam van iemand", by=PLATFORM)
    assert "Naam van iemand" in lines(Entry.objects.all())[0].sentence
    assert shred(person_id=person.pk) == 1
    assert "Naam van iemand" not in lines(Entry.objects.all())[0].sentence


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("person_email_once", lambda: PersonFactory(email="A@b.example") and PersonFactory(email="a@b.example")),
        ("person_language_is_one_of_ours", lambda: PersonFactory(language="de")),
        ("person_who_left_is_not_active", lambda: PersonFactory(left_at=NOON)),
    ],
)
def test_the_database_itself_refuses(name, wrong):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        wrong()


def test_nobody_changes_the_details_of_somebody_else():
    person, other = PersonFactory(name="Eigen naam"), PersonFactory()
    own = Actor(person_id=person.pk)
    for by in (
        STRANGER,
        the_platform(),
        Actor(person_id=other.pk),
        replace(own, looking_in_id=1),
        replace(own, scopes=frozenset({"people:read"})),
    ):
        with pytest.raises(Denied):
            actions.change_person(person_id=person.pk, name="Anders", phone="", language="nl", by=by)
    person.refresh_from_db()
    assert person.name == "Eigen naam"
    assert not Entry.objects.exists()


def test_who_left_leaves_once():
    person = PersonFactory()
    for _ in range(2):
        actions.let_person_leave(person_id=person.pk, now=NOON, by=PLATFORM)
    assert [entry.fact for entry in Entry.objects.all()] == ["people.left"]
