"""How long a contract runs: its periods, the last day on which notice counts, and what happens if nobody does anything.

Months are counted as the Judicial Code does (art. 54): from a day to the day before the same number. A period that starts
on the 31st starts on the last day of a shorter month, and on the 31st again after it: each is counted from the first day
of the contract, so nothing creeps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from steunpunt.assess.inventory.choices import NoticeUnit, Outlook, Renewal
from steunpunt.foundation.figures.periods import shifted

DAY = timedelta(days=1)
LONGEST_MONTHS = 1_200
"""No period is longer: a century."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed about time. Without `initial_months` it runs for an indefinite time."""

    starts_on: date
    initial_months: int | None
    renewal: Renewal = Renewal.NONE
    renewal_months: int = 12
    most_renewals: int | None = None
    """How often it can be renewed; None is without end."""
    notice: int = 0
    """How long before the end notice must be given: in `notice_unit`; 0 is until the last day."""
    notice_unit: NoticeUnit = NoticeUnit.MONTHS


@dataclass(frozen=True, slots=True)
class Standing:
    """How a contract stands on a day."""

    outlook: Outlook
    ends_on: date | None
    """The last day of the period that nobody can stop any more, or of the contract."""
    act_by: date | None = None
    """The last day to give notice, or to renew."""
    next_ends_on: date | None = None
    """The last day of the period that would follow."""

    @property
    def due_on(self) -> date | None:
        """The day before which somebody should have looked at it."""
        return None if self.outlook is Outlook.ENDED else self.act_by or self.ends_on


def period_end(terms: Terms, number: int) -> date:
    """The last day of the initial period (0) or of a renewal; only of a contract that has an initial period."""
    return shifted(terms.starts_on, (terms.initial_months or 0) + number * terms.renewal_months) - DAY


def last_day_for(terms: Terms, end: date) -> date:
    """The last day on which notice still ends the contract on `end`: the notice period starts the day after."""
    if terms.notice_unit is NoticeUnit.DAYS:
        return end - timedelta(days=terms.notice)
    return shifted(end + DAY, -terms.notice) - DAY


def end_after_notice(terms: Terms, notice_on: date) -> date:
    """The last day of a contract of indefinite time of which notice is given on a day."""
    if terms.notice_unit is NoticeUnit.DAYS:
        return notice_on + timedelta(days=terms.notice)
    return shifted(notice_on + DAY, terms.notice) - DAY


def _periods(terms: Terms) -> Iterator[tuple[int, date]]:
    number = 0
    while terms.most_renewals is None or number <= terms.most_renewals:
        yield number, period_end(terms, number)
        number += 1


def end_by_notice(terms: Terms, notice_on: date, renewed: int = 0) -> date:
    """The last day when notice is given on a day: of the first period for which that is in time."""
    if terms.initial_months is None:
        return end_after_notice(terms, notice_on)
    if terms.renewal is not Renewal.TACIT:
        return period_end(terms, renewed)
    end = period_end(terms, 0)
    for _number, end in _periods(terms):
        if notice_on <= last_day_for(terms, end):
            break
    return end


def standing(terms: Terms, today: date, *, renewed: int = 0, ends_on: date | None = None) -> Standing:
    """How it stands, and what happens if nobody does anything.

    `renewed` counts express renewals; `ends_on` is the last day once notice was given or both sides agreed on an end.
    """
    found = Standing(Outlook.ENDS, ends_on) if ends_on else _unless_ended(terms, today, renewed)
    if found.ends_on and found.ends_on < today and found.outlook is not Outlook.RENEWS:
        return Standing(Outlook.ENDED, found.ends_on)
    return found


def _unless_ended(terms: Terms, today: date, renewed: int) -> Standing:
    if terms.initial_months is None:
        return Standing(Outlook.RUNS_ON, None)
    if terms.renewal is Renewal.TACIT:
        return _tacit(terms, today)
    end = period_end(terms, renewed)
    can_be_renewed = terms.renewal is Renewal.EXPRESS and (terms.most_renewals is None or renewed < terms.most_renewals)
    act_by = last_day_for(terms, end)
    if not can_be_renewed or today > act_by:
        return Standing(Outlook.ENDS, end)
    return Standing(Outlook.LAPSES, end, act_by, period_end(terms, renewed + 1))


def _tacit(terms: Terms, today: date) -> Standing:
    end = period_end(terms, 0)
    for number, end in _periods(terms):
        if number == terms.most_renewals:
            break
        act_by = last_day_for(terms, end)
        if today <= act_by:
            return Standing(Outlook.RENEWS, end, act_by, period_end(terms, number + 1))
    return Standing(Outlook.ENDS, end)
