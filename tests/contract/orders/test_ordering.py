"""From basket to order: prices, limits, the last unit, and what is refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from steunpunt.contract.frameworks import actions as framework_actions
from steunpunt.contract.frameworks.choices import TierBasis
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.models import FrameworkUse, Order, Purchase
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.ordering import Shop, a_firewall, listed, seen, steps
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_an_order_keeps_its_price_in_two_parts_and_counts_against_the_maximum():
    shop = Shop()
    order = shop.order(FW=2)
    line = order.lines.get()
    assert (line.supplier_part, line.support_part) == (Decimal("1800.00"), Decimal("100.00"))
    assert (line.standard_price, line.slices) == (Decimal(1250), [[2, "900.0000", "50.0000"]])
    assert FrameworkUse.objects.get(framework=shop.framework).amount == Decimal("1900.00")
    assert queries.is_balanced(shop.framework.pk)


def test_a_recurring_line_commits_until_the_contract_ends():
    shop = Shop()
    order = shop.order(MB=10)
    line = order.lines.get()
    assert (line.supplier_part, line.support_part) == (Decimal("31.50"), Decimal("4.00"))
    months = (shop.framework.ends_on.year - TODAY.year) * 12 + 13 - TODAY.month
    part_of_month = order.supplier_part / Decimal("31.50")
    assert months - 1 <= part_of_month <= months


def test_one_basket_becomes_an_order_for_each_supplier():
    shop = Shop()
    second = Shop(a_firewall(code="FW2"), support=shop.support)
    framework_actions.entitle(
        framework_id=second.framework.pk,
        boards=[shop.board.pk],
        origin="named",
        valid_from=TODAY,
        now=NOW,
        by=shop.buyer,
    )
    shop.items |= second.items
    purchase = shop.submit(shop.basket(MB=12, FW2=1))
    assert sorted(purchase.orders.values_list("supplier_id", flat=True)) == sorted(
        [shop.supplier.pk, second.supplier.pk]
    )
    assert purchase.state == "placed"


def test_nobody_orders_what_its_board_may_not():
    shop = Shop()
    stranger = somebody(Shop(support=shop.support).board, "ict_manager", mandates=("order",))
    with pytest.raises(Refused, match="kan dit niet bestellen"):
        shop.basket(stranger, MB=1)
    ended = shop.basket(MB=1)
    row = shop.framework.entitlements.get(organisation=shop.board)
    framework_actions.end_entitlement(entitlement_id=row.pk, valid_to=TODAY, today=TODAY, now=NOW, by=shop.buyer)
    with pytest.raises(Refused) as refused:
        shop.submit(ended)
    assert refused.value.codes == {"not_entitled"}
    assert not Order.objects.exists()


def test_without_the_mandate_a_colleague_is_asked_and_places_it():
    shop = Shop()
    asker = somebody(shop.board, "ict_manager")
    purchase = shop.submit(shop.basket(asker, FW=1), asker)
    assert (purchase.state, purchase.amount, purchase.orders.count()) == ("waiting", Decimal("950.00"), 0)
    with pytest.raises(Denied):
        actions.approve(purchase_id=purchase.pk, amount_seen=seen(purchase), today=TODAY, now=NOW, by=asker)
    placed = actions.approve(purchase_id=purchase.pk, amount_seen=seen(purchase), today=TODAY, now=NOW, by=shop.manager)
    assert (placed.state, placed.decided_by_id) == ("placed", shop.manager.person_id)


def test_nobody_approves_its_own_order_above_its_limit_not_even_through_a_back_door():
    shop = Shop()
    keeper = somebody(shop.board, "local_administrator")
    actions.set_limit(person_id=shop.manager.person_id, most_amount=Decimal(500), today=TODAY, now=NOW, by=keeper)
    with pytest.raises(Refused) as refused:
        shop.submit(shop.basket(FW=1))
    assert refused.value.codes == {"nobody"}
    director = somebody(shop.board, "secretary", mandates=("order",))
    purchase = shop.submit(shop.basket(FW=1))
    assert purchase.state == "waiting"
    with pytest.raises(Refused) as refused:
        actions.approve(purchase_id=purchase.pk, amount_seen=seen(purchase), today=TODAY, now=NOW, by=shop.manager)
    assert refused.value.codes == {"above_limit"}
    assert actions.approve(
        purchase_id=purchase.pk, amount_seen=seen(purchase), today=TODAY, now=NOW, by=director
    ).orders.exists()


def test_a_stand_in_has_the_limit_of_whom_it_replaces_while_it_does():
    shop = Shop()
    keeper = somebody(shop.board, "local_administrator")
    director = somebody(shop.board, "secretary", mandates=("order",))
    actions.set_limit(person_id=shop.manager.person_id, most_amount=Decimal(500), today=TODAY, now=NOW, by=keeper)
    actions.name_stand_in(
        person_id=director.person_id,
        stand_in_id=shop.manager.person_id,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=7),
        today=TODAY,
        now=NOW,
        by=director,
    )
    purchase = shop.submit(shop.basket(FW=1))
    assert (purchase.state, purchase.stood_in_for_id) == ("placed", director.person_id)
    week = TODAY + timedelta(days=8)
    assert shop.submit(shop.basket(today=week, FW=1), today=week).state == "waiting"


def test_what_came_back_says_why_and_is_poured_together_with_what_was_begun():
    shop = Shop()
    asker = somebody(shop.board, "ict_manager")
    purchase = shop.submit(shop.basket(asker, FW=1), asker)
    shop.basket(asker, FW=2, MB=1)
    with pytest.raises(Refused, match="Zeg waarom"):
        actions.send_back(purchase_id=purchase.pk, reason=" ", now=NOW, by=shop.manager)
    actions.send_back(purchase_id=purchase.pk, reason="Eerst de begroting", now=NOW, by=shop.manager)
    basket = Purchase.objects.get(made_by_id=asker.person_id, state="basket")
    assert (basket.pk, basket.returned_reason) == (purchase.pk, "Eerst de begroting")
    assert dict(basket.lines.values_list("item__code", "quantity")) == {"FW": 3, "MB": 1}


def test_past_the_maximum_nothing_is_kept():
    shop = Shop(most_amount=Decimal(2000))
    shop.order(FW=1)
    entries = Entry.objects.count()
    basket = shop.basket(FW=2)
    with pytest.raises(Refused, match=r"€ 1\.050,00"):
        shop.submit(basket)
    assert (Order.objects.count(), Entry.objects.count()) == (1, entries)
    assert FrameworkUse.objects.get(framework=shop.framework).amount == Decimal("950.00")


def test_the_last_unit_is_sold_once():
    shop = Shop(a_firewall(most_units=3))
    shop.order(FW=2)
    with pytest.raises(Refused, match="nog 1 eenheid over"):
        shop.submit(shop.basket(FW=2))
    assert shop.order(FW=1).lines.get().quantity == 1


def test_whoever_passes_the_warning_share_makes_everybody_hear_it_once():
    shop = Shop(most_amount=Decimal(2000), warn_share=Decimal("0.9"))
    shop.order(FW=1)
    assert not Entry.objects.filter(fact="orders.maximum_near").exists()
    shop.order(FW=1)
    assert Entry.objects.get(fact="orders.maximum_near").data["share"] == 95


def test_an_option_is_ordered_with_its_item():
    shop = Shop(a_firewall(), listed("HA", title="Tweede toestel", option_of="FW"))
    with pytest.raises(Refused) as refused:
        shop.submit(shop.basket(HA=1))
    assert refused.value.codes == {"option"}
    assert shop.submit(shop.basket(FW=1)).orders.exists()


def test_a_price_that_changed_since_it_was_looked_at_orders_nothing():
    shop = Shop(
        a_firewall(steps=steps((1, "900"), (3, "800"))),
        tier_basis=TierBasis.JOINT,
    )
    basket = shop.basket(FW=1)
    before = seen(basket)
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    shop.order(neighbour, FW=2)
    with pytest.raises(Refused) as refused:
        actions.submit(purchase_id=basket.pk, amount_seen=before, today=TODAY, now=NOW, by=shop.manager)
    assert refused.value.codes == {"changed"}
    assert shop.submit(basket).orders.get().lines.get().supplier_part == Decimal("800.00")


def test_who_looks_in_orders_nothing_and_a_key_only_asks():
    shop = Shop()
    basket = shop.basket(FW=1)
    with pytest.raises(Purchase.DoesNotExist):
        shop.submit(basket, replace(shop.manager, looking_in_id=1))
    for scopes in (frozenset({"orders:read"}), frozenset()):
        with pytest.raises(Purchase.DoesNotExist):
            shop.submit(basket, replace(shop.manager, scopes=scopes))
    key = replace(shop.manager, scopes=frozenset({"orders:read", "orders:write"}))
    asked = shop.submit(basket, key)
    assert asked.state == "waiting"
    with pytest.raises(Denied):
        actions.approve(purchase_id=asked.pk, amount_seen=seen(asked), today=TODAY, now=NOW, by=key)
    assert not Order.objects.exists()


def test_a_contract_that_ended_takes_no_orders():
    shop = Shop()
    basket = shop.basket(FW=1)
    framework_actions.stop_framework(
        framework_id=shop.framework.pk, on=TODAY, reason="De leverancier stopt", now=NOW, by=shop.buyer
    )
    with pytest.raises(Refused) as refused:
        shop.submit(basket)
    assert refused.value.codes == {"ended"}
