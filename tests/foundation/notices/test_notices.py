"""Who is told what, how, once; and never people who left."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.facts import BoardInvited
from steunpunt.assess.scan.listeners import invite_people
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import STRANGER, Denied
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices import actions, queries
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.models import Notice, Preference
from steunpunt.foundation.people import public as people
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import DEADLINE, a_round
from tests.house.world import browser, person

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def board():
    return OrganisationFactory(name="Keerbergen")


def somebody(board, name="ict", language="nl"):
    made = person(board, name, "ict_manager")
    made.language = language
    made.save()
    return made


def tell(board, *told, kind="scan.submitted", name="Haacht", url="/scan/", instead_of=(), now=NOW):
    return actions.notify(
        kind=kind,
        organisation_id=board.pk,
        to=list(people.people([one.pk for one in told]).values()),
        title=_("%(board)s submitted its scan"),
        params={"board": name},
        url=url,
        instead_of=instead_of,
        now=now,
        by=PLATFORM,
    )


def actor_of(board, one):
    return an_actor(board, "ict_manager", person_id=one.pk)


def test_each_is_told_in_their_own_language(board):
    tell(board, somebody(board, "ict", "nl"), somebody(board, "sec", "fr"), somebody(board, "en", "en"))
    titles = {row.person.language: row.title for row in Notice.objects.select_related("person")}
    assert titles == {
        "nl": "Haacht diende de scan in",
        "fr": "Haacht a introduit son scan",
        "en": "Haacht submitted its scan",
    }


def test_whoever_does_not_work_there_any_more_is_not_told(board):
    stays, left, stranger = somebody(board), somebody(board, "weg"), somebody(OrganisationFactory(), "vreemd")
    Membership.objects.filter(person=left).update(valid_to="2011-04-02")
    assert tell(board, stays, left, stranger) == 1
    assert [row.person_id for row in Notice.objects.all()] == [stays.pk]


def test_a_mail_that_waits_is_not_sent_to_whoever_left_meanwhile(board):
    one = somebody(board)
    tell(board, one, kind="scan.invited")
    one.is_active = False
    one.save()
    assert actions.mail_now(notice_id=Notice.objects.get().pk, now=NOW) is False
    assert mail.outbox == []


def test_a_mail_goes_out_once(board):
    tell(board, somebody(board), kind="scan.invited")
    notice = Notice.objects.get()
    assert [actions.mail_now(notice_id=notice.pk, now=NOW) for _ in range(2)] == [True, False]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Haacht diende de scan in"
    assert "/scan/" in mail.outbox[0].body
    assert "text/html" in mail.outbox[0].alternatives[0][1]


def test_the_digest_holds_what_waits_and_was_not_read(board):
    one = somebody(board)
    for _round in range(3):
        tell(board, one)
    actions.mark_read(notice_ids=[Notice.objects.order_by("pk")[0].pk], now=NOW, by=actor_of(board, one))
    assert actions.mail_digest(person_id=one.pk, now=NOW) == 2
    assert mail.outbox[0].subject == "2 meldingen"
    assert actions.mail_digest(person_id=one.pk, now=NOW) == 0
    assert len(mail.outbox) == 1


def test_what_is_told_once_more_takes_the_place_of_what_waits(board):
    one = somebody(board)

    def again(name, **changed):
        tell(board, one, name=name, url=f"/{name}/", instead_of=["/scan/", "/Haacht/", "/Tremelo/"], **changed)
        return [row.title.split()[0] for row in Notice.objects.order_by("pk")]

    tell(board, one)
    assert again("Tremelo") == ["Tremelo"]
    assert Notice.objects.get().url == "/Tremelo/"
    assert again("Herent") == ["Herent"]
    assert again("Leuven") == ["Herent", "Leuven"], "another address is another matter"
    actions.mark_read(notice_ids=None, now=NOW, by=actor_of(board, one))
    assert again("Haacht") == ["Herent", "Leuven", "Haacht"], "what was read stays"
    assert actions.mail_digest(person_id=one.pk, now=NOW) == 1
    assert again("Tremelo") == ["Herent", "Leuven", "Haacht", "Tremelo"], "what was mailed in a digest stays"
    assert again("Haacht", now=NOW + timedelta(days=1))[3:] == ["Tremelo", "Haacht"], "what is of another day stays"


def test_whoever_wants_mail_at_once_gets_one_each_time_and_one_notice(board):
    one = somebody(board)
    actions.choose(kind="scan.submitted", is_shown=True, mail=Mail.NOW, by=actor_of(board, one))
    for name in ("Haacht", "Tremelo"):
        tell(board, one, name=name, instead_of=["/scan/"])
        assert actions.mail_now(notice_id=Notice.objects.get().pk, now=NOW)
    assert [message.subject.split()[0] for message in mail.outbox] == ["Haacht", "Tremelo"]


def test_a_muted_kind_is_neither_shown_nor_mailed(board):
    one = somebody(board)
    by = actor_of(board, one)
    actions.choose(kind="scan.submitted", is_shown=False, mail=Mail.NEVER, by=by)
    tell(board, one)
    assert queries.unread(by) == 0
    assert actions.mail_digest(person_id=one.pk, now=NOW) == 0


def test_nobody_reads_or_marks_the_notices_of_another(board):
    one, other = somebody(board), somebody(board, "collega")
    tell(board, one)
    assert queries.unread(actor_of(board, other)) == 0
    assert actions.mark_read(notice_ids=[Notice.objects.get().pk], now=NOW, by=actor_of(board, other)) == 0
    assert queries.unread(actor_of(board, one)) == 1


def test_who_looks_in_marks_nothing(board):
    one = somebody(board)
    tell(board, one)
    with pytest.raises(Denied):
        actions.mark_read(
            notice_ids=None, now=NOW, by=an_actor(board, "ict_manager", person_id=one.pk, looking_in_id=1)
        )


def test_a_board_that_is_invited_hears_it_with_the_message(board):
    reader = somebody(board)
    person(board, "onthaal", "clerk")
    round_ = a_round(board, deadline_on=date(2100, 4, 30))
    scan = Scan.objects.get(round=round_)
    invite_people(BoardInvited(organisation_id=board.pk, scan_id=scan.pk, round_id=round_.pk, deadline_on=DEADLINE))
    [notice] = Notice.objects.all()
    assert (notice.person_id, notice.detail, notice.mail) == (reader.pk, "Welkom", "now")
    assert notice.title == "Samenwerkingsscan 2011: uw scan staat klaar, in te dienen tegen 30/04/2100"


def test_nobody_is_invited_to_what_is_over(board):
    somebody(board)
    round_ = a_round(board)
    scan = Scan.objects.get(round=round_)
    invite_people(BoardInvited(organisation_id=board.pk, scan_id=scan.pk, round_id=round_.pk, deadline_on=DEADLINE))
    assert not Notice.objects.exists()


def test_the_pages_show_read_and_choose(board):
    one = somebody(board)
    tell(board, one)
    client = browser(one)
    page = client.get(reverse("notices:list")).content.decode()
    assert "1 melding is ongelezen" in page
    assert '<span class="tool-count">1</span>' in page
    client.post(reverse("notices:read"))
    assert "U hebt alles gelezen" in client.get(reverse("notices:list")).content.decode()
    kept = client.post(
        reverse("notices:preferences"),
        {"mail_scan.submitted": "never", "mail_scan.invited": "digest", "show_scan.invited": "on"},
        follow=True,
    )
    assert "Uw keuze is bewaard." in kept.content.decode()
    chosen = {kind.key: (shown, mail_.value) for kind, shown, mail_ in queries.choices_of(one.pk)}
    assert chosen == {
        "scan.closed": (True, "digest"),
        "scan.help": (True, "now"),
        "scan.review": (True, "digest"),
        "hooks.switched_off": (True, "now"),
        "inventory.due": (True, "now"),
        "inventory.unseen": (True, "digest"),
        "projects.recorded": (True, "now"),
        "projects.costs": (True, "digest"),
        "knowledge.asked": (True, "digest"),
        "knowledge.answered": (True, "now"),
        "knowledge.accepted": (True, "digest"),
        "knowledge.check": (True, "digest"),
        "knowledge.help": (True, "now"),
        "knowledge.helped": (True, "now"),
        "knowledge.role": (True, "now"),
        "meetings.approved": (True, "digest"),
        "meetings.minutes": (True, "now"),
        "meetings.returned": (True, "now"),
        "partnerships.invited": (True, "now"),
        "partnerships.signed": (True, "digest"),
        "partnerships.to_sign": (True, "now"),
        "questions.asked": (True, "now"),
        "questions.closed": (True, "digest"),
        "questions.reminded": (True, "now"),
        "projects.places": (True, "digest"),
        "projects.asked": (True, "digest"),
        "projects.call": (True, "now"),
        "projects.decided": (True, "digest"),
        "projects.outcome": (True, "digest"),
        "projects.over": (True, "digest"),
        "projects.reminded": (True, "now"),
        "access.looked_in": (True, "now"),
        "access.asked_to_join": (True, "now"),
        "scan.reminded": (True, "now"),
        "scan.submitted": (False, "never"),
        "tenders.needs": (True, "now"),
        "tenders.question": (True, "now"),
        "tenders.judging": (True, "now"),
        "tenders.officer": (True, "now"),
        "tenders.award": (True, "now"),
        "tenders.objection": (True, "now"),
        "tenders.market": (True, "now"),
        "competitions.answered": (True, "now"),
        "competitions.invited": (True, "now"),
        "competitions.over": (True, "now"),
        "competitions.question": (True, "now"),
        "competitions.result": (True, "now"),
        "competitions.to_award": (True, "now"),
        "orders.answered": (True, "now"),
        "orders.approval": (True, "now"),
        "orders.approved": (True, "digest"),
        "orders.maximum": (True, "now"),
        "orders.of_supplier": (True, "now"),
        "orders.prices": (True, "now"),
        "orders.returned": (True, "now"),
        "orders.settled": (True, "now"),
        "scan.invited": (True, "digest"),
    }


def test_a_notice_that_is_opened_counts_as_read_and_leads_where_it_says(board):
    one, other = somebody(board), somebody(board, "collega")
    tell(board, one)
    path = reverse("notices:open", args=[Notice.objects.get().pk])
    assert browser(other).post(path).status_code == 404
    opened = browser(one).get(path)
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "Er wordt een formulier naartoe gestuurd" in opened.text
    assert Notice.objects.get().read_at is None
    answer = browser(one).post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/scan/")
    assert Notice.objects.get().read_at is not None
    assert Entry.objects.filter(fact="notices.read").count() == 1


def test_a_choice_is_a_fact_and_who_looks_in_makes_none(board):
    one = somebody(board)
    with pytest.raises(Denied):
        actions.choose(
            kind="scan.submitted",
            is_shown=True,
            mail=Mail.NOW,
            by=an_actor(board, "ict_manager", person_id=one.pk, looking_in_id=1),
        )
    assert not Preference.objects.exists()
    assert not Entry.objects.exists()
    actions.choose(kind="scan.submitted", is_shown=True, mail=Mail.NOW, by=actor_of(board, one))
    assert Entry.objects.get().fact == "notices.preference_chosen"


def test_a_stranger_marks_and_chooses_nothing(board):
    tell(board, somebody(board))
    told = Entry.objects.count()
    with pytest.raises(Denied):
        actions.mark_read(notice_ids=None, now=NOW, by=STRANGER)
    with pytest.raises(Denied):
        actions.choose(kind="scan.submitted", is_shown=True, mail=Mail.NOW, by=STRANGER)
    assert Entry.objects.count() == told
    assert Notice.objects.get().read_at is None


def test_each_organisation_has_its_own_notices(board):
    """Who works for two boards reads the notices of the one that they act for."""
    one = somebody(board)
    tell(board, one)
    ocmw = OrganisationFactory(welfare_centre=True)
    assert queries.unread(an_actor(ocmw, person_id=one.pk)) == 0
    assert actions.mark_read(notice_ids=None, now=NOW, by=an_actor(ocmw, person_id=one.pk)) == 0
