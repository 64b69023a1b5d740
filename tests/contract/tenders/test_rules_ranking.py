"""From marks and prices to places: every step kept, whoever came first, and never a silent choice between equals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import Exclusion, Paradox, PriceFormula, TieBreak
from steunpunt.contract.tenders.rules.prices import PriceRule
from steunpunt.contract.tenders.rules.quality import Criterion, averaged, criterion_points
from steunpunt.contract.tenders.rules.ranking import (
    PRICE,
    Method,
    Offer,
    Reason,
    lot_rankings,
    ranking,
    shares,
    weights,
)
from steunpunt.contract.tenders.rules.ties import Tie
from tests.contract.tenders.tendering import method, methods, offer, several_offers

DRAW = Tie(TieBreak.DRAW)


# ── whoever comes first ──────────────────────────────────────────────────────
@settings(deadline=None)
@given(several_offers, methods, st.randoms())
def test_a_ranking_does_not_depend_on_the_order_of_offers(offers, by, shuffled):
    names = list(offers)
    shuffled.shuffle(names)
    assert ranking({name: offers[name] for name in names}, by) == ranking(offers, by)


@settings(deadline=None)
@given(several_offers, methods)
def test_every_offer_has_a_place_and_more_points_never_a_lower_one(offers, by):
    found = ranking(offers, by)
    assert sorted(each.offer for each in found.placed) == sorted(offers)
    totals = [each.total if by.is_on_value else -each.total for each in found.placed]
    assert totals == sorted(totals)
    assert [each.place for each in found.placed] == sorted(each.place for each in found.placed)


@settings(deadline=None)
@given(several_offers.filter(lambda offers: len(offers) > 1), methods)
def test_under_the_absolute_formula_nobody_who_leaves_changes_the_order_of_others(offers, by):
    absolute = method(price=int(by.price.weight), ties=by.ties)
    before = ranking(offers, absolute)
    for left in offers:
        after = ranking({name: each for name, each in offers.items() if name != left}, absolute)
        assert [each.offer for each in after.placed] == [each.offer for each in before.placed if each.offer != left]


# ── a public municipal method ────────────────────────────────────────────────
MUNICIPAL = Method(
    criteria=tuple(
        Criterion(id=f"question {number}", weight=Decimal(weight))
        for number, weight in enumerate((15, 15, 10, 10, 10, 10), start=1)
    ),
    price=PriceRule(formula=PriceFormula.LINEAR_FROM_LOWEST, weight=Decimal(30), places=0),
    ceiling=Decimal(400_000),
    ties=(Tie(TieBreak.LOWEST_PRICE), Tie(TieBreak.CRITERION, "question 1"), DRAW),
)


def municipal(price, *marks):
    return Offer(
        price=Decimal(price), marks={f"question {number}": Decimal(mark) for number, mark in enumerate(marks, start=1)}
    )


def test_a_municipal_method_comes_out_to_the_point():
    """Quality 70, price 30 in whole points, none from twice the lowest; marks 10, 8, 6, 2 and 0 by consensus."""
    found = ranking(
        {
            "A": municipal(200_000, 10, 8, 8, 6, 8, 10),
            "B": municipal(185_000, 8, 8, 6, 6, 8, 2),
            "C": municipal(370_000, 10, 10, 10, 10, 10, 10),
            "D": municipal(371_500, 10, 10, 10, 10, 10, 8),
            "E": municipal(400_000.01, 10, 10, 10, 10, 10, 10),
            "F": municipal(277_500, 6, 6, 6, 0, 2, 6),
        },
        MUNICIPAL,
    )
    assert [
        (each.offer, each.place, each.quality_points, each.price_points.points, each.total) for each in found.placed
    ] == [
        ("A", 1, 59, 28, 87),  # 15 + 12 + 8 + 6 + 8 + 10; 30 * (1 - 15 / 185) = 27.57
        ("B", 2, 46, 30, 76),  # 12 + 12 + 6 + 6 + 8 + 2
        ("C", 3, 70, 0, 70),
        ("D", 4, 68, 0, 68),
        ("F", 5, 32, 15, 47),  # 9 + 9 + 6 + 0 + 2 + 6; half as dear again
    ]
    assert [(each.offer, each.reasons) for each in found.excluded] == [("E", (Reason(Exclusion.ABOVE_CEILING),))]
    assert found.winner == "A"
    assert found.draws_needed == ()


def test_the_chain_of_the_municipal_method_is_followed_link_by_link():
    """B is cheaper and has as many points; of C, D and E, which ask the same, C has more for the first question."""
    offers = {
        "A": municipal(110_000, 10, 8, 8, 8, 8, 8),
        "B": municipal(100_000, 6, 10, 8, 8, 8, 8),
        "C": municipal(200_000, 10, 6, 6, 6, 6, 6),
        "D": municipal(200_000, 6, 10, 6, 6, 6, 6),
        "E": municipal(200_000, 6, 10, 6, 6, 6, 6),
    }
    open_yet = ranking(offers, MUNICIPAL)
    by_price, by_question = Tie(TieBreak.LOWEST_PRICE), Tie(TieBreak.CRITERION, "question 1")
    assert [(each.offer, each.place, each.total, each.decided_by) for each in open_yet.placed] == [
        ("B", 1, 86, (by_price,)),
        ("A", 2, 86, (by_price,)),
        ("C", 3, 48, (by_question,)),
        ("D", 4, 48, (by_question,)),
        ("E", 4, 48, (by_question,)),
    ]
    assert open_yet.draws_needed == (("D", "E"),)
    drawn = ranking(offers, MUNICIPAL, draws=[("E", "D")])
    assert [(each.offer, each.place, each.decided_by) for each in drawn.placed[3:]] == [
        ("E", 4, (by_question, DRAW)),
        ("D", 5, (by_question, DRAW)),
    ]
    assert drawn.draws_needed == ()


# ── who is out, and when ─────────────────────────────────────────────────────
def test_a_bid_below_a_minimum_does_not_set_the_lowest_price():
    by = Method(
        criteria=(Criterion(id="quality", weight=Decimal(60), minimum=Decimal(5)),),
        price=PriceRule(formula=PriceFormula.RULE_OF_THREE, weight=Decimal(40)),
    )
    found = ranking({"A": offer(10, "4.5"), "B": offer(100, 5), "C": offer(200, 9)}, by)
    assert [(each.offer, each.total) for each in found.placed] == [("C", 74), ("B", 70)]
    assert [(each.offer, each.reasons) for each in found.excluded] == [
        ("A", (Reason(Exclusion.BELOW_MINIMUM, "quality"),))
    ]


def test_every_reason_why_an_offer_is_out_is_given():
    by = Method(
        criteria=(Criterion(id="quality", weight=Decimal(60), minimum=Decimal(5)),),
        price=PriceRule(formula=PriceFormula.RULE_OF_THREE, weight=Decimal(40)),
        ceiling=Decimal(100),
    )
    found = ranking(
        {"A": offer(101, 4, knocked_out=("hosting",)), "B": Offer(price=Decimal(1), marks={}, knocked_out=("signed",))},
        by,
    )
    assert [each.reasons for each in found.excluded] == [
        (
            Reason(Exclusion.KNOCKED_OUT, "hosting"),
            Reason(Exclusion.ABOVE_CEILING),
            Reason(Exclusion.BELOW_MINIMUM, "quality"),
        ),
        (Reason(Exclusion.KNOCKED_OUT, "signed"),),
    ]
    assert found.placed == ()
    assert found.winner is None


def test_a_price_on_the_ceiling_is_not_above_it():
    assert ranking({"A": offer(100, 5)}, method(ceiling=Decimal(100))).winner == "A"


def test_one_offer_has_full_points_under_a_relative_formula_and_that_is_said():
    assert ranking({"A": offer(900, 1)}, method(PriceFormula.RULE_OF_THREE)).flags == (Paradox.ONE_OFFER_FULL_POINTS,)
    assert ranking({"A": offer(900, 1)}, method()).flags == ()
    two, one_out = offer(900, 1), offer(1, 1, knocked_out=("signed",))
    assert ranking({"A": two, "B": one_out}, method(PriceFormula.RULE_OF_THREE)).flags == (
        Paradox.ONE_OFFER_FULL_POINTS,
    )


# ── quality ──────────────────────────────────────────────────────────────────
def test_a_criterion_with_parts_has_the_points_of_its_parts_and_a_minimum_of_its_own():
    service = Criterion(
        id="service",
        weight=Decimal(40),
        minimum=Decimal(6),
        parts=(Criterion(id="desk", weight=Decimal(30)), Criterion(id="training", weight=Decimal(10), best=Decimal(4))),
    )
    found = criterion_points(service, {"desk": Decimal(5), "training": Decimal(3)})
    assert [(each.criterion.id, each.mark, each.points) for each in found.all()] == [
        ("service", Fraction(45, 8), Fraction(45, 2)),
        ("desk", 5, 15),
        ("training", 3, Fraction(15, 2)),
    ]
    by = Method(criteria=(service,), price=PriceRule(formula=PriceFormula.RULE_OF_THREE, weight=Decimal(60)))
    out = ranking({"A": Offer(price=Decimal(1), marks={"desk": Decimal(5), "training": Decimal(3)})}, by)
    assert out.excluded[0].reasons == (Reason(Exclusion.BELOW_MINIMUM, "service"),)
    assert weights(by) == {"desk": Fraction(3, 10), "training": Fraction(1, 10), PRICE: Fraction(6, 10)}


marks_of_three = st.fixed_dictionaries(
    {who: st.fixed_dictionaries({"A": st.fixed_dictionaries({"quality": st.integers(0, 10)})}) for who in "XYZ"}
)


@settings(deadline=None)
@given(marks_of_three, st.permutations("XYZ"))
def test_a_mean_does_not_depend_on_the_order_of_assessors(marks, order):
    assert averaged({who: marks[who] for who in order}) == averaged(marks)


def test_assessors_are_averaged_only_over_what_they_all_marked():
    assert averaged({"X": {"A": {"q": 7}}, "Y": {"A": {"q": 10}}}) == {"A": {"q": Fraction(17, 2)}}
    with pytest.raises(ValueError, match="not every assessor"):
        averaged({"X": {"A": {"q": 7}}, "Y": {"A": {}}})
    with pytest.raises(ValueError, match="nobody"):
        averaged({})


@pytest.mark.parametrize("mark", [Decimal("10.5"), Decimal(-1)])
def test_a_mark_outside_its_scale_is_refused(mark):
    with pytest.raises(ValueError, match="outside its scale"):
        ranking({"A": offer(100, mark)}, method())


def test_a_missing_mark_is_not_a_nought():
    with pytest.raises(KeyError):
        ranking({"A": Offer(price=Decimal(1), marks={})}, method())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Criterion(id="a", weight=Decimal(-1)),
        lambda: Criterion(id="a", weight=Decimal(1), best=Decimal(0)),
        lambda: Criterion(id="a", weight=Decimal(5), parts=(Criterion(id="b", weight=Decimal(4)),)),
        lambda: Criterion(id="a", weight=Decimal(0), parts=(Criterion(id="b", weight=Decimal(0)),)),
        lambda: method(ties=(Tie(TieBreak.CRITERION, "service"),)),
        lambda: Method(criteria=(Criterion(id=PRICE, weight=Decimal(1)),), price=method().price),
        lambda: Method(
            criteria=(Criterion(id="a", weight=Decimal(1)), Criterion(id="a", weight=Decimal(1))), price=method().price
        ),
    ],
)
def test_a_method_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


# ── ties ─────────────────────────────────────────────────────────────────────
def test_equal_totals_without_a_chain_stay_equal_and_the_place_after_them_is_left_out():
    found = ranking({"A": offer(1000, 6), "B": offer(1000, 6), "C": offer(1000, 5)}, method(ties=()))
    assert [(each.offer, each.place) for each in found.placed] == [("A", 1), ("B", 1), ("C", 3)]
    assert (found.winner, found.undecided, found.draws_needed) == (None, (("A", "B"),), ())


def test_the_default_is_higher_quality_then_the_lot():
    by = method(PriceFormula.LINEAR_FROM_LOWEST, price=50, quality=50)
    found = ranking({"A": offer(100, 4), "B": offer(120, 6), "C": offer(120, 6)}, by)
    assert [(each.offer, each.place, each.total) for each in found.placed] == [("B", 1, 70), ("C", 1, 70), ("A", 3, 70)]
    assert found.draws_needed == (("B", "C"),)


def test_a_draw_counts_only_among_those_it_was_held_for():
    offers = {"A": offer(1000, 6), "B": offer(1000, 6)}
    by = method(ties=(DRAW,))
    assert ranking(offers, by, draws=[("A", "B", "C"), ("B", "D")]).winner is None
    assert ranking(offers, by, draws=[("B", "A")]).winner == "B"


# ── award on value ───────────────────────────────────────────────────────────
def test_on_value_the_lowest_fictitious_price_wins():
    by = Method(
        criteria=(Criterion(id="quality", weight=Decimal(2500), best=Decimal(1)),),
        price=PriceRule(formula=PriceFormula.AWARD_ON_VALUE),
    )
    offers = {
        "A": Offer(price=Decimal(80_000), marks={"quality": Decimal("0.6")}),
        "B": Offer(price=Decimal(79_000), marks={"quality": Decimal(0)}),
    }
    found = ranking(offers, by)
    assert [(each.offer, each.quality_points, each.total, str(each.printed)) for each in found.placed] == [
        ("A", 1500, 78_500, "78500.00"),
        ("B", 0, 79_000, "79000.00"),
    ]
    for refused in (lambda: shares(found.placed, by), lambda: weights(by)):
        with pytest.raises(ValueError, match="award on value"):
            refused()


def test_every_lot_is_ranked_by_its_own_method():
    bids = {"A": offer(500, 9), "B": offer(100, 2)}
    found = lot_rankings(
        {"mail": bids, "desk": bids},
        {"mail": method(price=10, quality=90), "desk": method(price=90, quality=10)},
        draws={"mail": [("A", "B")]},
    )
    assert {lot: each.winner for lot, each in found.items()} == {"mail": "A", "desk": "B"}
