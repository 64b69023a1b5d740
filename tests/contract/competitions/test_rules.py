"""The sums: offers are placed as tenders place theirs, whatever their order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.contract.competitions.rules import comparing, envelopes
from steunpunt.contract.competitions.rules.comparing import Entry
from steunpunt.contract.competitions.values import AskedLine, Request
from steunpunt.contract.frameworks.rules import terms as terms_rules
from steunpunt.contract.frameworks.values import Charge, Choosing, Comparison, Lot, PriceFormula, QualityCriterion
from steunpunt.contract.tenders.rules import prices as tender_prices
from steunpunt.contract.tenders.rules import ranking as tender_ranking
from steunpunt.contract.tenders.rules.quality import Criterion
from tests.factories.ordering import terms

COMPARISON = Comparison(
    price_weight=Decimal(60),
    criteria=(
        QualityCriterion(code="K1", title="Plan", weight=Decimal(25), meaning="Hoe"),
        QualityCriterion(code="K2", title="Hulp", weight=Decimal(15), meaning="Wie"),
    ),
)
LAPTOPS = AskedLine(
    item_id=1,
    code="LT",
    title="Laptop",
    unit="stuks",
    charge=Charge.ONCE,
    quantity=10,
    most={7: Decimal(8000), 8: Decimal(7800)},
)
SERVICE = AskedLine(
    item_id=2,
    code="ON",
    title="Onderhoud",
    unit="stuks",
    charge=Charge.MONTHLY,
    quantity=10,
    counts_from=date(2011, 4, 1),
    counts_to=date(2011, 6, 30),
    most={7: Decimal(50), 8: Decimal(50)},
)
REQUEST = Request(title="Tien laptops", lines=(LAPTOPS, SERVICE), comparison=COMPARISON)


def entry(price: str, k1: str = "8", k2: str = "8") -> Entry:
    return Entry(price=Decimal(price), marks={"K1": Decimal(k1), "K2": Decimal(k2)})


def test_a_price_counts_quantities_and_what_recurs_until_the_contract_ends():
    assert comparing.times(SERVICE) == 3
    assert comparing.price_of(REQUEST, {1: Decimal(750), 2: Decimal("4.50")}) == Decimal("7635.00")
    assert comparing.list_price(REQUEST, 7) == Decimal("8150.00")


def test_no_price_lies_above_the_suppliers_own_list_to_a_hundredth_of_a_cent():
    third = replace(LAPTOPS, quantity=3, most={7: Decimal(10)})
    request = replace(REQUEST, lines=(third,))
    assert comparing.most_for_one(third, 7) == Decimal("3.3333")
    assert comparing.above_list(request, {1: Decimal("3.3333")}, 7) == []
    assert comparing.above_list(request, {1: Decimal("3.3334")}, 7) == [third]
    assert comparing.above_list(REQUEST, {1: Decimal(790)}, 8) == [LAPTOPS]


def test_places_are_those_of_the_sums_of_tenders():
    entries = {"a": entry("7635", "8", "6"), "b": entry("7000", "6", "6"), "c": entry("7900", "9", "9")}
    criteria = (Criterion(id="K1", weight=25), Criterion(id="K2", weight=15))
    rule = tender_prices.PriceRule(formula=PriceFormula.RULE_OF_THREE, weight=60)
    offers = {name: tender_ranking.Offer(price=one.price, marks=one.marks) for name, one in entries.items()}
    theirs = tender_ranking.ranking(offers, tender_ranking.Method(criteria=criteria, price=rule, ties=comparing.TIES))
    assert comparing.places(REQUEST, COMPARISON, entries) == theirs
    assert theirs.order() == {"c": 1, "a": 2, "b": 3}


def test_every_step_of_a_place_is_kept_exactly():
    found = comparing.places(REQUEST, COMPARISON, {"a": entry("7000", "7.25", "10"), "b": entry("8000", "10", "10")})
    (a,) = (one for one in found.placed if one.offer == "a")
    assert (a.quality_points, a.price_points.points, a.total) == (
        Fraction("33.125"),
        Fraction(60),
        Fraction("93.125"),
    )


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3),
        st.tuples(st.integers(1, 900_000), st.integers(0, 1000), st.integers(0, 1000)),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
    st.sampled_from([one for one in PriceFormula if one is not PriceFormula.AWARD_ON_VALUE]),
)
def test_the_order_in_which_offers_come_changes_nothing(drawn, chance, formula):
    comparison = replace(COMPARISON, formula=formula, floor_share=Decimal("0.5"), spread=Decimal(3))
    entries = {
        name: Entry(price=Decimal(cents) / 100, marks={"K1": Decimal(one) / 100, "K2": Decimal(two) / 100})
        for name, (cents, one, two) in drawn.items()
    }
    names = list(entries)
    chance.shuffle(names)
    shuffled = {name: entries[name] for name in names}
    assert comparing.places(REQUEST, comparison, entries) == comparing.places(REQUEST, comparison, shuffled)


def test_the_absolute_formula_goes_from_the_highest_price_list_to_a_share_of_it():
    comparison = replace(COMPARISON, formula=PriceFormula.ABSOLUTE_RANGE, floor_share=Decimal("0.6"))
    rule = comparing.judging(REQUEST, comparison).price
    assert (rule.ceiling, rule.floor) == (Decimal("8150.00"), Decimal("4890.00"))


def test_equal_totals_go_to_quality_then_to_the_lowest_price_then_to_a_draw():
    equal = {"a": entry("7000"), "b": entry("7000")}
    assert comparing.places(REQUEST, COMPARISON, equal).draws_needed == (("a", "b"),)
    assert comparing.places(REQUEST, COMPARISON, equal, [["b", "a"]]).winner == "b"


def test_an_offer_that_was_put_aside_sets_no_lowest_price():
    entries = {"a": entry("7000"), "b": replace(entry("100"), is_aside=True)}
    found = comparing.places(REQUEST, COMPARISON, entries)
    assert [(one.offer, one.price_points.lowest) for one in found.placed] == [("a", Decimal(7000))]


def test_a_request_is_the_same_after_it_was_kept():
    assert envelopes.read(envelopes.as_data(REQUEST)) == REQUEST


# ── terms of the contract ────────────────────────────────────────────────────
def codes(**changed):
    comparison = replace(COMPARISON, **changed)
    lot = Lot(number=1, title="Laptops", choosing=Choosing.COMPETITION, comparison=comparison)
    return [reason.code for reason in terms_rules.unclear(terms(lots=(lot,)))]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, []),
        ({"price_weight": Decimal(50)}, ["weights"]),
        ({"price_weight": Decimal(0)}, ["weights", "weight"]),
        ({"formula": PriceFormula.AWARD_ON_VALUE}, ["formula"]),
        ({"formula": PriceFormula.ABSOLUTE_RANGE}, ["floor"]),
        ({"formula": PriceFormula.ABSOLUTE_RANGE, "floor_share": Decimal(1)}, ["floor"]),
        ({"formula": PriceFormula.ABSOLUTE_RANGE, "floor_share": Decimal("0.6")}, []),
        ({"formula": PriceFormula.LOGARITHMIC, "spread": Decimal(1)}, ["spread"]),
        ({"criteria": (COMPARISON.criteria[0], replace(COMPARISON.criteria[1], code="K1"))}, ["criteria"]),
        ({"criteria": (COMPARISON.criteria[0], replace(COMPARISON.criteria[1], meaning=" "))}, ["meanings"]),
        ({"least_days": 0}, ["least_days"]),
    ],
)
def test_what_cannot_be_in_a_comparison_is_said(changed, wrong):
    assert codes(**changed) == wrong


def test_terms_that_were_signed_before_comparisons_were_asked_are_read():
    data = terms_rules.as_data(terms(lots=(Lot(number=1, title="Laptops", choosing=Choosing.COMPETITION),)))
    del data["lots"][0]["comparison"]
    assert terms_rules.read(data).lots[0].comparison is None
