"""Running a round: advisers, reminders, more time, closing, and a board that takes its scan back."""

from datetime import date, timedelta

import pytest
from django.test import Client

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.choices import Occasion, ScanState
from steunpunt.assess.scan.facts import BoardReminded, ScanReopened
from steunpunt.assess.scan.listeners import remind_people, tell_of_taking_back
from steunpunt.assess.scan.models import DomainOutcome, Reminder, Round, Scan
from steunpunt.assess.scan.queries.newest import newest_round
from steunpunt.assess.scan.rules.filling import occasion
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import DEADLINE, NOW, TODAY, a_round, a_scan, a_secretary, an_ict_manager, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def advisers(support):
    return [a_member(support, "adviser") for _ in range(2)]


@pytest.fixture
def adviser(support, advisers):
    return an_actor(support, "adviser", person_id=advisers[0].pk)


def facts(name):
    return list(Entry.objects.filter(fact=name).order_by("pk"))


# ── who helps ────────────────────────────────────────────────────────────────
def test_an_adviser_is_assigned_and_the_board_reads_it(adviser, advisers):
    scan = a_scan()
    assert actions.assign_adviser(scan_ids=[scan.pk], person_id=advisers[1].pk, by=adviser) == 1
    assert actions.assign_adviser(scan_ids=[scan.pk], person_id=advisers[1].pk, by=adviser) == 0, "nothing changed"
    [entry] = facts("scan.adviser_assigned")
    assert entry.organisation_id == scan.organisation_id


def test_only_an_adviser_of_the_support_point_can_help(adviser, support):
    scan = a_scan()
    for somebody in (a_member(support, "helpdesk_agent"), a_member(scan.organisation, "ict_manager")):
        with pytest.raises(Refused) as refused:
            actions.assign_adviser(scan_ids=[scan.pk], person_id=somebody.pk, by=adviser)
        assert refused.value.codes == {"not_an_adviser"}
    scan.refresh_from_db()
    assert scan.adviser_id is None


def test_boards_are_divided_evenly_and_those_who_have_somebody_keep_them(adviser, advisers):
    round_ = a_round(*(OrganisationFactory() for _ in range(7)))
    first = Scan.objects.filter(round=round_).first()
    actions.assign_adviser(scan_ids=[first.pk], person_id=advisers[1].pk, by=adviser)
    assert actions.divide_boards(round_id=round_.pk, by=adviser) == 6
    loads = [Scan.objects.filter(round=round_, adviser_id=person.pk).count() for person in advisers]
    assert sorted(loads) == [3, 4]
    first.refresh_from_db()
    assert first.adviser_id == advisers[1].pk
    assert actions.divide_boards(round_id=round_.pk, by=adviser) == 0


# ── more time ────────────────────────────────────────────────────────────────
def test_one_board_gets_more_time_and_can_go_on(adviser):
    board, other = OrganisationFactory(), OrganisationFactory()
    round_ = a_round(board, other)
    scan = Scan.objects.get(round=round_, organisation=board)
    late = DEADLINE + timedelta(days=5)
    actions.extend_deadline(scan_id=scan.pk, until=late, reason="Nieuwe ICT-verantwoordelijke", today=TODAY, by=adviser)
    save = {"question": "BEL01", "answer": "wn", "explanation": "", "seen_revision": 0, "now": NOW, "today": late}
    actions.save_answer(scan_id=scan.pk, **save, by=an_ict_manager(board))
    with pytest.raises(Refused) as refused:
        actions.save_answer(
            scan_id=Scan.objects.get(round=round_, organisation=other).pk, **save, by=an_ict_manager(other)
        )
    assert refused.value.codes == {"deadline_past"}
    assert Scan.objects.filter(queries.takes_answers(late), round=round_).get() == scan


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [
        (DEADLINE, "Ziekte", "not_later"),
        (date(2010, 1, 1), "Ziekte", "not_later"),
        (date(2012, 1, 1), " ", "reason_missing"),
    ],
)
def test_more_time_takes_a_later_day_and_a_reason(adviser, until, reason, code):
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        actions.extend_deadline(scan_id=scan.pk, until=until, reason=reason, today=TODAY, by=adviser)
    assert refused.value.codes == {code}
    scan.refresh_from_db()
    assert scan.extended_to is None


