"""What comes back of a tier: services by what was used of them, next to a slow way of counting, day by day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.frameworks.rules.revising import ladders
from steunpunt.contract.frameworks.values import Revision, Step, TierKind
from steunpunt.contract.orders.rules.settling import due, kept, paid
from steunpunt.contract.orders.values import LineFacts
from steunpunt.foundation.figures.money import Euros
from tests.contract.orders.test_savings import numbered

FIRST, LAST = date(2011, 1, 1), date(2011, 12, 31)
days = st.dates(FIRST, LAST)
movements = st.lists(st.tuples(days, st.integers(1, 20)), min_size=1, max_size=3)
STEPS = (
    Step(from_units=1, price=Euros(Decimal("3.00"), Decimal("0.50"))),
    Step(from_units=50, price=Euros(Decimal("2.00"), Decimal("0.40"))),
)


def a_service(deliveries, ends=()):
    return LineFacts(
        quantity=20,
        is_recurring=True,
        is_yearly=False,
        each=Euros(Decimal("60.00"), Decimal("10.00")),
        standard_price=Decimal(0),
        deliveries=numbered(deliveries),
        ends=numbered(ends),
    )


@settings(deadline=None, max_examples=60)
@given(movements, days, st.integers(80, 140), st.sampled_from(TierKind))
def test_a_service_is_settled_for_the_days_on_which_it_ran_at_the_price_of_each(deliveries, revised_on, percent, kind):
    rises = Revision(change_id=1, valid_from=revised_on, valid_to=None, factor=Fraction(percent, 100), most=None)
    listed = ladders(STEPS, FIRST, [rises] if revised_on > FIRST else [])
    line = a_service(deliveries)
    found = due({1: line}, listed, kind, year=2011, volume=100)[1]
    slow, day = Fraction(0), FIRST
    supplier, support = Fraction(2), Fraction(2, 5)
    if kind is TierKind.INCREMENTAL:  # of 100 units 49 fall in the first slice
        supplier, support = (49 * 3 + 51 * supplier) / 100, (49 * Fraction(1, 2) + 51 * support) / 100
    while day <= LAST:
        running = sum(units for on, units in deliveries if on <= day)
        length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        by = Fraction(percent, 100) if FIRST < revised_on <= day else 1
        slow += Fraction(running) * (supplier * by + support) / length.day
        day += timedelta(days=1)
    assert abs(Fraction(found.total) - slow) <= Fraction(3, 100)


def test_what_ended_in_the_year_is_settled_until_its_end_and_what_never_ran_not_at_all():
    ended = a_service([(date(2011, 1, 1), 20)], ends=[(date(2011, 6, 30), 20)])
    waiting = a_service([])
    listed = ladders(STEPS, FIRST, [])
    found = due({1: ended, 2: waiting}, listed, TierKind.ALL_UNITS, year=2011, volume=60)
    assert paid(ended, 2011) == Euros(Decimal("360.00"), Decimal("60.00"))
    assert found == {1: Euros(Decimal("240.00"), Decimal("48.00")), 2: Euros()}
    assert paid(waiting, 2011) == Euros()


def test_a_one_off_is_settled_for_what_was_not_returned_whenever_it_comes():
    line = LineFacts(
        quantity=10,
        is_recurring=False,
        is_yearly=False,
        each=Euros(Decimal("30.00"), Decimal("5.00")),
        standard_price=Decimal(0),
        returns=((1, date(2011, 3, 1), 4),),
    )
    assert kept(line) == 6
    assert paid(line, 2011) == Euros(Decimal("18.00"), Decimal("3.00"))
    assert due({1: line}, ladders(STEPS, FIRST, []), TierKind.ALL_UNITS, year=2011, volume=50) == {
        1: Euros(Decimal("12.00"), Decimal("2.40"))
    }
