"""What a board saved: the ledger next to a slow way of counting, day by day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks.choices import Settling, TierBasis
from steunpunt.contract.frameworks.facts import PricesChanged
from steunpunt.contract.frameworks.rules.revising import rates
from steunpunt.contract.frameworks.values import Indexation, Rate, Revision
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.listeners import book_revised_prices
from steunpunt.contract.orders.models import DaysSaved, FrameworkUse, Saving, SettledLine
from steunpunt.contract.orders.rules.saving import entries
from steunpunt.contract.orders.tasks import every_month
from steunpunt.contract.orders.values import LineFacts
from steunpunt.foundation.acting import Refused, the_platform
from steunpunt.foundation.figures.money import Euros
from tests.factories.ordering import STANDARD, Shop, a_firewall, listed, moment, steps
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

YEAR = TODAY.year
days = st.dates(date(2010, 1, 1), date(2012, 12, 31))
movements = st.lists(st.tuples(days, st.integers(1, 20)), max_size=4)


def numbered(rows):
    return tuple((place, day, units) for place, (day, units) in enumerate(rows, start=1))


@settings(deadline=None, max_examples=60)
@given(movements, movements, st.booleans())
def test_a_service_costs_the_sum_of_its_days_whatever_comes_and_ends(deliveries, ends, is_yearly):
    line = LineFacts(
        quantity=100,
        is_recurring=True,
        is_yearly=is_yearly,
        each=Euros(Decimal("310.00"), Decimal("40.00")),
        standard_price=Decimal("6.00"),
        deliveries=numbered(deliveries),
        ends=numbered(ends),
    )
    total, slow = Fraction(0), Fraction(0)
    for year in (2010, 2011, 2012):
        total += sum((Fraction(entry.standard) for entry in entries(line, year)), Fraction(0))
        running = 0
        day = date(year, 1, 1)
        while day.year == year:
            running = sum(u for on, u in deliveries if on <= day) - sum(u for last, u in ends if last < day)
            length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            if running > 0 or day.month != 1 or day.day != 1:
                slow += Fraction(running) * 6 / length.day / (12 if is_yearly else 1)
            day += timedelta(days=1)
    enough = all(
        sum(u for on, u in deliveries if on <= last) >= sum(u for each, u in ends if each <= last) for last, _u in ends
    )
    if enough:  # an end of what does not run cannot be asked
        assert abs(total - slow) <= Fraction(1, 100) * (len(deliveries) + len(ends) + 3)


@settings(deadline=None, max_examples=60)
@given(movements, st.lists(st.tuples(days, st.integers(80, 140)), max_size=3), st.booleans())
def test_a_service_whose_price_is_revised_is_paid_each_day_at_the_price_of_that_day(deliveries, revised, is_yearly):
    each = Euros(Decimal("310.00"), Decimal("40.00"))
    later = [
        Rate(change_id=place, valid_from=day, each=Euros(each.supplier * percent / 100, each.support))
        for place, (day, percent) in enumerate(sorted(revised), start=1)
    ]
    line = LineFacts(
        quantity=100,
        is_recurring=True,
        is_yearly=is_yearly,
        each=each,
        standard_price=Decimal("6.00"),
        rates=tuple(later),
        deliveries=numbered(deliveries),
    )
    paid, slow, rows = Euros(), Fraction(0), 0
    for year in (2010, 2011, 2012):
        found = entries(line, year)
        assert len({entry.ref for entry in found}) == len(found)
        paid, rows = sum((entry.paid for entry in found), paid), rows + len(found)
        day = date(year, 1, 1)
        while day.year == year:
            running = sum(units for on, units in deliveries if on <= day)
            price = ([each] + [rate.each for rate in later if rate.valid_from <= day])[-1]
            length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            slow += Fraction(running, 100) * Fraction(price.total) / length.day / (12 if is_yearly else 1)
            day += timedelta(days=1)
    assert abs(Fraction(paid.total) - slow) <= Fraction(1, 100) * (rows + 1)


def test_a_service_follows_the_index_from_its_own_price_and_the_ratchet_down_but_no_new_list():
    ordered_on = date(2011, 6, 1)
    at_105, at_110 = Fraction(105, 100), Fraction(110, 100)
    revisions = [
        Revision(change_id=1, valid_from=date(2011, 1, 1), valid_to=date(2012, 1, 1), factor=at_105, most=None),
        Revision(change_id=2, valid_from=date(2012, 1, 1), valid_to=date(2013, 1, 1), factor=at_110, most=None),
        Revision(
            change_id=3, valid_from=date(2013, 1, 1), valid_to=None, factor=None, most=Euros(Decimal(3), Decimal(1))
        ),
    ]
    slices = [(10, Euros(Decimal("4.2000"), Decimal("0.5000")))]
    assert rates(slices, ordered_on, revisions) == (
        Rate(change_id=2, valid_from=date(2012, 1, 1), each=Euros(Decimal("44.00"), Decimal("5.00"))),
        Rate(change_id=3, valid_from=date(2013, 1, 1), each=Euros(Decimal("30.00"), Decimal("10.00"))),
    )


@pytest.mark.django_db
def test_when_prices_are_brought_up_to_the_index_the_ledger_follows_once():
    base = date(YEAR - 1, 12, 1)
    indexation = Indexation(fixed_share=Decimal("0.2"), index="Proef", base=Decimal(100), base_on=base)
    shop = Shop(indexation=indexation)
    order = shop.answer(shop.order(MB=10))
    shop.deliver(order)
    before = queries.saved(Saving.objects.all())
    frameworks.read_index(index="Proef", on=TODAY, value=Decimal(110), source="Proef", now=NOW, by=shop.buyer)
    start = date(YEAR, 12, 1)
    frameworks.bring_up_to_index(framework_id=shop.framework.pk, valid_from=start, today=TODAY, now=NOW, by=shop.buyer)
    told = PricesChanged(
        organisation_id=None, framework_id=shop.framework.pk, items=1, reason="index", valid_from=start
    )
    for _time in range(2):
        book_revised_prices(told)
    row = Saving.objects.get(reason="revised")
    # 8 % of 3.15 a month is 3.4020: for ten in December 34.02 instead of 31.50; the support part stays
    assert (row.period_from, row.standard, row.supplier_part, row.support_part, row.units) == (
        start,
        Decimal(0),
        Decimal("2.52"),
        Decimal(0),
        0,
    )
    assert queries.saved(Saving.objects.all()).total == before.total - Decimal("2.52")


@pytest.mark.django_db
def test_a_delivery_books_what_it_saved_with_price_standard_and_source():
    shop = Shop()
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    row = Saving.objects.get()
    assert (row.standard, row.supplier_part, row.support_part, row.units, row.year) == (
        Decimal("2500.00"),
        Decimal("1800.00"),
        Decimal("100.00"),
        2,
        YEAR,
    )
    assert queries.saved(Saving.objects.all()).total == Decimal("600.00")
    assert row.line.standard_source == STANDARD.source


@pytest.mark.django_db
def test_a_dearer_contract_shows_what_it_cost_more():
    shop = Shop(a_firewall(steps=steps((1, "1300"))))
    order = shop.order(FW=1)
    shop.answer(order)
    shop.deliver(order)
    assert queries.saved(Saving.objects.all()).total == Decimal("-50.00")


@pytest.mark.django_db
def test_working_days_count_once_for_a_board_under_a_contract():
    shop = Shop()
    for _time in range(2):
        order = shop.order(FW=1)
        shop.answer(order)
        shop.deliver(order)
    assert (DaysSaved.objects.get().days, queries.days_saved(year=YEAR)) == (Decimal(12), Decimal(12))


@pytest.mark.django_db
def test_a_service_is_booked_year_by_year_and_never_twice():
    shop = Shop()
    order = shop.order(MB=10)
    shop.answer(order)
    shop.deliver(order, date(YEAR, 7, 1), today=date(YEAR, 7, 1))
    assert Saving.objects.get().standard == Decimal("360.00")
    next_year = moment(date(YEAR + 1, 1, 2))
    assert actions.book_year(year=YEAR + 1, now=next_year, by=the_platform()) == 1
    assert actions.book_year(year=YEAR + 1, now=next_year, by=the_platform()) == 0
    assert [row.standard for row in Saving.objects.order_by("year")] == [Decimal("360.00"), Decimal("720.00")]


@pytest.mark.django_db
def test_what_ends_is_taken_back_with_the_notice_of_the_contract():
    shop = Shop()
    order = shop.order(MB=10)
    shop.answer(order)
    shop.deliver(order)
    before = FrameworkUse.objects.get(framework=shop.framework).amount
    end = actions.end_service(
        order_id=order.pk, number=1, quantity=4, reason="Fusie", today=TODAY, now=NOW, by=shop.manager
    )
    assert end.last_day == date(YEAR, 5, 31)
    taken = Saving.objects.get(reason="ended")
    assert (taken.units, taken.standard) == (-4, Decimal("-168.00"))
    assert FrameworkUse.objects.get(framework=shop.framework).amount < before
    assert queries.is_balanced(shop.framework.pk)
    with pytest.raises(Refused) as refused:
        actions.end_service(order_id=order.pk, number=1, quantity=7, reason="", today=TODAY, now=NOW, by=shop.manager)
    assert refused.value.codes == {"too_many"}


@pytest.mark.django_db
def test_what_goes_back_is_taken_back_and_can_be_ordered_again():
    shop = Shop(a_firewall(most_units=2))
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    actions.give_back(order_id=order.pk, number=1, quantity=1, reason="Stuk", today=TODAY, now=NOW, by=shop.manager)
    assert queries.saved(Saving.objects.all()).total == Decimal("300.00")
    assert queries.is_balanced(shop.framework.pk)
    assert shop.order(FW=1).pk


@pytest.mark.django_db
def test_partial_deliveries_add_up_and_no_more_comes_than_was_ordered():
    shop = Shop()
    order = shop.order(FW=3)
    with pytest.raises(Refused) as refused:
        shop.deliver(order)
    assert "not_confirmed" in refused.value.codes
    shop.answer(order)
    shop.deliver(order, quantities={1: 1})
    order.refresh_from_db()
    assert order.state == "confirmed"
    with pytest.raises(Refused):
        shop.deliver(order, quantities={1: 3})
    with pytest.raises(Refused) as refused:
        shop.deliver(order, quantities={1: 1}, is_accepted=False)
    assert refused.value.codes == {"no_remarks"}
    shop.deliver(order, quantities={1: 2}, is_accepted=False, remarks="Eén met een deuk")
    order.refresh_from_db()
    assert (order.state, order.lines.get().delivered) == ("delivered", 3)
    delivery = order.deliveries.get(is_accepted=False)
    assert actions.accept_delivery(delivery_id=delivery.pk, now=NOW, by=shop.manager).is_accepted


@pytest.mark.django_db
def test_a_tier_that_all_reached_together_gives_back_to_the_cent_who_paid_more():
    shop = Shop(
        a_firewall(steps=steps((1, "900"), (4, "800"))),
        tier_basis=TierBasis.JOINT,
        settling=Settling.AT_YEAR_END,
    )
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    first, second = shop.order(FW=3), shop.order(neighbour, FW=1)
    for order in (first, second):
        shop.answer(order)
    shop.deliver(first)
    shop.deliver(second, by=neighbour)
    with pytest.raises(Refused) as refused:
        actions.settle_year(framework_id=shop.framework.pk, year=YEAR, today=TODAY, now=NOW, by=shop.buyer)
    assert refused.value.codes == {"too_early"}
    over = date(YEAR + 1, 1, 5)
    (done,) = actions.settle_year(
        framework_id=shop.framework.pk, year=YEAR, today=over, now=moment(over), by=shop.buyer
    )
    assert (done.units, done.tier_from) == (4, 4)
    assert [(row.paid_supplier, row.due_supplier) for row in SettledLine.objects.order_by("line_id")] == [
        (Decimal("2700.00"), Decimal("2400.00")),
        (Decimal("800.00"), Decimal("800.00")),
    ]
    assert Saving.objects.get(reason="settled").supplier_part == Decimal("-300.00")
    assert (
        actions.settle_year(framework_id=shop.framework.pk, year=YEAR, today=over, now=moment(over), by=shop.buyer)
        == []
    )


@pytest.mark.django_db
def test_what_was_ordered_before_a_price_rose_is_settled_at_the_list_of_that_day():
    shop = Shop(
        a_firewall(steps=steps((1, "900"), (4, "800"))),
        tier_basis=TierBasis.JOINT,
        settling=Settling.AT_YEAR_END,
    )
    later = TODAY + timedelta(days=1)
    frameworks.load_price_list(
        framework_id=shop.framework.pk,
        items=[a_firewall(steps=steps((1, "990"), (4, "880")))],
        valid_from=later,
        today=TODAY,
        note="Afgesproken",
        signed_on=TODAY,
        now=NOW,
        by=shop.buyer,
    )
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    for order in (shop.order(FW=3), shop.order(neighbour, later, FW=2)):
        shop.answer(order)
    over = date(YEAR + 1, 1, 5)
    (done,) = actions.settle_year(
        framework_id=shop.framework.pk, year=YEAR, today=over, now=moment(over), by=shop.buyer
    )
    assert (done.units, done.tier_from) == (5, 4)
    assert [(row.paid_supplier, row.due_supplier) for row in SettledLine.objects.order_by("line_id")] == [
        (Decimal("2700.00"), Decimal("2400.00")),
        (Decimal("1760.00"), Decimal("1760.00")),
    ]


@pytest.mark.django_db
def test_the_ratchet_brings_all_to_the_lowest_tariff_paid():
    shop = Shop(a_firewall(steps=steps((1, "900"), (3, "800"))), ratchet=True)
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    for order in (shop.order(FW=1), shop.order(neighbour, FW=3)):
        shop.answer(order)
    over = date(YEAR, 12, 31)
    assert actions.apply_ratchet(framework_id=shop.framework.pk, year=YEAR, today=over, now=NOW, by=shop.buyer) == 1
    later = date(YEAR + 1, 1, 2)
    assert shop.order(today=later, FW=1).lines.get().supplier_part == Decimal("800.00")


@pytest.mark.django_db
def test_the_ledger_is_never_changed():
    shop = Shop(listed(steps=(*steps((1, "5")),)))
    order = shop.order(MB=1)
    shop.answer(order)
    shop.deliver(order)
    with pytest.raises(DatabaseError), transaction.atomic():
        Saving.objects.update(standard=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Saving.objects.all().delete()


@pytest.mark.django_db
def test_the_task_of_every_month_books_the_new_year_once(monkeypatch):
    shop = Shop()
    order = shop.order(MB=10)
    shop.answer(order)
    shop.deliver(order)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment(date(YEAR + 1, 1, 2)))
    for _time in range(2):
        every_month(timestamp=0)
    assert Saving.objects.filter(year=YEAR + 1).get().standard == Decimal("720.00")
