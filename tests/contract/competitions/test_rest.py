"""Mini-competitions over the API: what is asked, and never what was offered."""

import pytest

from tests.factories.competing import Arena
from tests.factories.people import browser_of
from tests.factories.projects import somebody

pytestmark = pytest.mark.django_db
HERE = "/api/v1/competitions"


def got(who, path=""):
    return browser_of(who.person_id).get(HERE + path)


def test_a_board_reads_what_it_asked_and_nothing_of_offers():
    arena = Arena()
    competition = arena.fixed("712.34")
    page = got(arena.manager).json()
    assert (page["count"], [one["id"] for one in page["results"]]) == (1, [competition.pk])
    one = got(arena.manager, f"/{competition.pk}").json()
    assert (one["state"], one["lines"][0]["quantity"], [each["code"] for each in one["weights"]]) == (
        "fixed",
        10,
        ["price", "K1", "K2"],
    )
    for text in ("712", "7123", "Zo doen wij", "Punt 8", "most"):
        assert text not in got(arena.manager, f"/{competition.pk}").content.decode()


def test_the_support_point_reads_what_was_sent_and_others_nothing():
    arena = Arena()
    draft, competition = arena.draft(), arena.sent()
    assert [one["id"] for one in got(arena.buyer).json()["results"]] == [competition.pk]
    assert got(arena.buyer, f"/{draft.pk}").status_code == 404
    neighbour = somebody(arena.other, "ict_manager", mandates=("order",))
    assert got(neighbour).json() == {"count": 0, "results": []}
    assert got(neighbour, f"/{competition.pk}").status_code == 404
    assert [got(arena.contacts[0], path).status_code for path in ("", f"/{competition.pk}")] == [403, 403]
