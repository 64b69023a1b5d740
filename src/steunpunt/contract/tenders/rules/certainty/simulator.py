"""What a method does that whoever chose it may not expect, tried on imagined offers before anything is published.

A hopeless offer cannot win, but under a relative formula its price is the lowest or the highest, and so it moves the points of
all others, of some more than of others. For the price p of such a newcomer every total is a straight line in a number g that
goes with p, cut off at nought; the winner changes only where two of these lines cross:

    regel_van_drie    g = p                      lowest / P             = g / P
    lineair_min       g = 1 / p                  2 - P / lowest         = 2 - P g
    logaritmisch      g = ln p                   1 - ln(P / lowest)/lnA = 1 - ln P / ln A + g / ln A
    lineair_minmax    g = 1 / (highest - p)      a lowest newcomer:       (highest - P) g
                      g = 1 / (p - lowest)       a highest newcomer:      1 - (P - lowest) g
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor

from steunpunt.contract.tenders.choices.method import Paradox, PriceFormula
from steunpunt.contract.tenders.rules.certainty.leaving import without_each_offer
from steunpunt.contract.tenders.rules.certainty.tipping import never_first
from steunpunt.contract.tenders.rules.exact import Number, logarithm, power_of_e, rounded
from steunpunt.contract.tenders.rules.prices import PriceRule
from steunpunt.contract.tenders.rules.ranking import PRICE, Method, Offer, Placed, ranking, shares, weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A newcomer at this price does not win, but makes `winner` win where `instead_of` did."""

    price: Decimal
    """In euros: of all such prices one near to those of the offers that are there."""
    winner: str
    instead_of: str


def paradoxes(offers: Mapping[str, Offer], method: Method) -> tuple[Paradox, ...]:
    """Which of the known paradoxes these offers show under this method."""
    found = list(ranking(offers, method).flags)
    if any(without.swaps for without in without_each_offer(offers, method).values()):
        found.append(Paradox.ORDER_DEPENDS_ON_OTHERS)
    if middle_never_wins(offers, method):
        found.append(Paradox.MIDDLE_NEVER_WINS)
    if hopeless_swap(offers, method):
        found.append(Paradox.HOPELESS_OFFER_SWAPS)
    return tuple(found)


def middle_never_wins(offers: Mapping[str, Offer], method: Method) -> list[str]:
    """The offers between a cheaper and a better one that are first at no weight of the price at all."""
    if method.is_on_value or not method.criteria:
        return []
    return never_first(shares(ranking(offers, method).placed, method), weights(method), PRICE)


def hopeless_swap(offers: Mapping[str, Offer], method: Method, *, quality: Number = 0) -> Swap | None:
    """Whether one more offer, with so many points for quality and so few points in all that it does not win, swaps the winner.

    None when it cannot at any price, as under the absolute formula and award on value. Rounding of points and ties are left
    aside: who wins, wins outright.
    """
    placed = ranking(offers, method).placed
    if not method.price.is_relative or len(placed) < 2:
        return None
    exact = {each.offer: each.quality_points + each.price_points.unrounded for each in placed if each.price_points}
    before = _outright(exact)
    if before is None:
        return None
    for reach in _reaches(placed, method.price):
        for price in reach.tries(placed, Fraction(method.price.weight), Fraction(quality)):
            g = reach.place(price)
            totals = {
                each.offer: each.quality_points + Fraction(method.price.weight) * reach.share(each, g)
                for each in placed
            }
            own = Fraction(quality) + Fraction(method.price.weight) * reach.newcomer
            winner = _outright(totals)
            if winner is not None and winner != before and own < totals[winner]:
                return Swap(price=rounded(price, 2), winner=winner, instead_of=before)
    return None


