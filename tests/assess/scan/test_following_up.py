"""From finding to done, and how a board moved since its earlier scan."""

from datetime import date, timedelta

import pytest

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.actions.generated import GeneratedPoint, load_generated_points
from steunpunt.assess.scan.choices import PointState
from steunpunt.assess.scan.models import ActionPoint, QuestionnaireVersion, Round, Scan
from steunpunt.assess.scan.queries import trends
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, TODAY, a_round, a_scan, an_adviser, an_ict_manager, filled

pytestmark = pytest.mark.django_db


def submitted(board, level=3):
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(
        round_id=round_.pk, scans=[filled(board, level=level)], person_id=1, now=NOW, by=PLATFORM
    )
    return Scan.objects.select_related("organisation", "round__version").get(round=round_)


@pytest.fixture
def scan():
    return submitted(OrganisationFactory())


def plan(scan, by=None, **changed):
    given = {"domain": "LEV", "title": "Contracten oplijsten", "why": "", "owner_id": None, "due_on": None} | changed
    return actions.plan_action_point(scan_id=scan.pk, **given, now=NOW, by=by or an_ict_manager(scan.organisation))


def change(point, by, **changed):
    given = {
        "title": point.title, "owner_id": None, "due_on": None, "state": PointState.UNDER_WAY, "progress": "",
        "seen_revision": point.revision,
    } | changed  # fmt: skip
    return actions.change_action_point(point_id=point.pk, **given, now=NOW, by=by)


def test_a_board_plans_does_and_ends(scan):
    owner = a_member(scan.organisation, "policy_maker")
    point = plan(scan, owner_id=owner.pk, due_on=date(2011, 9, 1))
    by = an_ict_manager(scan.organisation)
    point = change(point, by, progress="Bezig", owner_id=owner.pk)
    assert (point.state, point.ended_at, point.revision) == ("under_way", None, 2)
    point = change(point, by, state=PointState.DONE)
    assert point.ended_at == NOW
    assert list(Entry.objects.filter(fact__startswith="scan.action_point").order_by("pk").values_list("fact", flat=True)) == [
        "scan.action_point_planned", "scan.action_point_changed", "scan.action_point_changed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"domain": "XXX"}, "unknown_domain"),
        ({"owner_id": 987654}, "not_a_colleague"),
    ],
)
def test_what_cannot_be_planned(scan, changed, code):
    with pytest.raises(Refused) as refused:
        plan(scan, **changed)
    assert refused.value.codes == {code}
    assert not ActionPoint.objects.exists()


def test_somebody_of_another_board_cannot_own_it(scan):
    with pytest.raises(Refused) as refused:
        plan(scan, owner_id=a_member(OrganisationFactory(), "ict_manager").pk)
    assert refused.value.codes == {"not_a_colleague"}


def test_who_does_not_see_the_scan_cannot_see_to_it(scan):
    """Nobody would tell them, and the list of actions would be closed to them."""
    with pytest.raises(Refused) as refused:
        plan(scan, owner_id=a_member(scan.organisation, "clerk").pk)
    assert refused.value.codes == {"does_not_read"}
    a_member(scan.organisation, "clerk", mandates=("submit_scan",))
    names = {person.id for person in queries.readers(scan.organisation_id)}
    assert len(names) == 1, "whoever may submit sees it as well"


def test_nothing_is_planned_before_submitting():
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        plan(scan)
    assert refused.value.codes == {"not_submitted"}


def test_nobody_overwrites_a_colleague_unseen(scan):
    point = plan(scan)
    by = an_ict_manager(scan.organisation)
    change(point, by, progress="Mijn tekst")
    with pytest.raises(Refused) as refused:
        change(point, by, progress="Andere tekst", seen_revision=1)
    assert refused.value.codes == {"changed_meanwhile"}
    point.refresh_from_db()
    assert point.progress == "Mijn tekst"


def test_others_read_nothing_and_the_adviser_writes_nothing(scan):
    point = plan(scan)
    with pytest.raises(Denied):
        plan(scan, by=an_adviser())
    with pytest.raises(Denied):
        change(point, an_adviser())
    for somebody in (
        an_ict_manager(OrganisationFactory()),
        an_actor(scan.organisation, "clerk"),
        an_actor(OrganisationFactory(supplier=True), "contact", "ict_manager"),
    ):
        with pytest.raises((Denied, ActionPoint.DoesNotExist)):
            change(point, somebody)


