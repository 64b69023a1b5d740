"""Reviewing a scan: beside the board's own answers, never over them, and never into what is computed with others."""

import io
from dataclasses import asdict

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from steunpunt.assess.scan import access, actions, listeners, papers, queries, rules
from steunpunt.assess.scan.choices import BoardType, ReviewState
from steunpunt.assess.scan.facts import ReactionGiven, ReviewFinished
from steunpunt.assess.scan.models import (
    Answer,
    DomainOutcome,
    DomainTally,
    ReleasedGroup,
    Review,
    ReviewedAnswer,
    ReviewReaction,
    Scan,
)
from steunpunt.assess.scan.queries import opportunities, reviews
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules import reviewing
from steunpunt.assess.scan.rules.reviewing import Judged
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.scan import NOW, TODAY, a_compared_round, a_round, a_secretary, an_adviser, an_ict_manager, filled

QUESTIONNAIRE = published()
QUESTIONS = QUESTIONNAIRE.questions_for(BoardType.MUNICIPALITY)
CODES = {question.id: [option.code for option in question.options] for question in QUESTIONS}
HIGH = {question.id: max(question.options, key=lambda option: option.level).code for question in QUESTIONS}


# ── rules ────────────────────────────────────────────────────────────────────
@st.composite
def reviewed_sheets(draw):
    """Own answers to some of ten questions, and reviews of some, made when the board may have answered otherwise."""
    codes = list(CODES)[:10]
    some = st.fixed_dictionaries({}, optional={code: st.sampled_from([*CODES[code], "wn"]) for code in codes})
    own = draw(some)
    judged = {}
    for code, answer in draw(some).items():
        own_then = draw(st.sampled_from([own.get(code, ""), own.get(code, ""), "", "wn"]))
        judged[code] = Judged(own_then, answer)
    return own, judged


@given(reviewed_sheets())
def test_a_review_counts_only_for_the_answer_that_was_reviewed(sheet):
    own, judged = sheet
    after = reviewing.reviewed_answers(own, judged)
    expected = {
        code: judged[code].answer if code in judged and judged[code].own == own.get(code, "") else own.get(code)
        for code in {*own, *judged}
    }
    assert after == {code: answer for code, answer in expected.items() if answer}


@given(reviewed_sheets())
def test_confirming_everything_gives_the_boards_own_scores(sheet):
    own, _judged = sheet
    confirmed = {code: Judged(own.get(code, ""), own.get(code, "")) for code in CODES}
    assert reviewing.reviewed_answers(own, confirmed) == own
    assert reviewing.done(own, confirmed, list(CODES)) == len(CODES)
    assert reviewing.differing(own, confirmed) == []


