"""What services commit to follows the index: once, from its day on, next to a slow way of counting."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks.values import Charge, Indexation
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.models import Commitment, Order
from steunpunt.contract.orders.rules.committing import revised
from steunpunt.foundation.figures.money import Euros, added
from tests.factories.ordering import ENDS_ON, STARTS_ON, Shop
from tests.factories.scan import NOW, TODAY

RISES_ON = date(TODAY.year, 12, 1)
INDEXATION = Indexation(fixed_share=Decimal("0.2"), index="Proef", base=Decimal(100), base_on=STARTS_ON)
SLOW = Euros(Decimal("12.00"), Decimal(0))
days = st.dates(date(2011, 1, 1), date(2013, 12, 31))


@settings(deadline=None, max_examples=60)
@given(days, days, st.lists(st.tuples(days, st.integers(1, 4)), max_size=2), st.booleans())
def test_a_change_commits_to_the_sum_of_the_days_on_which_it_is_paid(since, until, ends, is_yearly):
    since, until = min(since, until), max(since, until)
    found = revised(SLOW, Charge.YEARLY if is_yearly else Charge.MONTHLY, 10, ends, since, until)
    slow, day = Fraction(0), since
    while day <= until:
        running = 10 - sum(units for last, units in ends if last < day)
        length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        slow += Fraction(12 * running, 10) / length.day / (12 if is_yearly else 1)
        day += timedelta(days=1)
    assert abs(Fraction(added(found.values()).total) - slow) <= Fraction(len(found), 100)


def indexed(shop):
    frameworks.read_index(index="Proef", on=TODAY, value=Decimal(110), source="Proef", now=NOW, by=shop.buyer)
    frameworks.bring_up_to_index(
        framework_id=shop.framework.pk, valid_from=RISES_ON, today=TODAY, now=NOW, by=shop.buyer
    )


def stands(order):
    """What its rows add up to, and what the order says."""
    sums = Commitment.objects.filter(order=order).aggregate(one=Sum("supplier_part"), other=Sum("support_part"))
    order.refresh_from_db()
    assert (sums["one"], sums["other"]) == (order.supplier_part, order.support_part)
    assert queries.is_balanced(order.framework_id)
    return order.supplier_part


@pytest.mark.django_db
def test_on_the_day_of_the_index_accounting_and_the_maximum_follow_once():
    shop = Shop(indexation=INDEXATION)
    order = shop.answer(shop.order(MB=10))
    shop.deliver(order)
    waiting = shop.order(MB=1)
    before = stands(order)
    indexed(shop)
    assert actions.follow_all(today=RISES_ON - timedelta(days=1), now=NOW) == 0
    assert actions.follow_all(today=RISES_ON, now=NOW) == 1
    assert actions.follow_all(today=RISES_ON + timedelta(days=1), now=NOW) == 0
    # 8 % of 3.15 a month is 0.252: for ten 2.52, in December and in each of the three years that follow
    rows = Commitment.objects.filter(order=order, reason="revised").order_by("year")
    assert [(row.year, row.supplier_part, row.support_part, row.units) for row in rows] == [
        (RISES_ON.year, Decimal("2.52"), Decimal(0), 0),
        *((year, Decimal("30.24"), Decimal(0), 0) for year in range(RISES_ON.year + 1, ENDS_ON.year + 1)),
    ]
    assert stands(order) == before + Decimal("93.24")
    shop.answer(waiting)  # confirmed when prices had risen already: it follows too
    assert actions.follow_all(today=RISES_ON + timedelta(days=2), now=NOW) == 1
    assert stands(waiting)


@pytest.mark.django_db
@pytest.mark.parametrize("asked_on", [TODAY, RISES_ON + timedelta(days=40)])
def test_what_ends_gives_back_what_was_committed_for_the_higher_price(asked_on):
    shop = Shop(indexation=INDEXATION)
    order = shop.answer(shop.order(MB=10))
    shop.deliver(order)
    indexed(shop)
    actions.end_service(
        order_id=order.pk, number=1, quantity=4, reason="Fusie", today=asked_on, now=NOW, by=shop.manager
    )
    actions.follow_all(today=RISES_ON + timedelta(days=60), now=NOW)
    (end,) = order.lines.get().ends.all()
    years = range(TODAY.year, ENDS_ON.year + 1)
    slow = Fraction(0)
    for year in years:
        for month in range(1, 13):
            first = date(year, month, 1)
            last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            for day in (first + timedelta(days=n) for n in range(last.day)):
                if day >= TODAY:
                    price = Fraction("3.402") if day >= RISES_ON else Fraction("3.15")
                    slow += price * (6 if day > end.last_day else 10) / last.day
    assert abs(Fraction(stands(order)) - slow) <= Fraction(5, 100)
    assert Order.objects.get(pk=order.pk).support_part > 0