# ── closing ──────────────────────────────────────────────────────────────────
def test_a_closed_round_takes_nothing_any_more(adviser):
    scan = a_scan()
    actions.close_round(round_id=scan.round_id, now=NOW, by=adviser)
    with pytest.raises(Refused) as refused:
        actions.submit_scan(scan_id=scan.pk, now=NOW, today=TODAY, by=a_secretary(scan.organisation))
    assert refused.value.codes == {"round_closed"}
    with pytest.raises(Refused) as refused:
        actions.extend_deadline(scan_id=scan.pk, until=date(2012, 1, 1), reason="Toch", today=TODAY, by=adviser)
    assert refused.value.codes == {"round_closed"}
    with pytest.raises(Refused):
        actions.close_round(round_id=scan.round_id, now=NOW, by=adviser)
    assert len(facts("scan.round_closed")) == 1


# ── taking back ──────────────────────────────────────────────────────────────
@pytest.fixture
def submitted():
    board = OrganisationFactory()
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    return Scan.objects.select_related("organisation").get(round=round_)


def test_a_board_takes_its_scan_back_changes_it_and_submits_again(submitted):
    secretary = a_secretary(submitted.organisation)
    before = set(DomainOutcome.objects.filter(scan=submitted).values_list("domain", "score"))
    actions.reopen_scan(scan_id=submitted.pk, reason="Verkeerd contract", today=TODAY, by=secretary)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.submitted_at) == (ScanState.STARTED, None)
    assert set(DomainOutcome.objects.filter(scan=submitted).values_list("domain", "score")) == before
    revision = submitted.answers.get(question="BEL01").revision
    actions.save_answer(
        scan_id=submitted.pk, question="BEL01", answer="wn", explanation="", seen_revision=revision, now=NOW, today=TODAY,
        by=an_ict_manager(submitted.organisation),
    )  # fmt: skip
    actions.submit_scan(scan_id=submitted.pk, now=NOW, today=TODAY, by=secretary)
    assert DomainOutcome.objects.get(scan=submitted, domain="BEL").coverage < 1
    assert [entry.fact for entry in Entry.objects.filter(fact__in=["scan.reopened", "scan.submitted"]).order_by("pk")] == [
        "scan.reopened", "scan.submitted",
    ]  # fmt: skip


def test_taking_back_needs_the_mandate_a_reason_and_time(submitted, adviser):
    for somebody in (adviser, an_ict_manager(submitted.organisation)):
        with pytest.raises(Denied):
            actions.reopen_scan(scan_id=submitted.pk, reason="Fout", today=TODAY, by=somebody)
    secretary = a_secretary(submitted.organisation)
    for reason, today, code in ((" ", TODAY, "reason_missing"), ("Fout", DEADLINE + timedelta(days=1), "too_late")):
        with pytest.raises(Refused) as refused:
            actions.reopen_scan(scan_id=submitted.pk, reason=reason, today=today, by=secretary)
        assert refused.value.codes == {code}
    submitted.refresh_from_db()
    assert submitted.state == ScanState.SUBMITTED


# ── reminders ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (20, None),
        (14, "weeks_before"),
        (4, "weeks_before"),
        (3, "days_before"),
        (0, "days_before"),
        (-1, "day_after"),
        (-9, "day_after"),
    ],
)
def test_the_occasion_of_a_day(days, expected):
    assert occasion(DEADLINE, DEADLINE - timedelta(days=days)) == expected


def calendar(day):
    return actions.remind_by_calendar(now=NOW, today=day, by=the_platform())


def test_the_calendar_reminds_once_on_each_occasion():
    done = OrganisationFactory()
    round_ = a_round(OrganisationFactory(), done)
    Scan.objects.filter(round=round_, organisation=done).update(
        state=ScanState.SUBMITTED, submitted_at=NOW, submitted_by_id=1
    )
    days = [DEADLINE - timedelta(days=left) for left in (20, 14, 13, 3, 2, 0, -1, -2)]
    assert [calendar(day) for day in days] == [0, 1, 0, 1, 0, 0, 1, 0]
    assert [entry.data["occasion"] for entry in facts("scan.board_reminded")] == [
        "weeks_before", "days_before", "day_after",
    ]  # fmt: skip


def test_more_time_brings_new_reminders(adviser):
    scan = a_scan()
    calendar(DEADLINE)
    actions.extend_deadline(scan_id=scan.pk, until=date(2011, 5, 20), reason="Ziekte", today=DEADLINE, by=adviser)
    assert calendar(DEADLINE) == 0
    assert calendar(date(2011, 5, 18)) == 1


