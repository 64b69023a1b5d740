"""An order when the server is ended with kill -9 in the middle: it is as before, counters too, and once more it works once."""

import re

import pytest

from steunpunt.demonstration.tour import TourFailed, Visitor
from tests.crash.cutting import cut, everything, posts

pytestmark = pytest.mark.crash
TOLD_IN_ORDER = True

SECRETARY, SUPPLIER, BUYER = (
    "secretaris@keerbergen.example",
    "contact@leverancier.example",
    "aankoper@steunpunt.example",
)


@pytest.fixture(scope="module")
def people(served):
    """Everybody logs in once, before anything is ended."""
    found = {email: Visitor(served.address) for email in (SECRETARY, SUPPLIER, BUYER)}
    for email, visitor in found.items():
        visitor.log_in(email)
    return found


def waiting(served):
    [(number,)] = served.rows("SELECT id FROM orders_purchase WHERE state = 'waiting'")
    return number


def counted(served):
    """What counts against maxima beside what orders say: nothing that is half can be in one of them alone."""
    return served.rows(
        "SELECT u.framework_id, u.amount, (SELECT coalesce(sum(o.supplier_part + o.support_part), 0) FROM orders_order o "
        "WHERE o.framework_id = u.framework_id AND o.state NOT IN ('refused', 'cancelled')) FROM orders_frameworkuse u "
        "ORDER BY 1"
    )


def approves(visitor, number):
    page = visitor.get(f"/aankopen/bestellingen/aankoop/{number}/")
    seen = re.search(r'name="amount_seen" value="([\d.]+)"', page.text)[1]
    return visitor.post(f"/aankopen/bestellingen/aankoop/{number}/goedkeuren/", {"amount_seen": seen}, seen=page)


def test_an_order_is_placed_whole_or_not_at_all(served, people):
    number = waiting(served)
    for table in ("orders_order", "orders_orderline", "orders_yearvolume", "journal_entry"):
        cut(served, "orders", table, lambda: approves(people[SECRETARY], number))
    approves(people[SECRETARY], number).need("Het is besteld")
    assert len(served.rows("SELECT id FROM orders_order WHERE purchase_id = %s", number)) == 2
    assert all(amount == said for _framework, amount, said in counted(served))
    after = everything(served, "orders")
    with pytest.raises((TourFailed, TypeError)):
        approves(people[SECRETARY], number)
    assert everything(served, "orders") == after, "a second time orders nothing"


def test_an_order_is_confirmed_or_it_is_not(served, people):
    [(order,)] = served.rows(
        "SELECT o.id FROM orders_order o JOIN frameworks_framework f ON f.id = o.framework_id "
        "WHERE f.reference = 'RC-FW-1' AND o.state = 'placed'"
    )
    page = f"/aankopen/bestellingen/{order}/antwoord/"
    for table in ("journal_entry",):
        cut(served, "orders", table, lambda: posts(people[SUPPLIER], page, page, {"answer": "confirm"}))
    posts(people[SUPPLIER], page, page, {"answer": "confirm"}).need("Uw antwoord ging naar het bestuur")
    assert served.rows("SELECT state FROM orders_order WHERE id = %s", order) == [("confirmed",)]


def test_a_tier_is_settled_whole_and_once(served, people):
    [(framework,)] = served.rows("SELECT id FROM frameworks_framework WHERE reference = 'RC-HW-1'")
    page = f"/aankopen/raamcontracten/{framework}/schijven/"
    for table in ("orders_tiersettlement", "orders_settledline", "orders_saving", "journal_entry"):
        cut(served, "orders", table, lambda: posts(people[BUYER], page, f"{page}afrekenen/"))
    posts(people[BUYER], page, f"{page}afrekenen/")
    [(back, booked)] = served.rows(
        "SELECT (SELECT sum(paid_supplier - due_supplier) FROM orders_settledline), "
        "(SELECT -sum(supplier_part) FROM orders_saving WHERE reason = 'settled')"
    )
    assert back > 0
    assert booked == back, "what comes back stands in the ledger, each line once"
    after = everything(served, "orders")
    posts(people[BUYER], page, f"{page}afrekenen/")
    assert everything(served, "orders") == after
