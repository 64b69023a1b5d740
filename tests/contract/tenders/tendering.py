"""Offers and methods for tests: short to write, and drawn by hypothesis."""

from decimal import Decimal

from hypothesis import strategies as st

from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.rules.prices import PriceRule
from steunpunt.contract.tenders.rules.quality import Criterion
from steunpunt.contract.tenders.rules.ranking import Method, Offer, Tie

ABSOLUTE = {"ceiling": Decimal(1000), "floor": Decimal(100)}
NEEDS = {PriceFormula.ABSOLUTE_RANGE: ABSOLUTE, PriceFormula.LOGARITHMIC: {"base": Decimal("2.5")}}
ON_POINTS = [formula for formula in PriceFormula if formula is not PriceFormula.AWARD_ON_VALUE]


def rule(formula=PriceFormula.ABSOLUTE_RANGE, weight=40, **more):
    return PriceRule(formula=formula, weight=Decimal(weight), **NEEDS.get(formula, {}), **more)


def method(formula=PriceFormula.ABSOLUTE_RANGE, *, price=40, quality=60, **more):
    return Method(criteria=(Criterion(id="quality", weight=Decimal(quality)),), price=rule(formula, price), **more)


def offer(price, quality, **more):
    return Offer(price=Decimal(price), marks={"quality": Decimal(quality)}, **more)


prices = st.integers(1, 1200).map(Decimal)
marks = st.integers(0, 20).map(lambda half: Decimal(half) / 2)
several_offers = st.dictionaries(st.sampled_from("ABCDEFG"), st.builds(offer, prices, marks), min_size=1)
methods = st.builds(
    method,
    st.sampled_from(list(PriceFormula)),
    price=st.integers(1, 100),
    quality=st.integers(1, 100),
    ties=st.sampled_from(
        [
            (),
            (Tie(TieBreak.LOWEST_PRICE), Tie(TieBreak.DRAW)),
            (Tie(TieBreak.HIGHER_QUALITY), Tie(TieBreak.LOWEST_PRICE)),
            (Tie(TieBreak.CRITERION, "quality"), Tie(TieBreak.DRAW)),
        ]
    ),
)