def test_nobody_is_reminded_in_a_closed_round(adviser):
    scan = a_scan()
    actions.close_round(round_id=scan.round_id, now=NOW, by=adviser)
    assert calendar(DEADLINE) == 0
    assert actions.remind(scan_ids=[scan.pk], message="", now=NOW, by=adviser) == []


def test_whoever_was_reminded_less_than_a_day_ago_is_not_reminded_again_unless_asked(adviser):
    boards = [OrganisationFactory(name=name) for name in ("Aarschot", "Bever")]
    round_ = a_round(*boards)
    first, second = Scan.objects.filter(round=round_).order_by("organisation__name").values_list("pk", flat=True)
    given = {"message": "Lukt het?", "by": adviser}
    assert actions.remind(scan_ids=[first], now=NOW, **given) == [boards[0].pk]
    assert actions.remind(scan_ids=[first, second], now=NOW + timedelta(hours=1), **given) == [boards[1].pk]
    with pytest.raises(Refused) as refused:
        actions.remind(scan_ids=[first, second], now=NOW + timedelta(hours=2), **given)
    assert (refused.value.codes, "01/04/2011 15:00" in str(refused.value)) == ({"reminded_lately"}, True)
    assert Reminder.objects.filter(occasion=Occasion.BY_HAND).count() == 2, "nothing was sent twice"
    again = actions.remind(scan_ids=[first, second], now=NOW + timedelta(hours=2), again=True, **given)
    assert again == [boards[0].pk, boards[1].pk]
    assert actions.remind(scan_ids=[first], now=NOW + timedelta(hours=26), **given) == [boards[0].pk], "a day later"


def test_the_people_of_the_board_get_the_reminder():
    scan = a_scan()
    reader = a_member(scan.organisation, "ict_manager")
    a_member(scan.organisation, "clerk")
    remind_people(
        BoardReminded(
            organisation_id=scan.organisation_id,
            scan_id=scan.pk,
            occasion="by_hand",
            deadline_on=DEADLINE,
            message="Hulp nodig?",
        )
    )
    [notice] = Notice.objects.all()
    assert (notice.person_id, notice.detail, notice.mail) == (reader.pk, "Hulp nodig?", "now")
    assert (
        notice.title == "Samenwerkingsscan 2011: het steunpunt herinnert u aan uw scan, in te dienen tegen 30/04/2011"
    )


# ── who may ──────────────────────────────────────────────────────────────────
def test_nobody_but_an_adviser_runs_a_round(support):
    scan = a_scan()
    for somebody in (
        an_ict_manager(scan.organisation),
        a_secretary(scan.organisation),
        an_ict_manager(OrganisationFactory()),
        an_actor(OrganisationFactory(supplier=True), "contact"),
        an_actor(support, "administrator"),
    ):
        for attempt in (
            lambda by: actions.assign_adviser(scan_ids=[scan.pk], person_id=1, by=by),
            lambda by: actions.divide_boards(round_id=scan.round_id, by=by),
            lambda by: actions.remind(scan_ids=[scan.pk], message="", now=NOW, by=by),
            lambda by: actions.close_round(round_id=scan.round_id, now=NOW, by=by),
            lambda by: actions.extend_deadline(
                scan_id=scan.pk, until=date(2012, 1, 1), reason="Toch", today=TODAY, by=by
            ),
        ):
            with pytest.raises((Denied, Round.DoesNotExist, Scan.DoesNotExist)):
                attempt(somebody)
    assert not Entry.objects.filter(
        fact__in=["scan.adviser_assigned", "scan.round_closed", "scan.board_reminded"]
    ).exists()


# ── the pages ────────────────────────────────────────────────────────────────
@pytest.fixture
def on_time(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)


def test_an_adviser_reads_how_many_boards_hear_of_a_reminder(support, on_time):
    boards = [OrganisationFactory() for _ in range(3)]
    round_ = a_round(*boards)
    a_member(boards[0], "ict_manager")
    client = logged_in(support, "adviser")
    path = f"/scan/rondes/{round_.pk}/"
    assert "Bij 2 daarvan heeft niemand toegang tot de scan" in client.get(path).content.decode()
    answer = client.post(f"{path}uitvoeren/", {"do": "remind", "message": ""}, follow=True).content.decode()
    assert ("1 bestuur is herinnerd." in answer, "Ze zijn laatst herinnerd op" in answer) == (True, True)


