"""When a tier of joint volume is reached: at the pace of this year, and if everybody who can order did as the others."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from steunpunt.contract.frameworks.values import Step
from steunpunt.contract.frameworks.values.pricing import reached, upcoming

LEAST_DAYS = 30
"""With fewer days of a year behind us a pace says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    volume: int
    step: Step
    following: Step | None
    missing: int
    """Units to the next tier."""
    on: date | None
    """When it is reached at the pace of the year so far; None when not in this year, or when too little is known."""
    if_all: int | None
    """The volume if every board that can order and did not yet ordered as much as the others on average."""


def forecast(steps: tuple[Step, ...], *, volume: int, today: date, ordering: int, entitled: int) -> Forecast:
    """`ordering` of the `entitled` boards ordered this year."""
    following = upcoming(max(volume, 1), steps)  # the first unit is at the first tier already
    missing = following.from_units - volume if following else 0
    waiting = max(entitled - ordering, 0)
    return Forecast(
        volume=volume,
        step=reached(volume, steps),
        following=following,
        missing=missing,
        on=_on(volume, missing, today) if following else None,
        if_all=volume + ceil(volume / ordering * waiting) if ordering and waiting else None,
    )


def _on(volume: int, missing: int, today: date) -> date | None:
    first = date(today.year, 1, 1)
    days = (today - first).days + 1
    if not volume or days < LEAST_DAYS:
        return None
    found = today + timedelta(days=ceil(missing * days / volume))
    return found if found.year == today.year else None
