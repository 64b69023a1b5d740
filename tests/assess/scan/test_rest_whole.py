"""What the pages can, programs can: submitting, papers, what with whom, drafts of questionnaires; by the same rules."""

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import QuestionnaireVersion, Scan
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.scan import NOW, TODAY, a_round_of_noord, a_scan, a_secretary, noord

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def members():
    return noord()


@pytest.fixture
def boards(members):
    return members[0]


@pytest.fixture
def group(members):
    return members[1]


@pytest.fixture
def round_(today, boards, group):
    return a_round_of_noord(boards)


def strangers():
    return [
        logged_in(OrganisationFactory(), "ict_manager"),
        logged_in(OrganisationFactory(supplier=True), "contact"),
        logged_in(OrganisationFactory(support_point=True), "helpdesk_agent"),
    ]


# ── submitting ───────────────────────────────────────────────────────────────
def test_who_has_the_mandate_submits_and_takes_back(today):
    scan = a_scan(OrganisationFactory(nis_code="24048"))
    place = f"/api/v1/scans/{scan.pk}"
    ict = logged_in(scan.organisation, "ict_manager")
    gaps = ict.get(f"{place}/gaps").json()
    assert {"section": "BEL", "code": "BEL01"} in gaps
    ict.put(f"{place}/answers/BEL01", {"answer": "a2"}, JSON)
    typed = {"p_shared_ict": "nee", "p_role": "ict"}
    for fact in [one["code"] for one in gaps if one["section"] == "facts"]:
        kept = ict.put(f"{place}/facts/{fact}", {"value": typed.get(fact, "120")}, JSON)
        assert kept.status_code == 200, kept.json()
    assert {"section": "BEL", "code": "BEL01"} not in ict.get(f"{place}/gaps").json()
    assert ict.post(f"{place}/submit", {}, JSON).status_code == 403, "no mandate"
    assert [client.post(f"{place}/submit", {}, JSON).status_code for client in strangers()] == [404] * 3
    secretary = logged_in(scan.organisation, "secretary", mandates=("submit_scan",))
    assert secretary.post(f"{place}/submit", {}, JSON).json()["state"] == "submitted"
    assert secretary.post(f"{place}/submit", {}, JSON).status_code == 409
    assert ict.post(f"{place}/take-back", {"reason": "Fout"}, JSON).status_code == 403
    assert secretary.post(f"{place}/take-back", {"reason": " "}, JSON).status_code == 422
    assert secretary.post(f"{place}/take-back", {"reason": "Fout"}, JSON).json()["state"] == "started"


def test_who_is_where_stays_inside_the_board(today, support):
    scan = a_scan()
    somebody = logged_in(scan.organisation, "secretary")
    somebody.post(reverse("scan:who", args=[scan.pk]), {"section": "BEL"})
    ict = logged_in(scan.organisation, "ict_manager")
    [seen] = ict.get(f"/api/v1/scans/{scan.pk}/who").json()
    assert (seen["section"], seen["minutes"]) == ("BEL", 0)
    assert logged_in(support, "adviser").get(f"/api/v1/scans/{scan.pk}/who").status_code == 404


# ── papers and figures ───────────────────────────────────────────────────────
def test_papers_of_a_result_come_for_whoever_sees_it_and_a_look_is_on_record(round_, boards, support):
    scan = Scan.objects.get(round=round_, organisation=boards[0])
    kinds = {"mayor-page.pdf": b"%PDF", "report.pdf": b"%PDF", "workbook.xlsx": b"PK"}
    ict, adviser = logged_in(boards[0], "ict_manager"), logged_in(support, "adviser")
    for name, begins in kinds.items():
        assert ict.get(f"/api/v1/scans/{scan.pk}/{name}").content.startswith(begins)
    adviser.get(f"/api/v1/scans/{scan.pk}/mayor-page.pdf")
    assert Entry.objects.get(fact="scan.result_looked_at").data["what"] == "page for the mayor"
    for client in [logged_in(boards[1], "ict_manager"), *strangers()]:
        assert {client.get(f"/api/v1/scans/{scan.pk}/{name}").status_code for name in kinds} == {404}
    assert adviser.get(f"/api/v1/rounds/{round_.pk}/report.xlsx").content.startswith(b"PK")
    assert ict.get(f"/api/v1/rounds/{round_.pk}/report.xlsx").status_code == 404


