"""Months on the calendar, and parts of months."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction


def shifted(day: date, months: int) -> date:
    """The same day so many months on or back; the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> Fraction:
    """Months from one day up to and including another: a part of a calendar month counts by its days.

    15 January to 14 March is 17/31 + 1 + 14/31. A period that ends before it begins has none.
    """
    if end < start:
        return Fraction(0)
    return _months_until(end + timedelta(days=1)) - _months_until(start)


def _months_until(day: date) -> Fraction:
    """Months since the beginning of our era at the first moment of a day."""
    return Fraction(day.year * 12 + day.month) + Fraction(day.day - 1, monthrange(day.year, day.month)[1])
