"""A group meets: invited by calendar, answered, minuted, approved by those who were there; never by the support point."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from steunpunt.bundle.meetings import access, actions, queries
from steunpunt.bundle.meetings.actions import Minutes, NewPoint, Plan, Said
from steunpunt.bundle.meetings.choices import Coming
from steunpunt.bundle.meetings.models import ActionPoint, AgendaPoint, Feed, Invitee, Meeting
from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Relation
from steunpunt.foundation.people.models import Person
from tests.bundle.meetings.test_calendars import reply as a_reply
from tests.bundle.partnerships.conftest import a_person
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db


class Noord:
    """A partnership of two boards whose mayors steer, with an adviser who sits without a vote."""

    def __init__(self):
        self.now, self.today = timezone.now(), timezone.localdate()
        self.group = OrganisationFactory(name="Samenwerking Noord", kind="partnership")
        self.boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen")]
        self.support = OrganisationFactory(support_point=True)
        self.adviser = a_person(self.support, "adviser")
        partnerships.adopt_partnership(
            organisation_id=self.group.pk, state="active", since=self.today, now=self.now, by=the_platform()
        )
        for board in self.boards:
            organisations.relate_organisations(
                source_id=board.pk,
                target_id=self.group.pk,
                kind=organisations.RelationKind.MEMBER_OF,
                on=self.today - timedelta(days=30),
                by=PLATFORM,
            )
        self.mayors = [a_person(board, "policy_maker") for board in self.boards]
        for who in (*self.mayors, self.adviser):
            partnerships.give_seat(
                partnership_id=self.group.pk,
                body="steering",
                person_id=who.person_id,
                leads=False,
                today=self.today,
                by=who,
            )

    def plan(self, **changed):
        start = self.now + timedelta(days=14)
        values = {
            "title": "Stuurgroep",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "place": "Zaal 1",
            "agenda": ["GIS", "Rondvraag"],
        }
        return Plan(**(values | changed))

    def moment(self):
        return {"now": self.now, "today": self.today}

    def convene(self, by=None, *, is_past=False, **changed):
        return actions.convene_meeting(
            partnership_id=self.group.pk,
            body="steering",
            plan=self.plan(**changed),
            **self.moment(),
            by=by or self.adviser,
            is_past=is_past,
        )

    def held(self):
        """A meeting of yesterday, with minutes that are written."""
        start = self.now - timedelta(days=1)
        row = self.convene(is_past=True, starts_at=start, ends_at=start + timedelta(hours=2))
        first, second = row.points.order_by("number")
        minutes = Minutes(
            present=[one.pk for one in row.invitees.all()],
            points={first.pk: Said("Besproken", "We doen het samen"), second.pk: Said(is_postponed=True)},
            new=[NewPoint("Offerte vragen", self.mayors[0].person_id, self.today - timedelta(days=1)), NewPoint(" ")],
        )
        return actions.write_minutes(meeting_id=row.pk, minutes=minutes, **self.moment(), by=self.adviser)

    def leave(self, board):
        Relation.objects.filter(source=board, target=self.group).update(valid_to=self.today)

    def mails(self, row):
        mail.outbox.clear()
        for one in row.invitees.order_by("pk"):
            actions.mail_invitation(invitee_id=one.pk, sequence=row.sequence, now=self.now)
        return mail.outbox


@pytest.fixture
def noord():
    return Noord()


def email_of(actor):
    return Person.objects.get(pk=actor.person_id).email


def calendar_of(message):
    ((content, kind),) = message.alternatives
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return kind, calendar["method"], event


# ── convening ────────────────────────────────────────────────────────────────
def test_whoever_sits_gets_an_invitation_that_calendars_take_up_change_and_remove(
    noord, django_capture_on_commit_callbacks
):
    row = noord.convene()
    assert row.invitees.count() == 3
    first = noord.mails(row)
    assert sorted(one.to[0] for one in first) == sorted(map(email_of, (*noord.mayors, noord.adviser)))
    kind, method, event = calendar_of(first[0])
    assert (kind, method, event["sequence"]) == ('text/calendar; method=REQUEST; charset="UTF-8"', "REQUEST", 0)
    assert first[0].reply_to == [email_of(noord.adviser)]
    assert "1. GIS" in first[0].body
    assert first[0].subject == "Uitnodiging: Stuurgroep"
    uid = event["uid"]

    actions.answer_invitation(meeting_id=row.pk, answer=Coming.YES, **noord.moment(), by=noord.mayors[0])
    moved = noord.plan(starts_at=noord.now + timedelta(days=20), ends_at=noord.now + timedelta(days=20, hours=1))
    row = actions.change_meeting(meeting_id=row.pk, plan=moved, seen_sequence=0, **noord.moment(), by=noord.adviser)
    assert set(row.invitees.values_list("answer", flat=True)) == {""}, "at another time everybody is asked again"
    _kind, method, event = calendar_of(noord.mails(row)[0])
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", uid, 1)

    actions.cancel_meeting(meeting_id=row.pk, reason="Te weinig punten", today=noord.today, by=noord.adviser)
    row.refresh_from_db()
    cancelled = noord.mails(row)
    _kind, method, event = calendar_of(cancelled[0])
    assert (method, event["uid"], event["sequence"], event["status"]) == ("CANCEL", uid, 2, "CANCELLED")
    assert "Te weinig punten" in cancelled[0].body


def test_an_overtaken_invitation_is_not_mailed_nor_one_to_a_board_that_left(noord):
    row = noord.convene()
    one = row.invitees.get(person_id=noord.mayors[0].person_id)
    assert not actions.mail_invitation(invitee_id=one.pk, sequence=7, now=noord.now)
    noord.leave(noord.boards[0])
    assert not actions.mail_invitation(invitee_id=one.pk, sequence=0, now=noord.now)
    assert mail.outbox == []


def test_somebody_who_changed_it_meanwhile_is_not_overwritten(noord):
    row = noord.convene()
    asked = {"meeting_id": row.pk, "seen_sequence": 0, **noord.moment(), "by": noord.adviser}
    actions.change_meeting(plan=noord.plan(place="Zaal 2"), **asked)
    with pytest.raises(Refused, match="intussen"):
        actions.change_meeting(plan=noord.plan(place="Zaal 3"), **asked)
    row.refresh_from_db()
    assert row.place == "Zaal 2"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"place": ""}, "place_missing"),
        ({"agenda": ["  "]}, "no_agenda"),
        ({"agenda": ["punt"] * 41}, "long_agenda"),
    ],
)
def test_a_meeting_that_is_not_clear_is_refused(noord, changed, code):
    with pytest.raises(Refused) as refused:
        noord.convene(**changed)
    assert refused.value.codes == {code}
    for wrong in ({"ends_at": noord.now}, {"starts_at": noord.now - timedelta(days=1)}):
        with pytest.raises(Refused):
            noord.convene(**wrong)
    assert not Meeting.objects.exists()


# ── replies ──────────────────────────────────────────────────────────────────
def reply_of(row, address, **changed):
    return (
        a_reply(address=f"mailto:{address}", **changed)
        .replace(b"abc@steunpunt", row.uid.encode())
        .replace(b"SEQUENCE:2", f"SEQUENCE:{row.sequence}".encode())
    )


def test_a_reply_by_mail_is_taken_up_for_who_was_invited_alone(noord):
    row = noord.convene()

    def take(content, by=noord.adviser):
        return actions.take_reply(meeting_id=row.pk, content=content, **noord.moment(), by=by)

    take(reply_of(row, email_of(noord.mayors[0]).upper()))
    assert row.invitees.get(person_id=noord.mayors[0].person_id).answer == "accepted"
    stranger = a_person(noord.boards[0], "clerk")
    wrong = [
        (reply_of(row, "vreemde@elders.example"), "stranger"),
        (reply_of(row, email_of(stranger)), "stranger"),
        (a_reply(), "other_meeting"),
        (b"geen agenda", "no_reply"),
        (reply_of(row, email_of(noord.mayors[1]), answer="DELEGATED"), "no_reply"),
    ]
    for content, code in wrong:
        with pytest.raises(Refused) as refused:
            take(content)
        assert refused.value.codes == {code}
    with pytest.raises(Denied):
        take(reply_of(row, email_of(noord.mayors[1])), by=noord.mayors[1])
    old = reply_of(row, email_of(noord.mayors[1]))
    actions.change_meeting(
        meeting_id=row.pk, plan=noord.plan(place="Elders"), seen_sequence=0, **noord.moment(), by=noord.adviser
    )
    with pytest.raises(Refused) as refused:
        take(old)
    assert refused.value.codes == {"earlier"}
    assert row.invitees.get(person_id=noord.mayors[1].person_id).answer == ""


# ── minutes ──────────────────────────────────────────────────────────────────
def send(noord, row):
    actions.send_minutes(meeting_id=row.pk, **noord.moment(), by=noord.adviser)


def agree(noord, row, by):
    return actions.agree_with_minutes(meeting_id=row.pk, **noord.moment(), by=by)


def test_minutes_are_written_sent_and_approved_by_those_who_were_there(noord):
    row = noord.held()
    assert [todo.title for todo in row.action_points.all()] == ["Offerte vragen"]
    with pytest.raises(Denied):
        agree(noord, row, noord.mayors[0])
    send(noord, row)
    assert Notice.objects.filter(kind="meetings.minutes").count() == 3
    assert agree(noord, row, noord.mayors[0]).state == "sent"
    assert agree(noord, row, noord.mayors[1]).state == "approved"
    assert Notice.objects.filter(kind="meetings.approved").count() == 3
    with pytest.raises(Refused, match="verandert niet meer"):
        actions.write_minutes(
            meeting_id=row.pk,
            minutes=Minutes(present=[row.invitees.first().pk]),
            **noord.moment(),
            by=noord.adviser,
        )


def test_a_change_in_sent_minutes_asks_everybody_again(noord):
    row = noord.held()
    send(noord, row)
    agree(noord, row, noord.mayors[0])
    actions.return_minutes(meeting_id=row.pk, why="Het bedrag klopt niet", **noord.moment(), by=noord.mayors[1])
    assert Notice.objects.get(kind="meetings.returned").detail == "Het bedrag klopt niet"
    actions.write_minutes(
        meeting_id=row.pk,
        minutes=Minutes(present=[one.pk for one in row.invitees.all()]),
        **noord.moment(),
        by=noord.adviser,
    )
    row.refresh_from_db()
    assert row.state == "planned"
    assert not row.invitees.exclude(agreed_at=None).exists()


def test_nobody_of_the_support_point_approves_nor_who_was_not_there(noord):
    row = noord.held()
    row.invitees.filter(person_id=noord.mayors[1].person_id).update(was_there=False)
    send(noord, row)
    for somebody in (noord.adviser, noord.mayors[1], a_person(noord.boards[0], "policy_maker")):
        with pytest.raises(Denied):
            agree(noord, row, somebody)
    adviser = row.invitees.get(person_id=noord.adviser.person_id)
    with pytest.raises(IntegrityError, match="agrees_who_was_there"), transaction.atomic():
        Invitee.objects.filter(pk=adviser.pk).update(agreed_at=noord.now)
    with pytest.raises(IntegrityError, match="approved_by_all"), transaction.atomic():
        Meeting.objects.filter(pk=row.pk).update(state="approved", approved_at=noord.now)


def test_what_is_approved_is_frozen_by_the_database_but_for_what_is_done(noord):
    row = noord.held()
    send(noord, row)
    for mayor in noord.mayors:
        agree(noord, row, mayor)
    for attack in (
        lambda: Meeting.objects.filter(pk=row.pk).update(remarks="anders"),
        lambda: AgendaPoint.objects.filter(meeting=row).update(decided="anders"),
        lambda: Invitee.objects.filter(meeting=row).update(was_there=False),
        lambda: ActionPoint.objects.filter(meeting=row).update(title="anders"),
        lambda: ActionPoint.objects.create(meeting=row, title="erbij"),
        lambda: row.points.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="approved_stay"), transaction.atomic():
            attack()
    todo = row.action_points.get()
    with pytest.raises(Denied):
        actions.finish_action_point(point_id=todo.pk, **noord.moment(), by=noord.mayors[1])
    actions.finish_action_point(point_id=todo.pk, **noord.moment(), by=noord.mayors[0])
    todo.refresh_from_db()
    assert todo.done_by_id == noord.mayors[0].person_id


def test_the_next_agenda_begins_with_what_is_open(noord):
    row = noord.held()
    send(noord, row)
    partnerships.begin_agreement(
        partnership_id=noord.group.pk, kind="amendment", title="Wijziging", enters_on=noord.today, **noord.moment(),
        by=noord.adviser,
    )  # fmt: skip
    assert queries.open_points(noord.group.pk, noord.today) == [
        "Het verslag van Stuurgroep goedkeuren",
        "Rondvraag",
        "Over tijd: Offerte vragen",
        "Akkoord: Wijziging",
    ]


# ── calendars of people ──────────────────────────────────────────────────────
def feed(client, token):
    return client.get(f"/agenda/{token}/steunpunt.ics")


def test_a_feed_shows_what_its_owner_may_see_now_until_it_is_ended(noord, client):
    noord.convene()
    token = actions.make_feed(now=noord.now, by=noord.mayors[0])
    assert token not in str(Feed.objects.values())
    answer = feed(client, token)
    assert answer["content-type"].startswith("text/calendar")
    assert [str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        "Stuurgroep · Samenwerking Noord"
    ]
    newer = actions.make_feed(now=noord.now, by=noord.mayors[0])
    assert feed(client, token).status_code == 404, "an earlier address stops"
    noord.leave(noord.boards[0])
    assert Calendar.from_ical(feed(client, newer).content).walk("VEVENT") == [], "the board left"
    actions.revoke_feed(by=noord.mayors[0])
    assert feed(client, newer).status_code == 404
    assert feed(client, "x").status_code == 404


# ── pages ────────────────────────────────────────────────────────────────────
def browser_of(actor):
    from django.test import Client

    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def test_from_convening_to_approved_minutes_on_the_pages(noord):
    adviser, mayor = browser_of(noord.adviser), browser_of(noord.mayors[0])
    group = f"/samenwerken/verbanden/{noord.group.pk}/"
    on = noord.today + timedelta(days=3)
    asked = {
        "body": "steering", "title": "Stuurgroep", "on": f"{on:%Y-%m-%d}", "begins": "14:00", "ends_at": "13:00", "place": "Zaal 1",
        "agenda": "GIS\nRondvraag",
    }  # fmt: skip
    wrong = adviser.post(f"{group}vergaderingen/nieuw/", asked)
    assert wrong.status_code == 422
    assert "eindigt nadat ze begint" in wrong.content.decode()
    assert "Rondvraag" in wrong.content.decode(), "what was typed is kept"
    adviser.post(f"{group}vergaderingen/nieuw/", asked | {"ends_at": "16:00"})
    row = Meeting.objects.get()
    here = f"/samenwerken/vergaderingen/{row.pk}/"
    assert "Komt u?" in mayor.get("/").content.decode()
    assert (
        "Uw antwoord is gekend" in mayor.post(f"{here}antwoord/", {"answer": "accepted"}, follow=True).content.decode()
    )
    assert "1 van 3 mensen komen" in adviser.get(here).content.decode()
    assert Calendar.from_ical(mayor.get(f"{here}vergadering.ics").content)["method"] == "PUBLISH"
    stranger = SimpleUploadedFile("reply.ics", reply_of(row, "vreemde@elders.example"))
    refused = adviser.post(f"{here}antwoord-van-agenda/", {"reply": stranger})
    assert refused.status_code == 422
    assert "vreemde@elders.example was niet uitgenodigd" in refused.content.decode()
    Meeting.objects.filter(pk=row.pk).update(
        starts_at=noord.now - timedelta(hours=3), ends_at=noord.now - timedelta(hours=1)
    )
    first, second = row.points.order_by("number")
    minutes = {
        "present": [one.pk for one in row.invitees.all()], f"said_{first.pk}": "Besproken", f"decided_{first.pk}": "Samen",
        f"said_{second.pk}": "", f"decided_{second.pk}": "", "remarks": "", "todo_0": "Offerte vragen",
        "owner_0": noord.mayors[0].person_id, "due_0": "geen dag",
    }  # fmt: skip
    wrong = adviser.post(f"{here}verslag/", minutes)
    assert wrong.status_code == 422
    assert "Besproken" in wrong.content.decode()
    assert adviser.post(f"{here}verslag/", minutes | {"due_0": ""}).status_code == 302
    assert mayor.get(f"{here}verslag.pdf").status_code == 404, "a draft is for whoever writes it"
    assert "Besproken" not in mayor.get(here).content.decode()
    adviser.post(f"{here}verslag/versturen/")
    assert "Besproken" in mayor.get(here).content.decode()
    assert "Offerte vragen" in mayor.get("/").content.decode()
    mayor.post(f"{here}verslag/akkoord/")
    browser_of(noord.mayors[1]).post(f"{here}verslag/akkoord/")
    assert "werd goedgekeurd" in mayor.get(here).content.decode()
    assert mayor.get(f"{here}verslag.pdf").content.startswith(b"%PDF-")
    mayor.post(f"/samenwerken/vergaderingen/actiepunten/{row.action_points.get().pk}/", {"back": row.pk})
    assert ActionPoint.objects.get().done_at
    shown = mayor.post("/mijn/agenda/", {"do": "make"}).content.decode()
    assert "/agenda/" in shown


def test_pages_are_for_people_within_the_partnership(noord):
    row = noord.held()
    send(noord, row)
    todo = row.action_points.get()
    here = f"/samenwerken/vergaderingen/{row.pk}/"
    group = f"/samenwerken/verbanden/{noord.group.pk}/vergaderingen/"
    gets = [
        here,
        f"{here}verslag.pdf",
        f"{here}vergadering.ics",
        group,
        f"{group}nieuw/",
        f"{here}wijzigen/",
        f"{here}verslag/",
    ]
    posts = [f"{here}antwoord/", f"{here}verslag/akkoord/", f"{here}verslag/versturen/", f"{here}afgelasten/"]
    former = noord.mayors[1]
    noord.leave(noord.boards[1])
    visitors = {
        "neighbour": logged_in(OrganisationFactory(name="Buurdorp"), "policy_maker", "ict_manager"),
        "supplier": logged_in(OrganisationFactory(supplier=True), "contact"),
        "clerk": logged_in(noord.boards[0], "clerk"),
        "helpdesk": logged_in(noord.support, "helpdesk_agent"),
        "former": browser_of(former),
    }
    for name, client in visitors.items():
        assert {client.get(path).status_code for path in gets} == {404}, name
        assert {client.post(path, {"answer": "accepted"}).status_code for path in posts} == {404}, name
        assert client.post(f"/samenwerken/vergaderingen/actiepunten/{todo.pk}/").status_code in {403, 404}, name
    manager = logged_in(noord.boards[0], "ict_manager")
    assert [manager.get(path).status_code for path in gets] == [200, 200, 200, 200, 404, 404, 404]
    assert {manager.post(path, {"answer": "accepted"}).status_code for path in posts} == {404}
    assert not access.visible_meetings(former, noord.today).exists()


def test_page_and_feed_ask_as_many_queries_for_more_people_and_meetings(noord, client):
    token = actions.make_feed(now=noord.now, by=noord.mayors[0])
    mayor = browser_of(noord.mayors[0])

    def asked(read):
        read()
        with CaptureQueriesContext(connection) as found:
            read()
        return len(found)

    row = noord.held()
    noord.convene()
    page, calendar = (lambda: mayor.get(f"/samenwerken/vergaderingen/{row.pk}/")), (lambda: feed(client, token))
    before = asked(page), asked(calendar)
    for number in range(3):
        newcomer = a_person(noord.boards[1], "policy_maker")
        Invitee.objects.create(
            meeting=row, person_id=newcomer.person_id, organisation=noord.boards[1], has_vote=True, was_there=True
        )
        noord.convene(title=f"Stuurgroep {number}")
    assert (asked(page), asked(calendar)) == before
