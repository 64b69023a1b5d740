"""Dividing costs: to the cent, by a key, and never without saying who would be better off alone."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.bundle.projects.choices import Key
from steunpunt.bundle.projects.rules import business_case, fairness, tiers
from steunpunt.bundle.projects.rules.business_case import CostLine, Horizon, Part, Timing, Way
from steunpunt.bundle.projects.rules.keys import Basis, IndivisibleError, Line, Rule, TwoPart, divide, divide_lines
from steunpunt.foundation.figures.rounding import largest_remainder

HALF = Fraction(1, 2)
rules_of_division = st.builds(
    Rule,
    st.sampled_from([((key, Fraction(1)),) for key in Key] + [((Key.EQUAL, HALF), (Key.INHABITANTS, HALF))]),
    st.integers(0, 300),
    st.one_of(st.none(), st.integers(300, 4_000)),
)
boards = st.dictionaries(
    st.integers(1, 99),
    st.builds(Basis, st.integers(0, 30_000), st.fractions(0, 50), st.integers(0, 9_000)),
    min_size=1,
    max_size=7,
)


# ── keys ─────────────────────────────────────────────────────────────────────
@settings(deadline=None, max_examples=60)
@given(st.integers(0, 9_000), rules_of_division, boards)
def test_what_boards_pay_adds_up_to_the_cent_within_floor_and_cap_or_it_is_said_why_not(total, rule, counted):
    try:
        shares = divide(total, rule, counted)
    except IndivisibleError:
        return
    assert sum(shares.values()) == total
    if total:
        assert all(share >= rule.floor and (rule.cap is None or share <= rule.cap) for share in shares.values())


@given(st.integers(-999, 9_999), st.dictionaries(st.integers(), st.integers(0, 99), min_size=1))
def test_a_rounded_share_is_less_than_one_cent_off(total, weights):
    whole = sum(weights.values())
    if not whole:
        return
    shares = largest_remainder(total, weights)
    assert sum(shares.values()) == total
    assert all(abs(shares[key] - Fraction(total * weight, whole)) < 1 for key, weight in weights.items())


def test_what_a_cap_takes_off_is_paid_by_the_others_by_the_same_key():
    counted = {1: Basis(units=Fraction(60)), 2: Basis(units=Fraction(30)), 3: Basis(units=Fraction(10))}
    by_use = ((Key.UNITS, Fraction(1)),)
    assert divide(1_000, Rule(by_use), counted) == {1: 600, 2: 300, 3: 100}
    assert divide(1_000, Rule(by_use, cap=500), counted) == {1: 500, 2: 375, 3: 125}
    assert divide(1_000, Rule(by_use, floor=190), counted) == {1: 540, 2: 270, 3: 190}


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule(((Key.UNITS, Fraction(1)),)), "no_weight"),
        (Rule(floor=600), "floors_too_high"),
        (Rule(cap=400), "caps_too_low"),
    ],
)
def test_a_cost_that_cannot_be_divided_says_why(rule, why):
    with pytest.raises(IndivisibleError) as caught:
        divide(1_000, rule, {1: Basis(), 2: Basis()})
    assert caught.value.why == why


def test_the_part_of_the_supplier_and_that_of_the_support_point_each_have_their_own_key():
    counted = {1: Basis(inhabitants=30_000, units=Fraction(10)), 2: Basis(inhabitants=10_000, units=Fraction(30))}
    line = Line(1_000, 101, Rule(((Key.UNITS, Fraction(1)),)), Rule(((Key.EQUAL, Fraction(1)),)))
    assert divide_lines([line, line], counted) == {1: TwoPart(500, 102), 2: TwoPart(1_500, 100)}


# ── tiers ────────────────────────────────────────────────────────────────────
TERMS = tiers.Terms((tiers.Tier(1, Decimal(10)), tiers.Tier(100, Decimal(8)), tiers.Tier(500, Decimal(5))))


@given(st.integers(0, 2_000), st.integers(0, 500))
def test_more_is_never_cheaper_when_one_may_order_up(quantity, more):
    assert tiers.cost(quantity, TERMS) <= tiers.cost(quantity + more, TERMS)


def test_without_ordering_up_a_few_less_can_cost_more():
    strict = tiers.Terms(TERMS.tiers, may_order_up=False)
    assert tiers.cost(99, strict) == 990
    assert tiers.cost(100, strict) == 800
    assert tiers.cost(99, TERMS) == 800
    with pytest.raises(ValueError, match="below zero"):
        tiers.cost(-1, TERMS)


# ── fairness ─────────────────────────────────────────────────────────────────
def by_volume(volumes):
    return np.sqrt(volumes) * 100


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=6))
def test_shapley_pays_the_whole_treats_equals_alike_and_asks_nothing_of_whoever_adds_nothing(volumes):
    costs = fairness.volume_table(volumes, by_volume)
    shares = fairness.shapley(costs).amounts
    assert sum(shares) == pytest.approx(costs[-1])
    for one, share in zip(volumes, shares, strict=True):
        assert share == pytest.approx(shares[volumes.index(one)])
        assert one or share == pytest.approx(0)


def test_a_sample_says_how_far_off_it_may_be_and_adds_up_to_the_whole():
    volumes = [62, 118, 95, 240, 310, 77]
    exact = fairness.shapley(fairness.volume_table(volumes, by_volume))
    drawn = fairness.sampled_shapley(6, by_volume, volumes, orders=2_000)
    assert sum(drawn.amounts) == pytest.approx(sum(exact.amounts))
    assert not drawn.is_exact
    for ours, theirs, error in zip(drawn.amounts, exact.amounts, drawn.error, strict=True):
        assert abs(ours - theirs) < 4 * error
    assert drawn == fairness.sampled_shapley(6, by_volume, volumes, orders=2_000)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 500), min_size=2, max_size=5))
def test_when_joint_costs_fall_with_volume_the_nucleolus_leaves_no_group_better_off_alone(volumes):
    costs = fairness.volume_table(volumes, by_volume)
    shares = fairness.nucleolus(costs).amounts
    assert sum(shares) == pytest.approx(costs[-1])
    assert fairness.overcharged_groups(shares, costs) == []
    assert fairness.pays_more_than_alone(shares, [costs[1 << place] for place in range(len(volumes))]) == []


def test_a_group_that_would_be_better_off_alone_is_named_with_how_much():
    costs = fairness.table(3, lambda group: [0, 10, 10, 12, 10, 20, 20, 24][group])
    assert fairness.overcharged_groups([8, 8, 8], costs) == [fairness.Overcharged((0, 1), 4.0)]
    assert fairness.pays_more_than_alone([11, 6, 7], [10, 10, 10]) == [0]
    assert fairness.subsidised([3, 7, 14], costs) == [0]


# ── business case ────────────────────────────────────────────────────────────
def line(label, way, timing, *amounts, part=Part.SUPPLIER):
    low, likely, high = (Decimal(amount) for amount in (amounts if len(amounts) == 3 else amounts * 3))
    return CostLine(label, way, part, timing, low, likely, high)


LINES = [
    line("server", Way.ALONE, Timing.ONCE, 900, 1_000, 1_500),
    line("licences", Way.ALONE, Timing.YEARLY, 500),
    line("hosting", Way.TOGETHER, Timing.YEARLY, 200, 300, 320),
    line("coordination", Way.TOGETHER, Timing.ONCE, 1_400, part=Part.SUPPORT),
]


def test_alone_and_together_stand_beside_each_other_in_two_parts():
    found = business_case.case(LINES, Horizon(years=4))
    assert found.alone == business_case.Amounts(Decimal(3_000), Decimal(0))
    assert found.together == business_case.Amounts(Decimal(1_200), Decimal(1_400))
    assert found.saving == 400
    assert business_case.case(LINES, Horizon(4), business_case.least_saving).saving == 220
    assert business_case.case(LINES, Horizon(4), business_case.greatest_saving).saving == 1_300


def test_money_of_later_years_counts_for_less_and_grows_with_prices():
    yearly = business_case.present_value(Decimal(110), Timing.YEARLY, Horizon(2, Decimal("0.10"), Decimal("0.10")))
    assert yearly == Decimal(200)
    assert business_case.present_value(Decimal(110), Timing.ONCE, Horizon(2, Decimal("0.10"))) == 110


def test_what_matters_most_comes_first_and_what_is_certain_does_not_matter():
    assert [(swing.label, swing.at_low, swing.at_high) for swing in business_case.swings(LINES, Horizon(4))] == [
        ("server", 300, 900),
        ("hosting", 800, 320),
    ]


def test_the_year_in_which_it_has_paid_for_itself():
    assert business_case.pays_back_in(LINES, Horizon(4)) == 2
    assert business_case.pays_back_in(LINES, Horizon(1)) is None
    assert business_case.pays_back_in([line("x", Way.ALONE, Timing.ONCE, 5)], Horizon(3)) == 0