# ── actions ──────────────────────────────────────────────────────────────────
@pytest.fixture
def scan(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    board = OrganisationFactory(name="Keerbergen")
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    return Scan.objects.get(round=round_, organisation=board)


@pytest.fixture
def adviser(scan):
    return an_adviser()


def start(scan, adviser):
    return actions.start_review(scan_id=scan.pk, now=NOW, by=adviser)


def review(scan, adviser, question="BEL01", answer=HIGH["BEL01"], **changed):
    values = {"motivation": "Getoond op het scherm.", "seen_revision": None} | changed
    return actions.review_answer(scan_id=scan.pk, question=question, answer=answer, **values, now=NOW, by=adviser)


def finish(scan, adviser, summary="Samen doorgenomen."):
    return actions.finish_review(scan_id=scan.pk, summary=summary, now=NOW, by=adviser)


def resubmitted(scan, **answers):
    """The board takes its scan back, answers otherwise, and submits an hour later."""
    secretary, ict = a_secretary(scan.organisation), an_ict_manager(scan.organisation)
    actions.reopen_scan(scan_id=scan.pk, reason="Vergeten", today=TODAY, by=secretary)
    for code, answer in answers.items():
        actions.save_answer(scan_id=scan.pk, question=code, answer=answer, now=NOW, today=TODAY, by=ict)
    actions.submit_scan(scan_id=scan.pk, now=NOW.replace(hour=13), today=TODAY, by=secretary)
    scan.refresh_from_db()
    return scan


def of_others(scan, adviser):
    """Everything that is kept or computed with others, and all that is the board's own."""
    return {
        "answers": list(Answer.objects.order_by("pk").values()),
        "outcomes": list(DomainOutcome.objects.order_by("pk").values()),
        "tallies": list(DomainTally.objects.order_by("board_type", "domain").values()),
        "groups": list(ReleasedGroup.objects.order_by("pk").values()),
        "result": [asdict(found) for _domain, found in queries.result(scan).domains],
        "chances": opportunities.group(
            adviser,
            scan.round,
            [row.organisation_id for row in scan.round.scans.order_by("pk")],
            group_id=None,
            today=TODAY,
        ).opportunities,
        "counted": [
            (row.domain, row.boards, row.strong, row.needs, row.wants) for row in opportunities.count(scan.round)
        ],
    }


@pytest.mark.parametrize("extreme", [0, -1], ids=["down", "up"])
def test_a_review_changes_no_answer_no_outcome_and_nothing_that_is_computed_with_others(db, extreme):
    scan, _round = a_compared_round()
    adviser = an_adviser()
    before = of_others(scan, adviser)
    start(scan, adviser)
    for question in QUESTIONS[::3]:
        answer = sorted(question.options, key=lambda option: option.level)[extreme].code
        review(scan, adviser, question.id, answer)
    found = reviews.reviewed(scan)
    own = rules.domain_scores(QUESTIONNAIRE, BoardType.MUNICIPALITY, found.own)
    assert found.scores != own, "the review says something else: it could have shown"
    finish(scan, adviser)
    actions.count_round(round_id=scan.round_id)
    actions.release_comparisons(round_id=scan.round_id, now=NOW)
    after = of_others(scan, adviser)
    for rows in (before["tallies"], after["tallies"]):
        for row in rows:
            row.pop("id")
    assert after == before


def test_an_answer_is_reviewed_confirmed_and_changed_with_its_fact(scan, adviser):
    start(scan, adviser)
    own = Answer.objects.get(scan=scan, question="BEL01").answer
    confirmed = review(scan, adviser, answer=own, motivation="")
    assert (confirmed.own, confirmed.answer, confirmed.revision) == (own, own, 1)
    changed = review(scan, adviser, seen_revision=1)
    assert (changed.own, changed.answer, changed.revision) == (own, HIGH["BEL01"], 2)
    assert review(scan, adviser, seen_revision=1).revision == 2, "sending the same again changes nothing"
    told = Entry.objects.filter(subject=f"scan:{scan.pk}").order_by("pk").values_list("fact", flat=True)
    assert list(told)[-3:] == ["scan.review_started", "scan.level_reviewed", "scan.level_reviewed"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"motivation": "  "}, "motivation_missing"),
        ({"answer": "bestaat-niet"}, "unknown_answer"),
        ({"answer": ""}, "unknown_answer"),
        ({"question": "XXX99"}, "unknown_question"),
        ({"motivation": "x" * 2001}, "too_long"),
        ({"seen_revision": 3}, "changed_meanwhile"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(scan, adviser, changed, code):
    start(scan, adviser)
    told = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        review(scan, adviser, **changed)
    assert set(refused.value.codes) == {code}
    assert not ReviewedAnswer.objects.exists()
    assert Entry.objects.count() == told


def test_a_question_that_the_board_left_open_can_stay_open_or_get_a_level(scan, adviser):
    Answer.objects.filter(scan=scan, question__in=["BEL01", "BEL02"]).delete()
    start(scan, adviser)
    review(scan, adviser, "BEL01", "", motivation="")
    review(scan, adviser, "BEL02", HIGH["BEL02"])
    found = reviews.reviewed(scan)
    assert (found.done, found.changed) == (2, 1)
    assert ("BEL01" in found.answers, found.answers["BEL02"]) == (False, HIGH["BEL02"])


def test_the_rest_of_a_domain_is_confirmed_at_once(scan, adviser):
    start(scan, adviser)
    review(scan, adviser)
    asked = [question.id for question in QUESTIONS if question.domain == "BEL"]
    assert actions.confirm_rest(scan_id=scan.pk, domain="BEL", now=NOW, by=adviser) == len(asked) - 1
    found = reviews.reviewed(scan)
    section = next(section for section in found.progress if section.code == "BEL")
    assert (section.done, section.total, found.changed) == (len(asked), len(asked), 1)
    with pytest.raises(Refused):
        actions.confirm_rest(scan_id=scan.pk, domain="XXX", now=NOW, by=adviser)


def test_a_review_is_finished_with_a_summary_and_taken_up_with_a_reason(scan, adviser):
    start(scan, adviser)
    with pytest.raises(Refused):
        finish(scan, adviser)
    review(scan, adviser)
    with pytest.raises(Refused):
        finish(scan, adviser, summary=" ")
    finish(scan, adviser)
    with pytest.raises(Refused):
        review(scan, adviser, "BEL02", HIGH["BEL02"])
    with pytest.raises(Refused):
        actions.reopen_review(scan_id=scan.pk, reason="", now=NOW, by=adviser)
    actions.reopen_review(scan_id=scan.pk, reason="Nog een vraag", now=NOW, by=adviser)
    review(scan, adviser, "BEL02", HIGH["BEL02"])
    row = Review.objects.get()
    assert (row.finished_at, row.finished_by_id, row.summary) == (None, None, "Samen doorgenomen.")


def test_a_scan_that_is_submitted_again_keeps_its_review_until_it_is_taken_up(scan, adviser):
    start(scan, adviser)
    review(scan, adviser)
    actions.confirm_rest(scan_id=scan.pk, domain="BEL", now=NOW, by=adviser)
    finish(scan, adviser)
    lowest = min(QUESTIONNAIRE.questions["BEL02"].options, key=lambda option: option.level).code
    scan = resubmitted(scan, BEL02=lowest)
    found = reviews.reviewed(scan)
    assert (found.state, found.counts, found.rows["BEL01"].answer) == (ReviewState.EARLIER, False, HIGH["BEL01"])
    with pytest.raises(Refused):
        review(scan, adviser, "BEL03", HIGH["BEL03"])
    actions.reopen_review(scan_id=scan.pk, reason="Opnieuw ingediend", now=NOW, by=adviser)
    found = reviews.reviewed(scan)
    asked = sum(question.domain == "BEL" for question in QUESTIONS)
    assert (found.state, found.done) == (ReviewState.RUNNING, asked - 1), "what was answered otherwise is to do again"
    assert found.answers["BEL02"] == lowest
    assert found.answers["BEL01"] == HIGH["BEL01"]


def test_only_a_submitted_scan_is_reviewed_and_only_once(scan, adviser):
    start(scan, adviser)
    with pytest.raises(Refused):
        start(scan, adviser)
    actions.reopen_scan(scan_id=scan.pk, reason="Vergeten", today=TODAY, by=a_secretary(scan.organisation))
    with pytest.raises(Refused):
        review(scan, adviser)


def test_the_database_refuses_another_answer_without_a_motivation(scan, adviser):
    found = start(scan, adviser)
    for changed in ({"answer": "a1"}, {"answer": "", "motivation": "x"}):
        values = {"review": found, "question": "BEL01", "own": "a2", "reviewed_at": NOW, "reviewed_by_id": 1} | changed
        with pytest.raises(IntegrityError, match="differs_with_motivation"), transaction.atomic():
            ReviewedAnswer.objects.create(**values)
    with pytest.raises(IntegrityError, match="finished_with_a_summary"), transaction.atomic():
        Review.objects.update(finished_at=NOW, finished_by_id=1)
    with pytest.raises(IntegrityError, match="finished_by_and_at"), transaction.atomic():
        Review.objects.update(finished_at=NOW, summary="x")
    with pytest.raises(IntegrityError, match="says_something"), transaction.atomic():
        ReviewReaction.objects.create(review=found, question="BEL01", text="", written_at=NOW, written_by_id=1)


# ── who ──────────────────────────────────────────────────────────────────────
def test_the_board_reads_and_reacts_and_does_not_review(scan, adviser):
    start(scan, adviser)
    ict = an_ict_manager(scan.organisation)
    for act in (
        lambda: review(scan, ict),
        lambda: finish(scan, ict),
        lambda: actions.confirm_rest(scan_id=scan.pk, domain="BEL", now=NOW, by=ict),
        lambda: actions.reopen_review(scan_id=scan.pk, reason="x", now=NOW, by=ict),
    ):
        with pytest.raises(Denied):
            act()
    said = actions.react_to_review(scan_id=scan.pk, question="BEL01", text=" Klopt niet ", now=NOW, by=ict)
    assert (said.text, said.written_by_id) == ("Klopt niet", ict.person_id)
    with pytest.raises(Denied):
        actions.react_to_review(scan_id=scan.pk, question="BEL01", text="x", now=NOW, by=adviser)


def test_nobody_else_sees_that_there_is_a_review(scan, adviser):
    start(scan, adviser)
    support_point = an_actor(OrganisationFactory(support_point=True), "helpdesk_agent", "editor")
    neighbour = an_ict_manager(OrganisationFactory())
    supplier = an_actor(OrganisationFactory(supplier=True), "contact")
    clerk = an_actor(scan.organisation, "clerk")
    assert [access.visible_reviews(actor).count() for actor in (support_point, neighbour, supplier, clerk)] == [0] * 4
    assert [access.visible_reviews(actor).count() for actor in (adviser, an_ict_manager(scan.organisation))] == [1, 1]


def test_who_looks_in_reads_no_motivations_and_says_nothing(scan):
    looking = an_actor(scan.organisation, "ict_manager", looking_in_id=7)
    assert (access.may_read_review(looking, scan), access.may_react(looking, scan)) == (False, False)
    assert access.may_review(an_actor(scan.organisation, "adviser")) is False


# ── pages and papers ─────────────────────────────────────────────────────────
@pytest.fixture
def support(as_somebody):
    return as_somebody(OrganisationFactory(support_point=True), "adviser")


def url(name, scan, *more):
    return reverse(f"scan:{name}", args=[scan.pk, *more])


def text(response):
    return response.content.decode()


def test_an_adviser_reviews_a_domain_without_javascript(scan, support):
    assert "Start de doorlichting" in text(support.get(url("review", scan)))
    assert support.post(url("review", scan)).status_code == 302
    page = text(support.get(url("review_domain", scan, "BEL")))
    assert "eigen antwoord van het bestuur" in page
    fields = {"do": "save", "q_BEL01": HIGH["BEL01"], "x_BEL01": "", "r_BEL01": "0"}
    refused = support.post(url("review_domain", scan, "BEL"), fields)
    assert (refused.status_code, ReviewedAnswer.objects.count()) == (422, 0)
    assert f'value="{HIGH["BEL01"]}" checked' in text(refused), "what was chosen is still there"
    kept = support.post(url("review_domain", scan, "BEL"), fields | {"x_BEL01": "Getoond"})
    assert (kept.status_code, ReviewedAnswer.objects.get().motivation) == (302, "Getoond")
    support.post(url("review_domain", scan, "BEL"), {"do": "confirm"})
    assert ReviewedAnswer.objects.count() == sum(question.domain == "BEL" for question in QUESTIONS)
    assert support.post(url("review", scan), {"do": "finish", "summary": ""}).status_code == 422
    assert support.post(url("review", scan), {"do": "finish", "summary": "Samen"}).status_code == 302
    assert "Samen" in text(support.get(url("review", scan)))
    assert support.post(url("review", scan), {"do": "take_up", "reason": "Nog iets"}).status_code == 302


def test_the_page_itself_saves_a_question_and_says_what_a_colleague_chose(scan, support, adviser):
    start(scan, adviser)
    fields = {"name": "q_BEL01", "q_BEL01": HIGH["BEL01"], "x_BEL01": "Getoond", "r_BEL01": "0"}
    receipt = support.post(url("review_save", scan), fields)
    assert (receipt.status_code, receipt.json()["revision"], receipt.json()["sections"]["BEL"][0]) == (200, 1, 1)
    stale = support.post(url("review_save", scan), fields | {"x_BEL01": "Anders"})
    assert (stale.status_code, stale.json()["answer"]) == (409, HIGH["BEL01"])
    own = Answer.objects.get(scan=scan, question="BEL02").answer
    other = next(code for code in CODES["BEL02"] if code != own)
    bare = support.post(url("review_save", scan), {"name": "q_BEL02", "q_BEL02": other, "r_BEL02": "0"})
    assert (bare.status_code, bare.json()["reasons"][0]["code"]) == (422, "motivation_missing")


def test_the_board_reads_motivations_and_reacts_on_the_page(scan, adviser, as_somebody):
    start(scan, adviser)
    review(scan, adviser, motivation="Getoond op het scherm.")
    ict = as_somebody(scan.organisation, "ict_manager")
    page = text(ict.get(url("review_domain", scan, "BEL")))
    assert ("Getoond op het scherm." in page, "Reageren" in page, "onder doorlichting" in page) == (True, True, True)
    ict.post(url("review_react", scan), {"question": "BEL01", "text": "Dat klopt."})
    assert "Dat klopt." in text(ict.get(url("review_domain", scan, "BEL")))
    assert ict.post(url("review_domain", scan, "BEL"), {"do": "save"}).status_code == 404
    assert ict.post(url("review_save", scan), {"name": "q_BEL01", "q_BEL01": "a1"}).status_code == 403


@pytest.mark.parametrize(
    ("kind", "roles"),
    [("neighbour", ("ict_manager",)), ("supplier", ("contact",)), ("support_point", ("helpdesk_agent", "editor"))],
)
def test_others_get_a_404_on_every_page_of_a_review(scan, adviser, as_somebody, kind, roles):
    start(scan, adviser)
    organisation = OrganisationFactory(**({} if kind == "neighbour" else {kind: True}))
    client = as_somebody(organisation, *roles)
    answers = [
        client.get(url("review", scan)),
        client.post(url("review", scan)),
        client.get(url("review_domain", scan, "BEL")),
        client.post(url("review_save", scan), {"name": "q_BEL01", "q_BEL01": "a1"}),
        client.post(url("review_react", scan), {"question": "BEL01", "text": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5


def test_every_page_and_paper_says_which_answers_it_rests_on(scan, adviser, as_somebody):
    mayor = as_somebody(scan.organisation, "policy_maker")
    result = url("result", scan)
    assert "Deze antwoorden zijn niet doorgelicht door het steunpunt." in text(mayor.get(result))
    start(scan, adviser)
    review(scan, adviser)
    running = text(mayor.get(result))
    assert ("licht deze antwoorden door met het bestuur" in running, "Na doorlichting" in running) == (True, True)
    finish(scan, adviser)
    page = text(mayor.get(url("domain_result", scan, "BEL")))
    assert ("Getoond op het scherm." in page, "lichtte deze antwoorden door met het bestuur" in page) == (True, True)
    for name in ("chances", "comparing"):
        assert "Op basis van de eigen antwoorden van de besturen" in text(mayor.get(url(name, scan)))
    resubmitted(scan)
    again = text(mayor.get(result))
    assert ("die doorlichting telt niet" in again, '<th scope="col" class="number">Na doorlichting' in again) == (
        True,
        False,
    )


def test_the_papers_have_the_levels_after_review_and_only_the_workbook_of_the_board_the_motivation(scan, adviser):
    start(scan, adviser)
    review(scan, adviser, motivation="Getoond op het scherm.")
    finish(scan, adviser)

    def words(**who):
        book = load_workbook(io.BytesIO(papers.workbook(scan, with_explanations=False, **who)))
        return [str(cell.value) for sheet in book for row in sheet for cell in row]

    assert "Getoond op het scherm." in words(with_motivations=True)
    without = words(with_motivations=False)
    assert ("Getoond op het scherm." in without, "Niveau na doorlichting" in without) == (False, True)
    for paper in (papers.mayor_page(scan, now=NOW), papers.full_report(scan, now=NOW)):
        said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())
        assert "1 van de" in said
        assert "Getoond" not in said
    assert len(PdfReader(io.BytesIO(papers.mayor_page(scan, now=NOW))).pages) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_a_review_take_as_many_queries_for_three_questions(
    scan, adviser, as_somebody, django_assert_num_queries, count
):
    start(scan, adviser)
    ict = as_somebody(scan.organisation, "ict_manager")
    for question in QUESTIONS[:count]:
        review(scan, adviser, question.id, HIGH[question.id])
        actions.react_to_review(
            scan_id=scan.pk, question=question.id, text="Ja", now=NOW, by=an_ict_manager(scan.organisation)
        )
    ict.get(url("review_domain", scan, "BEL"))
    with django_assert_num_queries(10):
        ict.get(url("review_domain", scan, "BEL"))
    with django_assert_num_queries(9):
        ict.get(url("review", scan))


# ── who hears it ─────────────────────────────────────────────────────────────
def test_the_board_hears_that_it_is_finished_and_the_adviser_that_the_board_reacted(scan, adviser):
    reader = a_member(scan.organisation, "policy_maker")
    support_point = Organisation.objects.get(pk=adviser.organisation_id)
    helper = a_member(support_point, "adviser")
    row = start(scan, an_actor(support_point, "adviser", person_id=helper.pk))
    facts = {"organisation_id": scan.organisation_id, "scan_id": scan.pk, "review_id": row.pk}
    listeners.tell_of_review(ReviewFinished(**facts, reviewed=1, asked=2, changed=0))
    listeners.tell_reviewer(ReactionGiven(**facts, question="BEL01"))
    told = list(Notice.objects.order_by("pk").values_list("person_id", "url"))
    assert told == [(reader.pk, url("review", scan)), (helper.pk, url("review_domain", scan, "BEL"))]


def test_a_domain_that_nobody_reviewed_has_no_score_after_the_review(scan, adviser):
    """Its score is the board's own, which nobody confirmed."""
    start(scan, adviser)
    review(scan, adviser)
    found = reviews.reviewed(scan)
    assert (found.after("BEL") is not None, found.after("LEV")) == (True, None)
