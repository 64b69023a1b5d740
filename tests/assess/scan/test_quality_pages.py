"""What the support point sees of a questionnaire and of efficiency: reckoned once, kept with its day, for advisers only."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import Answer, QualityReport, Scan
from steunpunt.assess.scan.queries import efficiency, quality
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import PersonFactory
from tests.factories.scan import NOW, a_round, an_adviser, filled

pytestmark = pytest.mark.django_db


def a_round_of(number, *, facts=None):
    boards = [OrganisationFactory() for _ in range(number)]
    round_ = a_round(*boards, is_synthetic=True)
    made = [filled(board, level=index % 5) for index, board in enumerate(boards)]
    made = [replace(one, facts={**one.facts, **(facts(index) if facts else {})}) for index, one in enumerate(made)]
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    return round_


def reckoned(round_):
    report = QualityReport.objects.create(round=round_, asked_at=NOW)
    heard = []
    actions.fill_quality(report_id=report.pk, now=NOW, step=lambda *step: heard.append(step))
    report.refresh_from_db()
    return report, heard


def test_alpha_is_of_one_kind_of_board_from_twenty_on_and_a_reversed_question_is_flagged(as_somebody):
    round_ = a_round_of(20)
    turned = Scan.objects.first().answers.filter(question__startswith="BEL").order_by("question").first().question
    for answer in Answer.objects.filter(question=turned):
        levels = quality.queries.questionnaire_of_round(round_).questions[turned].levels
        opposite = min(levels, key=lambda code: abs(levels[code] - (5 - levels[answer.answer])))
        Answer.objects.filter(pk=answer.pk).update(answer=opposite)
    report, heard = reckoned(round_)
    (kind,) = report.content["kinds"]
    bel = next(one for one in kind["domains"] if one["domain"] == "BEL")
    assert (report.boards, kind["board_type"], bel["boards"]) == (20, "gemeente", 20)
    assert bel["low"] < bel["alpha"] < bel["high"]
    assert [one["question"] for one in bel["questions"] if (one["item_rest"] or 0) < 0] == [turned]
    assert 0 < bel["kept"] <= 1
    assert heard[-1] == (heard[-1][1], heard[-1][1])
    page = as_somebody(OrganisationFactory(support_point=True), "adviser").get(
        reverse("scan:quality", args=[round_.pk])
    )
    assert [line["id"] for line in page.context["flagged"]] == [turned]
    assert "controleer de volgorde van de antwoorden" in page.content.decode()


def test_under_twenty_there_is_no_alpha_but_there_are_answers_that_nobody_picks():
    report, _heard = reckoned(a_round_of(5))
    bel = report.content["kinds"][0]["domains"][0]
    assert (bel["alpha"], bel["boards"]) == (None, 5)
    assert [one["item_rest"] for one in bel["questions"]] == [None] * len(bel["questions"])
    assert any(one["unused"] for one in bel["questions"])


def test_only_an_adviser_asks_it_of_a_round_in_which_somebody_submitted():
    round_ = a_round_of(1)
    with pytest.raises(Denied):
        actions.ask_quality(round_id=round_.pk, now=NOW, by=replace(an_adviser(), scopes=frozenset({"scan:read"})))
    assert not QualityReport.objects.exists()
    empty = a_round(OrganisationFactory())
    with pytest.raises(Refused, match="niets"):
        actions.ask_quality(round_id=empty.pk, now=NOW, by=an_adviser())
    by = replace(an_adviser(), person_id=PersonFactory().pk)
    actions.ask_quality(round_id=round_.pk, now=NOW, by=by)
    assert Entry.objects.filter(fact="scan.quality_asked").count() == 1


def test_page_api_and_csv_say_the_same_and_nobody_else_gets_them(as_somebody):
    round_ = a_round_of(3)
    report, _heard = reckoned(round_)
    page, api = reverse("scan:quality", args=[round_.pk]), f"/api/v1/scans/rounds/{round_.pk}/quality"
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    assert adviser.get(api).json()["kinds"] == report.content["kinds"]
    lines = adviser.get(page, {"export": "csv"}).content.decode("utf-8-sig").splitlines()
    questions = sum(len(domain["questions"]) for kind in report.content["kinds"] for domain in kind["domains"])
    assert len(lines) == 1 + questions
    board = as_somebody(Scan.objects.first().organisation, "ict_manager")
    for path in (page, api, reverse("scan:efficiency", args=[round_.pk])):
        assert board.get(path).status_code == 404


def test_a_report_takes_as_many_queries_for_three_boards_as_for_six(django_assert_num_queries):
    for number in (3, 6):
        round_ = a_round_of(number)
        quality.queries.questionnaire_of_round(round_)
        with django_assert_num_queries(6):
            quality.figures(round_, step=lambda *_step: None)


# ── efficiency ───────────────────────────────────────────────────────────────
def spending(index):
    return {"p_ict_opex": Decimal(20_000 + 10_000 * index), "p_users": Decimal(100)}


def test_who_spends_least_for_as_many_users_is_the_example_of_all_others(as_somebody):
    round_ = a_round_of(6, facts=spending)
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    page = reverse("scan:efficiency", args=[round_.pk])
    given = {"kind": "gemeente", "inputs": ["p_ict_opex"], "outputs": ["p_users"]}
    rows = adviser.post(page, given).context["rows"]
    cheapest = min(rows, key=lambda row: row[0].inputs)[0]
    assert {unit.name: round(theta, 3) for unit, theta, _examples in rows} == {
        unit.name: round(cheapest.inputs[0] / unit.inputs[0], 3) for unit, _theta, _examples in rows
    }
    assert {example.name for unit, _t, examples in rows if unit is not cheapest for example, _s in examples} == {
        cheapest.name
    }
    assert Entry.objects.filter(fact="scan.result_looked_at").count() == 6


def test_too_few_boards_for_the_measures_are_refused_and_nobody_was_looked_at(as_somebody):
    round_ = a_round_of(5, facts=spending)
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    answer = adviser.post(
        reverse("scan:efficiency", args=[round_.pk]),
        {"kind": "gemeente", "inputs": ["p_ict_opex"], "outputs": ["p_users"]},
    )
    assert answer.status_code == 422
    assert "5 besturen" in answer.content.decode()
    assert not Entry.objects.filter(fact="scan.result_looked_at").exists()


def test_a_board_without_one_of_the_measures_does_not_take_part():
    round_ = a_round_of(3, facts=lambda index: spending(index) if index else {})
    there = efficiency.units(round_, "gemeente", inputs=["p_ict_opex"], outputs=[efficiency.MEAN_SCORE])
    assert len(there) == 2
    assert all(20 <= unit.outputs[0] <= 100 for unit in there)
