"""Whether assessors agree, and who lies far from the others."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.rules.agreement import intraclass, spreads, table_of

tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 10), min_size=width, max_size=width), min_size=2, max_size=6)
)


@settings(deadline=None)
@given(tables, st.randoms())
def test_agreement_does_not_depend_on_the_order_of_assessors_or_offers(table, shuffled):
    columns = list(range(len(table[0])))
    shuffled.shuffle(columns)
    rows = [[row[column] for column in columns] for row in table]
    shuffled.shuffle(rows)
    assert intraclass(rows) == intraclass(table)


@settings(deadline=None)
@given(tables)
def test_agreement_is_at_most_whole(table):
    found = intraclass(table)
    assert all(each is None or each <= 1 for each in (found.icc1, found.icc2, found.icc3, found.icc2k, found.icc3k))


def test_assessors_who_all_say_the_same_agree_wholly():
    found = intraclass([[2, 2, 2], [8, 8, 8], [4, 4, 4]])
    assert (found.icc1, found.icc2, found.icc3, found.icc2k, found.should_talk) == (1, 1, 1, 1, False)


def test_assessors_who_only_share_the_order_agree_on_the_order_alone():
    found = intraclass([[1, 5], [2, 6], [3, 7]])
    assert (found.icc3, found.should_talk) == (1, True)
    assert found.icc2 == pytest.approx(1 / 9)


def test_where_all_marks_are_alike_there_is_nothing_to_agree_on():
    found = intraclass([[6, 6], [6, 6]])
    assert (found.icc1, found.icc2, found.icc3k, found.should_talk) == (None, None, None, False)


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2]], [[1, 2], [1]]])
def test_a_table_that_is_too_small_or_has_gaps_is_refused(table):
    with pytest.raises(ValueError, match="agreement needs"):
        intraclass(table)


MARKS = {
    "X": {"A": {"desk": Decimal(8), "price": Decimal(6)}, "B": {"desk": Decimal(6), "price": Decimal(6)}},
    "Y": {"A": {"desk": Decimal(2), "price": Decimal(6)}, "B": {"desk": Decimal(6), "price": Decimal(8)}},
    "Z": {"A": {"desk": Decimal(10), "price": Decimal(6)}, "B": {"desk": Decimal(6), "price": Decimal(6)}},
}


def test_a_table_has_a_row_for_each_offer():
    assert table_of(MARKS, "desk") == [[8, 2, 10], [6, 6, 6]]
    assert table_of(MARKS) == [[8, 2, 10], [6, 6, 6], [6, 6, 6], [6, 8, 6]]


def test_the_widest_spread_comes_first_and_says_who_lies_how_far_from_the_others():
    found = spreads(MARKS)
    assert [(each.offer, each.criterion, each.width) for each in found] == [
        ("A", "desk", 8),
        ("B", "price", 2),
        ("A", "price", 0),
        ("B", "desk", 0),
    ]
    widest = found[0]
    assert (widest.lowest, widest.highest, widest.mean, widest.middle) == (2, 10, Fraction(20, 3), 8)
    assert widest.deviations == {"X": 2, "Y": -7, "Z": 5}
    assert widest.deviating(4) == ["Y", "Z"]
    assert found[2].deviating(0) == []


def test_one_assessor_deviates_from_nobody():
    (only, *_) = spreads({"X": {"A": {"desk": 8}}})
    assert (only.deviations, only.mean) == ({}, 8)
