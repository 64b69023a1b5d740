"""Reviews, questions to colleagues and action points for programs: the same rules as the pages."""

import pytest

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import ActionPoint, Answer, Contribution, HelpRequest, Review
from steunpunt.assess.scan.questionnaires import published
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, TODAY, a_round, a_scan, filled

pytestmark = pytest.mark.django_db
OPTIONS = published().questions["BEL01"].options
HIGH = max(OPTIONS, key=lambda option: option.level).code
JSON = "application/json"


@pytest.fixture
def submitted(today):
    board = OrganisationFactory()
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    return round_.scans.select_related("organisation").get()


@pytest.fixture
def strangers():
    """A neighbour, a supplier and another role of the support point: nothing is theirs."""
    return [
        logged_in(OrganisationFactory(), "ict_manager"),
        logged_in(OrganisationFactory(supplier=True), "contact"),
        logged_in(OrganisationFactory(support_point=True), "helpdesk_agent"),
    ]


def test_an_adviser_reviews_and_the_board_reacts(submitted, strangers):
    place = f"/api/v1/scans/{submitted.pk}/review"
    adviser = logged_in(OrganisationFactory(support_point=True), "adviser")
    board = logged_in(submitted.organisation, "ict_manager")
    assert board.get(place).status_code == 404
    assert board.post(place, {}, JSON).status_code == 403
    assert adviser.post(place, {}, JSON).json()["state"] == "running"
    own = Answer.objects.get(scan=submitted, question="BEL01").answer
    bare = adviser.put(f"{place}/answers/BEL01", {"answer": HIGH}, JSON)
    assert (bare.status_code, bare.json()["reasons"][0]["code"]) == (409, "motivation_missing")
    kept = adviser.put(f"{place}/answers/BEL01", {"answer": HIGH, "motivation": "Getoond", "seen_revision": 0}, JSON)
    assert {
        key: kept.json()["answers"][0][key] for key in ("question", "own", "answer", "is_confirmed", "motivation")
    } == {
        "question": "BEL01",
        "own": own,
        "answer": HIGH,
        "is_confirmed": False,
        "motivation": "Getoond",
    }
    assert adviser.post(f"{place}/domains/BEL/confirm", {}, JSON).json()["done"] == 8
    said = board.post(f"{place}/reactions", {"question": "BEL01", "text": "Klopt."}, JSON)
    assert said.json()["reactions"]["BEL01"][0]["text"] == "Klopt."
    assert board.put(f"{place}/answers/BEL02", {"answer": HIGH, "motivation": "x"}, JSON).status_code == 403
    assert adviser.post(f"{place}/finish", {"summary": "Samen"}, JSON).json()["state"] == "finished"
    assert adviser.post(f"{place}/take-up", {"reason": "Nog iets"}, JSON).json()["state"] == "running"
    assert [who.get(place).status_code for who in strangers] == [404] * 3
    assert [who.put(f"{place}/answers/BEL02", {"answer": "a1"}, JSON).status_code for who in strangers] == [404] * 3
    assert Review.objects.get().answers.count() == 8


def test_the_result_says_which_answers_it_rests_on(submitted):
    place = f"/api/v1/scans/{submitted.pk}"
    board = logged_in(submitted.organisation, "policy_maker")
    before = board.get(f"{place}/result").json()
    assert (before["basis"], before["review"], before["domains"][0]["after_review"]) == ("own_answers", None, None)
    adviser = logged_in(OrganisationFactory(support_point=True), "adviser")
    adviser.post(f"{place}/review", {}, JSON)
    adviser.put(f"{place}/review/answers/BEL01", {"answer": HIGH, "motivation": "Getoond"}, JSON)
    after = board.get(f"{place}/result").json()
    domain = next(item for item in after["domains"] if item["domain"] == "BEL")
    assert after["review"] == "running"
    assert domain["after_review"]["score"] > domain["score"]
    old = {item["domain"]: {**item, "after_review": None} for item in before["domains"]}
    assert {item["domain"]: {**item, "after_review": None} for item in after["domains"]} == old
    opened = board.get(f"{place}/result/BEL").json()
    assert opened["after_review"] == domain["after_review"]


