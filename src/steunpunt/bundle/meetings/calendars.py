"""Meetings as iCalendar (RFC 5545, 5546), by the icalendar library: invitations, cancellations, feeds, and replies read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from steunpunt.bundle.meetings.choices import Coming
from steunpunt.bundle.meetings.values import Day, Invitation, Reply, UnreadableReplyError

ZONE = ZoneInfo("Europe/Brussels")
PRODUCT = "-//Steunpunt//Vergaderingen//NL"
LARGEST_REPLY = 200_000
_PARTSTAT = {Coming.ASKED: "NEEDS-ACTION", Coming.YES: "ACCEPTED", Coming.MAYBE: "TENTATIVE", Coming.NO: "DECLINED"}
_ANSWERS = {partstat: answer for answer, partstat in _PARTSTAT.items() if answer is not Coming.ASKED}


def message(one: Invitation, *, now: datetime) -> bytes:
    """What is mailed: METHOD REQUEST, or CANCEL once the meeting is cancelled. The same UID updates the same entry."""
    return _calendar([one], now=now, method="CANCEL" if one.is_cancelled else "REQUEST")


def feed(meetings: Iterable[Invitation], *, now: datetime, days: Iterable[Day] = ()) -> bytes:
    """A calendar that programs read again and again: meetings, and days by which something has to be done."""
    return _calendar(list(meetings), now=now, method="PUBLISH", days=days)


def _calendar(meetings: list[Invitation], *, now: datetime, method: str, days: Iterable[Day] = ()) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == "PUBLISH":
        calendar.add("x-wr-calname", "Steunpunt")
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in meetings:
        calendar.add_component(_event(one, now=now))
    for each in days:
        calendar.add_component(_whole_day(each, now=now))
    if meetings:
        first = min(one.starts_at for one in meetings).astimezone(ZONE).date()
        last = max(one.ends_at for one in meetings).astimezone(ZONE).date()
        calendar.add_missing_timezones(first - timedelta(days=366), last + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(one: Invitation, *, now: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", one.starts_at.astimezone(ZONE))
    event.add("dtend", one.ends_at.astimezone(ZONE))
    event.add("summary", one.title)
    event.add("location", one.place)
    event.add("description", one.text)
    event.add("url", one.url)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("organizer", _address(*one.organiser), encode=False)
    for name, address, answer in one.invited:
        attendee = _address(name, address)
        attendee.params["CUTYPE"] = vText("INDIVIDUAL")
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText(_PARTSTAT[Coming(answer)])
        attendee.params["RSVP"] = vText("TRUE")
        event.add("attendee", attendee, encode=False)
    return event


def _whole_day(one: Day, *, now: datetime) -> Event:
    """It takes no time of that day: the calendar stays free."""
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", one.title)
    event.add("url", one.url)
    event.add("transp", "TRANSPARENT")
    return event


def _address(name: str, address: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = vText(name)
    return found


def read_reply(content: bytes) -> Reply:
    """What somebody's mail program answered (METHOD REPLY); an UnreadableReplyError when it is not that.

    Who sent it is for the caller to check: anybody can write any address into such a file.
    """
    if len(content) > LARGEST_REPLY:
        raise UnreadableReplyError("unreadable")
    try:
        calendar = Calendar.from_ical(content)
        method = str(calendar.get("method", "")).upper()
        events = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, UnicodeDecodeError) as error:
        raise UnreadableReplyError("unreadable") from error
    if method != "REPLY" or len(events) != 1:
        raise UnreadableReplyError("no_reply")
    event = events[0]
    attendees = event.get("attendee")
    attendee = attendees[0] if isinstance(attendees, list) and len(attendees) == 1 else attendees
    if attendee is None or isinstance(attendee, list):
        raise UnreadableReplyError("no_answer")
    answer = _ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    address = str(attendee).partition(":")[2].strip()
    if answer is None or not address:
        raise UnreadableReplyError("no_answer")
    try:
        sequence = int(event.get("sequence", 0))
    except (TypeError, ValueError) as error:
        raise UnreadableReplyError("no_answer") from error
    return Reply(str(event.get("uid", "")), sequence, address, answer.value)
