"""The sums for all boards at once equal the plain rules, on every little world that hypothesis can think of."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import BoardType, Scope
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules import bulk, bulk_peers
from steunpunt.assess.scan.values import (
    AnswerOption,
    BoardScan,
    Domain,
    Question,
    Questionnaire,
    Scale,
    Text,
)

TEXT = Text("x", "x", "x")
OPTIONS = tuple(AnswerOption(f"a{level}", level, TEXT) for level in range(6))
ANSWERS = (*(option.code for option in OPTIONS), "wn", "nvt", None)
SIZES = st.sampled_from([1_000, 2_000, 4_000, 5_000, 8_000, 10_000, 16_000, 20_000]) | st.integers(1, 60_000)
USERS = st.sampled_from([25, 50, 100, 200]) | st.integers(0, 300)

FEW, MANY = st.integers(1, 40), st.integers(60, 90)


def a_question(number: int, domain: str, weight: int, who: frozenset[BoardType]) -> Question:
    return Question(
        id=f"{domain}{number}",
        domain=domain,
        weight=weight,
        who=who,
        not_applicable_allowed=True,
        tags=dict.fromkeys(Scope, 1),
        text=TEXT,
        options=OPTIONS,
    )


def a_questionnaire(domains: list[list[tuple[int, frozenset[BoardType]]]]) -> Questionnaire:
    model = published()
    made = tuple(
        Domain(
            f"D{place}", TEXT, tuple(a_question(n, f"D{place}", weight, who) for n, (weight, who) in enumerate(each))
        )
        for place, each in enumerate(domains)
    )
    return Questionnaire(
        "test",
        TEXT,
        model.levels,
        model.special_answers,
        model.scopes,
        model.tag_scale,
        model.facts,
        model.prompts,
        made,
    )


@st.composite
def worlds(draw, *, boards=FEW, sizes=SIZES, users=USERS):
    who = st.frozensets(st.sampled_from(BoardType), min_size=1)
    questionnaire = a_questionnaire(
        draw(st.lists(st.lists(st.tuples(st.integers(1, 2), who), min_size=1, max_size=4), min_size=1, max_size=2))
    )
    kinds = st.sampled_from([BoardType.MUNICIPALITY] * 4 + list(BoardType))
    made = []
    for number in range(draw(boards)):
        scale = Scale(f"{number:03}", draw(kinds), draw(sizes), draw(users))
        answers = {question: draw(st.sampled_from(ANSWERS)) for question in questionnaire.questions}
        made.append(BoardScan(scale, answers, {}, {}))
    return questionnaire, made


def in_bulk(questionnaire, boards):
    return bulk.compare_everyone(
        bulk.Grid.of(questionnaire),
        bulk.BoardTable(
            answers=np.array([bulk.stored(questionnaire, board.answers) for board in boards]),
            types=np.array([bulk.TYPES.index(board.scale.type) for board in boards], dtype=np.int8),
            inhabitants=np.array([board.scale.inhabitants for board in boards]),
            ict_users=np.array([board.scale.ict_users for board in boards]),
        ),
    )


def same(plain: float | None, number: float) -> bool:
    return math.isnan(number) if plain is None else math.isclose(plain, number, rel_tol=0, abs_tol=1e-9)


def assert_equal_to_the_plain_rules(questionnaire, boards):
    table = in_bulk(questionnaire, boards)
    scales = [board.scale for board in boards]
    for row, board in enumerate(boards):
        peers = [int(peer.id) for peer in rules.peer_group(board.scale, scales)]
        assert [peer for peer in table.peers[row].tolist() if peer >= 0] == peers
        results = rules.domain_results(questionnaire, board, boards)
        for column, domain in enumerate(questionnaire.domains):
            if domain.code not in results:
                assert math.isnan(table.score[row, column])
                assert math.isnan(table.coverage[row, column])
                continue
            result = results[domain.code]
            at = row, column
            assert same(result.score.score, table.score[at])
            assert same(result.score.coverage, table.coverage[at])
            assert same(result.score.lower, table.lower[at])
            assert same(result.score.upper, table.upper[at])
            assert same(result.score.dont_know, table.dont_know[at])
            assert result.comparison.peers == table.peers_counted[at]
            assert same(result.comparison.median, table.median[at])
            assert same(result.comparison.p25, table.p25[at])
            assert same(result.comparison.p75, table.p75[at])
            assert same(result.comparison.percentile_rank, table.percentile_rank[at])
            assert result.status is bulk.STATUSES[table.status[at]]


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_bulk_equals_the_plain_rules(world):
    assert_equal_to_the_plain_rules(*world)


@given(worlds(boards=MANY, sizes=st.sampled_from([5_000, 10_000, 20_000]), users=st.just(50)))
@settings(max_examples=8, deadline=None)
def test_bulk_equals_the_plain_rules_where_nearly_all_boards_are_alike(world):
    assert_equal_to_the_plain_rules(*world)


@given(worlds(boards=MANY, sizes=st.sampled_from([10**power for power in range(2, 7)]) | SIZES))
@settings(max_examples=8, deadline=None)
def test_bulk_equals_the_plain_rules_where_neighbours_differ_too_much_in_inhabitants(world):
    assert_equal_to_the_plain_rules(*world)


@given(worlds(boards=MANY, sizes=st.sampled_from([5_000, 9_999, 10_000]), users=st.sampled_from([50, 60, 70])))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bulk_equals_the_plain_rules_when_every_neighbour_at_the_edge_is_in_doubt(monkeypatch, world):
    monkeypatch.setattr(bulk_peers, "MARGINS", (0,))
    assert_equal_to_the_plain_rules(*world)


def test_bulk_takes_more_boards_than_fit_in_a_block(monkeypatch):
    monkeypatch.setattr(bulk, "BLOCK", 7)
    chance = np.random.default_rng(1)
    questionnaire = published()
    questions = list(questionnaire.questions.values())
    boards = []
    for number in range(60):
        board_type = bulk.TYPES[number % 3]
        answers = {
            question.id: chance.choice([option.code for option in question.options] + ["wn"])
            for question in questions
            if board_type in question.who
        }
        scale = Scale(f"{number:03}", board_type, int(chance.integers(4_000, 40_000)), int(chance.integers(20, 300)))
        boards.append(BoardScan(scale, answers, {}, {}))
    assert_equal_to_the_plain_rules(questionnaire, boards)


@pytest.mark.parametrize("size", range(1, 18))
def test_a_sorting_network_sorts(size):
    chance = np.random.default_rng(size)
    rows = np.concatenate([chance.integers(0, 2, (size, 300)), chance.integers(0, 9, (size, 300))], axis=1).astype(
        float
    )
    expected = np.sort(rows, axis=0)
    bulk._sort_columns(rows, bulk.sorting_network(size))
    assert np.array_equal(rows, expected)


def test_weights_that_would_run_into_one_another_are_refused():
    questionnaire = a_questionnaire([[(2_000, frozenset(BoardType))]])
    board = BoardScan(Scale("000", BoardType.MUNICIPALITY, 1_000, 10), {}, {}, {})
    with pytest.raises(ValueError, match="the limit is 1638"):
        in_bulk(questionnaire, [board])
