"""Days of procedures: Belgian legal holidays, and when a period of days begins and ends.

Regulation (EEC, Euratom) 1182/71, article 3: the day of the event is not counted; a period of days ends with the last hour of
its last day; holidays, Saturdays and Sundays are counted, but a last day that is one moves on to the next working day; and a
period of two days or more holds at least two working days. A period that is counted back from a date does not move.

That the moving on holds for the standstill as well is the safe reading, not a settled one. How long a period lasts, and which
days are holidays, is no business of this file: both stand in dated tables with their source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from steunpunt.contract.tenders.choices.method import Holiday
from steunpunt.contract.tenders.rules.law.tables import HOLIDAYS

_DAY = timedelta(days=1)
SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous, "Nature" 13, 1876; J. Meeus, "Astronomical Algorithms", 1991)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, Holiday]:
    """The legal holidays of a year, by the table that held on each. Two that fall together are one day off: the later named."""
    sunday = easter(year)
    found = {}
    for row in HOLIDAYS:
        for feast in row.value:
            after = feast.after_easter
            day = date(year, feast.month, feast.day) if after is None else sunday + after * _DAY
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
                found[day] = feast.holiday
    return MappingProxyType(dict(sorted(found.items())))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of calendar days after an event."""

    event: date
    days: int
    counted: date
    """The last day by counting alone."""
    last: date
    """The last day, moved on where it had to."""

    @property
    def first(self) -> date:
        return self.event + _DAY

    @property
    def free_from(self) -> date:
        """The first day after it: of a standstill, the first on which the contract may be concluded."""
        return self.last + _DAY

    @property
    def moved_over(self) -> tuple[date, ...]:
        """The days that it could not end on, from the counted one on."""
        return tuple(self.counted + number * _DAY for number in range((self.last - self.counted).days))


def period(event: date, days: int) -> Period:
    """The period of so many calendar days after an event; at least one."""
    if days < 1:
        raise ValueError("a period lasts at least a day")
    counted = last = event + days * _DAY
    while not is_working_day(last) or (days > 1 and not _holds_two_working_days(event, last)):
        last += _DAY
    return Period(event=event, days=days, counted=counted, last=last)


def latest_event(last: date, days: int) -> date:
    """The last day on which something may happen that must leave at least so many whole days up to and with `last`.

    Counted back, and therefore not moved.
    """
    return last - days * _DAY


def days_left(event: date, last: date) -> int:
    """How many calendar days a period has that ends on `last`; the day of the event is not one of them."""
    return (last - event).days


def _holds_two_working_days(event: date, last: date) -> bool:
    found, day = 0, event + _DAY
    while day <= last and found < 2:
        found += is_working_day(day)
        day += _DAY
    return found >= 2
