"""Prices that seem too low: a light, and an open question where the rule is one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import AbnormalReading
from steunpunt.contract.tenders.rules.abnormal import Warned
from steunpunt.contract.tenders.rules.abnormal import abnormally_low as by_rule
from steunpunt.contract.tenders.rules.law.answers import low_prices

OF_TODAY = low_prices(date(2026, 11, 29))


def abnormally_low(asked):
    return by_rule(asked, OF_TODAY.value)


def prices(*amounts):
    return {chr(ord("A") + place): Decimal(amount) for place, amount in enumerate(amounts)}


def test_three_offers_are_too_few():
    assert abnormally_low(prices(1, 100, 100)) == Warned(offers=3, readings=())
    assert not abnormally_low(prices(1, 100, 100)).applies


def test_from_four_offers_on_the_lowest_and_the_highest_are_left_out():
    found = abnormally_low(prices(85, 100, 100, 900))
    (reading,) = found.readings
    assert (reading.reading, reading.left_out, reading.mean, reading.limit, reading.flagged) == (
        AbnormalReading.LOWEST_AND_HIGHEST,
        ("A", "D"),
        100,
        85,
        ("A",),
    )
    assert (found.applies, found.is_settled, found.flagged) == (True, True, ("A",))
    assert abnormally_low(prices("85.01", 100, 100, 900)).flagged == ()


def test_from_seven_offers_on_both_readings_stand_and_nothing_is_settled():
    """Of eight: two at either end, or the lowest and the highest. Both means are 120, so that 102 is the limit."""
    found = abnormally_low(prices(50, 90, 106, 114, 150, 150, 110, 200))
    assert [(each.reading, each.left_out, each.mean, each.flagged) for each in found.readings] == [
        (AbnormalReading.QUARTER_AT_EACH_END, ("A", "B", "F", "H"), 120, ("A", "B")),
        (AbnormalReading.QUARTER_TOGETHER, ("A", "H"), 120, ("A", "B")),
    ]
    assert (found.is_settled, found.flagged) == (False, ("A", "B"))


def test_what_one_reading_flags_is_flagged():
    found = abnormally_low(prices(80, 101, 120, 120, 120, 120, 120, 120, 300))
    by_reading = {each.reading: each.flagged for each in found.readings}
    assert set(found.flagged) == set(by_reading[AbnormalReading.QUARTER_AT_EACH_END]) | set(
        by_reading[AbnormalReading.QUARTER_TOGETHER]
    )
    assert by_reading[AbnormalReading.QUARTER_AT_EACH_END] == ("A", "B")
    assert by_reading[AbnormalReading.QUARTER_TOGETHER] == ("A",)


@pytest.mark.parametrize(("count", "readings"), [(4, 1), (6, 1), (7, 2), (12, 2)])
def test_the_number_of_offers_says_how_it_is_read(count, readings):
    assert len(abnormally_low(prices(*[100] * count)).readings) == readings


@settings(deadline=None)
@given(st.lists(st.integers(1, 999), min_size=4, max_size=12), st.randoms())
def test_the_order_of_offers_says_nothing(amounts, shuffled):
    asked = prices(*amounts)
    names = list(asked)
    shuffled.shuffle(names)
    assert abnormally_low({name: asked[name] for name in names}) == abnormally_low(asked)


def test_the_numbers_are_those_of_the_day_and_where_none_is_known_nothing_is_said():
    asked = prices(85, 100, 100, 900)
    stricter = replace(OF_TODAY.value, least_offers=5)
    assert by_rule(asked, stricter).readings == ()
    assert by_rule(asked, replace(OF_TODAY.value, below=Fraction(1, 100))).flagged == ("A",)
    assert by_rule(prices(86, 100, 100, 900), OF_TODAY.value).flagged == ()
    assert low_prices(date(1990, 1, 1)) is None
    assert by_rule(asked, None) == Warned(offers=4, readings=())
    assert "art. 36" in OF_TODAY.source
    assert "1996" in low_prices(date(2012, 1, 1)).source
