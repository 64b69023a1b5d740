"""Prices in steps, next to a slow and obvious way of counting."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.frameworks.choices import Charge, TierKind
from steunpunt.contract.frameworks.rules import indexing, notice
from steunpunt.contract.frameworks.values import Indexation, Step
from steunpunt.contract.frameworks.values.pricing import (
    amount,
    buy_more_from,
    cost,
    number_of_charges,
    reached,
    settled,
    upcoming,
)
from steunpunt.foundation.figures.money import Euros
from tests.factories.ordering import price, steps

C12 = steps((1, "10"), (101, "9"), (501, "7.5"))
cents = st.integers(0, 100_000).map(lambda number: Decimal(number).scaleb(-2))
prices = st.builds(Euros, cents, cents)
ladders = st.dictionaries(st.integers(2, 200), prices, max_size=4).flatmap(
    lambda more: prices.map(
        lambda first: tuple(Step(from_units=units, price=each) for units, each in sorted({1: first, **more}.items()))
    )
)
kinds = st.sampled_from(TierKind)


def one_by_one(quantity, ladder, kind, before=0):
    """Unit by unit, as one would do it with a pencil."""
    total = [Fraction(0), Fraction(0)]
    for place in range(before + 1, before + quantity + 1):
        volume = before + quantity if kind is TierKind.ALL_UNITS else place
        step = [one for one in ladder if one.from_units <= volume][-1]
        total[0] += Fraction(step.price.supplier)
        total[1] += Fraction(step.price.support)
    return tuple(total)


@settings(deadline=None)
@given(st.integers(0, 300), ladders, kinds, st.integers(0, 300))
def test_any_quantity_costs_what_its_units_cost_one_by_one(quantity, ladder, kind, before):
    assert cost(quantity, ladder, kind, before=before) == one_by_one(quantity, ladder, kind, before)


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(0, 200), ladders)
def test_slices_do_not_depend_on_how_an_order_is_split(one, other, ladder):
    apart = cost(one, ladder, TierKind.INCREMENTAL), cost(other, ladder, TierKind.INCREMENTAL, before=one)
    together = cost(one + other, ladder, TierKind.INCREMENTAL)
    assert tuple(sum(parts) for parts in zip(*apart, strict=True)) == together


def test_a_step_is_reached_at_its_first_unit():
    assert [reached(units, C12).from_units for units in (0, 1, 100, 101, 500, 501)] == [1, 1, 1, 101, 101, 501]
    assert [step.from_units if (step := upcoming(units, C12)) else None for units in (1, 101, 501)] == [101, 501, None]
    with pytest.raises(ValueError, match="without a price"):
        reached(1, ())


@settings(deadline=None)
@given(ladders)
def test_ordering_the_threshold_is_cheaper_from_there_on_and_not_before(ladder):
    found = buy_more_from(ladder)
    for step in ladder[1:]:
        below = range(1, step.from_units)
        whole = sum(cost(step.from_units, ladder, TierKind.ALL_UNITS))
        previous = reached(step.from_units - 1, ladder).from_units
        dearer = [q for q in below if q >= previous and sum(cost(q, ladder, TierKind.ALL_UNITS)) > whole]
        assert found.get(step.from_units) == (dearer[0] if dearer else None)


lines = st.dictionaries(st.integers(1, 9), st.integers(0, 120), min_size=1)


@settings(deadline=None)
@given(lines, ladders, kinds, st.integers(0, 24))
def test_what_is_settled_adds_up_to_the_cent(quantities, ladder, kind, months):
    uses = {line: units * Fraction(months) for line, units in quantities.items()}
    due = settled(uses, ladder, kind, volume=sum(quantities.values()))
    assert set(due) == set(quantities)
    whole = amount(cost(sum(quantities.values()), ladder, kind), Fraction(months))
    total = sum((one.total for one in due.values()), Decimal(0))
    if kind is TierKind.INCREMENTAL:
        assert (sum(one.supplier for one in due.values()), sum(one.support for one in due.values())) == (
            whole.supplier,
            whole.support,
        )
    else:
        assert abs(total - whole.total) <= Decimal("0.01") * 2 * len(quantities)


@settings(deadline=None)
@given(lines, ladders)
def test_the_same_units_cost_the_same_to_the_cent_whoever_ordered_first(quantities, ladder):
    uses = {line: Fraction(units) for line, units in quantities.items()}
    for kind in TierKind:
        due = settled(uses, ladder, kind, volume=sum(quantities.values()))
        for one in quantities:
            for other in quantities:
                if quantities[one] == quantities[other]:
                    assert abs(due[one].supplier - due[other].supplier) <= Decimal("0.01")


def test_parts_of_months_count_by_their_days():
    assert number_of_charges(Charge.MONTHLY, date(2011, 1, 15), date(2011, 3, 14)) == Fraction(17, 31) + 1 + Fraction(
        14, 31
    )
    assert number_of_charges(Charge.MONTHLY, date(2012, 2, 29), date(2012, 2, 29)) == Fraction(1, 29)
    assert number_of_charges(Charge.YEARLY, date(2011, 1, 1), date(2012, 12, 31)) == 2
    assert number_of_charges(Charge.MONTHLY, date(2011, 5, 2), date(2011, 5, 1)) == 0
    assert number_of_charges(Charge.ONCE, date(2011, 1, 1), date(2014, 1, 1)) == 1


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_period_costs_as_much_as_its_parts(start, first, more):
    middle, end = start + timedelta(days=first), start + timedelta(days=first + more)
    apart = number_of_charges(Charge.MONTHLY, start, middle) + number_of_charges(
        Charge.MONTHLY, middle + timedelta(days=1), end
    )
    assert number_of_charges(Charge.MONTHLY, start, end) == apart


def test_the_supplier_part_alone_follows_the_index():
    by = indexing.factor(
        Indexation(fixed_share=Decimal("0.2"), index="Agoria", base=Decimal("1.1735"), base_on=date(2010, 1, 1)),
        Decimal("1.2410"),
    )
    assert round(float(1250 * by), 9) == 1307.520238602
    assert indexing.revised(price("1250", "40"), by) == price("1307.5202", "40")


def test_notice_begins_on_the_first_of_the_next_month():
    assert notice.last_day(date(2011, 4, 15), 1) == date(2011, 5, 31)
    assert notice.last_day(date(2011, 12, 31), 3) == date(2012, 3, 31)
    assert notice.last_day(date(2011, 4, 15), 0) == date(2011, 4, 30)
