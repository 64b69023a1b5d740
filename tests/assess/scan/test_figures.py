"""The figures of a result add up to what they say they came from, and name no other board."""

import pytest

from steunpunt.assess.scan import figures, queries
from steunpunt.assess.scan.models import Scan
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.scan import a_compared_round, all_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan():
    return a_compared_round()[0]


def of_domain(scan, code="BEL"):
    found = queries.result(scan).by_code[code]
    questionnaire = queries.questionnaire_of(scan)
    rows = figures.opened(
        questionnaire, code, board_type=scan.board_type, filled=queries.sheet(scan), with_explanations=True
    )
    return figures.of_domain(scan, found, rows), rows


def test_a_score_opens_into_the_answers_that_make_it(scan):
    shown, rows = of_domain(scan)
    points, weight = sum(row.points for row in rows), sum(row.weight for row in rows)
    assert shown.score.value == pytest.approx(100 * points / (5 * weight))
    assert len(shown.score.sources) == len(rows)
    assert shown.score.sources[0].url == f"/scan/{scan.pk}/resultaat/BEL/#{rows[0].id}"
    assert f"({points})" in shown.score.sentence
    assert f"({weight})" in shown.score.sentence


def test_what_is_open_stands_under_coverage_and_bounds_and_what_does_not_apply_nowhere(scan):
    asked = [code for code in all_answers() if code.startswith("BEL")]
    scan.answers.filter(question=asked[0]).update(answer="wn")
    scan.answers.filter(question=asked[1]).update(answer="nvt")
    shown, rows = of_domain(scan)
    assert [one.label for one in shown.coverage.sources] == [rows[0].text]
    assert shown.lower.sources == shown.upper.sources == shown.coverage.sources
    assert rows[1].text not in [one.label for one in shown.score.sources]


def test_a_median_says_how_many_boards_and_never_which(scan):
    shown, _rows = of_domain(scan)
    assert shown.median.value is not None
    assert "6 gemeenten" in shown.median.sentence
    assert shown.median.sources == ()
    others = Scan.objects.exclude(pk=scan.pk).select_related("organisation")
    assert not any(str(other.organisation) in shown.median.sentence for other in others)


def test_without_enough_boards_there_is_no_median_and_that_is_said():
    scan, _round = a_compared_round(others=3)
    shown, _rows = of_domain(scan)
    assert (shown.median.value, shown.median.sources) == (None, ())
    assert "vanaf 5 besturen" in shown.median.sentence


def test_the_headline_figures_open_into_their_domains(scan):
    found = queries.result(scan)
    shown = figures.of_result(scan, found)
    assert shown.filled_in.value == 1
    assert len(shown.filled_in.sources) == len(found.domains)
    assert shown.strong.value == len(shown.strong.sources)
    assert shown.weak.value == len(shown.weak.sources)
    assert shown.compared_with.value == 6


def test_pages_and_api_open_them_for_the_board_and_for_nobody_else(scan):
    own, other = logged_in(scan.organisation, "ict_manager"), logged_in(OrganisationFactory(), "ict_manager")
    assert "scan.peer_group" in own.get(f"/scan/{scan.pk}/resultaat/").content.decode()
    assert "scan.domain_score" in own.get(f"/scan/{scan.pk}/resultaat/BEL/").content.decode()
    body = own.get(f"/api/v1/scans/{scan.pk}/result/BEL").json()
    assert body["score"]["rule"] == "scan.domain_score"
    assert body["median"]["sources"] == []
    assert own.get(f"/api/v1/scans/{scan.pk}/result/ZZZ").status_code == 404
    assert other.get(f"/api/v1/scans/{scan.pk}/result/BEL").status_code == 404