def test_an_adviser_reads_who_hears_nothing_and_a_second_click_reminds_nobody(support, on_time):
    board, silent = OrganisationFactory(name="Aarschot"), OrganisationFactory(name="Bever")
    round_ = a_round(board, silent)
    a_member(board, "ict_manager")
    client = logged_in(support, "adviser")
    path = f"/scan/rondes/{round_.pk}/"
    page = client.get(path).content.decode()
    assert ("?reach=nobody#" in page, 'name="again"' in page) == (True, False)
    listed = client.get(path, {"reach": "nobody", "export": "csv"}).getvalue().decode()
    assert ("Bever" in listed, "Aarschot" in listed) == (True, False)
    client.post(f"{path}uitvoeren/", {"do": "remind", "message": ""})
    twice = client.post(f"{path}uitvoeren/", {"do": "remind", "message": ""}, follow=True).content.decode()
    assert ("minder dan een dag geleden" in twice, 'name="again"' in twice) == (True, True)
    asked = client.post(f"{path}uitvoeren/", {"do": "remind", "message": "", "again": "on"}, follow=True)
    assert "1 bestuur is herinnerd." in asked.content.decode()
    guidance = f"/scan/{Scan.objects.get(organisation=board).pk}/begeleiding/"
    refused = client.post(guidance, {"do": "remind", "message": "Nog eens"})
    assert (refused.status_code, "Nog eens" in refused.content.decode()) == (422, True)
    assert Reminder.objects.filter(scan__organisation=board).count() == 2
    client.post(guidance, {"do": "remind", "message": "Nog eens", "again": "on"})
    assert Reminder.objects.filter(scan__organisation=board).count() == 3


def test_a_closed_round_says_so_in_the_lists_instead_of_a_deadline(support, adviser):
    scan = a_scan()
    actions.close_round(round_id=scan.round_id, now=NOW, by=adviser)
    clients = [logged_in(support, "adviser"), logged_in(scan.organisation, "ict_manager")]
    pages = [client.get("/scan/").content.decode() for client in clients]
    due = [page.partition('class="waiting-due">')[2].partition("<")[0] for page in pages]
    assert due == [f"Deze ronde werd gesloten op {NOW:%d/%m/%Y}."] * 2
    adviser_reads = [clients[0].get(path).content.decode() for path in ("/", f"/scan/rondes/{scan.round_id}/")]
    assert ["De einddatum is" in page or "de einddatum is" in page for page in adviser_reads] == [False, False]


def test_the_open_figures_of_a_closed_round_are_published_from_its_page(support, on_time):
    scan = a_scan()
    client = logged_in(support, "adviser")
    path = f"/scan/rondes/{scan.round_id}/"
    assert "Voor iedereen publiceren" not in client.get(path).content.decode()
    client.post(f"{path}uitvoeren/", {"do": "close"})
    assert "Voor iedereen publiceren" in client.get(path).content.decode()


def test_whoever_fills_in_hears_that_the_scan_was_taken_back_and_why():
    scan = a_scan()
    reader = a_member(scan.organisation, "ict_manager")
    tell_of_taking_back(ScanReopened(organisation_id=scan.organisation_id, scan_id=scan.pk, reason="Een fout"))
    [notice] = Notice.objects.all()
    assert (notice.person_id, notice.detail) == (reader.pk, "Een fout")
    assert notice.title.startswith("Samenwerkingsscan 2011: uw scan is teruggenomen")


def test_an_adviser_runs_the_round_from_its_page(support, advisers, on_time):
    scan = a_scan()
    a_member(scan.organisation, "ict_manager")
    client = logged_in(support, "adviser")
    page = client.get(f"/scan/rondes/{scan.round_id}/").content.decode()
    assert "1 bestuur heeft nog geen adviseur." in page
    for do, said in (
        ("divide", "1 bestuur heeft nu een adviseur."),
        ("remind", "1 bestuur is herinnerd."),
        ("close", "De ronde is gesloten."),
    ):
        answer = client.post(f"/scan/rondes/{scan.round_id}/uitvoeren/", {"do": do, "message": "Dag"}, follow=True)
        assert said in answer.content.decode()
    answer = client.post(f"/scan/rondes/{scan.round_id}/uitvoeren/", {"do": "close"}, follow=True)
    assert "Het steunpunt sloot deze ronde." in answer.content.decode()
    assert client.post(f"/scan/rondes/{scan.round_id}/uitvoeren/", {"do": "iets"}).status_code == 404


