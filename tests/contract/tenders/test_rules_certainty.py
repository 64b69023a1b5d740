"""How firm a ranking is: where it tips, how often who wins, and what changes when somebody leaves."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import Paradox, PriceFormula
from steunpunt.contract.tenders.rules.certainty.acceptability import acceptability
from steunpunt.contract.tenders.rules.certainty.bands import band_around, drawn, reachable
from steunpunt.contract.tenders.rules.certainty.leaving import without_each_assessor, without_each_offer
from steunpunt.contract.tenders.rules.certainty.simulator import Swap, hopeless_swap, middle_never_wins, paradoxes
from steunpunt.contract.tenders.rules.certainty.tipping import Interval, never_first, tipping_points, totals
from steunpunt.contract.tenders.rules.ranking import ranking
from tests.contract.tenders.tendering import method, methods, offer, several_offers

CRITERIA = "abcd"
tenths = st.integers(0, 10).map(lambda tenth: Fraction(tenth, 10))
several_shares = st.dictionaries(
    st.sampled_from("PQRST"), st.fixed_dictionaries(dict.fromkeys(CRITERIA, tenths)), min_size=1
)
several_weights = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.integers(0, 50))).filter(
    lambda weights: any(weights.values())
)


# ── tipping points ───────────────────────────────────────────────────────────
@settings(deadline=None)
@given(several_shares, several_weights)
def test_the_winner_wins_at_the_published_weights_and_up_to_both_ends_and_not_beyond(shares, weights):
    found = totals(shares, weights)
    winner = max(found, key=found.__getitem__)
    for criterion, interval in tipping_points(shares, weights, winner).items():
        assert 0 <= interval.least <= interval.weight <= interval.most <= 1
        for end, others, beyond in ((interval.least, interval.below, -1), (interval.most, interval.above, 1)):
            at_end = totals(shares, _moved(weights, criterion, end))
            assert at_end[winner] == max(at_end.values())
            assert all(at_end[other] == at_end[winner] for other in others)
            further = end + beyond * Fraction(1, 10**9)
            if 0 <= further <= 1:
                past = totals(shares, _moved(weights, criterion, further))
                assert max(past.values()) > past[winner]


def _moved(weights, criterion, weight):
    others = {name: Fraction(each) for name, each in weights.items() if name != criterion}
    if not any(others.values()):
        others = dict.fromkeys(others, Fraction(1))
    whole = sum(others.values())
    return {name: (1 - weight) * each / whole for name, each in others.items()} | {criterion: weight}


def test_a_price_may_weigh_so_much_before_another_wins():
    shares = {"cheap": {"price": 1, "quality": Fraction(1, 2)}, "good": {"price": Fraction(3, 5), "quality": 1}}
    assert tipping_points(shares, {"price": 30, "quality": 70}, "good")["price"] == Interval(
        criterion="price",
        weight=Fraction(3, 10),
        least=Fraction(0),
        most=Fraction(5, 9),
        below=(),
        above=("cheap",),
    )
    assert tipping_points(shares, {"price": 30, "quality": 70}, "good")["price"].room == Fraction(5, 9) - Fraction(
        3, 10
    )
    with pytest.raises(ValueError, match="somebody else"):
        tipping_points(shares, {"price": 30, "quality": 70}, "cheap")


def test_with_one_criterion_there_is_nothing_to_move():
    (interval,) = tipping_points({"A": {"q": 1}, "B": {"q": 0}}, {"q": 5}, "A").values()
    assert (interval.least, interval.weight, interval.most) == (1, 1, 1)


@pytest.mark.parametrize("weights", [{"a": 0, "b": 0}, {"a": -1, "b": 2}])
def test_weights_below_zero_or_without_any_weight_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        totals({"A": {"a": 1, "b": 1}}, weights)


# ── weights drawn from a band ────────────────────────────────────────────────
BANDS = {
    "wholly free": [(0, 1)] * 5,
    "narrow": [(Fraction(15, 100), Fraction(25, 100))] * 5,
    "leaning up": [(0, Fraction(3, 10))] * 4 + [(0, 1)],
    "leaning down": [(Fraction(18, 100), Fraction(60, 100))] * 5,
    "one is fixed": [(Fraction(1, 5), Fraction(1, 5)), (0, 1), (0, Fraction(1, 2)), (0, 1), (0, Fraction(1, 10))],
}


@pytest.mark.parametrize("band", BANDS.values(), ids=BANDS)
def test_drawn_weights_are_those_that_throwing_away_gives(band):
    """Means and spreads beside those of the whole simplex (Dirichlet), of which only what lies in the band is kept."""
    bounds = reachable(dict(zip("abcde", band, strict=True)))
    ours = np.hstack(list(drawn(bounds, 100_000, seed=1)))
    assert np.allclose(ours.sum(axis=0), 1)
    least, most = (np.array([float(each) for each in ends]) for ends in (bounds.least, bounds.most))
    assert (ours >= least[:, None] - 1e-12).all()
    assert (ours <= most[:, None] + 1e-12).all()
    free = list(bounds.free)
    spare = float(1 - sum(bounds.least))
    plain = least[free] + spare * np.random.default_rng(2).dirichlet(np.ones(len(free)), 1_500_000)
    plain = plain[(plain <= most[free]).all(axis=1)].T
    assert plain.shape[1] > 5_000
    error = 5 * plain.std(axis=1) * np.sqrt(1 / plain.shape[1] + 1 / ours.shape[1])
    for measure in (np.mean, np.std):
        assert (np.abs(measure(ours[free], axis=1) - measure(plain, axis=1)) < error).all()


def test_weights_of_twelve_criteria_in_a_narrow_band_are_not_mostly_thrown_away():
    band = band_around({f"c{number:02}": Decimal(1) for number in range(12)}, Decimal(2))
    blocks = list(drawn(reachable(band), 100_000, seed=1))
    assert sum(block.shape[1] for block in blocks) / len(blocks) / (1 << 14) > 0.3


@pytest.mark.parametrize(
    "band", [{"a": (0, Fraction(2, 5)), "b": (0, Fraction(1, 2))}, {"a": (1, 0)}, {"a": (1, 1), "b": (1, 1)}]
)
def test_a_band_without_weights_is_refused(band):
    with pytest.raises(ValueError, match="no weights"):
        reachable(band)


# ── how often who is where ───────────────────────────────────────────────────
@settings(deadline=None, max_examples=25)
@given(several_shares, several_weights, st.randoms())
def test_shares_of_places_add_up_and_do_not_depend_on_the_order(shares, weights, shuffled):
    names = list(shares)
    shuffled.shuffle(names)
    band = band_around(weights)
    found = acceptability(shares, band, draws=2_000)
    ranks = np.array(list(found.ranks.values()))
    assert np.allclose(ranks.sum(axis=0), 1)
    assert np.allclose(ranks.sum(axis=1), 1)
    assert acceptability({name: shares[name] for name in names}, band, draws=2_000) == found


def test_an_answer_holds_to_three_digits():
    """Two offers and two criteria: the first wins while the first criterion weighs more than half, of 0.45 to 0.65."""
    shares = {"A": {"a": 1, "b": 0}, "B": {"a": 0, "b": 1}}
    found = acceptability(shares, band_around({"a": 55, "b": 45}))
    assert found.error < 0.0005
    assert found.ranks["A"] == pytest.approx((0.75, 0.25), abs=0.0015)
    assert found.central["A"] == pytest.approx({"a": 0.575, "b": 0.425}, abs=0.001)
    assert found.central["B"] == pytest.approx({"a": 0.475, "b": 0.525}, abs=0.001)


def test_equals_share_their_places_also_where_only_the_band_makes_them_equal():
    """With c fixed at 0.2, A and B differ by the same on everything that can move, and by the opposite on c."""
    shares = {
        "A": {"a": Fraction(6, 10), "b": Fraction(4, 10), "c": 0},
        "B": {"a": Fraction(5, 10), "b": Fraction(3, 10), "c": Fraction(4, 10)},
        "C": {"a": 0, "b": 0, "c": 0},
    }
    band = {"a": (0, 1), "b": (0, 1), "c": (Fraction(1, 5), Fraction(1, 5))}
    found = acceptability(shares, band, draws=1_000)
    assert found.ranks == {"A": (0.5, 0.5, 0.0), "B": (0.5, 0.5, 0.0), "C": (0.0, 0.0, 1.0)}
    assert found.central["A"] == found.central["B"]
    assert found.central["C"] is None


def test_fixed_weights_give_the_ranking_itself():
    shares = {"A": {"a": 1, "b": 0}, "B": {"a": 0, "b": 1}}
    found = acceptability(shares, band_around({"a": 60, "b": 40}, 0), draws=10)
    assert found.ranks == {"A": (1.0, 0.0), "B": (0.0, 1.0)}
    assert found.error == 0
    assert acceptability({}, band_around({"a": 60, "b": 40})).ranks == {}


# ── without somebody ─────────────────────────────────────────────────────────
def test_when_the_cheapest_leaves_the_others_change_places_under_a_relative_formula():
    """50 points by the rule of three: beside A the price of B is worth 12.5 points more than that of C, without A 25."""
    offers = {"A": offer(50, 0), "B": offer(100, 4), "C": offer(200, 8)}
    relative = without_each_offer(offers, method(PriceFormula.RULE_OF_THREE, price=50, quality=50))
    assert {left: (each.swaps, each.winner_changes) for left, each in relative.items()} == {
        "A": ((("C", "B"),), True),
        "B": ((), False),
        "C": ((), False),
    }
    assert [(each.offer, each.total) for each in relative["A"].ranking.placed] == [("B", 70), ("C", 65)]
    absolute = without_each_offer(offers, method(price=50, quality=50))
    assert not any(each.swaps or each.winner_changes for each in absolute.values())


def test_without_one_assessor_another_may_win():
    offers = {"A": offer(1000, 0), "B": offer(1000, 0)}
    marks = {
        "W": {"A": {"quality": 6}, "B": {"quality": 7}},
        "X": {"A": {"quality": 6}, "B": {"quality": 7}},
        "Y": {"A": {"quality": 10}, "B": {"quality": 2}},
    }
    found = without_each_assessor(offers, marks, method())
    assert {left: (each.winner_changes, each.ranking.winner) for left, each in found.items()} == {
        "W": (False, "A"),
        "X": (False, "A"),
        "Y": (True, "B"),
    }
    assert without_each_assessor(offers, {"W": marks["W"]}, method()) == {}


# ── paradoxes ────────────────────────────────────────────────────────────────
EVEN = {"cheap": offer(50, 5), "middle": offer(75, "7.5"), "good": offer(100, 10)}


def test_of_three_even_offers_the_middle_one_never_wins_under_the_rule_of_three():
    by = method(PriceFormula.RULE_OF_THREE, price=50, quality=50)
    assert [(each.offer, str(each.printed)) for each in ranking(EVEN, by).placed] == [
        ("good", "75.00"),
        ("cheap", "75.00"),
        ("middle", "70.83"),
    ]
    assert middle_never_wins(EVEN, by) == ["middle"]
    assert middle_never_wins(EVEN, method(PriceFormula.LINEAR_FROM_LOWEST, price=50, quality=50)) == []
    assert middle_never_wins(EVEN, method(price=50, quality=50)) == []
    assert middle_never_wins(EVEN, method(PriceFormula.AWARD_ON_VALUE)) == []


def test_an_offer_that_another_beats_on_everything_is_no_paradox():
    shares = {"A": {"p": 1, "q": 1}, "B": {"p": Fraction(1, 2), "q": Fraction(1, 2)}}
    assert never_first(shares, {"p": 1, "q": 1}, "p") == []


def test_a_hopeless_cheap_offer_swaps_the_winner_under_relative_formulas_only():
    offers = {"cheap": offer(100, 4), "good": offer(160, 7)}
    by = method(PriceFormula.RULE_OF_THREE, price=40, quality=60)
    assert ranking(offers, by).winner == "good"
    close = {"cheap": offer(100, 5), "good": offer(160, 7)}
    assert ranking(close, by).winner == "cheap"
    swap = hopeless_swap(close, by)
    assert (swap.winner, swap.instead_of) == ("good", "cheap")
    assert ranking({**close, "new": offer(swap.price, 0)}, by).winner == "good"
    assert hopeless_swap(close, method(price=40, quality=60)) is None
    assert hopeless_swap(close, method(PriceFormula.AWARD_ON_VALUE)) is None


@settings(deadline=None)
@given(several_offers, methods)
@example({"A": offer(1, 3), "B": offer(6, "5.5")}, method(PriceFormula.RULE_OF_THREE, price=20, quality=34, ties=()))
def test_a_swap_that_is_found_is_one(offers, by):
    swap = hopeless_swap(offers, by)
    if swap is None:
        return
    assert by.price.is_relative
    assert ranking(offers, by).winner == swap.instead_of
    after = ranking({**offers, "new": offer(swap.price, 0)}, by)
    assert (after.winner, swap.instead_of != swap.winner) == (swap.winner, True)


@settings(deadline=None, max_examples=60)
@given(several_offers.filter(lambda offers: len(offers) > 1), methods, st.integers(1, 3000))
def test_a_swap_that_a_newcomer_makes_is_found(offers, by, price):
    """Any newcomer without quality that changes the winner without winning shows that one can."""
    before, after = ranking(offers, by), ranking({**offers, "new": offer(price, 0)}, by)
    totals_before, totals_after = ([each.total for each in found.placed] for found in (before, after))
    if by.is_on_value or len(set(totals_before[:2])) == 1 or len(set(totals_after[:2])) == 1:
        return  # level: who wins is for the chain
    if after.winner not in {"new", before.winner}:
        assert hopeless_swap(offers, by) is not None


def test_the_paradoxes_of_three_imagined_offers_are_flagged():
    by = method(PriceFormula.RULE_OF_THREE, price=50, quality=50)
    offers = {"cheap": offer(50, 0), "middle": offer(100, 4), "good": offer(200, 8)}
    assert paradoxes(offers, by) == (Paradox.ORDER_DEPENDS_ON_OTHERS, Paradox.MIDDLE_NEVER_WINS)
    assert paradoxes({"cheap": offer(100, 5), "good": offer(160, 7)}, by) == (Paradox.HOPELESS_OFFER_SWAPS,)
    assert paradoxes(EVEN, method(price=50, quality=50)) == ()
    assert hopeless_swap({"A": offer(1, 1)}, by) is None


def test_a_swap_says_at_which_price_who_wins_instead_of_whom():
    """A has 30 + 50; B, twice as dear, 50 and nothing for its price: beside a newcomer above 350 euros more than 30."""
    by = method(PriceFormula.LINEAR_BETWEEN, price=50, quality=50)
    assert hopeless_swap({"A": offer(100, 6), "B": offer(200, 10)}, by) == Swap(
        price=Decimal("377.78"), winner="B", instead_of="A"
    )
