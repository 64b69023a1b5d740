"""Many order at once: nobody takes the last unit twice, nothing goes above the maximum, and nobody waits for ever."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from steunpunt.contract.frameworks.choices import TierBasis
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order, OrderLine, Purchase
from steunpunt.foundation.acting import Refused
from tests.factories.ordering import Shop, a_firewall, a_framework, seen, steps
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 6


def all_at_once(shop, *quantities):
    """Everybody submits its own basket in a thread of its own, at the price that it saw before; how it went."""
    people = [somebody(shop.board, "ict_manager", mandates=("order",)) for _one in range(BUYERS)]
    baskets = [shop.basket(who, **quantities[place % len(quantities)]) for place, who in enumerate(people)]
    return submitted(people, baskets)


def submitted(people, baskets):
    amounts = [seen(basket) for basket in baskets]
    went, start = [], threading.Barrier(len(people))

    def order(who, basket, amount) -> None:
        start.wait(30)
        try:
            actions.submit(purchase_id=basket.pk, amount_seen=amount, today=TODAY, now=NOW, by=who)
            went.append("ordered")
        except Refused as refused:
            went.append(",".join(sorted(refused.codes)))
        except Purchase.DoesNotExist:
            went.append("no basket any more")
        finally:
            connection.close()

    threads = [threading.Thread(target=order, args=each) for each in zip(people, baskets, amounts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(went)


def test_of_five_units_five_are_sold_to_six_that_ask_one_each():
    shop = Shop(a_firewall(most_units=5))
    assert all_at_once(shop, {"FW": 1}) == ["maximum_units", *["ordered"] * 5]
    assert ItemUse.objects.get().units == 5


def test_the_maximum_in_euros_is_never_passed():
    shop = Shop(a_firewall(), most_amount=Decimal(4000))
    assert all_at_once(shop, {"FW": 2}) == ["maximum"] * 4 + ["ordered"] * 2
    assert FrameworkUse.objects.get().amount == Decimal(3800)
    assert queries.is_balanced(shop.framework.pk)
    assert Order.objects.count() == 2


def test_who_is_overtaken_into_another_tier_does_not_pay_what_it_did_not_see():
    shop = Shop(a_firewall(steps=steps((1, "900"), (4, "800"))), tier_basis=TierBasis.JOINT)
    assert all_at_once(shop, {"FW": 1}) == ["changed"] * 3 + ["ordered"] * 3
    lines = OrderLine.objects.order_by("volume_before").values_list("volume_before", "supplier_part")
    assert list(lines) == [(0, Decimal(900)), (1, Decimal(900)), (2, Decimal(900))]
    assert ItemUse.objects.get().units == 3


def test_baskets_over_the_same_contracts_do_not_wait_for_one_another_for_ever():
    shop = Shop(a_firewall(), a_firewall(code="SW"))
    supplier = OrganisationFactory(supplier=True)
    other = a_framework(a_firewall(code="AP"), supplier=supplier, boards=(shop.board,), by=shop.buyer)
    shop.items["AP"] = other.items.get()
    assert all_at_once(shop, {"FW": 1, "AP": 2, "SW": 3}, {"SW": 3, "AP": 2, "FW": 1}) == ["ordered"] * BUYERS
    counted = ItemUse.objects.order_by("item__code").values_list("item__code", "units")
    assert list(counted) == [("AP", 2 * BUYERS), ("FW", BUYERS), ("SW", 3 * BUYERS)]


def test_a_basket_that_is_sent_twice_is_ordered_once():
    shop = Shop()
    basket = shop.basket(FW=1)
    assert submitted([shop.manager] * 4, [basket] * 4) == ["no basket any more"] * 3 + ["ordered"]
    assert (Order.objects.count(), ItemUse.objects.get().units) == (1, 1)