def test_an_adviser_guides_one_board_from_its_page(support, advisers, on_time):
    scan = a_scan()
    client = logged_in(support, "adviser")
    path = f"/scan/{scan.pk}/begeleiding/"
    answer = client.post(path, {"do": "more_time", "until": "2011-01-01", "reason": "Ziekte"})
    assert answer.status_code == 422
    assert "Ziekte" in answer.content.decode(), "what was typed is kept"
    assert "Kies een latere dag" in answer.content.decode()
    client.post(path, {"do": "more_time", "until": "2011-06-01", "reason": "Ziekte"})
    client.post(path, {"do": "adviser", "adviser": advisers[0].pk})
    client.post(path, {"do": "remind", "message": ""})
    scan.refresh_from_db()
    assert (scan.extended_to, scan.adviser_id, scan.reminders.count()) == (date(2011, 6, 1), advisers[0].pk, 1)


def test_the_board_takes_back_from_its_page(submitted, on_time):
    client = logged_in(submitted.organisation, "secretary", mandates=("submit_scan",))
    assert "Terugnemen" in client.get(f"/scan/{submitted.pk}/resultaat/").content.decode()
    answer = client.post(f"/scan/{submitted.pk}/terugnemen/", {"reason": ""})
    assert answer.status_code == 422
    client.post(f"/scan/{submitted.pk}/terugnemen/", {"reason": "Fout in de cijfers"})
    submitted.refresh_from_db()
    assert submitted.state == ScanState.STARTED
    reader = logged_in(submitted.organisation, "ict_manager")
    assert reader.get(f"/scan/{submitted.pk}/terugnemen/").status_code == 404


def test_what_the_scan_says_of_a_group_stands_in_a_round_in_which_boards_submitted(support):
    board = OrganisationFactory()
    first = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=first.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    a_round(board)
    adviser = an_actor(support, "adviser")
    assert newest_round(adviser) == first.pk


def test_what_happened_to_a_round_stands_in_its_history_for_advisers_alone(adviser, support):
    board = OrganisationFactory()
    round_ = a_round(board)
    actions.close_round(round_id=round_.pk, now=NOW, by=adviser)
    at = f"/scan/rondes/{round_.pk}/geschiedenis/"
    said = logged_in(support, "adviser").get(at).content.decode()
    assert "Ronde “Samenwerkingsscan 2011” startte met 1 besturen" in said
    assert "Ronde “Samenwerkingsscan 2011” werd gesloten: 0 van de 1 besturen" in said
    assert logged_in(board, "ict_manager").get(at).status_code == 404


def test_an_adviser_finds_the_own_boards_and_those_that_nobody_helps(adviser, advisers):
    boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen")]
    round_ = a_round(*boards)
    scan = Scan.objects.get(round=round_, organisation=boards[0])
    actions.assign_adviser(scan_ids=[scan.pk], person_id=advisers[0].pk, by=adviser)

    def shown(person, word):
        client = Client()
        client.force_login(person)
        page = client.get(f"/scan/rondes/{round_.pk}/?adviser={word}").content.decode()
        return [board.name for board in boards if f">{board.name}</a>" in page]

    assert [shown(advisers[0], word) for word in ("", "me", "nobody", "x")] == [
        ["Haacht", "Keerbergen"], ["Haacht"], ["Keerbergen"], ["Haacht", "Keerbergen"],
    ]  # fmt: skip
    assert shown(advisers[1], "me") == []


def test_who_closes_a_round_reads_how_many_boards_still_have_time(adviser, support, monkeypatch):
    boards = [OrganisationFactory() for _ in range(3)]
    round_ = a_round(*boards)
    client, days = logged_in(support, "adviser"), iter([TODAY, DEADLINE + timedelta(days=1)])
    given = round_.scans.get(organisation=boards[0])
    until = DEADLINE + timedelta(days=9)
    actions.extend_deadline(scan_id=given.pk, until=until, reason="ziekte", today=TODAY, by=adviser)

    def said():
        day = next(days)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: day)
        page = client.get(f"/scan/rondes/{round_.pk}/").content.decode()
        return page.split("Dat kan niet ongedaan gemaakt worden.", 1)[1].split("</p>", 1)[0]

    assert "3 besturen kunnen nu nog indienen" in said()
    assert "1 bestuur kan nu nog indienen" in said()
