"""Dates of contracts, beside a slow calculation that walks from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.assess.inventory.choices import NoticeUnit, Outlook, Renewal
from steunpunt.assess.inventory.rules.terms import (
    Standing,
    Terms,
    end_after_notice,
    end_by_notice,
    last_day_for,
    period_end,
    shifted,
    standing,
)

DAY = timedelta(days=1)
MANY = 100
"""Renewals after which no test looks any more: of a month each, more than the days that are tried."""


# ── the slow calculation ─────────────────────────────────────────────────────
def is_last_of_month(day):
    return (day + DAY).day == 1


def walked(day, months):
    """So many months on or back: walk until the month is right and the number, or the last day of a shorter month."""
    step = DAY if months >= 0 else -DAY
    wanted = day.year * 12 + day.month + months
    at = day
    while at.year * 12 + at.month != wanted:
        at += step
    while at.day != 1:
        at -= DAY
    while at.day != day.day and not is_last_of_month(at):
        at += DAY
    return at


def slow_ends(terms, count):
    """The last days of the first periods: one walk on from the first day, noting where each period would start."""
    wanted = [(terms.initial_months or 0) + number * terms.renewal_months for number in range(count)]
    found, at, months = [], terms.starts_on, 0
    at = at.replace(day=1)
    for number in wanted:
        while months < number:
            at += DAY
            months += at.day == 1
        start = at
        while start.day != terms.starts_on.day and not is_last_of_month(start):
            start += DAY
        found.append(start - DAY)
    return found


def slow_last_day(terms, end):
    if terms.notice_unit is NoticeUnit.MONTHS:
        return walked(end + DAY, -terms.notice) - DAY
    at = end
    for _ in range(terms.notice):
        at -= DAY
    return at


def slow_standing(terms, today):
    """Period after period: has the last day for notice passed?"""
    last = MANY if terms.most_renewals is None else terms.most_renewals
    ends = slow_ends(terms, last + 2)
    if terms.renewal is Renewal.TACIT:
        for number, end in enumerate(ends[:-1]):
            if number == terms.most_renewals:
                break
            if today <= slow_last_day(terms, end):
                return Standing(Outlook.RENEWS, end, slow_last_day(terms, end), ends[number + 1])
        end = ends[last]
        return Standing(Outlook.ENDED if end < today else Outlook.ENDS, end)
    end, by = ends[0], slow_last_day(terms, ends[0])
    if end < today:
        return Standing(Outlook.ENDED, end)
    if terms.renewal is Renewal.EXPRESS and terms.most_renewals != 0 and today <= by:
        return Standing(Outlook.LAPSES, end, by, ends[1])
    return Standing(Outlook.ENDS, end)


days = st.dates(date(1999, 1, 1), date(2009, 12, 31))
terms_of_time = st.builds(
    Terms,
    starts_on=days,
    initial_months=st.integers(1, 72),
    renewal=st.sampled_from(list(Renewal)),
    renewal_months=st.integers(1, 36),
    most_renewals=st.none() | st.integers(0, 5),
    notice=st.integers(0, 12),
    notice_unit=st.sampled_from(list(NoticeUnit)),
)


@given(days, st.integers(-400, 400))
def test_months_are_those_of_walking(day, months):
    assert shifted(day, months) == walked(day, months)


@given(terms_of_time, st.integers(-30, 1_500))
def test_the_outlook_is_that_of_walking(terms, after):
    today = terms.starts_on + timedelta(days=after)
    assert standing(terms, today) == slow_standing(terms, today)


@given(terms_of_time, st.integers(0, 1_500))
def test_notice_ends_the_first_period_for_which_it_is_in_time(terms, after):
    on = terms.starts_on + timedelta(days=after)
    end = end_by_notice(terms, on)
    ends = slow_ends(terms, MANY + 1 if terms.most_renewals is None else terms.most_renewals + 1)
    if terms.renewal is not Renewal.TACIT:
        assert end == ends[0]
        return
    in_time = [one for one in ends if on <= slow_last_day(terms, one)]
    assert end == (in_time[0] if in_time else ends[-1])


@given(terms_of_time, st.integers(0, 1_500))
def test_one_day_later_than_the_last_day_is_too_late(terms, after):
    found = standing(terms, terms.starts_on + timedelta(days=after))
    if found.outlook is Outlook.RENEWS:
        assert end_by_notice(terms, found.act_by) == found.ends_on
        assert end_by_notice(terms, found.act_by + DAY) > found.ends_on


# ── by hand ──────────────────────────────────────────────────────────────────
def test_a_contract_of_a_calendar_year_with_three_months_notice():
    terms = Terms(date(2008, 1, 1), 36, Renewal.TACIT, 12, None, 3)
    assert standing(terms, date(2010, 9, 30)) == Standing(
        Outlook.RENEWS, date(2010, 12, 31), date(2010, 9, 30), date(2011, 12, 31)
    )
    assert standing(terms, date(2010, 10, 1)).ends_on == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("starts_on", "number", "end"),
    [
        (date(2010, 1, 31), 0, date(2010, 2, 27)),
        (date(2010, 1, 31), 1, date(2010, 3, 30)),
        (date(2012, 1, 30), 0, date(2012, 2, 28)),
        (date(2008, 2, 29), 11, date(2009, 2, 27)),
        (date(2008, 2, 29), 47, date(2012, 2, 28)),
    ],
)
def test_at_the_end_of_a_month_nothing_creeps(starts_on, number, end):
    assert period_end(Terms(starts_on, 1, Renewal.TACIT, 1), number) == end


@pytest.mark.parametrize(
    ("unit", "notice", "end", "last"),
    [
        (NoticeUnit.MONTHS, 6, date(2011, 12, 31), date(2011, 6, 30)),
        (NoticeUnit.MONTHS, 3, date(2011, 5, 30), date(2011, 2, 27)),
        (NoticeUnit.MONTHS, 3, date(2012, 5, 30), date(2012, 2, 28)),
        (NoticeUnit.DAYS, 90, date(2011, 12, 31), date(2011, 10, 2)),
        (NoticeUnit.MONTHS, 0, date(2011, 12, 31), date(2011, 12, 31)),
    ],
)
def test_the_last_day_for_notice(unit, notice, end, last):
    assert last_day_for(Terms(date(2010, 1, 1), 12, Renewal.TACIT, notice=notice, notice_unit=unit), end) == last


def test_a_contract_of_indefinite_time_runs_on_and_ends_after_its_notice():
    terms = Terms(date(2009, 3, 15), None, notice=3)
    assert standing(terms, date(2011, 4, 1)) == Standing(Outlook.RUNS_ON, None)
    assert end_after_notice(terms, date(2011, 3, 31)) == date(2011, 6, 30)
    assert end_after_notice(
        Terms(date(2009, 3, 15), None, notice=30, notice_unit=NoticeUnit.DAYS), date(2011, 4, 1)
    ) == (date(2011, 5, 1))


def test_an_express_renewal_is_counted_and_may_be_the_last():
    terms = Terms(date(2008, 7, 1), 24, Renewal.EXPRESS, 12, 1, 2)
    assert standing(terms, date(2010, 4, 30)) == Standing(
        Outlook.LAPSES, date(2010, 6, 30), date(2010, 4, 30), date(2011, 6, 30)
    )
    assert standing(terms, date(2010, 5, 1)) == Standing(Outlook.ENDS, date(2010, 6, 30))
    assert standing(terms, date(2010, 5, 1), renewed=1) == Standing(Outlook.ENDS, date(2011, 6, 30))
    assert standing(terms, date(2011, 7, 1), renewed=1) == Standing(Outlook.ENDED, date(2011, 6, 30))


def test_what_was_agreed_goes_before_what_the_contract_says():
    terms = Terms(date(2008, 1, 1), 36, Renewal.TACIT)
    assert standing(terms, date(2009, 1, 1), ends_on=date(2009, 6, 30)) == Standing(Outlook.ENDS, date(2009, 6, 30))
    assert standing(terms, date(2009, 7, 1), ends_on=date(2009, 6, 30)).outlook is Outlook.ENDED
