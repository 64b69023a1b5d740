"""Volumes over suppliers: never dearer than any other way to divide them, tried one by one."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import TierKind
from steunpunt.contract.tenders.rules.volumes.awarding import Award, Offer, Part, Tier, award
from steunpunt.contract.tenders.rules.volumes.splitting import Bought, Segment, Split, continued, split


# ── one volume ───────────────────────────────────────────────────────────────
def test_a_volume_is_split_where_that_is_cheapest():
    offers = {
        "a": [Segment(Decimal(5), most=60, setup=Decimal(10))],
        "b": continued([Segment(Decimal(7), most=50), Segment(Decimal("4.5"), most=200, least=50)]),
    }
    assert offers["b"][1].setup == 125
    assert split(100, offers) == Split({"b": Bought(1, Fraction(100), Fraction(575))})
    assert split(80, offers) == Split(
        {"a": Bought(0, Fraction(60), Fraction(310)), "b": Bought(0, Fraction(20), Fraction(140))}
    )
    assert split(80, offers).cost == 450


def test_what_nobody_can_deliver_is_not_split():
    assert split(100, {"a": [Segment(5, most=60)]}) is None
    assert split(10, {"a": [Segment(5, most=60, least=20)]}) is None
    assert split(10, {}) is None
    assert split(0, {"a": [Segment(5, most=60, setup=3)]}) == Split({})
    with pytest.raises(ValueError, match="below zero"):
        split(-1, {})


segments = st.builds(
    lambda price, least, room, setup: Segment(price, most=least + room, least=least, setup=setup),
    st.integers(1, 9), st.integers(0, 6), st.integers(0, 9), st.integers(0, 12),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 20), st.dictionaries(st.sampled_from("abc"), st.lists(segments, min_size=1, max_size=3)))
def test_no_other_split_in_whole_units_is_cheaper(requirement, offers):
    names = sorted(offers)
    ways = [[None, *range(len(offers[name]))] for name in names]
    costs = []
    for picked in product(*ways):
        used = [offers[name][place] for name, place in zip(names, picked, strict=True) if place is not None]
        left = requirement - sum(each.least for each in used)
        cost = sum(each.setup + each.least * each.price for each in used)
        for each in sorted(used, key=lambda each: each.price):
            more = min(max(left, 0), each.most - each.least)
            left, cost = left - more, cost + more * each.price
        if not left:
            costs.append(cost)
    found = split(requirement, offers)
    assert (found.cost if found else None) == (min(costs) if costs else None)


# ── many boards ──────────────────────────────────────────────────────────────
ALL_UNITS = Offer((Tier(0, {"mailbox": Decimal(5)}), Tier(100, {"mailbox": Decimal(3)})))
SLICES = Offer((Tier(0, {"mailbox": Decimal(5)}), Tier(100, {"mailbox": Decimal(1)})), TierKind.INCREMENTAL)


def test_boards_reach_a_tier_together():
    demands = {"Aa": {"mailbox": 60}, "Bb": {"mailbox": 40}, "Cc": {"mailbox": 10}}
    other = Offer((Tier(0, {"mailbox": Decimal(4)}),))
    assert award(demands, {"x": ALL_UNITS, "y": other}) == Award(
        {
            "x": Part(
                ("Aa", "Bb", "Cc"),
                Fraction(110),
                1,
                Fraction(0),
                {"Aa": Fraction(180), "Bb": Fraction(120), "Cc": Fraction(30)},
            )
        },
        bound=pytest.approx(330),
        is_proven=True,
    )
    apart = award({"Aa": {"mailbox": 60}, "Bb": {"mailbox": 30}}, {"x": ALL_UNITS, "y": other})
    assert (list(apart.parts), apart.cost) == (["y"], 360)


def test_with_prices_per_slice_what_lower_slices_cost_more_is_a_setup():
    found = award({"Aa": {"mailbox": 60}, "Bb": {"mailbox": 60}}, {"x": SLICES})
    assert found.parts["x"] == Part(
        ("Aa", "Bb"), Fraction(120), 1, Fraction(400), {"Aa": Fraction(60), "Bb": Fraction(60)}
    )
    assert found.cost == 100 * 5 + 20 * 1


def test_a_board_that_nobody_can_serve_has_no_award():
    assert award({"Aa": {"desk": 1}}, {"x": ALL_UNITS}) is None
    assert award({"Aa": {"mailbox": 99}}, {"x": Offer((Tier(100, {"mailbox": 3}),))}) is None
    assert award({"Aa": {"mailbox": 1}}, {}) is None
    assert award({}, {"x": ALL_UNITS}) == Award({}, 0.0, is_proven=True)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Offer(()),
        lambda: Offer((Tier(-1, {"a": 1}),)),
        lambda: Offer((Tier(0, {"a": 1}), Tier(0, {"a": 1}))),
        lambda: Offer((Tier(0, {"a": 1}), Tier(5, {"b": 1}))),
        lambda: Offer((Tier(0, {"a": 1}), Tier(5, {"a": 2}))),
        lambda: Offer((Tier(5, {"a": 1}),), TierKind.INCREMENTAL),
        lambda: Offer((Tier(0, {"a": 1, "b": 2}),), TierKind.INCREMENTAL),
    ],
)
def test_an_offer_that_cannot_be_read_one_way_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_slices_of_several_items_are_counted_in_turnover():
    prices = {"a": Decimal(2), "b": Decimal(10)}
    offer = Offer(
        (Tier(0, prices), Tier(100, {item: price * Decimal("0.9") for item, price in prices.items()})),
        TierKind.INCREMENTAL,
        counts=prices,
    )
    assert award({"Aa": {"a": 50, "b": 10}}, {"x": offer}).cost == 100 + 90


@st.composite
def questions(draw):
    items = ["a", "b"]
    amounts = st.fixed_dictionaries(dict.fromkeys(items, st.integers(0, 9)))
    demands = draw(st.dictionaries(st.sampled_from(["Aa", "Bb", "Cc", "Dd"]), amounts, min_size=1))
    return demands, draw(st.dictionaries(st.sampled_from("xyz"), _offers(items), min_size=1))


@st.composite
def _offers(draw, items):
    kind = draw(st.sampled_from(TierKind))
    starts = sorted(draw(st.sets(st.integers(1, 40), max_size=2)))
    first = 0 if kind is TierKind.INCREMENTAL else draw(st.sampled_from([0, 0, 0, 1]))
    lists = {item: draw(st.integers(20, 40)) for item in items}
    rates = sorted((draw(st.integers(50, 99)) for _ in starts), reverse=True)
    tiers = [Tier(first, lists)]
    for start, rate in zip((each + 1 for each in starts), rates, strict=True):
        tiers.append(Tier(start, {item: Decimal(price * rate) / 100 for item, price in lists.items()}))
    counts = lists if kind is TierKind.INCREMENTAL else {}
    return Offer(tuple(tiers), kind, counts)


@settings(deadline=None, max_examples=80)
@given(questions())
def test_no_other_award_is_cheaper(question):
    demands, offers = question
    costs = [_cost(demands, offers, served) for served in product(sorted(offers), repeat=len(demands))]
    possible = [cost for cost in costs if cost is not None]
    found = award(demands, offers)
    assert (found.cost if found else None) == (min(possible) if possible else None)
    assert found is None or found.is_proven


def _cost(demands, offers, served):
    """By the definition: every unit of volume at the price of its tier, or of its slice."""
    whole = Fraction(0)
    for name in set(served):
        offer = offers[name]
        boards = [demands[board] for board, by in zip(demands, served, strict=True) if by == name]
        amounts = {item: sum(board[item] for board in boards) for item in ("a", "b")}
        if offer.kind is TierKind.INCREMENTAL:
            turnover = sum(amounts[item] * price for item, price in offer.counts.items())
            rates = [Fraction(tier.prices["a"]) / offer.counts["a"] for tier in offer.tiers]
            ends = [*(tier.start for tier in offer.tiers[1:]), max(turnover, offer.tiers[-1].start)]
            for tier, rate, end in zip(offer.tiers, rates, ends, strict=True):
                whole += rate * max(min(turnover, end) - tier.start, 0)
            continue
        reached = [tier for tier in offer.tiers if tier.start <= sum(amounts.values())]
        if not reached:
            return None
        whole += sum(amounts[item] * Fraction(price) for item, price in reached[-1].prices.items())
    return whole
