"""What a board needs, filled in from its own inventory: only its own contracts, and only saved by the board itself."""

import pytest

from steunpunt.contract.tenders.models import BoardNeeds
from tests.factories.inventory import a_contract
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import somebody
from tests.factories.scan import TODAY
from tests.factories.tenders import a_buyer, a_tender

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def keerbergen():
    return OrganisationFactory(name="Keerbergen")


def page_of(tender):
    return f"/aankopen/bestekken/{tender.pk}/behoeften/zeggen/"


def test_supplier_and_end_are_filled_in_beside_what_was_typed_and_nothing_is_saved(keerbergen):
    tender = a_tender(keerbergen, by=a_buyer())
    row = a_contract(by=somebody(keerbergen, "ict_manager"), title="Mail", supplier="Oude Servers")
    client = logged_in(keerbergen, "ict_manager")
    assert "Oude Servers" in client.get(page_of(tender)).content.decode()
    taken = client.post(page_of(tender), {"take": row.pk, "likely_P1": "1.250", "remark": "liefst in juni"})
    body = taken.content.decode()
    assert taken.status_code == 200
    for kept in ('value="Oude Servers"', 'value="1.250"', "liefst in juni"):
        assert kept in body
    assert row.ends_on is None or f'value="{row.ends_on:%Y-%m-%d}"' in body
    assert not BoardNeeds.objects.exists()
    assert 'name="from_inventory" value="Mail"' in body
    saved = client.post(page_of(tender), {"most_P1": "1.250", "supplier": "Oude Servers", "from_inventory": "Mail"})
    assert saved.status_code == 302
    assert BoardNeeds.objects.get().content["supplier"] == "Oude Servers"
    shown = client.get(f"/aankopen/bestekken/{tender.pk}/behoeften/").content.decode()
    assert "uit de inventaris: Mail" in shown
    assert "ten hoogste 1.250" in shown, "also where nothing is counted on"


def test_each_most_says_of_what_it_is(keerbergen):
    tender = a_tender(keerbergen, by=a_buyer())
    page = logged_in(keerbergen, "ict_manager").get(page_of(tender)).content.decode()
    assert [page.count(f"Ten hoogste: {what}") for what in ("Postbus", "Migratie")] == [1, 1]


def test_no_contract_of_another_board_is_shown_or_taken(keerbergen):
    haacht = OrganisationFactory(name="Haacht")
    tender = a_tender(keerbergen, haacht, by=a_buyer())
    theirs = a_contract(by=somebody(haacht, "ict_manager"), title="Mail", supplier="Geheime Servers")
    client = logged_in(keerbergen, "ict_manager")
    assert "Geheime Servers" not in client.get(page_of(tender)).content.decode()
    for take in (theirs.pk, "", "x"):
        answer = client.post(page_of(tender), {"take": take})
        assert answer.status_code == 200
        assert "Geheime Servers" not in answer.content.decode()
    assert not BoardNeeds.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_whatever_the_number_of_contracts(count, keerbergen, django_assert_num_queries):
    tender = a_tender(keerbergen, by=a_buyer())
    for number in range(count):
        a_contract(by=somebody(keerbergen, "ict_manager"), title=f"Mail {number}")
    client = logged_in(keerbergen, "ict_manager")
    with django_assert_num_queries(10):
        assert client.get(page_of(tender)).status_code == 200
