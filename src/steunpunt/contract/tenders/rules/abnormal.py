"""Prices that seem abnormally low: a warning light, never a decision.

Royal decree of 18 April 2017 (classic sectors), article 36, paragraph 4, as summarised in judgment 249.334 of the Council of
State (24 December 2020): with at least so many offers, a price so far below the mean, without the lowest and the highest when
there are few. The numbers stand in dated tables. It is an obligation for works, and for services in sectors sensitive to fraud,
where the price is the only criterion; everywhere else it is a reason to look.

For many offers a quarter of them is left out. The text of the decree was not read again: it may be a quarter at either
end, or the lowest and so many of the highest that they are a quarter together. Both are reckoned, and neither is called settled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices.method import AbnormalReading
from steunpunt.contract.tenders.rules.exact import mean
from steunpunt.contract.tenders.rules.law.tables import LowPrices


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one way to read the rule comes to; amounts in euros."""

    reading: AbnormalReading
    left_out: tuple[str, ...]
    mean: Fraction
    """Of the offers that are not left out."""
    limit: Fraction
    """A price of at most this much is flagged."""
    flagged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    offers: int
    readings: tuple[Reading, ...]
    """None with too few offers, one where the rule is clear, more where it is not."""

    @property
    def applies(self) -> bool:
        return bool(self.readings)

    @property
    def is_settled(self) -> bool:
        """Whether there is but one way to read it."""
        return len(self.readings) < 2

    @property
    def flagged(self) -> tuple[str, ...]:
        """What some reading flags: a light that comes on too often does less harm than one that does not."""
        return tuple(sorted({name for reading in self.readings for name in reading.flagged}))


def abnormally_low(prices: Mapping[str, Decimal], rule: LowPrices | None) -> Warned:
    """Which prices (euros, of the whole, of the offers that were selected) seem too low to be true, by the rule of the day; where
    none is known nothing is said.
    """
    count = len(prices)
    if rule is None or count < rule.least_offers:
        return Warned(offers=count, readings=())
    quarter = -(-count // 4)
    cuts = {AbnormalReading.LOWEST_AND_HIGHEST: (1, 1)}
    if count >= rule.many_offers:
        cuts = {
            AbnormalReading.QUARTER_AT_EACH_END: (quarter, quarter),
            AbnormalReading.QUARTER_TOGETHER: (1, quarter - 1),
        }
    readings = tuple(_reading(prices, reading, *cut, below=rule.below) for reading, cut in cuts.items())
    return Warned(offers=count, readings=readings)


def _reading(
    prices: Mapping[str, Decimal], reading: AbnormalReading, low: int, high: int, *, below: Fraction
) -> Reading:
    by_price = sorted(prices, key=lambda name: (prices[name], name))
    kept = by_price[low : len(by_price) - high]
    middle = mean(prices[name] for name in kept)
    limit = middle * (1 - below)
    return Reading(
        reading=reading,
        left_out=tuple(sorted(set(prices) - set(kept))),
        mean=middle,
        limit=limit,
        flagged=tuple(sorted(name for name, price in prices.items() if price <= limit)),
    )
