"""Somebody leaves the working group: while nobody reads marks it is a name less, after that what it changes stands on record."""

import pytest

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.models import Assessor
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.people import browser_of
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)


def marked(*firsts, hand_in=True):
    """Two offers; each member gives the first on K1 what is said, and 8 otherwise."""
    room = Room().opened().members(len(firsts))
    for who, first in zip(room.assessors, firsts, strict=True):
        marks = {(0, "K1"): first, (0, "K2"): "8", (1, "K1"): "8", (1, "K2"): "8"}
        if hand_in:
            room.sheet(who, marks)
    return room


def leave(room, place=-1):
    row = Assessor.objects.get(person_id=room.assessors[place].person_id)
    return actions.leave_room(
        tender_id=room.tender.pk, assessor_id=row.pk, reason="Werkt er niet meer", now=AFTER, by=room.buyer
    )


def said():
    return Entry.objects.filter(fact="tenders.assessor_out").get().data


def test_before_anybody_reads_marks_nothing_changes_by_it():
    room = marked("10", "8", hand_in=False)
    row = leave(room)
    assert row.out_changes is None
    assert (said()["reason"], said()["changed"]) == ("Werkt er niet meer", None)


def test_after_that_what_it_changes_stands_on_record_for_the_buyer_and_in_the_report():
    room = marked("10", "10", "6")
    row = leave(room)
    assert row.out_changes == [[room.offers[0].pk, "K1", None, "10"]]
    assert said()["changed"] == 1
    found = queries.dossier(room.tender, queries.specification(room.tender))
    name = str(room.offers[0].bid.supplier)
    wanted = [
        "De punten van iedereen waren toen al te lezen; er veranderde 1 punt.",
        f"{name}, K1: van te bespreken naar 10.",
    ]
    assert found.effects == {row.pk: wanted}
    history = f"/aankopen/bestekken/{room.tender.pk}/geschiedenis/"
    assert wanted[1] in browser_of(room.buyer.person_id).get(history).content.decode()
    assert wanted[1] not in browser_of(room.assessors[0].person_id).get(history).content.decode()


def test_a_mark_that_stays_as_it_was_is_no_change():
    room = marked("8", "8", "8")
    assert leave(room).out_changes == []


def test_the_last_member_does_not_leave_once_marks_can_be_read():
    room = marked("8")
    with pytest.raises(Refused) as refused:
        leave(room)
    assert refused.value.codes == {"last"}
    assert Assessor.objects.get().out_at is None


def test_the_page_says_what_it_changes_and_asks_whether_that_was_read():
    room = marked("10", "10", "6")
    row = Assessor.objects.get(person_id=room.assessors[2].person_id)
    client = browser_of(room.buyer.person_id)
    here = f"/aankopen/bestekken/{room.tender.pk}/kamer/lid/{row.pk}/weg/"
    shown = client.get(here).content.decode()
    for part in ("kiest met de punten in zicht", str(room.offers[0].bid.supplier), "te bespreken"):
        assert part in shown, part
    assert client.post(here, {"reason": "Werkt er niet meer"}).status_code == 422
    row.refresh_from_db()
    assert row.out_at is None
    assert client.post(here, {"reason": "Werkt er niet meer", "has_read": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.out_changes == [[room.offers[0].pk, "K1", None, "10"]]
