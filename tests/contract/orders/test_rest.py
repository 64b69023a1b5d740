"""Orders over the API: the same rows by the same rules, and a key orders nothing by itself."""

from decimal import Decimal

import pytest

from steunpunt.contract.orders.models import Order, Purchase
from tests.factories.ordering import Shop
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import TODAY

pytestmark = pytest.mark.django_db
HERE = "/api/v1/orders"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def got(who, path=""):
    return browser_of(who.person_id).get(HERE + path)


def put(who, path, **data):
    return browser_of(who.person_id).put(HERE + path, data, content_type="application/json")


def posted(who, path, **data):
    return browser_of(who.person_id).post(HERE + path, data, content_type="application/json")


def test_the_catalogue_gives_both_parts_of_every_step():
    shop = Shop()
    found = got(shop.manager, "/catalogue?q=firewall").json()
    assert (found["count"], found["results"][0]["steps"]) == (
        1,
        [{"from_units": 1, "price": {"supplier": "900.0000", "support": "50.0000"}}],
    )
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    assert got(neighbour, "/catalogue").json() == {"count": 0, "results": []}
    assert got(shop.contact, "/catalogue").status_code == 403


def test_a_basket_is_filled_and_a_colleague_asked():
    shop = Shop()
    asker = somebody(shop.board, "ict_manager")
    basket = put(asker, f"/basket/{shop.items['FW'].pk}", quantity=2).json()
    assert basket["committed"] == {"supplier": "1800.00", "support": "100.00"}
    assert posted(asker, "/basket/ask", amount_seen="1.00").status_code == 409
    asked = posted(asker, "/basket/ask", amount_seen="1900.00", note="Via het eigen systeem").json()
    assert (asked["state"], Purchase.objects.get().note, Order.objects.exists()) == (
        "waiting",
        "Via het eigen systeem",
        False,
    )


@pytest.mark.parametrize("quantity", [-1, 1.5, "veel", 10**12, None])
def test_a_quantity_that_is_none_is_a_problem_and_changes_nothing(quantity):
    shop = Shop()
    answer = put(shop.manager, f"/basket/{shop.items['FW'].pk}", quantity=quantity)
    assert (answer.status_code, Purchase.objects.exists()) == (422, False)


def test_nobody_fills_a_basket_beyond_its_entitlement():
    shop = Shop()
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    answer = put(neighbour, f"/basket/{shop.items['FW'].pk}", quantity=1)
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (409, "not_orderable")
    assert put(shop.contact, f"/basket/{shop.items['FW'].pk}", quantity=1).status_code == 403


def test_an_order_is_read_by_its_board_whole_and_by_its_supplier_in_its_part():
    shop = Shop()
    order = shop.order(FW=2)
    own, theirs = got(shop.manager, f"/{order.pk}").json(), got(shop.contact, f"/{order.pk}").json()
    assert (own["support_part"], own["lines"][0]["standard"]["price"]) == ("100.00", "1250.0000")
    assert (theirs["support_part"], theirs["lines"][0]["each"], theirs["lines"][0]["standard"]) == (None, None, None)
    assert theirs["lines"][0]["supplier_part"] == "1800.00"
    for who in (somebody(shop.other, "ict_manager"), somebody(OrganisationFactory(supplier=True), "contact")):
        assert got(who, f"/{order.pk}").status_code == 404
        assert got(who).json() == {"count": 0, "results": []}


def test_savings_are_those_of_the_page():
    shop = Shop()
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    (row,) = got(shop.manager, "/savings").json()["rows"]
    assert (row["year"], Decimal(row["saved"]), row["paid"]) == (
        TODAY.year,
        600,
        {"supplier": "1800.00", "support": "100.00"},
    )
    assert got(somebody(shop.other, "ict_manager"), "/savings").json()["rows"] == []
    assert got(shop.contact, "/savings").status_code == 403
