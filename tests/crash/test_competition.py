"""A mini-competition when the server is ended with kill -9 in the middle: an award and its order are both there, or neither."""

import re

import pytest

from steunpunt.demonstration.tour import TourFailed, Visitor
from tests.crash.cutting import cut, everything

pytestmark = pytest.mark.crash
TOLD_IN_ORDER = True

ICT, SECRETARY = "ict@keerbergen.example", "secretaris@keerbergen.example"


@pytest.fixture(scope="module")
def people(served):
    """Everybody logs in once, before anything is ended."""
    found = {email: Visitor(served.address) for email in (ICT, SECRETARY)}
    for email, visitor in found.items():
        visitor.log_in(email)
    return found


def opened(served):
    [(number,)] = served.rows("SELECT id FROM competitions_competition WHERE title LIKE '%%sociaal huis'")
    return number


def offers(served, number):
    return served.rows(
        "SELECT o.id FROM competitions_offer o JOIN competitions_invitation i ON i.id = o.invitation_id "
        "WHERE i.competition_id = %s ORDER BY 1",
        number,
    )


def counted(served):
    """What counts against maxima beside what orders say."""
    return served.rows(
        "SELECT u.amount, (SELECT coalesce(sum(o.supplier_part + o.support_part), 0) FROM orders_order o "
        "WHERE o.framework_id = u.framework_id AND o.state NOT IN ('refused', 'cancelled')) FROM orders_frameworkuse u "
        "ORDER BY u.framework_id"
    )


def test_marks_are_fixed_and_prices_open_together(served, people):
    number = opened(served)
    here = f"/aankopen/minicompetities/{number}/"
    page = people[ICT].get(f"{here}offertes/")
    marks = {}
    for (offer,) in offers(served, number):
        for code in ("K1", "K2"):
            marks |= {f"mark_{offer}_{code}": "8", f"why_{offer}_{code}": "Duidelijk"}
    people[ICT].post(f"{here}offertes/", marks, seen=page).need("De punten zijn bewaard")
    for table in ("competitions_competition", "competitions_offer", "journal_entry"):
        cut(served, "competitions", table, lambda: people[ICT].post(f"{here}punten-vastleggen/", {}, seen=page))
    people[ICT].post(f"{here}punten-vastleggen/", {}, seen=page).need("is eerste")
    assert served.rows("SELECT count(*) FROM competitions_offer WHERE prices_key IS NULL AND invitation_id IN "
                       "(SELECT id FROM competitions_invitation WHERE competition_id = %s)", number) == [(0,)]  # fmt: skip


def test_an_award_and_its_order_are_both_there_or_neither(served, people):
    number = opened(served)
    here = f"/aankopen/minicompetities/{number}/"
    page = people[SECRETARY].get(here)
    given = dict(re.findall(r'name="(offer|amount_seen)" value="([\d.]+)"', page.text))
    given["motivation"] = "De beste offerte."
    for table in ("orders_order", "orders_orderline", "orders_yearvolume", "competitions_competition", "journal_entry"):
        cut(served, "orders", table, lambda: people[SECRETARY].post(f"{here}gunnen/", given, seen=page))
        assert served.rows("SELECT state FROM competitions_competition WHERE id = %s", number) == [("fixed",)]
    people[SECRETARY].post(f"{here}gunnen/", given, seen=page).need("De bestelling ging naar")
    assert all(amount == said for amount, said in counted(served))
    after = everything(served, "orders")
    with pytest.raises(TourFailed):
        people[SECRETARY].post(f"{here}gunnen/", given, seen=page).need("Het is besteld")
    assert everything(served, "orders") == after, "a second time orders nothing"
