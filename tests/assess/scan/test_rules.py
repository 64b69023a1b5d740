"""The rules of the scan, beyond what the worked cases in tests/ground_truth show."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import BoardType, Insight, Scope, Status, Verdict
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules import channel, parameters
from steunpunt.assess.scan.values import Channel, ChannelLevels, Comparison, DomainScore, Scale
from steunpunt.foundation.figures.disclosure import Release, ReleaseDecision, release, release_in_order
from steunpunt.foundation.figures.statistics import percentile_rank, quantile

PRIORS = {Scope.OWN_AUTHORITY: 3, Scope.WELFARE_CENTRES: 3, Scope.MUNICIPALITIES: 3, Scope.POLICE_ZONE: 0}
SCORES = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=12)
LEVELS = st.integers(0, 50).map(lambda tenths: tenths / 10)


def a_score(score: float | None, *, coverage: float = 1.0, dont_know: float = 0.0) -> DomainScore:
    return DomainScore(score, coverage, score, score, dont_know, answered=8, applicable=8)


# ── statistics ───────────────────────────────────────────────────────────────
@given(SCORES, st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values, p):
    assert quantile(values, p) == pytest.approx(np.quantile(values, p, method="linear"), abs=1e-9)
    assert quantile(values, p, kind=6) == pytest.approx(np.quantile(values, p, method="weibull"), abs=1e-9)


@given(SCORES, st.integers(0, 100))
def test_percentile_ranks_are_those_of_scipy(values, score):
    for kind in ("rank", "strict", "weak", "mean"):
        assert percentile_rank(values, score, kind=kind) == pytest.approx(
            stats.percentileofscore(values, score, kind=kind), abs=1e-9
        )


def test_nothing_has_no_quantile_and_no_rank():
    with pytest.raises(ValueError, match="at least one value"):
        quantile([], 0.5)
    with pytest.raises(ValueError, match="a share from 0 to 1"):
        quantile([1], 1.5)
    with pytest.raises(ValueError, match="at least one value"):
        percentile_rank([], 3)


# ── score, status, insight ───────────────────────────────────────────────────
@given(st.data())
def test_a_score_lies_between_its_bounds_and_bounds_close_when_all_is_answered(data):
    domain = published("0.1").domain("NET")
    answers = {question.id: data.draw(st.sampled_from([*question.levels, "wn", None])) for question in domain.questions}
    score = rules.domain_score(domain.questions, answers)
    if score.score is not None:
        assert 0 <= score.lower <= score.score <= score.upper + 1e-9 <= 100 + 1e-9
    assert score.answered == sum(answer in {"a0", "a1", "a2", "a3", "a4", "a5"} for answer in answers.values())
    assert score.applicable == 8
    assert (score.coverage == 1) == (score.answered == 8) == (score.lower == score.upper)


def test_an_answer_that_a_question_does_not_have_is_refused():
    domain = published("0.1").domain("BEL")
    with pytest.raises(ValueError, match="BEL02 has no answer 'a5'"):
        rules.domain_score(domain.questions, {"BEL02": "a5"})


def test_a_board_has_scores_only_where_it_is_asked_something():
    questionnaire = published("0.1")
    scores = rules.domain_scores(questionnaire, BoardType.POLICE_ZONE, {})
    assert [domain.code for domain in questionnaire.domains if domain.code not in scores] == ["DIE"]
    assert {score.applicable for score in scores.values()} == {6, 7, 8}
    assert {score.coverage for score in scores.values()} == {0}


def test_a_domain_in_which_nothing_applies_is_incomplete():
    nothing = DomainScore(None, None, None, None, None, answered=0, applicable=0)
    assert not rules.is_covered(nothing)
    assert rules.status(nothing, Comparison(peers=0)) is Status.INCOMPLETE
    assert rules.level(nothing.score) is None


def test_a_comparison_with_too_few_peers_does_not_count_even_when_figures_are_given():
    few = Comparison(peers=4, median=90, p25=80, p75=95)
    assert rules.status(a_score(70), few) is Status.STRONG


def test_without_a_self_estimate_only_a_named_issue_is_known():
    def insight(status: Status, *, issue: bool | None) -> Insight:
        return rules.insight(status, dont_know=0.0, self_estimate=None, known_issue=issue)

    assert insight(Status.IMPROVEMENT, issue=True) is Insight.KNOWN
    assert insight(Status.IMPROVEMENT, issue=None) is Insight.NONE
    assert insight(Status.STRONG, issue=None) is Insight.NONE


@pytest.mark.parametrize(
    ("domain", "board_type", "expected"),
    [
        ("BEL", BoardType.MUNICIPALITY, (1.8, 2.5, 1.7, 0.2)),
        ("BEL", BoardType.POLICE_ZONE, (2.0, 2.375, 1.875, 0.25)),
        ("PER", BoardType.MUNICIPALITY, (2.8, 2.2, 2.8, 1.1)),
    ],
)
def test_the_prior_of_a_domain_is_the_weighted_mean_of_its_tags(domain, board_type, expected):
    prior = rules.prior(published("0.1").domain(domain), board_type)
    assert prior == pytest.approx(dict(zip(Scope, expected, strict=True)))


def test_a_domain_that_asks_nothing_has_no_prior():
    with pytest.raises(ValueError, match="DIE asks a board of type politiezone nothing"):
        rules.prior(published("0.1").domain("DIE"), BoardType.POLICE_ZONE)


# ── peers ────────────────────────────────────────────────────────────────────
def a_municipality(identifier: str, inhabitants: int, ict_users: int) -> Scale:
    return Scale(identifier, BoardType.MUNICIPALITY, inhabitants, ict_users)


def test_a_board_of_unknown_size_has_no_peers_and_is_nobodys_peer():
    known = [a_municipality(f"G{number}", 10_000 + number, 80 + number) for number in range(7)]
    unknown = a_municipality("G9", 10_000, 0)
    assert rules.peer_group(unknown, [*known, unknown]) == []
    assert rules.peer_group(known[0], [*known, unknown]) == rules.peer_group(known[0], known)


def test_a_board_that_is_not_yet_among_the_boards_is_compared_with_them():
    boards = [a_municipality(f"G{number}", 9_000 + 500 * number, 80 + number) for number in range(6)]
    assert rules.peer_group(boards[2], boards[:2] + boards[3:]) == rules.peer_group(boards[2], boards)


@given(st.permutations(range(12)))
def test_the_order_of_the_boards_does_not_matter(order):
    boards = [
        a_municipality(f"G{number:02}", 8_000 + 700 * (number % 4), 60 + 9 * (number % 3)) for number in range(12)
    ]
    assert rules.peer_group(boards[0], [boards[place] for place in order]) == rules.peer_group(boards[0], boards)


def test_there_are_at_most_ten_peers():
    boards = [a_municipality(f"G{number:02}", 10_000 + number, 80) for number in range(20)]
    assert len(rules.peer_group(boards[0], boards)) == parameters.PEERS == 10


def test_peers_that_answered_too_little_do_not_count():
    peers = [a_score(50), a_score(60), a_score(70), a_score(80), a_score(90, coverage=0.59), a_score(None, coverage=0)]
    assert rules.compare(a_score(75), peers) == Comparison(peers=4)
    assert rules.compare(a_score(75), [*peers, a_score(75, coverage=0.6)]) == Comparison(
        peers=5, median=70, p25=60, p75=75, percentile_rank=70
    )
    assert rules.compare(a_score(None), [*peers, a_score(75)]).percentile_rank is None


# ── with whom ────────────────────────────────────────────────────────────────
@given(LEVELS, LEVELS)
def test_what_two_boards_gain_is_the_same_from_either_side(one, other):
    assert channel.pair(one, other) == channel.pair(other, one)
    assert 0 <= channel.pair(one, other) <= 1


@given(LEVELS, LEVELS)
def test_needs_and_potentials_of_two_boards_stay_within_their_bounds(one, other):
    assert 0 <= channel.need(one) <= 0.7
    assert 0 <= channel.help_between(one, other) <= 1


def test_without_an_answer_of_either_half_there_is_no_verdict():
    assert rules.welfare_centre_channel(ChannelLevels(None, 3.0, [2.0]), PRIORS) is None
    assert rules.municipality_channel(ChannelLevels(2.0, None, [2.0]), PRIORS) is None


def test_what_is_shared_already_needs_no_verdict():
    levels = ChannelLevels(own=1.0, other_half=4.0, others=[4.0])
    assert rules.welfare_centre_channel(levels, PRIORS, shared=True) == Channel(
        own=1.0, among=1.0, verdict=Verdict.ALREADY_SHARED, firm=True
    )


def test_a_verdict_is_firm_when_moving_the_priors_half_a_point_does_not_change_it():
    levels = ChannelLevels(own=0.0, other_half=0.0, others=[0.0])
    clear = PRIORS | {Scope.WELFARE_CENTRES: 1}
    close = PRIORS | {Scope.WELFARE_CENTRES: 2.5}
    assert rules.welfare_centre_channel(levels, clear) == Channel(
        own=1.0, among=pytest.approx(1 / 3), verdict=Verdict.WITH_OWN_MUNICIPALITY, firm=True
    )
    assert rules.welfare_centre_channel(levels, close) == Channel(
        own=1.0, among=pytest.approx(2.5 / 3), verdict=Verdict.WITH_OWN_MUNICIPALITY, firm=False
    )


# ── release ──────────────────────────────────────────────────────────────────
GROUPS = st.lists(st.frozensets(st.sampled_from("ABCDEFGHIJ")), max_size=8)


@given(GROUPS)
def test_no_two_groups_that_a_viewer_saw_differ_by_one_or_two_boards(groups):
    named = [(str(number), members) for number, members in enumerate(groups)]
    decisions = release_in_order(named)
    shown = [members for name, members in named if decisions[name].release is Release.VISIBLE]
    assert all(len(members) >= 5 for members in shown)
    assert all(len(one ^ other) not in {1, 2} for one in shown for other in shown)


def test_a_refused_group_says_which_group_would_give_it_away():
    assert release(set("ABCDEF"), [("neighbours", set("ABCDE"))]) == ReleaseDecision(
        Release.TOO_CLOSE, too_close_to="neighbours"
    )


# ── the rules themselves ─────────────────────────────────────────────────────
def test_the_rules_are_importable_without_django():
    command = "import sys, steunpunt.assess.scan.rules.bulk; sys.exit('django' in sys.modules)"
    source = Path(rules.__file__).parents[4]
    subprocess.run([sys.executable, "-c", command], check=True, env={"PYTHONPATH": str(source)})


def test_numbers_of_the_method_stand_only_among_the_parameters():
    method = {0.6, 40, 60, 0.25, 10, 3.5, 0.15, 0.10, 2.5, 0.7, 0.75}
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        if path.name != "parameters.py":
            constants = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
            numbers = {value for value in constants if isinstance(value, int | float)}
            assert not numbers & method, f"{path.name}: give {numbers & method} a name in parameters.py"
