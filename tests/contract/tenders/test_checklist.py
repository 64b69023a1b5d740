"""The check list of a tender: done by what the record shows, else ticked by a buyer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from steunpunt.contract.tenders import queries
from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.choices.law import StepCode
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import NOW
from tests.factories.tenders import a_tender
from tests.house.world import browser
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    return kept(Room)


def page_of(actor):
    return browser(Person.objects.get(pk=actor.person_id))


def done(tender, now=NOW):
    tender.refresh_from_db()
    return {one.step.code for one in queries.checklist(tender, queries.specification(tender), now) if one.is_done}


def test_what_the_record_shows_is_done_and_the_rest_is_not(room):
    before = {StepCode.BOARDS, StepCode.ESTIMATE, StepCode.CRITERIA, StepCode.MAXIMUM}
    assert done(room.tender) == before | {StepCode.OFFICERS, StepCode.PUBLISHED}
    for kind in EnvelopeKind:
        room.hand_in(kind)
    room.begin()
    room.complete()
    assert done(room.tender, AFTER) == before | {
        StepCode.OFFICERS,
        StepCode.PUBLISHED,
        StepCode.ANSWERED,
        StepCode.OPENED,
        StepCode.VALID,
    }


def test_offers_do_not_bind_for_ever(room):
    late = AFTER + timedelta(days=120)
    assert StepCode.VALID not in done(room.tender, late)


def test_a_buyer_ticks_what_nothing_shows_once_and_it_stands_on_record(room):
    client = page_of(room.buyer)
    url = reverse("tenders:checklist", args=[room.tender.pk])
    for _again in range(2):
        assert client.post(url, {"code": "notice", "note": "BDA 2011-1"}).status_code == 302
    row = room.tender.steps.get()
    assert (row.code, row.note) == ("notice", "BDA 2011-1")
    assert Entry.objects.filter(fact="tenders.step_ticked").count() == 1
    assert StepCode.NOTICE in done(room.tender)
    body = client.get(url).content.decode()
    assert "BDA 2011-1" in body
    assert "Wet van 24 december 1993" in body, "a tender of 2011 shows the act of its day"


@pytest.mark.parametrize("code", ["opened", "geen-stap", ""])
def test_what_is_no_step_to_tick_by_hand_is_refused(room, code):
    client = page_of(room.buyer)
    answer = client.post(reverse("tenders:checklist", args=[room.tender.pk]), {"code": code})
    assert answer.status_code == 404
    assert not room.tender.steps.exists()


def test_the_check_list_is_for_buyers_alone(room):
    url = reverse("tenders:checklist", args=[room.tender.pk])
    others = [
        somebody(room.support, "adviser"),
        room.officers["een"],
        room.suppliers[0],
        somebody(OrganisationFactory(), "ict_manager"),
    ]
    assert [page_of(one).get(url).status_code for one in others] == [404] * 4
    assert [page_of(one).post(url, {"code": "notice"}).status_code for one in others] == [404] * 4
    assert not room.tender.steps.exists()


def test_the_publication_page_warns_before_it_goes_out_and_not_after_the_deadline(room):
    draft = a_tender(*room.boards, by=room.buyer, reference="2011-HM-2")
    client = page_of(room.buyer)
    pages = [client.get(reverse("tenders:publication", args=[one.pk])).content.decode() for one in (draft, room.tender)]
    assert ["law-warnings" in page for page in pages] == [True, False]
