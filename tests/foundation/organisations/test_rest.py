"""The API of organisations says what the pages say, to the same people."""

from datetime import date

import pytest
from ninja.testing import TestClient

from steunpunt.foundation.acting import STRANGER, Denied
from steunpunt.foundation.organisations import actions, reference
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.rest import router
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def flemish_brabant():
    actions.load_reference(state=reference.state(2025, province="Vlaams-Brabant"), today=TODAY, by=PLATFORM)


def ask(path, actor, **query):
    client = TestClient(router)
    return client.get(path, actor=actor, query_params=query)


def a_board():
    return Organisation.objects.get(nis_code="24048", kind="municipality")


def test_a_board_lists_its_fellows_and_pages_through_them(flemish_brabant):
    actor = an_actor(a_board(), "ict_manager")
    first = ask("", actor, kind="municipality", limit=2).json()
    second = ask("", actor, kind="municipality", limit=2, offset=2).json()
    assert first["count"] == 63
    assert [one["name"] for one in first["results"]] == ["Aarschot", "Affligem"]
    assert [one["name"] for one in second["results"]] == ["Asse", "Beersel"]
    then = ask("", actor, kind="municipality", on="2011-01-01", limit=1).json()
    assert then["count"] == 65
    assert [one["name"] for one in ask("", actor, q="ocmw gooik").json()["results"]] == ["OCMW Gooik"]


def test_one_board_comes_with_people_land_and_neighbours(flemish_brabant):
    board = a_board()
    found = ask(f"/{board.pk}", an_actor(board)).json()
    assert (found["inhabitants"], found["counted_year"], found["area_km2"]) == (12_954, 2020, "18.39")
    assert [one["name"] for one in found["neighbours"]] == ["Haacht", "Tremelo"]
    gooik = Organisation.objects.get(nis_code="23024", kind="municipality")
    assert ask(f"/{gooik.pk}", an_actor(board)).json()["successor"]["name"] == "Pajottegem"


def test_boundaries_of_a_day_come_as_geojson(flemish_brabant):
    actor = an_actor(a_board())
    assert len(ask("/boundaries", actor, on="2011-01-01").json()["features"]) == 65
    assert len(ask("/boundaries", actor, province="Vlaams-Brabant").json()["features"]) == 63
    assert ask("/boundaries", actor, province="Nergens").json()["features"] == []


def test_a_supplier_gets_itself_and_a_stranger_nothing(flemish_brabant):
    board, supplier = a_board(), OrganisationFactory(supplier=True)
    for actor in (an_actor(supplier), STRANGER):
        for path in ("", "/boundaries"):
            with pytest.raises(Denied):
                ask(path, actor)
        assert ask(f"/{board.pk}", actor).status_code == 404
    assert ask(f"/{supplier.pk}", an_actor(supplier)).json()["id"] == supplier.pk
    assert ask(f"/{supplier.pk}", STRANGER).status_code == 404


@pytest.mark.parametrize("query", [{"kind": "castle"}, {"limit": 0}, {"on": "yesterday"}, {"q": "x" * 101}])
def test_a_question_that_makes_no_sense_is_answered_with_what_is_wrong(query):
    assert ask("", an_actor(OrganisationFactory()), **query).status_code == 422
