"""When a board may decide, whether enough boards join, and what leaving costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steunpunt.bundle.projects.rules.keys import TwoPart

MOST_UNITS = 1_000_000
UNITS_PER_INHABITANT = 2
"""More than so many mailboxes or licences for each inhabitant is a slip of the fingers."""
REMIND_BEFORE = (14, 7, 2)
"""So many days before the deadline, whoever still has to decide is reminded."""
REMIND_AFTER = (14, 28)
"""So many days after it was asked, whoever did not give interest or did not sign is reminded."""
YEAR = 365


def absurd(units: int, inhabitants: int | None) -> bool:
    """A quantity that nobody can have meant."""
    return units < 0 or units > MOST_UNITS or (bool(inhabitants) and units > UNITS_PER_INHABITANT * (inhabitants or 0))


@dataclass(frozen=True, slots=True)
class Threshold:
    """When it goes on: at least so many boards, at least such a share of the volume (0 to 1); empty asks nothing."""

    boards: int | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a call is."""

    joining: int
    asked: int
    volume: int
    whole: int
    boards_missing: int
    volume_missing: int
    is_asked: bool = True
    """Something was agreed beforehand about going on."""

    @property
    def is_met(self) -> bool:
        return not self.boards_missing and not self.volume_missing


def tally(threshold: Threshold, units: Mapping[int, int], joining: Iterable[int]) -> Tally:
    """Count who said yes against what is needed. `units` names every board that was asked."""
    yes = set(joining) & set(units)
    volume, whole = sum(units[board] for board in yes), sum(units.values())
    needed = threshold.boards or 0
    wanted = threshold.share * whole if threshold.share is not None else Decimal(0)
    missing = max(wanted - volume, Decimal(0))
    return Tally(
        joining=len(yes),
        asked=len(units),
        volume=volume,
        whole=whole,
        boards_missing=max(needed - len(yes), 0),
        volume_missing=int(missing.to_integral_value("ROUND_CEILING")),
        is_asked=bool(needed) or threshold.share is not None,
    )


def earliest_exit(notice_on: date, months: int) -> date:
    """The first day without, when notice is given today: so many months on, or the last day of a shorter month."""
    month = notice_on.month - 1 + months
    year, month = notice_on.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(notice_on.day, last))


def months_of_use(live_since: date, today: date) -> int:
    """Whole months since a board uses what the project brings."""
    months = (today.year - live_since.year) * 12 + today.month - live_since.month
    return max(months - (today.day < live_since.day), 0)


def exit_cost(yearly: TwoPart, notice_on: date, leaves_on: date) -> TwoPart:
    """What is still paid from notice to leaving: the yearly share by days, in whole cents."""
    days = max((leaves_on - notice_on).days, 0)
    return TwoPart(round(yearly.supplier * days / YEAR), round(yearly.support * days / YEAR))


def reminders_due(deadline_on: date, today: date) -> int:
    """How many of the reminders should have gone out by today; none once the deadline is over."""
    left = (deadline_on - today).days
    return sum(left <= days for days in REMIND_BEFORE) if left >= 0 else 0


def reminders_since(asked_on: date, today: date) -> int:
    """How many of the reminders about something without a deadline should have gone out by today."""
    return sum((today - asked_on).days >= days for days in REMIND_AFTER)
