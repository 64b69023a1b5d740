"""Nobody finds what they could not open. There is something of Keerbergen to find in every test."""

import pytest
from django.test import Client

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.search import queries
from steunpunt.foundation.ui.finding import Words
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.scan import a_compared_round, a_secretary, an_adviser, an_ict_manager

pytestmark = pytest.mark.django_db
LOOKED_FOR = ("Keerbergen", "Kerbergen", "samenwerkingsscan", "scan keerbergen", "BEL01", "netwerken", "werkplek")


def kinds(actor):
    return {
        (group.key, hit.title) if group.key == "scans" else group.key
        for typed in LOOKED_FOR
        for group in queries.search(actor, Words.of(typed)).groups
        for hit in group.hits
        if group.key not in {"help", "pages"}
    }


@pytest.fixture
def scan():
    return a_compared_round()[0]


KEERBERGENS = ("scans", "Samenwerkingsscan 2011 · Keerbergen")


def test_the_board_itself_finds_its_scan_and_its_questions(scan):
    for actor in (an_ict_manager(scan.organisation), a_secretary(scan.organisation)):
        assert kinds(actor) == {"organisations", "questions", KEERBERGENS}


def test_an_adviser_finds_every_scan(scan):
    assert KEERBERGENS in kinds(an_adviser())


def test_a_neighbour_finds_its_own_scan_only(scan):
    neighbour = type(scan).objects.exclude(pk=scan.pk).select_related("organisation", "round").first()
    own = ("scans", f"Samenwerkingsscan 2011 · {neighbour.organisation}")
    assert kinds(an_ict_manager(neighbour.organisation)) == {"organisations", "questions", own}


def test_a_board_outside_the_round_finds_the_board_and_no_scan(scan):
    assert kinds(an_ict_manager(OrganisationFactory())) == {"organisations"}


def test_a_clerk_of_the_board_finds_nothing_of_the_scan(scan):
    assert kinds(an_actor(scan.organisation, "clerk")) == {"organisations"}


def test_a_support_point_role_without_need_finds_no_scan(scan):
    helpdesk = an_actor(OrganisationFactory(support_point=True), "helpdesk_agent", "network_engineer")
    assert kinds(helpdesk) == {"organisations"}


def test_a_supplier_finds_itself_and_no_board(scan):
    supplier = OrganisationFactory(supplier=True, name="Netwerken Keerbergen NV")
    actor = an_actor(supplier, "contact", "bidder")
    found = queries.search(actor, Words.of("keerbergen")).only("organisations").groups
    assert [hit.title for group in found for hit in group.hits] == ["Netwerken Keerbergen NV"]
    assert kinds(actor) == {"organisations"}


def test_somebody_without_an_organisation_finds_no_board_and_no_scan(scan):
    assert kinds(Actor(person_id=1, person_name="Vertrokken")) == set()


def test_a_key_without_the_scope_finds_no_scan(scan):
    actor = an_actor(scan.organisation, "ict_manager", via="api", scopes=frozenset({"organisations:read"}))
    assert kinds(actor) == {"organisations"}


def test_page_suggestions_and_api_say_the_same_to_the_same_people(scan):
    own, other = logged_in(scan.organisation, "ict_manager"), logged_in(OrganisationFactory(), "ict_manager")
    title = f'/scan/{scan.pk}/"'
    for path, headers in (
        ("/zoeken/?q=scan+keerbergen", {}),
        ("/zoeken/?q=scan+keerbergen&voorstel=ja", {"HX-Request": "true"}),
        ("/api/v1/search?q=scan+keerbergen", {}),
    ):
        assert title in own.get(path, headers=headers).content.decode(), path
        assert title not in other.get(path, headers=headers).content.decode(), path


def test_a_stranger_logs_in_first(scan):
    assert Client().get("/zoeken/?q=keerbergen").headers["Location"].startswith("/account/login/")
    assert Client().get("/api/v1/search?q=keerbergen").status_code == 401
