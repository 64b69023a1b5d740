"""What an invitation says, and what came back: values without a database."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A meeting as a calendar holds it."""

    uid: str
    sequence: int
    """Higher at every change: calendars keep the highest."""
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    text: str
    url: str
    organiser: tuple[str, str]
    """Name and address."""
    invited: tuple[tuple[str, str, str], ...]
    """Name, address and answer of each."""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day by which something has to be done, as a calendar holds it."""

    uid: str
    on: date
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a mail program sent back for somebody."""

    uid: str
    sequence: int
    address: str
    answer: str
    """One of `choices.Coming`, never empty."""


class UnreadableReplyError(ValueError):
    """Not an iCalendar reply; the code says what is missing: unreadable, no_reply, no_answer."""
