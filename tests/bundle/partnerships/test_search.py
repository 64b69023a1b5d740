"""Finding partners: every feasible group is weighed, and no division is better than the one shown."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.bundle.partnerships.rules import groups as grouping
from steunpunt.bundle.partnerships.rules.affinity import affinities
from steunpunt.bundle.partnerships.rules.division import pack
from steunpunt.bundle.partnerships.rules.search import Search, joiners, reasons, search, zone_borders
from steunpunt.bundle.partnerships.values import Candidate, Region, Wanted


@st.composite
def regions(draw):
    """Up to nine boards, any borders, sizes, levels (or none) and ties."""
    count = draw(st.integers(1, 9))
    boards = range(1, count + 1)
    pairs = st.sets(st.sampled_from(sorted(combinations(boards, 2)))) if count > 1 else st.just(set())
    levels = st.one_of(st.just({}), st.dictionaries(st.sampled_from("abc"), st.floats(0, 5), min_size=1))
    return Region(
        candidates=tuple(Candidate(board, draw(st.integers(4_000, 30_000)), draw(levels)) for board in boards),
        borders=frozenset(draw(pairs)),
        ties=frozenset(draw(pairs)),
    )


@st.composite
def wishes(draw):
    one, other = draw(st.tuples(st.integers(1, 9), st.integers(1, 9)))
    apart = frozenset({(min(one, other), max(one, other))} - {(one, one)})
    return Wanted(
        min_size=draw(st.integers(2, 3)),
        max_size=draw(st.integers(3, 6)),
        max_ratio=draw(st.sampled_from([1.5, 2.0, 10.0])),
        steps=draw(st.integers(1, 2)),
        apart=draw(st.sampled_from([frozenset(), apart])),
        left_out=frozenset(draw(st.sets(st.integers(1, 9), max_size=1))),
    )


def plain_groups(region, wanted):
    """The same by asking of every set of boards whether it will do."""
    graph = nx.Graph(region.borders)
    graph.add_nodes_from(candidate.id for candidate in region.candidates)
    if wanted.steps == 2:
        graph = nx.power(graph, 2)
    size_of = {candidate.id: candidate.inhabitants for candidate in region.candidates}
    return {
        members
        for size in range(wanted.min_size, wanted.max_size + 1)
        for members in combinations(sorted(size_of), size)
        if nx.is_connected(graph.subgraph(members))
        and max(size_of[one] for one in members) <= wanted.max_ratio * min(size_of[one] for one in members)
        and not any(set(pair) <= set(members) for pair in wanted.apart)
        and not wanted.left_out & set(members)
    }


def best_by_trying(groups, worth, boards):
    """The greatest total of groups without a board in common, by trying them all."""
    if not boards:
        return 0.0
    first, *rest = sorted(boards)
    tries = [best_by_trying(groups, worth, set(rest))]
    for members in groups:
        if first in members and set(members) <= boards:
            tries.append(worth[members] + best_by_trying(groups, worth, boards - set(members)))  # noqa: PERF401
    return max(tries)


@settings(max_examples=40, deadline=None)
@given(regions(), wishes())
def test_every_feasible_group_is_weighed_and_no_division_is_better(region, wanted):
    made = Search(region, wanted)
    found, complete_to = grouping.feasible(made.near, made.fits, wanted)
    named = [tuple(made.ids[place] for place in members) for members in found]
    assert complete_to == wanted.max_size
    assert len(named) == len(set(named))
    assert set(named) == plain_groups(region, wanted)

    outcome = search(region, wanted)
    worth = dict(zip(named, made.worth(found), strict=True))
    best = best_by_trying(named, worth, set(made.ids))
    assert outcome.is_proven
    assert outcome.divisions[0].value == pytest.approx(best, abs=1e-6)
    assert outcome.bound >= best - 1e-6
    values = [division.value for division in outcome.divisions]
    assert values == sorted(values, reverse=True)
    for division in outcome.divisions:
        boards = [board for group in division.groups for board in group.members]
        assert len(boards) == len(set(boards))

    share = dict.fromkeys(made.ids, 0.0)
    share |= {board: group.share for group in outcome.divisions[0].groups for board in group.members}
    assert {group.members for group in outcome.blocking} == {
        members for members in named if worth[members] / len(members) > max(share[one] for one in members) + 1e-9
    }


@settings(max_examples=40, deadline=None)
@given(regions())
def test_affinities_are_shares_and_the_same_both_ways(region):
    found = affinities(region)
    for part in (found.scale, found.common, found.complement, found.tie, found.total):
        assert np.allclose(part, part.T)
        assert ((part >= 0) & (part <= 1 + 1e-12)).all()


def row(count, **more):
    """Boards in a row, of the same size, with nothing known of their levels."""
    return Region(
        candidates=tuple(Candidate(board, 10_000) for board in range(1, count + 1)),
        borders=frozenset((board, board + 1) for board in range(1, count)),
        **more,
    )


def test_boards_that_must_be_together_are_in_one_group_or_there_is_no_division():
    wanted = Wanted(max_size=4, together=frozenset({1, 4}))
    for division in search(row(8), wanted).divisions:
        assert any({1, 4} <= set(group.members) for group in division.groups)
    assert search(row(8), Wanted(max_size=3, together=frozenset({1, 4}))).divisions == ()


def test_without_levels_a_border_stands_in_the_place_of_needs_and_strengths():
    touching, apart = affinities(row(3)).total[0, 1:]
    assert touching == pytest.approx(0.35 + 0.55)
    assert apart == pytest.approx(0.35)


def test_whoever_is_not_known_counts_as_the_average_of_those_who_are():
    levels = [{"a": 1.0}, {"a": 2.0}, {"a": 5.0}, {}]
    region = Region(
        candidates=tuple(Candidate(board, 10_000, found) for board, found in enumerate(levels, start=1)),
        borders=frozenset({(3, 4)}),
    )
    found = affinities(region)
    known = [found.total[one, other] for one, other in combinations(range(3), 2)]
    assert found.total[3, :3] == pytest.approx([np.mean(known)] * 3)


def test_three_best_divisions_are_three_different_ones():
    found = search(row(9), Wanted(max_size=4))
    assert len({division.groups for division in found.divisions}) == 3


def test_where_there_are_too_many_groups_smaller_ones_are_weighed_and_larger_ones_grown_and_that_is_said():
    found = search(row(9), Wanted(max_size=6), most=25)
    assert found.complete_to < 6
    assert not found.is_proven
    assert max(len(group.members) for groups in found.best_of.values() for group in groups) == 6


def test_a_search_tells_how_far_it_is_and_can_be_stopped():
    steps = []
    search(row(6), Wanted(), step=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] <= steps[-1][1] == 12

    class StopError(Exception):
        pass

    def stop(_done, _total):
        raise StopError

    with pytest.raises(StopError):
        search(row(6), Wanted(), step=stop)


def test_when_it_is_enough_the_best_so_far_is_given_and_said_not_to_be_proven():
    asked = iter([False, False, True])
    found = search(row(9), Wanted(), enough=lambda: next(asked, True))
    assert not found.is_proven
    assert [group.members[0] for group in found.divisions[0].groups] == [1]
    assert 0 < found.feasible < search(row(9), Wanted()).feasible


def test_a_member_without_which_the_others_would_not_hang_together_cannot_be_missed():
    made = Search(row(5), Wanted())
    one, two, *_ = reasons(made, [1, 2, 3, 4])
    assert (one.board, one.borders, one.scale) == (1, 1, 1.0)
    assert one.share_without is not None
    assert (two.borders, two.share_without) == (2, None)


def test_those_who_could_be_next_come_first_and_what_they_bring_is_what_the_group_would_gain():
    made = Search(row(6), Wanted())
    found = joiners(made, [1, 2, 3])
    assert (found[0].board, found[0].is_feasible) == (4, True)
    assert [one.is_feasible for one in found[1:]] == [False, False]
    now, then = made.worth([(0, 1, 2)])[0] / 3, made.worth([(0, 1, 2, 3)])[0] / 4
    assert found[0].gain == pytest.approx(then - now)


def test_zones_touch_when_any_of_their_municipalities_do():
    assert zone_borders({10: [1, 2], 20: [3], 30: [9]}, [(2, 3), (3, 4)]) == frozenset({(10, 20)})


def test_groups_that_are_worth_nothing_are_in_no_division():
    found = pack([(0, 1), (1, 2)], np.array([-0.2, 0.0]), boards=3)
    assert found.best == ((),)
    assert found.is_proven
