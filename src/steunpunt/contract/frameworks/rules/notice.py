"""Giving notice of a recurring service."""

from datetime import date, timedelta

from steunpunt.foundation.figures.periods import shifted


def last_day(asked_on: date, notice_months: int) -> date:
    """The last day of a service of which the end is asked: the notice begins on the first of the next month."""
    return shifted(asked_on.replace(day=1), 1 + notice_months) - timedelta(days=1)
