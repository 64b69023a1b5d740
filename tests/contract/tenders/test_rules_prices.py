"""Prices become points: exactly, never more than the most, and a lower price never with fewer."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.rules.exact import logarithm, rounded
from steunpunt.contract.tenders.rules.prices import PricePoints, PriceRule, euro_per_mark, euro_per_point, price_points
from tests.contract.tenders.tendering import ON_POINTS, prices, rule

several_prices = st.dictionaries(st.sampled_from("ABCDEFG"), prices, min_size=1)
rules = st.builds(rule, st.sampled_from(ON_POINTS), st.integers(0, 100), places=st.one_of(st.none(), st.integers(0, 2)))


@settings(deadline=None)
@given(several_prices, rules)
def test_points_lie_between_nothing_and_the_weight(asked, by):
    assert all(0 <= each.points <= by.weight for each in price_points(asked, by).values())


@settings(deadline=None)
@given(several_prices, rules)
def test_a_lower_price_never_has_fewer_points(asked, by):
    points = price_points(asked, by)
    in_order = [points[name].points for name in sorted(asked, key=asked.__getitem__)]
    assert in_order == sorted(in_order, reverse=True)


@settings(deadline=None)
@given(several_prices, st.sampled_from(ON_POINTS))
def test_the_lowest_price_has_all_points_under_every_relative_formula(asked, formula):
    if formula is not PriceFormula.ABSOLUTE_RANGE:
        cheapest = min(asked, key=asked.__getitem__)
        assert price_points(asked, rule(formula))[cheapest].points == 40


@settings(deadline=None)
@given(several_prices, prices)
def test_under_the_absolute_formula_points_do_not_depend_on_other_offers(asked, another):
    alone = price_points(asked, rule())
    beside = price_points({**asked, "Z": another}, rule())
    assert {name: each.points for name, each in alone.items()} == {name: beside[name].points for name in asked}


def test_every_step_of_a_price_is_kept():
    assert price_points({"A": Decimal(200), "B": Decimal(300)}, rule(PriceFormula.RULE_OF_THREE, 50, places=0)) == {
        "A": PricePoints(
            price=Decimal(200),
            lowest=Decimal(200),
            highest=Decimal(300),
            share=Fraction(1),
            unrounded=Fraction(50),
            points=Fraction(50),
        ),
        "B": PricePoints(
            price=Decimal(300),
            lowest=Decimal(200),
            highest=Decimal(300),
            share=Fraction(2, 3),
            unrounded=Fraction(100, 3),
            points=Fraction(33),
        ),
    }


def test_points_that_are_rounded_are_rounded_as_people_do():
    assert [rounded(Fraction(value), 0) for value in ("0.5", "1.5", "2.5", "-0.5", "2.49")] == [1, 2, 3, -1, 2]
    assert str(rounded(Fraction(1, 3), 2)) == "0.33"
    assert str(rounded(5, 2)) == "5.00"


@pytest.mark.parametrize(
    ("formula", "price", "euros"),
    [
        (PriceFormula.ABSOLUTE_RANGE, 400, Fraction(900, 40)),
        (PriceFormula.ABSOLUTE_RANGE, 1000, None),
        (PriceFormula.ABSOLUTE_RANGE, 99, None),
        (PriceFormula.RULE_OF_THREE, 400, Fraction(400**2, 40 * 200)),
        (PriceFormula.LINEAR_FROM_LOWEST, 300, Fraction(200, 40)),
        (PriceFormula.LINEAR_FROM_LOWEST, 400, None),
        (PriceFormula.LINEAR_BETWEEN, 400, Fraction(600, 40)),
        (PriceFormula.LOGARITHMIC, 400, 400 * logarithm(Fraction(5, 2)) / 40),
        (PriceFormula.LOGARITHMIC, 500, None),
        (PriceFormula.AWARD_ON_VALUE, 400, 1),
    ],
)
def test_a_point_of_quality_is_worth_so_many_euros(formula, price, euros):
    asked = {"A": Decimal(200), "B": Decimal(price), "C": Decimal(800)}
    assert euro_per_point(Decimal(price), asked, rule(formula)) == euros


@settings(deadline=None)
@given(st.sampled_from(ON_POINTS), st.integers(250, 350))
def test_what_a_point_is_worth_is_what_a_small_rise_of_the_price_takes(formula, price):
    asked = {"A": Decimal(200), "B": Decimal(price), "C": Decimal(800)}
    little = Decimal("0.000001")
    dearer = {**asked, "B": price + little}
    before, after = (price_points(each, rule(formula))["B"].points for each in (asked, dearer))
    slope = Fraction(little) / (before - after)
    assert float(slope) == pytest.approx(float(euro_per_point(Decimal(price), asked, rule(formula))), rel=1e-6)


def test_a_mark_is_worth_what_its_points_are():
    assert euro_per_mark(Fraction(30), Decimal(15), Decimal(10)) == 45


@pytest.mark.parametrize(
    "wrong",
    [
        {"formula": PriceFormula.ABSOLUTE_RANGE, "weight": 40},
        {"ceiling": Decimal(10), "floor": Decimal(10)},
        {"ceiling": Decimal(10), "floor": Decimal(-1)},
        {"formula": PriceFormula.LOGARITHMIC, "base": Decimal(1)},
        {"formula": PriceFormula.RULE_OF_THREE, "weight": -1},
    ],
)
def test_a_rule_that_lacks_something_is_refused(wrong):
    with pytest.raises(ValueError):
        PriceRule(**wrong)


@pytest.mark.parametrize(
    ("formula", "asked"),
    [
        (PriceFormula.RULE_OF_THREE, {"A": Decimal(0), "B": Decimal(1)}),
        (PriceFormula.ABSOLUTE_RANGE, {"A": Decimal(-1)}),
        (PriceFormula.AWARD_ON_VALUE, {"A": Decimal(1)}),
    ],
)
def test_a_price_that_a_formula_cannot_take_is_refused(formula, asked):
    with pytest.raises(ValueError):
        price_points(asked, rule(formula))


def test_nobody_who_asks_anything_has_no_points():
    assert price_points({}, rule()) == {}
