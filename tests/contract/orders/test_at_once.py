"""Many order at once: nobody takes the last unit twice, nothing goes above the maximum, and nobody waits for ever."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from steunpunt.contract.orders import queries
from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order
from steunpunt.foundation.acting import Refused
from tests.factories.ordering import Shop, a_firewall
from tests.factories.projects import somebody

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 6


def all_at_once(shop, quantity):
    """Everybody submits its own basket in a thread of its own; how it went."""
    people = [somebody(shop.board, "ict_manager", mandates=("order",)) for _one in range(BUYERS)]
    baskets = [shop.basket(who, FW=quantity) for who in people]
    went, start = [], threading.Barrier(BUYERS)

    def order(who, basket) -> None:
        start.wait(30)
        try:
            shop.submit(basket, who)
            went.append("ordered")
        except Refused as refused:
            went.append(",".join(sorted(refused.codes)))
        finally:
            connection.close()

    threads = [threading.Thread(target=order, args=each) for each in zip(people, baskets, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(went)


def test_of_five_units_five_are_sold_to_six_that_ask_one_each():
    shop = Shop(a_firewall(most_units=5))
    assert all_at_once(shop, 1) == ["maximum_units", *["ordered"] * 5]
    assert ItemUse.objects.get().units == 5


def test_the_maximum_in_euros_is_never_passed():
    shop = Shop(a_firewall(), most_amount=Decimal(4000))
    assert all_at_once(shop, 2) == ["maximum"] * 4 + ["ordered"] * 2
    assert FrameworkUse.objects.get().amount == Decimal(3800)
    assert queries.is_balanced(shop.framework.pk)
    assert Order.objects.count() == 2
