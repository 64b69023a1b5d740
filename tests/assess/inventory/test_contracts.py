"""Contracts of a board: kept, changed, ended, due; and who sees them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from icalendar import Calendar

from steunpunt.assess.inventory import access, actions, queries
from steunpunt.assess.inventory.choices import NoticeUnit, Outlook, Renewal, StepKind
from steunpunt.assess.inventory.models import Contract, Edition
from steunpunt.assess.inventory.panels import waiting
from steunpunt.bundle.meetings.actions import make_feed
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.notices.models import Notice
from tests.factories.inventory import a_contract, agreed
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import somebody
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2010, 8, 1)
"""Two months before the last day for notice of a contract that ends with the year."""


@pytest.fixture
def board():
    return OrganisationFactory()


@pytest.fixture
def manager(board):
    return somebody(board, "ict_manager")


def step(row, kind, on, by, *, today=TODAY, **said):
    return actions.take_step(contract_id=row.pk, kind=kind, on=on, now=NOW, today=today, by=by, **said)


def fresh(row):
    return Contract.objects.select_related("current").get(pk=row.pk)


# ── writing down ─────────────────────────────────────────────────────────────
def test_a_contract_stands_in_the_list_with_its_day(manager):
    row = fresh(a_contract(by=manager, today=TODAY))
    assert (row.outlook, row.due_on, row.ends_on) == ("renews", date(2010, 9, 30), date(2010, 12, 31))
    assert [line.sentence for line in lines(entries_about(f"contract:{row.pk}"))] == [
        "Het contract “Onderhoud servers” werd genoteerd."
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title"),
        ({"supplier": ""}, "supplier"),
        ({"starts_on": date(1066, 1, 1)}, "starts_on"),
        ({"initial_months": 0}, "initial_months"),
        ({"initial_months": None}, "indefinite"),
        ({"renewal_months": 2_000}, "renewal_months"),
        ({"notice": 37}, "notice"),
        ({"notice": -1}, "notice"),
        ({"yearly": Decimal(-1)}, "amount"),
        ({"unit": "mailbox"}, "units"),
        ({"lead_days": 1_000}, "lead_days"),
    ],
)
def test_what_cannot_be_is_refused_in_words(manager, changed, code):
    with pytest.raises(Refused) as refused:
        a_contract(by=manager, **changed)
    assert refused.value.codes == {code}
    assert not Contract.objects.exists()


def test_a_change_is_a_new_edition_and_two_people_do_not_overwrite_one_another(manager):
    row = a_contract(by=manager, today=TODAY)
    seen = row.current_id
    asked = {"contract_id": row.pk, "seen": seen, "now": NOW, "today": TODAY, "by": manager}
    actions.change_contract(agreed=agreed(notice=6), **asked)
    assert fresh(row).due_on == date(2011, 6, 30)  # of the year after: the last day of June 2010 was over
    assert Edition.objects.get(pk=seen).notice == 3
    with pytest.raises(Refused) as refused:
        actions.change_contract(agreed=agreed(notice=1), **asked)
    assert refused.value.codes == {"newer"}
    assert Edition.objects.count() == 2


# ── steps ────────────────────────────────────────────────────────────────────
def test_notice_in_time_ends_it_and_withdrawn_it_runs_again(manager):
    row = a_contract(by=manager, today=TODAY)
    assert step(row, StepKind.NOTICE, date(2010, 7, 30), manager, note="R123").ends_on == date(2010, 12, 31)
    assert (fresh(row).outlook, fresh(row).ends_on) == ("ends", date(2010, 12, 31))
    with pytest.raises(Refused) as refused:
        step(row, StepKind.AGREED, TODAY, manager, ends_on=date(2010, 11, 1))
    assert refused.value.codes == {"has_end"}
    step(row, StepKind.WITHDRAWN, TODAY, manager)
    assert fresh(row).outlook == "renews"
    with pytest.raises(Refused) as refused:
        step(row, StepKind.WITHDRAWN, TODAY, manager)
    assert refused.value.codes == {"no_end"}


def test_notice_that_is_late_ends_the_next_period(manager):
    row = a_contract(by=manager, today=date(2010, 10, 5))
    assert step(row, StepKind.NOTICE, date(2010, 10, 1), manager, today=date(2010, 10, 5)).ends_on == date(2011, 12, 31)


def test_an_end_is_agreed_and_a_renewal_counts(manager):
    row = a_contract(by=manager, today=TODAY)
    step(row, StepKind.AGREED, TODAY, manager, ends_on=date(2010, 8, 31))
    assert fresh(row).ends_on == date(2010, 8, 31)
    other = a_contract(by=manager, today=TODAY, renewal=Renewal.EXPRESS, most_renewals=1, title="Lijn")
    assert fresh(other).outlook == "lapses"
    step(other, StepKind.RENEWED, TODAY, manager)
    assert (fresh(other).outlook, fresh(other).ends_on) == ("ends", date(2011, 12, 31))


@pytest.mark.parametrize(
    ("kind", "on", "said", "code"),
    [
        (StepKind.NOTICE, TODAY + timedelta(days=1), {}, "in_future"),
        (StepKind.RENEWED, TODAY, {}, "not_renewable"),
        (StepKind.AGREED, TODAY, {}, "ends_on"),
        (StepKind.AGREED, TODAY, {"ends_on": date(2007, 1, 1)}, "ends_on"),
        (StepKind.WITHDRAWN, TODAY, {}, "no_end"),
    ],
)
def test_a_step_that_cannot_be_is_refused(manager, kind, on, said, code):
    row = a_contract(by=manager, today=TODAY)
    with pytest.raises(Refused) as refused:
        step(row, kind, on, manager, **said)
    assert refused.value.codes == {code}


def test_of_a_contract_that_ends_by_itself_no_notice_is_given(manager):
    row = a_contract(by=manager, today=TODAY, renewal=Renewal.NONE)
    with pytest.raises(Refused) as refused:
        step(row, StepKind.NOTICE, TODAY, manager)
    assert refused.value.codes == {"ends_anyway"}


# ── reminders ────────────────────────────────────────────────────────────────
def look(today):
    return actions.look_ahead(now=NOW, today=today, by=the_platform())


def test_people_are_reminded_once_in_time_and_again_for_the_next_day(board, manager):
    somebody(board, "policy_maker")
    row = a_contract(by=manager, today=TODAY, lead_days=30)
    assert [look(date(2010, 8, 30)), look(date(2010, 8, 31)), look(date(2010, 9, 1))] == [0, 1, 0]
    notice = Notice.objects.get()
    assert notice.person_id == manager.person_id
    assert "30/09/2010" in notice.title
    assert look(date(2010, 10, 1)) == 0
    assert (fresh(row).ends_on, fresh(row).due_on) == (date(2011, 12, 31), date(2011, 9, 30))
    assert look(date(2011, 9, 1)) == 1
    assert Notice.objects.count() == 2


def test_a_reminder_and_its_note_go_together(manager, monkeypatch):
    row = a_contract(by=manager, today=TODAY, lead_days=60)
    with monkeypatch.context() as patched:
        patched.setattr(actions.contracts.notices, "notify", lambda **_said: (_ for _ in ()).throw(RuntimeError))
        with pytest.raises(RuntimeError):
            look(TODAY)
    assert fresh(row).reminded_for is None
    assert look(TODAY) == 1


def test_nobody_is_reminded_of_what_was_ended(manager):
    row = a_contract(by=manager, today=TODAY)
    step(row, StepKind.NOTICE, TODAY, manager)
    assert look(date(2010, 12, 1)) == 0
    look(date(2011, 1, 1))
    assert fresh(row).outlook == Outlook.ENDED


def test_what_is_due_waits_on_the_overview(board, manager):
    today = timezone.localdate()
    a_contract(by=manager, today=today, starts_on=today, initial_months=1, notice=10, notice_unit=NoticeUnit.DAYS)
    a_contract(by=manager, today=today, starts_on=today, initial_months=120, title="Nog lang")
    assert [one.title for one in waiting(manager)] == ["Onderhoud servers"]
    assert list(waiting(somebody(board, "policy_maker"))) == []


def test_the_last_day_stands_in_the_calendar_of_who_keeps_it(board, manager, client):
    today = timezone.localdate()
    row = a_contract(by=manager, today=today, starts_on=today, initial_months=12, title="Mail; met, tekens")
    a_contract(by=manager, today=today, starts_on=today, initial_months=None, renewal=Renewal.NONE, title="Loopt door")
    for person, expected in (
        (manager, 1),
        (somebody(board, "policy_maker"), 0),
        (somebody(OrganisationFactory(), "ict_manager"), 0),
    ):
        token = make_feed(now=timezone.now(), by=person)
        days = Calendar.from_ical(client.get(f"/agenda/{token}/steunpunt.ics").content).walk("VEVENT")
        assert len(days) == expected
    (day,) = Calendar.from_ical(
        client.get(f"/agenda/{make_feed(now=timezone.now(), by=manager)}/steunpunt.ics").content
    ).walk("VEVENT")
    assert str(day["summary"]) == "Laatste dag om op te zeggen: Mail; met, tekens"
    assert day["dtstart"].dt == fresh(row).due_on
    assert str(day["url"]).endswith(f"/contracten/{row.pk}/")
    step(row, StepKind.NOTICE, today, manager, today=today)
    (day,) = Calendar.from_ical(
        client.get(f"/agenda/{make_feed(now=timezone.now(), by=manager)}/steunpunt.ics").content
    ).walk("VEVENT")
    assert str(day["summary"]) == "Laatste dag van Mail; met, tekens"


# ── who sees it ──────────────────────────────────────────────────────────────
@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


def test_only_the_board_and_for_what_it_shares_advisers_see_it(board, manager, support):
    own = a_contract(by=manager, today=TODAY)
    shared = a_contract(by=manager, today=TODAY, title="Gedeeld", is_shared=True)
    assert list(access.visible_contracts(somebody(board, "finance_officer")).order_by("pk")) == [own, shared]
    assert list(access.visible_contracts(somebody(support, "adviser"))) == [shared]
    for other in (
        somebody(OrganisationFactory(), "ict_manager"),
        somebody(OrganisationFactory(supplier=True), "contact"),
        somebody(support, "helpdesk_agent"),
        somebody(board, "clerk"),
    ):
        assert not access.visible_contracts(other).exists()
        with pytest.raises(Denied):
            step(own, StepKind.NOTICE, TODAY, other)
    with pytest.raises(Denied):
        step(shared, StepKind.NOTICE, TODAY, somebody(support, "adviser"))
    with pytest.raises(Denied):
        a_contract(by=somebody(board, "policy_maker"))


def test_a_confidential_price_stays_with_the_board_on_page_list_and_file(board, manager, support):
    row = a_contract(by=manager, is_shared=True, is_price_confidential=True, yearly=Decimal(98_765))
    adviser = logged_in(support, "adviser")
    page = adviser.get(f"/contracten/{row.pk}/")
    assert page.status_code == 200
    for path in (f"/contracten/{row.pk}/", "/contracten/", "/contracten/?export=csv", "/zoeken/?q=servers"):
        assert "98.765" not in adviser.get(path).text.replace("98765", "98.765")
    assert "98.765,00" in logged_in(board, "ict_manager").get(f"/contracten/{row.pk}/").text


# ── pages ────────────────────────────────────────────────────────────────────
TYPED = {
    "title": "Mail",
    "kind": "mail",
    "supplier": "Voorbeeld nv",
    "starts_on": "2010-01-31",
    "initial_months": "48",
    "renewal": "tacit",
    "renewal_months": "12",
    "notice": "3",
    "notice_unit": "months",
    "notice_form": "registered",
    "lead_days": "60",
    "yearly": "9.900,50",
    "unit": "mailbox",
    "units": "180",
}


def test_a_contract_is_written_down_read_and_ended_on_the_pages(board):
    client = logged_in(board, "ict_manager")
    made = client.post("/contracten/nieuw/", TYPED)
    assert made.status_code == 302
    page = client.get(made["Location"])
    assert "Als niemand iets doet, wordt het op" in page.text
    assert "9.900,50" in page.text
    assert "55,00" in page.text
    assert client.get("/contracten/").text.count("Voorbeeld nv") == 1
    today = timezone.localdate()
    ended = client.post(f"{made['Location']}opzeggen/", {"on": today.isoformat(), "note": "R 12"}, follow=True)
    assert "zoals beslist" in ended.text
    assert "R 12" in ended.text
    withdrawn = client.post(f"{made['Location']}herroepen/", {"on": today.isoformat()}, follow=True)
    assert "Als niemand iets doet" in withdrawn.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts_on": "31/02/2010"}, "starts_on"),
        ({"initial_months": "-3"}, "initial_months"),
        ({"yearly": "NaN"}, "yearly"),
        ({"units": ""}, "units"),
        ({"renewal": "eeuwig"}, "renewal"),
        ({"notice": "1e9"}, "notice"),
    ],
)
def test_bad_input_is_named_at_its_field_and_stays_on_the_screen(board, changed, said):
    page = logged_in(board, "ict_manager").post("/contracten/nieuw/", TYPED | changed)
    assert page.status_code == 422
    assert said in page.context["form"].errors
    assert 'value="Voorbeeld nv"' in page.text
    assert not Contract.objects.exists()


def test_what_was_changed_meanwhile_is_said_and_a_second_try_works(board, manager):
    row = a_contract(by=manager)
    client, path = logged_in(board, "secretary"), f"/contracten/{row.pk}/wijzigen/"
    first = row.current_id
    assert client.post(path, TYPED | {"seen": first}).status_code == 302
    late = client.post(path, TYPED | {"seen": first, "title": "Later"})
    assert late.status_code == 422
    assert "Iemand wijzigde dit contract intussen" in late.text
    assert 'value="Later"' in late.text
    assert client.post(path, TYPED | {"seen": fresh(row).current_id, "title": "Later"}).status_code == 302


def test_pages_take_as_many_queries_for_many_contracts(board, manager, django_assert_num_queries):
    client = logged_in(board, "ict_manager")
    a_contract(by=manager)
    client.get("/contracten/")

    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get("/contracten/")
        return len(found)

    few = asked()
    for number in range(12):
        a_contract(by=manager, title=f"Contract {number}")
    assert asked() == few
    assert few <= 12


def test_documents_of_a_contract_are_the_boards_alone(board, manager, support):
    row = a_contract(by=manager, is_shared=True)
    assert queries.contracts(somebody(support, "adviser")).filter(pk=row.pk).exists()
    assert "Documenten" in logged_in(board, "ict_manager").get(f"/contracten/{row.pk}/").text
    page = logged_in(support, "adviser").get(f"/contracten/{row.pk}/")
    assert page.context["documents"] is None
