"""Quality of the questionnaire, composites and efficiency, beyond the worked cases; and what scores always hold."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import BoardType, Scope
from steunpunt.assess.scan.rules import composite, frontier, sensitivity
from steunpunt.assess.scan.values import AnswerOption, Comparison, Question, Text

TEXT = Text("vraag", "question", "question")


def a_question(name, *, weight=1, levels=range(6)):
    return Question(
        id=name,
        domain="BEL",
        weight=weight,
        who=frozenset(BoardType),
        not_applicable_allowed=True,
        tags=dict.fromkeys(Scope, 0),
        text=TEXT,
        options=tuple(AnswerOption(f"a{level}", level, TEXT) for level in levels),
    )


ANSWER = st.sampled_from(["a0", "a1", "a2", "a3", "a4", "a5", "wn", "nvt", None])
SHEET = st.lists(st.tuples(st.integers(1, 3), ANSWER), min_size=1, max_size=8).map(
    lambda given: (
        [a_question(f"Q{place}", weight=weight) for place, (weight, _answer) in enumerate(given)],
        {f"Q{place}": answer for place, (_weight, answer) in enumerate(given)},
    )
)


# ── what always holds of a score ─────────────────────────────────────────────
@given(SHEET, st.data())
def test_a_better_answer_never_gives_a_lower_score(sheet, data):
    questions, answers = sheet
    better = {
        question: f"a{data.draw(st.integers(int(answer[1]), 5))}" if answer and answer[0] == "a" else answer
        for question, answer in answers.items()
    }
    before, after = rules.domain_score(questions, answers), rules.domain_score(questions, better)
    assert (before.coverage, before.dont_know) == (after.coverage, after.dont_know)
    for name in ("score", "lower", "upper"):
        one, other = getattr(before, name), getattr(after, name)
        assert (one is None and other is None) or other >= one - 1e-9


@given(SHEET, st.data())
def test_lower_and_upper_bracket_every_completion(sheet, data):
    questions, answers = sheet
    now = rules.domain_score(questions, answers)
    complete = {
        question: f"a{data.draw(st.integers(0, 5))}" if answer in {"wn", None} else answer
        for question, answer in answers.items()
    }
    then = rules.domain_score(questions, complete)
    if now.coverage is None:
        assert then.coverage is None
        return
    assert then.coverage == 1
    assert now.lower - 1e-9 <= then.score <= now.upper + 1e-9
    if now.score is not None:
        assert now.lower - 1e-9 <= now.score <= now.upper + 1e-9


@given(SHEET)
def test_the_bounds_are_reached_by_the_worst_and_the_best_completion(sheet):
    questions, answers = sheet
    now = rules.domain_score(questions, answers)
    for level, bound in (("a0", now.lower), ("a5", now.upper)):
        filled = {question: level if answer in {"wn", None} else answer for question, answer in answers.items()}
        assert rules.domain_score(questions, filled).score == pytest.approx(bound)


# ── quality of the questionnaire ─────────────────────────────────────────────
ROWS = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=2, max_size=12)
)


@given(ROWS)
def test_alpha_is_at_most_one_and_blind_to_the_order_of_questions(rows):
    alpha = rules.cronbach_alpha(rows)
    assert alpha is None or alpha <= 1 + 1e-9
    turned = rules.cronbach_alpha([row[::-1] for row in rows])
    assert turned == (None if alpha is None else pytest.approx(alpha))
    assert all(item is None or -1 - 1e-9 <= item <= 1 + 1e-9 for item in rules.item_rest(rows))


def test_too_little_has_no_alpha():
    assert rules.cronbach_alpha([[1, 2]]) is None
    assert rules.cronbach_alpha([[1], [2]]) is None
    assert rules.cronbach_alpha([[1, 3], [2, 2]]) is None
    assert rules.item_rest([]) == []
    assert rules.item_rest([[1, 2]]) == [None, None]


def test_a_reversed_question_shows_as_a_negative_item_rest_correlation():
    questions = [a_question(f"Q{place}") for place in range(4)]
    answered = [
        {"Q0": f"a{level}", "Q1": f"a{level}", "Q2": f"a{min(level + 1, 5)}", "Q3": f"a{5 - level}"}
        for level in (0, 1, 2, 3, 4) * 5
    ]
    answered.append({"Q0": "wn", "Q1": "a1", "Q2": "a1", "Q3": "a1"})
    found = rules.domain_quality(questions, answered)
    assert found.boards == 25
    assert [item.item_rest > 0 for item in found.questions] == [True, True, True, False]
    assert found.questions[0].dont_know == pytest.approx(1 / 26)
    assert found.questions[0].unused == ("a5",)
    assert found.interval[0] < found.alpha < found.interval[1]


def test_under_twenty_boards_there_is_no_alpha():
    questions = [a_question("Q0"), a_question("Q1")]
    found = rules.domain_quality(questions, [{"Q0": f"a{level % 6}", "Q1": f"a{level % 6}"} for level in range(19)])
    assert (found.boards, found.alpha, found.interval) == (19, None, None)
    assert rules.domain_quality(questions, []).questions[0].dont_know == 0


def test_a_status_far_from_its_lines_is_kept_whatever_the_weights():
    questions = [a_question(f"Q{place}") for place in range(4)]
    strong = dict.fromkeys(("Q0", "Q1", "Q2", "Q3"), "a5")
    between = {"Q0": "a0", "Q1": "a4", "Q2": "a2", "Q3": "a2"}  # exactly 40: half of the redraws fall below
    nobody = [Comparison(peers=0)] * 2
    first, second = sensitivity.shares_kept(questions, [strong, between], nobody, redraws=400)
    assert first == 1
    assert 0.3 < second < 0.7
    assert [first, second] == sensitivity.shares_kept(questions, [strong, between], nobody, redraws=400)
    assert second != sensitivity.shares_kept(questions, [strong, between], nobody, redraws=400, seed=1)[1]
    assert sensitivity.shares_kept(questions, [], [], redraws=5) == []


@given(SHEET, st.lists(st.floats(0.5, 2), min_size=8, max_size=8), st.none() | st.floats(0, 60))
def test_the_status_for_all_boards_at_once_is_that_of_the_rule_for_one(sheet, drawn, p25):
    questions, answers = sheet
    compared = Comparison(peers=0 if p25 is None else 5, p25=p25, median=None if p25 is None else p25 + 10)
    weights = {question.id: question.weight * factor for question, factor in zip(questions, drawn, strict=False)}
    score = rules.domain_score(questions, answers, weights=weights)
    lines = (0.6, *(40.0, 60.0), *((p25, p25 + 10) if p25 is not None else ()))
    values = (score.coverage, *([score.score] * (len(lines) - 1)))
    assume(all(value is None or abs(value - line) > 1e-6 for value, line in zip(values, lines, strict=True)))
    table = np.array([[weights[question.id] for question in questions]])
    found = sensitivity.statuses(questions, [answers], [compared], table)
    assert sensitivity.STATUSES[found[0, 0]] is rules.status(score, compared)


# ── composites ───────────────────────────────────────────────────────────────
@given(st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(-50, 50).map(float))))
def test_min_max_runs_from_one_end_to_the_other_or_says_nothing(values):
    found = composite.min_max(values)
    known = [value for value in found.values() if value is not None]
    assert found.keys() == values.keys()
    assert not known or (min(known), max(known)) == (0, 100)
    assert all(found[unit] is None for unit, value in values.items() if value is None)


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(0.1, 5)), min_size=1, max_size=6))
def test_a_geometric_mean_is_at_most_the_arithmetic_one(pairs):
    assert composite.geometric_mean(pairs) <= composite.arithmetic_mean(pairs) + 1e-9


def test_goalposts_and_orders_that_measure_nothing_are_refused():
    with pytest.raises(ValueError, match="measure nothing"):
        composite.between_goalposts(3, 2, 2)
    with pytest.raises(ValueError, match="no order"):
        composite.rank_correlation({"a": 1, "b": 1}, {"a": 1, "b": 2})


# ── efficiency ───────────────────────────────────────────────────────────────
POSITIVE = st.integers(1, 50).map(float)


@given(st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=2, max_size=6))
def test_somebody_is_efficient_and_variable_returns_are_kinder(units):
    inputs, outputs = [unit[:2] for unit in units], [unit[2:] for unit in units]
    constant = frontier.input_efficiency(inputs, outputs)
    variable = frontier.input_efficiency(inputs, outputs, variable_returns=True)
    assert max(each.theta for each in constant) == pytest.approx(1)
    assert all(0 < one.theta <= other.theta + 1e-7 for one, other in zip(constant, variable, strict=True))
    assert all(sum(share for _unit, share in each.examples) == pytest.approx(1, abs=1e-4) for each in variable)


def test_efficiency_says_when_it_says_little_and_refuses_what_it_cannot_use():
    assert frontier.is_meaningful(units=9, inputs=2, outputs=1)
    assert not frontier.is_meaningful(units=8, inputs=2, outputs=1)
    with pytest.raises(ValueError, match="above zero"):
        frontier.input_efficiency([[0.0]], [[1.0]])


def test_the_rules_start_without_an_optimiser():
    code = "import sys; import steunpunt.assess.scan.rules; sys.exit('scipy.optimize' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
