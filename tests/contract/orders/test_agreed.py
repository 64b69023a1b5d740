"""An order at agreed prices, as the face of orders takes it: nothing goes around what holds for any order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from steunpunt.contract.frameworks import actions as framework_actions
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.models import Order, OrderLine, Purchase
from steunpunt.contract.orders.values import Agreed, Wanted
from steunpunt.foundation.acting import Denied, Refused
from tests.factories.competing import AFTER, Arena, a_laptop, day
from tests.factories.ordering import listed, price, steps
from tests.factories.projects import somebody

pytestmark = pytest.mark.django_db


def agreed(arena, supplier=0, unit="700", quantity=10, **changed):
    item = arena.items["LT"].pk
    usual = Agreed(
        organisation_id=arena.board.pk,
        supplier_id=arena.suppliers[supplier].pk,
        asked=(Wanted(item_id=item, quantity=quantity),),
        prices={item: Decimal(unit)},
        asked_by=arena.manager.person_id,
    )
    return replace(usual, **changed)


def place(arena, what, by=None, amount=None):
    part = queries.agreed_part(what, day(AFTER))
    seen = part.committed.total if amount is None and part else amount or Decimal(0)
    return actions.place_agreed(agreed=what, amount_seen=seen, today=day(AFTER), now=AFTER, by=by or arena.manager)


def refused(*args, **kwargs):
    with pytest.raises(Refused) as found:
        place(*args, **kwargs)
    assert (Order.objects.count(), Purchase.objects.count()) == (0, 0)
    return found.value.codes


def test_the_supplier_that_was_agreed_with_gets_it_whoever_the_item_is_of():
    arena = Arena()
    order = place(arena, agreed(arena, supplier=2, unit="699.9999"))
    assert (order.supplier_id, order.state, order.supplier_part) == (
        arena.suppliers[2].pk,
        "placed",
        Decimal("7000.00"),
    )
    assert queries.is_balanced(arena.framework.pk)


def test_a_price_above_the_list_is_refused():
    arena = Arena(replace(a_laptop(), steps=(*steps((1, "800")), *steps((10, "760")))))
    assert refused(arena, agreed(arena, unit="760.0001")) == {"above_list"}
    assert place(arena, agreed(arena, unit="760")).supplier_part == Decimal("7600.00")


def test_a_supplier_of_another_lot_or_contract_is_refused():
    arena, other = Arena(), Arena()
    assert refused(arena, agreed(arena, supplier_id=other.suppliers[0].pk)) == {"not_of_the_lot"}


def test_somebody_else_than_the_mandated_of_that_board_is_denied():
    arena = Arena()
    for who in (
        somebody(arena.board, "ict_manager"),
        somebody(arena.other, "ict_manager", mandates=("order",)),
        replace(arena.manager, looking_in_id=7),
        replace(arena.manager, scopes=frozenset({"orders:write"})),
    ):
        with pytest.raises(Denied):
            place(arena, agreed(arena), by=who)


def test_an_end_of_the_entitlement_and_an_item_that_is_gone_stop_it():
    arena = Arena()
    row = arena.framework.entitlements.get(organisation=arena.board)
    framework_actions.end_entitlement(
        entitlement_id=row.pk, valid_to=day(AFTER), today=day(AFTER), now=AFTER, by=arena.buyer
    )
    assert refused(arena, agreed(arena)) == {"not_entitled"}


def test_another_amount_than_was_looked_at_is_refused():
    arena = Arena()
    assert refused(arena, agreed(arena), amount=Decimal("1.00")) == {"changed"}


def test_an_option_goes_with_what_it_is_of():
    option = listed("TAS", title="Tas", unit="stuks", charge="once", option_of="LT")
    arena = Arena(a_laptop(), replace(option, steps=(replace(option.steps[0], price=price("30", "1")),)))
    bag = arena.items["TAS"].pk
    alone = agreed(arena, asked=(Wanted(item_id=bag, quantity=1),), prices={bag: Decimal(20)})
    assert refused(arena, alone) == {"option"}


def test_the_ratchet_does_not_make_a_tariff_of_what_was_agreed_for_one_order():
    arena = Arena(ratchet=True)
    order = place(arena, agreed(arena, unit="500"))
    reply = actions.Reply(answer=Answer.CONFIRM)
    actions.answer(order_id=order.pk, reply=reply, now=AFTER, by=arena.contacts[0])
    next_year = day(AFTER).replace(year=day(AFTER).year + 1)
    count = actions.apply_ratchet(
        framework_id=arena.framework.pk,
        year=day(AFTER).year,
        today=next_year,
        now=AFTER.replace(year=AFTER.year + 1),
        by=arena.buyer,
    )
    assert count == 0
    assert OrderLine.objects.get().is_agreed
