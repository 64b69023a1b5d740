"""The page of the search, its suggestions and its API."""

import pytest

from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db
ASK = {"HX-Request": "true"}


@pytest.fixture
def browser():
    return logged_in(OrganisationFactory(name="Haacht"), "ict_manager")


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_says_what_can_be_found_before_anything_is_typed(browser):
    for path in ("/zoeken/", "/zoeken/?q=", "/zoeken/?q=%3F%21", "/zoeken/?q=%00"):
        assert "Typ wat u zoekt" in text(browser.get(path))


def test_nothing_found_says_what_to_try(browser):
    page = text(browser.get("/zoeken/?q=qqqqwwww"))
    assert "Niets gevonden" in page
    assert "andere schrijfwijze" in page


def test_what_was_typed_stands_on_the_page_and_does_nothing(browser):
    page = text(browser.get("/zoeken/", {"q": "<script>alert(1)</script> haacht'--"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_kinds_narrow_the_page_by_its_address(browser):
    for number in range(8):
        OrganisationFactory(name=f"Dorp {number}")
    everything = text(browser.get("/zoeken/?q=dorp"))
    assert "Alle 8" in everything
    assert (everything.count("Dorp 0"), everything.count("Dorp 7")) == (1, 0)
    boards = text(browser.get("/zoeken/?q=dorp&soort=organisations"))
    assert boards.count("Dorp 7") == 1
    assert "Alle 8" not in boards
    assert text(browser.get("/zoeken/?q=dorp&soort=kasteel")).count("Dorp 0") == 1


def test_a_slip_is_forgiven_and_said(browser):
    page = text(browser.get("/zoeken/?q=Hacht"))
    assert "Niets heet precies zo. Dit lijkt erop:" in page
    assert f"/besturen/{Organisation.objects.get(name='Haacht').pk}/" in page


def test_the_suggestions_are_a_part_of_a_page_and_lead_to_the_whole(browser):
    part = text(browser.get("/zoeken/?q=haacht&voorstel=ja", headers=ASK))
    assert "<html" not in part
    assert 'href="/zoeken/?q=haacht"' in part
    assert "Niets gevonden" in text(browser.get("/zoeken/?q=qqqqwwww&voorstel=ja", headers=ASK))
    assert text(browser.get("/zoeken/?q=&voorstel=ja", headers=ASK)) == ""
    assert "<html" in text(browser.get("/zoeken/?q=haacht&voorstel=ja"))


def test_the_search_box_stands_on_every_page_of_whoever_is_logged_in(browser):
    page = text(browser.get("/"))
    assert 'action="/zoeken/"' in page
    assert "data-search" in page


def test_the_api_gives_one_list_with_kinds(browser):
    board = Organisation.objects.get(name="Haacht")
    body = browser.get("/api/v1/search?q=haacht&kind=organisations").json()
    assert body == {
        "count": 1,
        "is_forgiving": False,
        "results": [
            {
                "kind": "organisations",
                "kind_label": "Besturen en organisaties",
                "title": "Haacht",
                "detail": "Gemeente",
                "url": f"/besturen/{board.pk}/",
                "score": 1.0,
            }
        ],
    }
    assert browser.get("/api/v1/search", {"q": "x" * 101}).status_code == 422