def test_the_comparison_with_the_same_scale_has_the_key_figures(round_, boards):
    scan = Scan.objects.get(round=round_, organisation=boards[0])
    found = logged_in(boards[0], "ict_manager").get(f"/api/v1/scans/{scan.pk}/comparison").json()
    assert (found["boards"], found["compared_at"]) == (0, None), "two others are too few"
    assert [one["key"] for one in found["facts"]] == [
        "cost_per_user",
        "users_per_ict_person",
        "workstations_per_ict_person",
        "mailboxes_per_user",
    ]
    assert {one["median"] for one in found["domains"] + found["facts"]} == {None}
    assert logged_in(boards[1], "ict_manager").get(f"/api/v1/scans/{scan.pk}/comparison").status_code == 404


# ── what with whom ───────────────────────────────────────────────────────────
def test_an_adviser_puts_any_boards_beside_one_another(round_, boards, support):
    place, ids = f"/api/v1/rounds/{round_.pk}/together", [board.pk for board in boards[:2]]
    found = logged_in(support, "adviser").get(place, {"board": ids}).json()
    assert {one["organisation"] for one in found["opportunities"][0]["boards"]} == {"Keerbergen", "Haacht"}
    assert (found["hidden"], found["missing"]) == (0, [])
    looks = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert sorted(looks) == sorted(ids)
    for client in [logged_in(boards[0], "ict_manager"), *strangers()]:
        assert client.get(place, {"board": ids}).status_code == 404
    assert logged_in(support, "adviser").get(place, {"board": ids[:1]}).status_code == 422


def test_members_of_a_partnership_read_of_those_that_show_themselves(round_, boards, group, support):
    place = f"/api/v1/rounds/{round_.pk}/partnerships/{group.pk}/opportunities"
    ict = logged_in(boards[0], "ict_manager")
    assert (ict.get(place).json()["hidden"], ict.get(place).json()["opportunities"]) == (2, [])
    for board in boards[:2]:
        actions.give_consent(group_id=group.pk, now=NOW, today=TODAY, by=a_secretary(board))
    found = ict.get(place).json()
    assert found["hidden"] == 1
    assert {one["organisation"] for one in found["opportunities"][0]["boards"]} == {"Keerbergen", "Haacht"}
    actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(boards[1]))
    assert ict.get(place).json()["opportunities"] == []
    assert len(logged_in(support, "adviser").get(place).json()["opportunities"][0]["boards"]) == 3
    assert [client.get(place).status_code for client in strangers()] == [404] * 3


def test_a_round_in_counts_and_the_quality_of_its_questionnaire_are_for_advisers(round_, boards, support):
    place = f"/api/v1/rounds/{round_.pk}"
    actions.renew_round(round_id=round_.pk, now=NOW)
    adviser, ict = logged_in(support, "adviser"), logged_in(boards[0], "ict_manager")
    first = adviser.get(f"{place}/tallies").json()[0]
    assert (first["board_type"], first["boards"]) == ("gemeente", 3)
    assert ict.get(f"{place}/tallies").status_code == 404
    assert ict.post(f"{place}/quality", {}, JSON).status_code == 404
    assert adviser.post(f"{place}/quality", {}, JSON).status_code in {202, 409}


# ── drafts ───────────────────────────────────────────────────────────────────
def test_a_draft_is_started_read_put_aside_and_published(round_, boards, support):
    adviser, editor = logged_in(support, "adviser"), logged_in(support, "editor")
    base = QuestionnaireVersion.objects.get()
    place = "/api/v1/questionnaires/drafts"
    started = editor.post(f"{place}/start", {"number": "9.9", "version_id": base.pk}, JSON)
    draft = started.json()
    assert (started.status_code, draft["number"], draft["blocking"]) == (201, "9.9", 0)
    assert [one["id"] for one in editor.get(place).json()] == [draft["id"]]
    one = f"{place}/{draft['id']}"
    assert editor.get(f"{one}/workbook.xlsx").content.startswith(b"PK")
    assert editor.post(f"{one}/aside", {}, JSON).json()["put_aside_at"] is not None
    assert editor.post(f"{one}/take-up", {}, JSON).json()["put_aside_at"] is None
    assert editor.post(f"{one}/publish", {}, JSON).status_code == 403, "publishing takes an adviser"
    made = adviser.post(f"{one}/publish", {}, JSON).json()
    assert QuestionnaireVersion.objects.get(pk=made["version_id"]).number == "9.9"
    empty = editor.post(f"{place}/start", {"number": "10.0"}, JSON).json()
    assert "no_domains" in {one["code"] for one in empty["remarks"] if one["is_blocking"]}
    assert adviser.post(f"{place}/{empty['id']}/publish", {}, JSON).status_code == 409
    for client in [logged_in(boards[0], "ict_manager"), *strangers()]:
        assert client.get(place).json() == []
        assert client.get(f"{place}/{empty['id']}").status_code == 404


