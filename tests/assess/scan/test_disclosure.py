"""Nobody can be worked out from what one viewer was shown, however it asks."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import ReleasedGroup
from steunpunt.assess.scan.rules.facts import RATIOS, Spread, is_whole, spread, value
from steunpunt.assess.scan.rules.groups import MOST, Criteria, PublicBoard, Trait, chosen, countable
from steunpunt.foundation.figures.disclosure import Release, money_may_be_shown, release, singles_out

BOARDS = "abcdefghijkl"
groups = st.frozensets(st.sampled_from(BOARDS), min_size=1)


def rank(rows):
    """The rank of a matrix of fractions: an own sum, so that the rule is not checked against itself."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(BOARDS)):
        pivot = next((index for index in range(found, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for index in range(found + 1, len(rows)):
            factor = rows[index][column] / rows[found][column]
            rows[index] = [a - factor * b for a, b in zip(rows[index], rows[found], strict=True)]
        found += 1
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(groups, max_size=14))
def test_an_adversary_that_adds_and_subtracts_all_it_was_shown_finds_no_single_board(asked):
    shown = []
    for group in asked:
        if release(group, [(str(index), old) for index, old in enumerate(shown)]).release is Release.VISIBLE:
            shown.append(group)
    matrix = [[int(board in group) for board in BOARDS] for group in shown]
    for board in BOARDS:
        alone = [int(other == board) for other in BOARDS]
        assert rank([*matrix, alone]) == rank(matrix) + 1
    assert all(len(group) >= 5 for group in shown)
    assert all(len(one ^ other) == 0 or len(one ^ other) >= 3 for one in shown for other in shown)


def test_pairs_that_differ_enough_can_single_out_a_board_together():
    """Twice h: (h with abcd) and (h with efgi), less all but h."""
    first, second, third = frozenset("habcd"), frozenset("hefgi"), frozenset("abcdefgi")
    assert singles_out([first, second, third])
    assert release(third, [("1", first), ("2", second)]).release is Release.TOO_CLOSE


def test_what_was_released_is_shown_again():
    first, second = frozenset("abcde"), frozenset("abcdefgh")
    assert release(second, [("1", first), ("2", second)]).release is Release.VISIBLE


@pytest.mark.parametrize(
    ("amounts", "is_shown"),
    [
        ([10, 10, 10, 10, 10], True),
        ([50, 20, 10, 10, 10], True),  # exactly half
        ([51, 19, 10, 10, 10], False),  # over half of the total
        ([50, 46, 1, 1, 2], False),  # the second knows the first to within 4 in 50
        ([50, 45, 2, 2, 1], True),  # 5 in 50 is ten percent
        ([10, 10, 10, 10], False),
        ([0, 0, 0, 0, 0], False),
    ],
)
def test_money_is_shown_only_when_nobody_dominates_and_nobody_can_be_estimated(amounts, is_shown):
    assert money_may_be_shown(amounts) is is_shown


FACTS = {"p_ict_opex": 50_000, "p_users": 100, "p_ict_fte": 2, "p_workplaces": 120, "p_mailboxes": 110}


def test_facts_are_ratios_with_a_unit():
    assert [value(ratio, FACTS) for ratio in RATIOS] == [500, 50, 60, 1.1]


def test_a_ratio_without_denominator_is_unknown_and_such_a_board_is_in_no_group():
    assert value(RATIOS[1], FACTS | {"p_ict_fte": 0}) is None
    assert is_whole(FACTS)
    assert not is_whole(FACTS | {"p_ict_fte": 0})


def test_the_spread_of_costs_is_hidden_when_one_board_dominates_and_other_facts_stay():
    group = [FACTS] * 5 + [FACTS | {"p_ict_opex": 900_000}]
    assert spread(RATIOS[0], group) == Spread()
    assert spread(RATIOS[1], group) == Spread(50, 50, 50)
    assert spread(RATIOS[0], [FACTS] * 4) == Spread()


def board(scan, province="Limburg", inhabitants=10_000, kind=BoardType.MUNICIPALITY):
    return PublicBoard(scan, kind, province, inhabitants)


def test_a_choice_is_by_kind_province_and_inhabitants_and_never_holds_the_own_board():
    own = board(1)
    others = [
        own,
        board(2),
        board(3, "Antwerpen"),
        board(4, inhabitants=20_000),
        board(5, inhabitants=None),
        board(6, kind=BoardType.WELFARE_CENTRE),
    ]
    assert chosen(Criteria(), others, own=own) == {2, 3, 4, 5}
    assert chosen(Criteria(province="Limburg"), others, own=own) == {2, 4, 5}
    assert chosen(Criteria(from_inhabitants=10_000, to_inhabitants=15_000), others, own=own) == {2, 3}
    assert chosen(Criteria(from_inhabitants=10_001), others, own=own) == {4}


@pytest.mark.parametrize("trait", list(Trait))
def test_a_choice_goes_from_one_number_up_to_another_of_every_trait_and_leaves_out_who_has_none(trait):
    own = board(1)
    others = [replace(board(scan), **{trait: number}) for scan, number in ((2, 0), (3, 9), (4, 10), (5, 11), (6, None))]

    def group(low, high):
        return chosen(Criteria.of_ranges("", {trait: (low, high)}), others, own=own)

    assert group(None, None) == {2, 3, 4, 5, 6}
    assert group(9, 10) == {3, 4}
    assert group(10, None) == {4, 5}
    assert group(None, 9) == {2, 3}
    assert group(0, None) == {2, 3, 4, 5}
    assert group(11, 9) == frozenset()


def test_ranges_of_several_traits_hold_at_once():
    others = [replace(board(2), density=300, area=20), replace(board(3), density=300, area=60)]
    criteria = Criteria(from_density=200, to_area=50)
    assert chosen(criteria, others, own=board(1)) == {2}


def ends(most):
    return st.tuples(st.none() | st.integers(0, most), st.none() | st.integers(0, most))


@given(
    st.sampled_from(["", "Limburg", "Vlaams-Brabant", "Brussels Hoofdstedelijk Gewest"]),
    st.fixed_dictionaries({trait: ends(MOST[trait]) for trait in Trait}),
)
def test_a_choice_comes_back_from_its_key_which_can_be_kept(province, ranges):
    criteria = Criteria.of_ranges(province, ranges)
    assert Criteria.of_key(criteria.key) == criteria
    assert len(criteria.key) <= ReleasedGroup._meta.get_field("chosen_as").max_length


def test_a_choice_by_province_and_inhabitants_is_kept_as_it_always_was():
    assert Criteria(province="Limburg", from_inhabitants=5).key == "5-@Limburg"
    assert Criteria.of_key("5-9@") == Criteria(from_inhabitants=5, to_inhabitants=9)


def test_fewer_than_five_is_not_counted():
    assert [countable(number) for number in (0, 1, 4, 5)] == [None, None, None, 5]
