"""What boards pay when some of them join: in two parts, to the cent, and never without the question who is better off."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.bundle.projects import queries
from steunpunt.bundle.projects.choices import Key, Standing
from steunpunt.bundle.projects.rules import costing, taking_part
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.bundle.projects.rules.costing import Charge, CostLine, PartCost, Size
from steunpunt.bundle.projects.rules.keys import IndivisibleError, Rule, TwoPart
from steunpunt.bundle.projects.rules.previews import BoardLine, Fairness
from steunpunt.bundle.projects.rules.tiers import Terms, Tier

BY_USE = Rule(((Key.UNITS, Fraction(1)),))
FALLING = Terms((Tier(1, Decimal(10)), Tier(100, Decimal("7.5"))))
HOSTING = CostLine("Hosting", Timing.YEARLY, PartCost(100_000, FALLING, BY_USE), PartCost(10_001))
SET_UP = CostLine("Set-up", Timing.ONCE, PartCost(50_000))
LINES = [HOSTING, SET_UP]

sizes = st.dictionaries(
    st.integers(1, 99), st.builds(Size, st.integers(1, 30_000), st.integers(1, 400)), min_size=1, max_size=7
)
rules = st.sampled_from(
    [Rule(((key, Fraction(1)),)) for key in Key] + [Rule(((Key.EQUAL, Fraction(1, 2)), (Key.UNITS, Fraction(1, 2))))]
)
parts = st.builds(PartCost, st.integers(0, 90_000), st.sampled_from([None, FALLING]), rules)
lines = st.lists(st.builds(CostLine, st.just("x"), st.sampled_from(Timing), parts, parts), min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(lines, sizes)
def test_both_parts_add_up_to_the_cent_whatever_the_lines_and_the_boards(some, boards):
    try:
        found = costing.shares(some, boards)
    except IndivisibleError:
        return
    whole = costing.total(some, boards)
    for timing in ("once", "yearly"):
        for part in ("supplier", "support"):
            paid = sum(getattr(getattr(charge, timing), part) for charge in found.values())
            assert paid == getattr(getattr(whole, timing), part)


@settings(deadline=None, max_examples=60)
@given(sizes)
def test_who_divides_by_the_cost_alone_never_makes_anybody_worse_off(boards):
    by_cost = Rule(((Key.ALONE, Fraction(1)),))
    some = [CostLine("x", Timing.YEARLY, PartCost(100_000, FALLING, by_cost), PartCost(10_000, None, by_cost))]
    found = costing.shares(some, boards)
    for board, size in boards.items():
        assert found[board].over(4).total <= costing.alone(some, size).over(4).total + 4 * 2


def test_a_preview_in_numbers_that_can_be_checked_by_hand():
    boards = {1: Size(9_000, 60), 2: Size(12_000, 40)}
    found = costing.shares(LINES, boards)
    # 100 units at 7.50 plus 1,000 fixed is 1,750.00 by use; 100.01 of support in equal shares, the odd cent to the first.
    assert found == {
        1: Charge(TwoPart(25_000, 0), TwoPart(105_000, 5_001)),
        2: Charge(TwoPart(25_000, 0), TwoPart(70_000, 5_000)),
    }
    assert found[1].over(4) == TwoPart(25_000 + 4 * 105_000, 4 * 5_001)
    assert costing.alone(LINES, boards[2]) == Charge(TwoPart(50_000, 0), TwoPart(140_000, 10_001))


def test_a_board_pays_less_with_each_that_joins_and_the_line_starts_with_itself_alone():
    boards = {1: Size(units=60), 2: Size(units=40), 3: Size(units=50)}
    found = costing.by_number(LINES, boards, 1, [2, 1, 3], 4)
    assert [step.boards for step in found] == [1, 2, 3]
    assert found[0].share == costing.alone(LINES, boards[1]).over(4)
    assert found[0].share.total > found[1].share.total > found[2].share.total


def a_line(board, units, standing=Standing.INTERESTED, inhabitants=10_000):
    return BoardLine(board, board, f"Bestuur {board}", standing, units, False, inhabitants, None)


def test_who_would_be_better_off_alone_is_said_also_of_groups():
    per_head = [
        CostLine(
            "Server",
            Timing.ONCE,
            PartCost(100_000, Terms((Tier(1, Decimal(1)),)), Rule(((Key.INHABITANTS, Fraction(1)),))),
        )
    ]
    boards = [
        a_line(1, 10, inhabitants=90_000),
        a_line(2, 1_000, inhabitants=1_000),
        a_line(3, 1_000, inhabitants=1_000),
    ]
    fair = queries.is_fair(per_head, queries.preview(per_head, boards, {1, 2, 3}, 4))
    assert fair.worse_off == [1]
    assert [1] in [list(group) for group, _by in fair.groups]

    by_use = queries.preview(LINES, boards, {1, 2, 3}, 4)
    assert queries.is_fair(LINES, by_use) == Fairness([], [])
    assert queries.references(LINES, by_use).keys() == {1, 2, 3}
    assert sum(one for one, _other in queries.references(LINES, by_use).values()) == pytest.approx(
        by_use.total.over(4).total / 100
    )


def test_above_twelve_boards_groups_are_not_asked_and_that_is_known():
    boards = [a_line(board, 10) for board in range(1, 14)]
    found = queries.preview(LINES, boards, range(1, 14), 4)
    assert queries.is_fair(LINES, found) == Fairness([], None)
    assert queries.references(LINES, found) == {}


def test_units_that_nobody_gave_are_named_and_a_cost_that_cannot_be_divided_says_why():
    boards = [a_line(1, None), a_line(2, None)]
    found = queries.preview([HOSTING], boards, {1, 2}, 4)
    assert (found.unknown, found.problem, found.charges) == ([1, 2], "no_weight", {})
    assert queries.preview([SET_UP], boards, {1, 2}, 4).unknown == []


# ── deciding ─────────────────────────────────────────────────────────────────
def test_a_tally_says_how_many_boards_and_how_much_volume_are_missing():
    threshold = taking_part.Threshold(boards=3, share=Decimal("0.6"))
    found = taking_part.tally(threshold, {1: 50, 2: 30, 3: 20, 4: 1}, [1, 9])
    assert (found.joining, found.asked, found.volume, found.whole) == (1, 4, 50, 101)
    assert (found.boards_missing, found.volume_missing, found.is_met) == (2, 11, False)
    assert taking_part.tally(threshold, {1: 50, 2: 30, 3: 20}, [1, 2, 3]).is_met
    assert taking_part.tally(taking_part.Threshold(), {1: 0}, []).is_met


@pytest.mark.parametrize(
    ("given", "months", "out"),
    [
        (date(2011, 4, 1), 6, date(2011, 10, 1)),
        (date(2011, 8, 31), 6, date(2012, 2, 29)),
        (date(2011, 12, 31), 0, date(2011, 12, 31)),
        (date(2011, 6, 15), 18, date(2012, 12, 15)),
    ],
)
def test_notice_ends_on_the_same_day_or_the_last_of_a_shorter_month(given, months, out):
    assert taking_part.earliest_exit(given, months) == out


def test_leaving_costs_the_yearly_share_by_days_in_two_parts():
    assert taking_part.exit_cost(TwoPart(36_500, 3_650), date(2011, 1, 1), date(2011, 1, 11)) == TwoPart(1_000, 100)
    assert taking_part.exit_cost(TwoPart(36_500, 3_650), date(2011, 1, 11), date(2011, 1, 1)) == TwoPart(0, 0)


def test_reminders_go_out_two_weeks_one_week_and_two_days_before_and_never_after():
    deadline = date(2011, 4, 30)
    days = [date(2011, 4, 15), date(2011, 4, 16), date(2011, 4, 23), date(2011, 4, 30), date(2011, 5, 1)]
    assert [taking_part.reminders_due(deadline, day) for day in days] == [0, 1, 2, 3, 0]


def test_quantities_that_nobody_can_mean_are_seen():
    assert [taking_part.absurd(units, 10_000) for units in (-1, 0, 20_000, 20_001)] == [True, False, False, True]
    assert taking_part.absurd(1_000_001, None)
    assert not taking_part.absurd(500_000, None)
