"""Invitations as iCalendar, and replies read back: what calendars do with them is decided by UID, SEQUENCE and METHOD."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from steunpunt.bundle.meetings import calendars
from steunpunt.bundle.meetings.values import Invitation, UnreadableReplyError

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def invitation(**changed):
    values = {
        "uid": "abc@steunpunt",
        "sequence": 2,
        "title": "Stuurgroep; met, tekens\\ en een heel lange titel die over meer dan vijfenzeventig tekens doorloopt",
        "starts_at": datetime(2027, 7, 1, 12, tzinfo=UTC),
        "ends_at": datetime(2027, 7, 1, 14, tzinfo=UTC),
        "place": "Zaal 1, Haacht",
        "text": "1. GIS\n2. Rondvraag",
        "url": "http://steunpunt.example/samenwerken/vergaderingen/1/",
        "organiser": ("Coördinator", "coordinator@steunpunt.example"),
        "invited": (
            ("Burgemeester, Haacht", "burgemeester@haacht.example", ""),
            ("ICT", "ict@haacht.example", "accepted"),
        ),
    }
    return Invitation(**(values | changed))


def read(content):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_reads_back_as_it_was_meant():
    calendar, event = read(calendars.message(invitation(), now=NOW))
    assert calendar["method"] == "REQUEST"
    assert (event["uid"], event["sequence"], event["summary"]) == ("abc@steunpunt", 2, invitation().title)
    assert event.decoded("dtstart") == invitation().starts_at
    assert event["dtstart"].params["TZID"] == "Europe/Brussels"
    assert event.decoded("dtstart").utcoffset() == timedelta(hours=2), "summer time"
    assert [str(one) for one in event["attendee"]] == [
        "mailto:burgemeester@haacht.example",
        "mailto:ict@haacht.example",
    ]
    assert [one.params["PARTSTAT"] for one in event["attendee"]] == ["NEEDS-ACTION", "ACCEPTED"]
    assert event["organizer"].params["CN"] == "Coördinator"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]


def test_lines_are_folded_and_end_as_mail_programs_ask():
    content = calendars.message(invitation(), now=NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_cancellation_has_the_same_uid_a_higher_sequence_and_says_so():
    calendar, event = read(calendars.message(invitation(sequence=3, is_cancelled=True), now=NOW))
    assert (calendar["method"], event["status"], event["uid"], event["sequence"]) == (
        "CANCEL",
        "CANCELLED",
        "abc@steunpunt",
        3,
    )


def test_an_empty_feed_is_a_calendar():
    assert Calendar.from_ical(calendars.feed([], now=NOW))["method"] == "PUBLISH"


def reply(answer="ACCEPTED", address="mailto:ict@haacht.example", method="REPLY", more=""):
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Outlook//NL\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:abc@steunpunt\r\n"
        f"SEQUENCE:2\r\nDTSTAMP:20261126T120000Z\r\nATTENDEE;PARTSTAT={answer};CN=ICT:{address}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "accepted"), ("declined", "declined"), ("TENTATIVE", "tentative")]
)
def test_a_reply_is_read(partstat, answer):
    found = calendars.read_reply(reply(partstat))
    assert (found.uid, found.sequence, found.address, found.answer) == (
        "abc@steunpunt",
        2,
        "ict@haacht.example",
        answer,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen agenda",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR",
        reply(method="REQUEST"),
        reply("NEEDS-ACTION"),
        reply("DELEGATED"),
        reply(address=""),
        reply(more="ATTENDEE;PARTSTAT=ACCEPTED:mailto:tweede@haacht.example\r\n"),
        reply() + b" " * 300_000,
    ],
)
def test_what_is_no_reply_is_refused(content):
    with pytest.raises(UnreadableReplyError):
        calendars.read_reply(content)


@given(st.binary(max_size=300))
def test_bytes_of_anybody_are_refused_or_read_and_never_break(noise):
    for content in (noise, reply() + noise, reply()[:60] + noise + reply()[60:]):
        with contextlib.suppress(UnreadableReplyError):
            calendars.read_reply(content)