def _outright(totals: Mapping[str, Fraction]) -> str | None:
    most = max(totals.values())
    first = [name for name, total in totals.items() if total == most]
    return first[0] if len(first) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """All prices of a newcomer below, or above, those that are there."""

    nearest: Fraction
    """g of the price nearest to those that are there."""
    furthest: Fraction | None
    """None: without end, in the direction of `step`."""
    step: int
    line: Callable[[Placed], tuple[Fraction, Fraction]]
    """The share of an offer for its price is the first plus the second times g, not below nothing."""
    newcomer: Fraction
    price: Callable[[Fraction], Fraction]
    place: Callable[[Fraction], Fraction]
    """g of a price."""

    def share(self, each: Placed, g: Fraction) -> Fraction:
        start, slope = self.line(each)
        return max(start + slope * g, Fraction(0))

    def tries(self, placed: tuple[Placed, ...], weight: Fraction, quality: Fraction) -> Iterator[Fraction]:
        """Prices in whole cents between each two places where something may change, from the nearest on."""
        lines = [(quality + weight * self.newcomer, Fraction(0))]
        for each in placed:
            start, slope = self.line(each)
            lines += [(each.quality_points + weight * start, weight * slope), (each.quality_points, Fraction(0))]
        crossings = {
            (other[0] - one[0]) / (one[1] - other[1]) for one, other in combinations(lines, 2) if one[1] != other[1]
        }
        within = sorted((g for g in crossings if self._is_within(g)), reverse=self.step < 0)
        last = self.furthest if self.furthest is not None else (within[-1] if within else self.nearest) + self.step
        for one, other in pairwise([self.nearest, *within, last]):
            cents = self.price(one + (other - one) / 10) * 100
            around = sorted({floor(cents), ceil(cents)}, key=lambda whole: abs(whole - cents))
            for price in (Fraction(whole, 100) for whole in around if whole > 0):
                if (self.place(price) - self.nearest) * self.step >= 0:
                    yield price

    def _is_within(self, g: Fraction) -> bool:
        beyond = (g - self.nearest) * self.step > 0
        return beyond and (self.furthest is None or (self.furthest - g) * self.step > 0)


def _reaches(placed: tuple[Placed, ...], rule: PriceRule) -> Iterator[_Reach]:
    prices = [Fraction(each.price) for each in placed]
    lowest, highest = min(prices), max(prices)
    one, none = Fraction(1), Fraction(0)
    match rule.formula:
        case PriceFormula.RULE_OF_THREE:
            yield _Reach(
                nearest=lowest,
                furthest=none,
                step=-1,
                line=lambda each: (none, 1 / Fraction(each.price)),
                newcomer=one,
                price=lambda g: g,
                place=lambda price: price,
            )
        case PriceFormula.LINEAR_FROM_LOWEST:
            yield _Reach(
                nearest=1 / lowest,
                furthest=None,
                step=1,
                line=lambda each: (Fraction(2), -Fraction(each.price)),
                newcomer=one,
                price=lambda g: 1 / g,
                place=lambda price: 1 / price,
            )
        case PriceFormula.LOGARITHMIC:
            base = logarithm(Fraction(rule.base or 0))
            yield _Reach(
                nearest=logarithm(lowest),
                furthest=None,
                step=-1,
                line=lambda each: (1 - logarithm(Fraction(each.price)) / base, 1 / base),
                newcomer=one,
                price=power_of_e,
                place=logarithm,
            )
        case PriceFormula.LINEAR_BETWEEN if highest > lowest:
            yield _Reach(
                nearest=1 / (highest - lowest),
                furthest=1 / highest,
                step=-1,
                line=lambda each: (none, highest - Fraction(each.price)),
                newcomer=one,
                price=lambda g: highest - 1 / g,
                place=lambda price: 1 / (highest - price),
            )
            yield _Reach(
                nearest=1 / (highest - lowest),
                furthest=none,
                step=-1,
                line=lambda each: (one, lowest - Fraction(each.price)),
                newcomer=none,
                price=lambda g: lowest + 1 / g,
                place=lambda price: 1 / (price - lowest),
            )
        case _:
            return
