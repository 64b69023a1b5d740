"""The API of organisations says what the pages say, to the same people."""

from datetime import date

import pytest
from django.test import Client

from steunpunt.foundation.organisations import actions, reference
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def flemish_brabant():
    actions.load_reference(state=reference.state(2025, province="Vlaams-Brabant"), today=TODAY, by=PLATFORM)


def ask(path, client, **query):
    return client.get(f"/api/v1/organisations{path}", query)


def a_board():
    return Organisation.objects.get(nis_code="24048", kind="municipality")


def test_a_board_lists_its_fellows_and_pages_through_them(flemish_brabant):
    client = logged_in(a_board(), "ict_manager")
    first = ask("", client, kind="municipality", limit=2).json()
    second = ask("", client, kind="municipality", limit=2, offset=2).json()
    assert first["count"] == 63
    assert [one["name"] for one in first["results"]] == ["Aarschot", "Affligem"]
    assert [one["name"] for one in second["results"]] == ["Asse", "Beersel"]
    then = ask("", client, kind="municipality", on="2011-01-01", limit=1).json()
    assert then["count"] == 65
    assert [one["name"] for one in ask("", client, q="ocmw gooik").json()["results"]] == ["OCMW Gooik"]


def test_one_board_comes_with_people_land_and_neighbours(flemish_brabant):
    board = a_board()
    client = logged_in(board)
    found = ask(f"/{board.pk}", client).json()
    assert (found["inhabitants"], found["counted_year"], found["area_km2"]) == (12_954, 2020, "18.39")
    assert [one["name"] for one in found["neighbours"]] == ["Haacht", "Tremelo"]
    gooik = Organisation.objects.get(nis_code="23024", kind="municipality")
    assert ask(f"/{gooik.pk}", client).json()["successor"]["name"] == "Pajottegem"


def test_boundaries_of_a_day_come_as_geojson(flemish_brabant):
    client = logged_in(a_board())
    assert len(ask("/boundaries", client, on="2011-01-01").json()["features"]) == 65
    assert len(ask("/boundaries", client, province="Vlaams-Brabant").json()["features"]) == 63
    assert ask("/boundaries", client, province="Nergens").json()["features"] == []


def test_a_supplier_gets_itself_and_a_stranger_nothing(flemish_brabant):
    board, supplier = a_board(), OrganisationFactory(supplier=True)
    client = logged_in(supplier, "contact")
    for path in ("", "/boundaries"):
        assert ask(path, client).status_code == 403
    assert ask(f"/{board.pk}", client).status_code == 404
    assert ask(f"/{supplier.pk}", client).json()["id"] == supplier.pk
    for path in ("", "/boundaries", f"/{board.pk}", f"/{supplier.pk}"):
        assert ask(path, Client()).status_code == 401


@pytest.mark.parametrize(
    "query", [{"kind": "castle"}, {"limit": 0}, {"on": "yesterday"}, {"on": "5"}, {"on": ""}, {"q": "x" * 101}]
)
def test_a_question_that_makes_no_sense_is_answered_with_what_is_wrong(query):
    assert ask("", logged_in(OrganisationFactory()), **query).status_code == 422
