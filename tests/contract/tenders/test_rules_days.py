"""Days of procedures: holidays, and the day on which a period ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import Holiday
from steunpunt.contract.tenders.rules.days import (
    Period,
    days_left,
    easter,
    holidays,
    is_working_day,
    latest_event,
    period,
)
from steunpunt.contract.tenders.rules.law.tables import HOLIDAYS

DAY = timedelta(days=1)
events = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "sunday",
    [date(1818, 3, 22), date(1943, 4, 25), date(2008, 3, 23), date(2011, 4, 24), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter_falls_when_the_almanac_says(sunday):
    assert easter(sunday.year) == sunday


def test_the_legal_holidays_of_a_year_in_order():
    assert holidays(2026) == {
        date(2026, 1, 1): Holiday.NEW_YEAR,
        date(2026, 4, 6): Holiday.EASTER_MONDAY,
        date(2026, 5, 1): Holiday.LABOUR_DAY,
        date(2026, 5, 14): Holiday.ASCENSION,
        date(2026, 5, 25): Holiday.WHIT_MONDAY,
        date(2026, 7, 21): Holiday.NATIONAL_DAY,
        date(2026, 8, 15): Holiday.ASSUMPTION,
        date(2026, 11, 1): Holiday.ALL_SAINTS,
        date(2026, 11, 11): Holiday.ARMISTICE,
        date(2026, 12, 25): Holiday.CHRISTMAS,
    }
    assert list(holidays(2026)) == sorted(holidays(2026))
    assert holidays(2008)[date(2008, 5, 1)] is Holiday.ASCENSION


def test_holidays_are_those_of_the_table_of_their_day():
    assert holidays(1973) == {}
    [row] = HOLIDAYS
    assert len(row.value) == 10
    assert "18 april 1974" in row.source


def test_a_last_day_that_nobody_works_moves_on():
    friday = date(2026, 12, 10)
    assert period(friday, 15) == Period(event=friday, days=15, counted=date(2026, 12, 25), last=date(2026, 12, 28))
    assert period(friday, 15).moved_over == (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27))
    assert (period(friday, 15).first, period(friday, 15).free_from) == (date(2026, 12, 11), date(2026, 12, 29))


def test_a_period_of_two_days_holds_two_working_days():
    """From Friday 6 November 2026: Saturday and Sunday are counted, Monday and Tuesday are worked."""
    assert period(date(2026, 11, 6), 2).last == date(2026, 11, 10)
    assert period(date(2026, 11, 6), 1).last == date(2026, 11, 9)
    assert period(date(2026, 11, 9), 2).last == date(2026, 11, 12)  # Wednesday is Armistice Day


@settings(deadline=None)
@given(events, st.integers(1, 90))
def test_a_period_ends_on_a_working_day_and_never_before_it_was_counted(event, days):
    found = period(event, days)
    assert is_working_day(found.last)
    assert found.last >= found.counted == event + days * DAY
    assert days_left(event, found.last) >= days
    worked = sum(is_working_day(found.first + number * DAY) for number in range(days_left(event, found.last)))
    assert worked >= min(days, 2)


@settings(deadline=None)
@given(events, st.integers(1, 90))
def test_what_is_counted_back_leaves_whole_days(last, days):
    assert days_left(latest_event(last, days), last) == days


def test_a_period_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least a day"):
        period(date(2026, 1, 1), 0)