@pytest.fixture
def written(round_, support):
    """A draft of the next version, with the address of what it asks."""
    base = QuestionnaireVersion.objects.get()
    by = an_actor(support, "adviser")
    draft = actions.start_draft(number="9.9", version_id=base.pk, now=NOW, by=by)
    return draft, f"/api/v1/questionnaires/drafts/{draft.pk}"


def test_a_program_writes_a_question_and_what_is_sent_is_what_is_read(written, support):
    _draft, place = written
    editor = logged_in(support, "editor")
    asked = editor.get(f"{place}/domains").json()
    first = asked[0]["questions"][0]
    assert (len(asked), first["id"], first["domain"]) == (12, "BEL01", "BEL")
    changed = {**first, "weight": 2, "hint": {"nl": "Uitleg", "en": "Hint", "fr": "Aide"}}
    kept = editor.put(f"{place}/questions/BEL01", changed, JSON).json()
    assert {**kept, "seen": ""} == {**changed, "seen": ""}
    assert editor.get(f"{place}/questions/BEL01").json() == kept
    stale = editor.put(f"{place}/questions/BEL01", {**changed, "weight": 3}, JSON)
    assert (stale.status_code, stale.json()["reasons"][0]["code"]) == (409, "changed_meanwhile")
    undone = editor.post(f"{place}/undo", {}, JSON)
    assert (undone.status_code, editor.get(f"{place}/questions/BEL01").json()) == (200, first)


def test_a_program_adds_fills_and_removes_domains_and_questions(written, support):
    draft, place = written
    editor, words = logged_in(support, "editor"), {"nl": "Proef", "en": "Trial", "fr": "Essai"}
    made = editor.post(f"{place}/domains", {"code": "PRO", "text": words}, JSON)
    assert (made.status_code, made.json()[-1]) == (201, {"code": "PRO", "text": words, "questions": []})
    again = editor.post(f"{place}/domains", {"code": "PRO", "text": words}, JSON)
    assert (again.status_code, again.json()["reasons"][0]["code"]) == (409, "code_taken")
    question = editor.post(f"{place}/domains/PRO/questions", {}, JSON)
    assert (question.status_code, question.json()["id"]) == (201, "PRO01")
    options = [{"level": level, "text": words} for level in (0, 5)]
    kept = editor.put(
        f"{place}/questions/PRO01",
        {"id": "PRO01", "domain": "PRO", "text": words, "tags": {"GG": 3}, "options": options},
        JSON,
    ).json()
    assert ([one["code"] for one in kept["options"]], kept["tags"]) == (
        ["a0", "a5"],
        {"GG": 3, "GO": 0, "OO": 0, "PZ": 0},
    )
    assert editor.put(f"{place}/domains/PRO", {"code": "PRF", "text": words}, JSON).json()[-1]["code"] == "PRF"
    assert editor.put(f"{place}/heading", {"number": "9.10", "title": words}, JSON).json()["number"] == "9.10"
    for wrong in ({"level": 6, "text": words}, {"level": "hoog", "text": words}, {"level": 1, "text": words, "x": 1}):
        bad = {"id": "PRO01", "domain": "PRF", "text": words, "options": [wrong]}
        assert editor.put(f"{place}/questions/PRO01", bad, JSON).status_code == 422
    assert editor.delete(f"{place}/questions/PRO01").status_code == 204
    assert editor.get(f"{place}/questions/PRO01").status_code == 404
    assert editor.delete(f"{place}/questions/PRO01").status_code == 409
    assert editor.delete(f"{place}/domains/PRF").status_code == 204
    draft.refresh_from_db()
    assert len(draft.content["domains"]) == 12


def test_nobody_else_reads_or_writes_what_a_draft_asks(written, boards, support):
    draft, place = written
    before = draft.content
    for client in [logged_in(boards[0], "ict_manager"), logged_in(support, "helpdesk_agent"), *strangers()]:
        assert client.get(f"{place}/domains").status_code == 404
        assert client.get(f"{place}/questions/BEL01").status_code == 404
        assert client.delete(f"{place}/questions/BEL01").status_code == 404
        assert client.post(f"{place}/undo", {}, JSON).status_code == 404
    draft.refresh_from_db()
    assert draft.content == before
