"""The search asks every finder, puts the best first, and bears one that fails."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from steunpunt.foundation.acting import STRANGER
from steunpunt.foundation.search import queries
from steunpunt.foundation.ui.finding import MOST_HITS, Finder, Hit, Words, finders
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.scan import a_compared_round, an_adviser, an_ict_manager

pytestmark = pytest.mark.django_db


def search(actor, typed):
    return queries.search(actor, Words.of(typed))


def titles(actor, typed, kind):
    return [hit.title for group in search(actor, typed).only(kind).groups for hit in group.hits]


@pytest.fixture
def contributed():
    """Registers finders for a test, and takes them away afterwards."""
    keys = []

    def register(key, *hits, fails=False):
        def find(actor, words):
            yield from hits
            if fails:
                raise RuntimeError("this finder is broken")

        finders.register(key, Finder(key=key, label=key, icon="point", find=find))
        keys.append(key)

    yield register
    for key in keys:
        finders.unregister(key)


def a_hit(title, score):
    return Hit(title=title, url=f"/{title}/", score=score)


def test_a_demo_finder_stands_among_the_others_with_its_best_first(contributed):
    contributed("demo", a_hit("lesser", 0.7), a_hit("better", 0.9))
    found = search(an_ict_manager(OrganisationFactory()), "iets")
    assert [(group.key, [hit.title for hit in group.hits]) for group in found.groups] == [
        ("demo", ["better", "lesser"])
    ]


def test_a_finder_that_fails_is_left_out(contributed):
    contributed("broken", a_hit("half", 1.0), fails=True)
    contributed("demo", a_hit("whole", 0.9))
    assert [group.key for group in search(an_ict_manager(OrganisationFactory()), "iets").groups] == ["demo"]


def test_slips_are_forgiven_only_when_nothing_fits_as_typed(contributed):
    contributed("slips", a_hit("nearly", 0.4))
    actor = an_ict_manager(OrganisationFactory())
    found = search(actor, "iets")
    assert (found.is_forgiving, found.count) == (True, 1)
    contributed("typed", a_hit("exactly", 0.9))
    found = search(actor, "iets")
    assert (found.is_forgiving, [group.key for group in found.groups]) == (False, ["typed"])


def test_a_kind_has_at_most_so_many_hits(contributed):
    contributed("many", *(a_hit(f"hit{number}", 0.9) for number in range(MOST_HITS + 5)))
    assert search(an_ict_manager(OrganisationFactory()), "iets").count == MOST_HITS


def test_nothing_typed_or_nobody_there_finds_nothing(contributed):
    contributed("demo", a_hit("there", 1.0))
    assert search(an_ict_manager(OrganisationFactory()), "?!").count == 0
    assert search(STRANGER, "iets").count == 0


# ── what the modules contribute ──────────────────────────────────────────────
def test_a_board_is_found_by_name_code_number_and_place(keerbergen):
    actor = an_actor(keerbergen, "ict_manager")
    assert titles(actor, "keerbergen", "organisations")[0] == "Keerbergen"
    assert titles(actor, "kerbergen", "organisations")[0] == "Keerbergen"
    assert titles(actor, "gemeente keerb", "organisations") == ["Keerbergen"]
    assert titles(actor, "24048", "organisations")[0] == "Keerbergen"
    assert titles(actor, "3140", "organisations")[0] == "Keerbergen"
    number = keerbergen.enterprise_number
    typed = f"BE {number[:4]}.{number[4:7]}.{number[7:]}"
    assert titles(actor, typed, "organisations") == ["Keerbergen"]
    assert titles(actor, "louvain", "organisations")[0] == "Leuven"


def test_a_board_is_found_by_the_name_it_had(keerbergen):
    keerbergen.names.filter(language="nl").update(valid_from="1950-01-01")
    keerbergen.names.create(language="nl", name="Keirbergh", valid_to="1950-01-01")
    assert titles(an_actor(keerbergen), "keirbergh", "organisations") == ["Keerbergen"]


def test_a_board_that_merged_is_found_and_says_until_when(keerbergen):
    hits = search(an_actor(keerbergen), "Gooik").only("organisations").groups[0].hits
    assert ("Gooik", "Gemeente · Vlaams-Brabant · tot 01/01/2025") in [(hit.title, hit.detail) for hit in hits]


def test_a_question_opens_its_domain_page_at_that_question():
    scan, _round = a_compared_round()
    found = search(an_ict_manager(scan.organisation), "BEL01").only("questions").groups[0].hits[0]
    assert found.url == f"/scan/{scan.pk}/domein/BEL/#BEL01"
    assert found.detail.startswith("BEL01 · ")
    assert titles(an_ict_manager(scan.organisation), "netwerken", "questions")


def test_scans_are_found_by_round_and_board():
    scan, _round = a_compared_round()
    own = ["Samenwerkingsscan 2011 · Keerbergen"]
    assert titles(an_ict_manager(scan.organisation), "samenwerkinscan", "scans") == own
    assert titles(an_ict_manager(scan.organisation), "scan 2011", "scans") == own
    assert titles(an_adviser(), "scan keerbergen", "scans") == own
    assert len(titles(an_adviser(), "samenwerkingsscan", "scans")) == 7


def test_pages_of_the_own_menu_and_help_are_found():
    actor = an_ict_manager(OrganisationFactory())
    assert titles(actor, "bestuur", "pages") == ["Besturen en organisaties"]
    assert "Besturen en organisaties opzoeken" in titles(actor, "bestuur opzoeken", "help")
    clerk = an_actor(OrganisationFactory(), "clerk")
    assert titles(clerk, "samenwerkingsscan", "pages") == []


def test_the_search_takes_as_many_queries_with_one_row_as_with_many():
    board = OrganisationFactory(name="Gemeente Een")
    actor = an_ict_manager(board)
    counted = []
    for extra in (0, 8):
        for number in range(extra):
            OrganisationFactory(name=f"Gemeente {number + 2}")
        with CaptureQueriesContext(connection) as captured:
            search(actor, "gemeente")
        counted.append(len(captured))
    assert counted == [12, 12]