def test_a_colleague_is_asked_answers_and_is_taken_over(today, strangers):
    scan = a_scan()
    place = f"/api/v1/scans/{scan.pk}"
    colleague = a_member(scan.organisation)
    board = logged_in(scan.organisation, "ict_manager")
    them = logged_in(scan.organisation)
    them.force_login(colleague)
    asked = {"domain": "BEL", "questions": ["BEL01"], "colleague_id": colleague.pk, "due_on": TODAY.isoformat()}
    body = board.post(f"{place}/help-requests", asked, JSON).json()
    assert (body["questions"], body["answers"]) == (["BEL01"], [])
    assert [item["id"] for item in them.get("/api/v1/scans/contributions/asked-of-me").json()] == [body["id"]]
    mine = f"/api/v1/scans/contributions/{body['id']}"
    assert them.put(f"{mine}/answers/BEL02", {"answer": "a1"}, JSON).status_code == 409
    assert them.put(f"{mine}/answers/BEL01", {"answer": HIGH, "seen_revision": 0}, JSON).status_code == 200
    assert them.post(f"{mine}/done", {}, JSON).json()["done_at"] is not None
    given = board.get(f"{place}/help-requests").json()[0]["answers"][0]
    taken = board.post(f"{place}/contributions/{given['id']}/take-over", {"seen_revision": 0}, JSON)
    assert (taken.status_code, Answer.objects.get().answer) == (200, HIGH)
    assert board.get(f"{place}/to-discuss").json() == []
    again = board.post(f"{place}/help-requests", asked | {"domain": "facts", "questions": []}, JSON).json()
    assert "p_users" in again["questions"]
    assert (
        board.post(f"/api/v1/scans/help-requests/{again['id']}/withdraw", {}, JSON).json()["withdrawn_at"] is not None
    )
    assert them.get(f"/api/v1/scans/contributions/{again['id']}").status_code == 404
    for who in strangers:
        answers = [
            who.get(f"{place}/help-requests"),
            who.post(f"{place}/help-requests", asked, JSON),
            who.get(mine),
            who.post(f"{mine}/done", {}, JSON),
            who.post(f"/api/v1/scans/help-requests/{body['id']}/withdraw", {}, JSON),
            who.post(f"{place}/contributions/{given['id']}/take-over", {}, JSON),
            who.get(f"{place}/to-discuss"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 7
    assert (HelpRequest.objects.count(), Contribution.objects.count()) == (2, 1)


def test_a_board_plans_and_changes_what_it_will_do(submitted, strangers):
    place = f"/api/v1/scans/{submitted.pk}/points"
    board = logged_in(submitted.organisation, "ict_manager")
    made = board.post(place, {"domain": "BEL", "title": "Een plan maken"}, JSON).json()
    point = f"/api/v1/scans/follow-up/points/{made['id']}"
    change = {
        "title": "Een plan maken",
        "owner_id": None,
        "due_on": "2011-06-30",
        "state": "under_way",
        "progress": "Begonnen",
        "seen_revision": 1,
    }
    changed = board.put(point, change, JSON).json()
    assert (changed["state"], changed["revision"], changed["due_on"]) == ("under_way", 2, "2011-06-30")
    stale = board.put(point, change, JSON)
    assert (stale.status_code, stale.json()["reasons"][0]["code"]) == (409, "changed_meanwhile")
    assert [item["id"] for item in board.get(place).json()] == [made["id"]]
    assert [item["id"] for item in board.get("/api/v1/scans/follow-up/points").json()] == [made["id"]]
    assert [who.get("/api/v1/scans/follow-up/points").json() for who in strangers] == [[]] * 3
    assert [who.get(point).status_code for who in strangers] == [404] * 3
    assert [who.put(point, change, JSON).status_code for who in strangers] == [404] * 3
    assert [who.post(place, {"domain": "BEL", "title": "x"}, JSON).status_code for who in strangers] == [404] * 3
    assert ActionPoint.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_what_colleagues_were_asked_takes_as_many_queries_for_three(today, django_assert_num_queries, count):
    scan = a_scan()
    for _number in range(count):
        request = HelpRequest.objects.create(
            scan=scan,
            domain="BEL",
            colleague_id=a_member(scan.organisation).pk,
            due_on=TODAY,
            asked_at=NOW,
            asked_by_id=1,
        )
        Contribution.objects.create(request=request, question="BEL01", answer=HIGH, answered_at=NOW)
    board = logged_in(scan.organisation, "ict_manager")
    board.get(f"/api/v1/scans/{scan.pk}/help-requests")
    with django_assert_num_queries(6):
        board.get(f"/api/v1/scans/{scan.pk}/help-requests")