def test_the_pages_plan_list_and_change(scan):
    client = logged_in(scan.organisation, "ict_manager")
    path = f"/scan/{scan.pk}/acties/nieuw/"
    assert 'value="LEV" selected' in client.get(path, {"domein": "LEV"}).content.decode()
    wrong = client.post(path, {"domain": "LEV", "title": "", "why": "Omdat het moet"})
    assert wrong.status_code == 422
    assert "Omdat het moet" in wrong.content.decode(), "what was typed is kept"
    client.post(path, {"domain": "LEV", "title": "<b>Oplijsten</b>", "why": ""})
    page = client.get("/scan/acties/").content.decode()
    assert "&lt;b&gt;Oplijsten&lt;/b&gt;" in page
    point = ActionPoint.objects.get()
    sent = {"title": "Oplijsten", "state": "done", "progress": "Klaar", "revision": 1}
    assert client.post(f"/scan/acties/{point.pk}/", sent).status_code == 302
    late = client.post(f"/scan/acties/{point.pk}/", sent | {"progress": "Te laat"})
    assert late.status_code == 422
    assert "Een collega wijzigde dit actiepunt intussen" in late.content.decode()
    assert "Te laat" in late.content.decode()


def test_the_adviser_reads_the_list_and_changes_nothing(scan):
    point = plan(scan)
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    assert "Contracten oplijsten" in client.get("/scan/acties/").content.decode()
    page = client.get(f"/scan/acties/{point.pk}/").content.decode()
    assert "Contracten oplijsten" in page
    assert 'name="progress"' not in page
    assert client.get(f"/scan/{scan.pk}/acties/nieuw/").status_code == 404


def test_the_list_asks_the_same_queries_however_long_it_is(scan, django_assert_max_num_queries):
    client = logged_in(scan.organisation, "ict_manager")
    plan(scan)
    client.get("/scan/acties/")
    with django_assert_max_num_queries(9):
        client.get("/scan/acties/")
    for _ in range(5):
        plan(scan)
    with django_assert_max_num_queries(9):
        client.get("/scan/acties/")


# ── since the earlier scan ───────────────────────────────────────────────────
@pytest.fixture
def two_scans():
    board = OrganisationFactory()
    before, now = submitted(board, level=1), submitted(board, level=4)
    Round.objects.filter(pk=before.round_id).update(opens_on=TODAY - timedelta(days=730))
    before.round.refresh_from_db()
    return before, now


def test_the_change_is_the_difference_of_the_scores(two_scans):
    before, now = two_scans
    trend = trends.trend(now)
    scores = {scan.pk: dict(scan.outcomes.values_list("domain", "score")) for scan in two_scans}
    assert trend.before == before
    assert trend.changes == {code: scores[now.pk][code] - scores[before.pk][code] for code in scores[now.pk]}
    assert trends.trend(before) is None


def test_scores_of_another_version_are_never_subtracted(two_scans):
    before, now = two_scans
    other = QuestionnaireVersion.objects.create(
        number="9.9", source=source_of().replace("0.1", "9.9"), digest="x" * 64, published_at=NOW
    )
    Round.objects.filter(pk=before.round_id).update(version=other)
    trend = trends.trend(Scan.objects.select_related("round__version").get(pk=now.pk))
    assert (trend.is_comparable, trend.changes) == (False, {})


def test_the_next_result_shows_what_became_of_earlier_plans(two_scans):
    before, now = two_scans
    point = plan(before)
    change(point, an_ict_manager(before.organisation), state=PointState.DONE)
    page = logged_in(now.organisation, "ict_manager").get(f"/scan/{now.pk}/resultaat/").content.decode()
    assert "Wat van eerdere plannen kwam" in page
    assert "Contracten oplijsten" in page
    assert "Sinds vorige scan: punten op 100 sinds" in page


def test_points_of_the_demonstration_belong_to_a_round_that_says_so(scan):
    owner = a_member(scan.organisation, "ict_manager")
    by = an_actor(scan.organisation, "ict_manager", person_id=owner.pk)
    points = [
        GeneratedPoint(domain=domain, title=title, progress=progress, state=state, due_on=TODAY)
        for domain, title, progress, state in (
            ("NET", "Tweede lijn", "In gebruik.", PointState.DONE),
            ("LEV", "Register", "", PointState.PLANNED),
        )
    ]
    kept = {"points": points, "planned_at": NOW, "now": NOW + timedelta(days=9), "by": by}
    load_generated_points(round_id=scan.round_id, **kept)
    found = ActionPoint.objects.order_by("pk").values_list("title", "state", "progress", "owner_id", "ended_at")
    assert list(found) == [
        ("Tweede lijn", "done", "In gebruik.", owner.pk, NOW + timedelta(days=9)),
        ("Register", "planned", "", owner.pk, None),
    ]
    Round.objects.update(is_synthetic=False)
    with pytest.raises(Refused) as refused:
        load_generated_points(round_id=scan.round_id, **kept)
    assert refused.value.codes == {"round_is_real"}
    assert ActionPoint.objects.count() == 2
