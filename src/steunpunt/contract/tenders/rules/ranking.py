"""From marks and prices to the place of each offer, every step kept.

In this order: knock-outs, a price above the ceiling and marks below a minimum put an offer out; only then is the lowest price
taken, among those that are left. Totals are compared unrounded; rounding to `Method.places` is for print. Offers with the
same total are put in order by the chain that stands in the specifications; when it ends in a draw, the result says among whom,
and a draw that was held and recorded decides.

Award on value (gunnen op waarde) takes off each price the euros that the quality is worth: the lowest fictitious price wins.
Sources: procurement law leaves the method to the specifications; the municipal method that the tests follow was published with
the tender of the software catalogue of Dutch municipalities.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices.method import Exclusion, Paradox, PriceFormula, TieBreak
from steunpunt.contract.tenders.rules.exact import Number, rounded
from steunpunt.contract.tenders.rules.prices import PricePoints, PriceRule, price_points
from steunpunt.contract.tenders.rules.quality import Criterion, CriterionPoints, criterion_points, leaves
from steunpunt.contract.tenders.rules.ties import Equals, Tie, untied

PRICE = "price"
"""What the price is called among the criteria, where both are weighed."""
QUALITY_THEN_DRAW = (Tie(TieBreak.HIGHER_QUALITY), Tie(TieBreak.DRAW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How offers are judged, as the specifications say. Raises ValueError when it contradicts itself."""

    criteria: tuple[Criterion, ...]
    price: PriceRule
    ceiling: Decimal | None = None
    """A price above it, in euros, is out."""
    ties: tuple[Tie, ...] = QUALITY_THEN_DRAW
    places: int = 2
    """Of the totals, in print."""

    def __post_init__(self) -> None:
        ids = [each.id for top in self.criteria for each in _with_parts(top)]
        if len({*ids, PRICE}) != len(ids) + 1:
            raise ValueError("two criteria have the same name, or one is called after the price")
        if any(tie.by is TieBreak.CRITERION and tie.criterion not in ids for tie in self.ties):
            raise ValueError("a tie is decided by a criterion that there is not")

    @property
    def is_on_value(self) -> bool:
        return self.price.formula is PriceFormula.AWARD_ON_VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is judged of an offer."""

    price: Decimal
    """In euros, of the whole."""
    marks: Mapping[str, Number]
    """For every criterion without parts: the mean of the assessors, or the mark they agreed on. An offer that is knocked
    out may have none at all."""
    knocked_out: tuple[str, ...] = ()
    """Requirements that it does not meet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer is out; `about` names the requirement or the criterion."""

    why: Exclusion
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    offer: str
    reasons: tuple[Reason, ...]
    quality: tuple[CriterionPoints, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An offer with its place, and every figure that led there."""

    offer: str
    place: int
    """From 1. Offers among which a draw is still to be held share theirs."""
    total: Fraction
    """In points; under award on value the fictitious price in euros."""
    printed: Decimal
    quality: tuple[CriterionPoints, ...]
    quality_points: Fraction
    """Under award on value: the euros that are taken off."""
    price: Decimal
    price_points: PricePoints | None
    """None under award on value."""
    decided_by: tuple[Tie, ...] = ()
    """What put it above or below others with the same total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    placed: tuple[Placed, ...]
    """By place; those that share one, by name."""
    excluded: tuple[Excluded, ...]
    draws_needed: tuple[tuple[str, ...], ...] = ()
    """Offers among which a draw must be held."""
    undecided: tuple[tuple[str, ...], ...] = ()
    """Offers that stay equal, where the chain knows no draw."""
    flags: tuple[Paradox, ...] = ()

    @property
    def winner(self) -> str | None:
        """None when there is no offer, or when first place is still to be decided."""
        first = [each.offer for each in self.placed if each.place == 1]
        return first[0] if len(first) == 1 else None

    def order(self) -> dict[str, int]:
        """The place of each offer that has one."""
        return {each.offer: each.place for each in self.placed}


def ranking(offers: Mapping[str, Offer], method: Method, *, draws: Sequence[Sequence[str]] = ()) -> Ranking:
    """The places of all offers of a lot.

    `draws`: what was drawn, each the names in the order in which they came out. A draw counts among exactly the offers that it
    was held for. Raises KeyError for a missing mark, ValueError for a mark outside its scale or a price the formula refuses.
    """
    quality = {
        name: tuple(
            criterion_points(criterion, offer.marks)
            for criterion in method.criteria
            if offer.marks or not offer.knocked_out
        )
        for name, offer in sorted(offers.items())
    }
    reasons = {name: _reasons(offers[name], quality[name], method) for name in quality}
    left = [name for name in quality if not reasons[name]]
    prices = {name: offers[name].price for name in left}
    points: Mapping[str, PricePoints] = {} if method.is_on_value else price_points(prices, method.price)
    judged = {name: _placed(name, offers[name], quality[name], points.get(name), method) for name in left}
    groups = _in_order(judged, method, draws)
    is_alone = len(left) == 1 and method.price.is_relative
    return Ranking(
        placed=tuple(_with_places(judged, groups)),
        excluded=tuple(
            Excluded(offer=name, reasons=reasons[name], quality=quality[name]) for name in quality if reasons[name]
        ),
        draws_needed=tuple(group.names for group in groups if group.needs_draw),
        undecided=tuple(group.names for group in groups if len(group.names) > 1 and not group.needs_draw),
        flags=(Paradox.ONE_OFFER_FULL_POINTS,) if is_alone else (),
    )


def lot_rankings(
    offers: Mapping[str, Mapping[str, Offer]],
    methods: Mapping[str, Method],
    *,
    draws: Mapping[str, Sequence[Sequence[str]]] | None = None,
) -> dict[str, Ranking]:
    """The ranking of every lot, each by its own method."""
    return {lot: ranking(bids, methods[lot], draws=(draws or {}).get(lot, ())) for lot, bids in offers.items()}


def shares(placed: Sequence[Placed], method: Method) -> dict[str, dict[str, Fraction]]:
    """Of each offer, which part it has of the points for each criterion without parts and for the price (`PRICE`)."""
    if method.is_on_value:
        raise ValueError("under award on value nothing weighs against anything: both are euros")
    found = {}
    for each in placed:
        row = {one.criterion.id: one.share for top in each.quality for one in top.all() if not one.parts}
        points, weight = each.price_points, Fraction(method.price.weight)
        found[each.offer] = row | {PRICE: points.points / weight if points and weight else Fraction(0)}
    return found


def weights(method: Method) -> dict[str, Fraction]:
    """What each criterion without parts and the price weigh of the whole; together 1. Raises ValueError on value, as above."""
    if method.is_on_value:
        raise ValueError("under award on value nothing weighs against anything: both are euros")
    found = {leaf.id: Fraction(leaf.weight) for leaf in leaves(method.criteria)} | {
        PRICE: Fraction(method.price.weight)
    }
    whole = sum(found.values(), Fraction(0))
    if not whole:
        raise ValueError("nothing weighs anything")
    return {name: weight / whole for name, weight in found.items()}


def _with_parts(criterion: Criterion) -> list[Criterion]:
    return [criterion, *(each for part in criterion.parts for each in _with_parts(part))]


def _reasons(offer: Offer, quality: Sequence[CriterionPoints], method: Method) -> tuple[Reason, ...]:
    found = [Reason(Exclusion.KNOCKED_OUT, about) for about in offer.knocked_out]
    if method.ceiling is not None and offer.price > method.ceiling:
        found.append(Reason(Exclusion.ABOVE_CEILING))
    for each in (one for top in quality for one in top.all()):
        minimum = each.criterion.minimum
        if minimum is not None and each.mark < minimum:
            found.append(Reason(Exclusion.BELOW_MINIMUM, each.criterion.id))
    return tuple(found)


def _placed(
    name: str, offer: Offer, quality: tuple[CriterionPoints, ...], points: PricePoints | None, method: Method
) -> Placed:
    worth = sum((each.points for each in quality), Fraction(0))
    total = Fraction(offer.price) - worth if points is None else worth + points.points
    return Placed(
        offer=name,
        place=0,
        total=total,
        printed=rounded(total, method.places),
        quality=quality,
        quality_points=worth,
        price=offer.price,
        price_points=points,
    )


def _in_order(judged: Mapping[str, Placed], method: Method, draws: Sequence[Sequence[str]]) -> list[Equals]:
    """Groups of equals, the best first."""
    by_total: dict[Fraction, list[str]] = {}
    for name, each in judged.items():
        by_total.setdefault(each.total, []).append(name)

    def measure(name: str, tie: Tie) -> Fraction:
        each = judged[name]
        if tie.by is TieBreak.LOWEST_PRICE:
            return Fraction(each.price)
        if tie.by is TieBreak.HIGHER_QUALITY:
            return -each.quality_points
        return -next(one.points for top in each.quality for one in top.all() if one.criterion.id == tie.criterion)

    totals = sorted(by_total, reverse=not method.is_on_value)
    return [group for total in totals for group in untied(by_total[total], method.ties, measure, draws)]


def _with_places(judged: Mapping[str, Placed], groups: Sequence[Equals]) -> Iterator[Placed]:
    place = 1
    for group in groups:
        for name in group.names:
            yield replace(judged[name], place=place, decided_by=group.decided_by)
        place += len(group.names)
