"""What an order commits to in each financial year, to the cent: the years add up to the whole."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.frameworks.values import RECURRING, Charge
from steunpunt.contract.frameworks.values.pricing import number_of_charges
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.rounding import largest_remainder, rounded


def by_year(amount: Euros, charge: Charge, start: date, until: date | None) -> dict[int, Euros]:
    """An amount over the calendar years in which it is paid, each part by itself; what is paid once, in the year of its day.

    A recurring amount goes by how many times a year pays its price; what is lost in rounding goes by largest remainders.
    """
    if charge not in RECURRING or until is None or until <= start:
        return {start.year: amount}
    weights = {
        year: number_of_charges(charge, max(start, date(year, 1, 1)), min(until, date(year, 12, 31)))
        for year in range(start.year, until.year + 1)
    }
    suppliers, supports = _in_cents(amount.supplier, weights), _in_cents(amount.support, weights)
    return {year: Euros(_euros(suppliers[year]), _euros(supports[year])) for year in weights}


def revised(
    more: Euros, charge: Charge, quantity: int, ends: Sequence[tuple[date, int]], since: date, until: date
) -> dict[int, Euros]:
    """What a service commits to more in each year when it costs so much more each time, for all its units, from a day on.

    `ends` are last days with the units that end on them: what ended costs nothing more.
    """

    def times(start: date, end: date) -> Fraction:
        gone = sum(
            (units * number_of_charges(charge, max(start, last + timedelta(days=1)), end) for last, units in ends),
            Fraction(0),
        )
        return number_of_charges(charge, start, end) - gone / quantity

    return {
        year: more.times(times(max(since, date(year, 1, 1)), min(until, date(year, 12, 31))))
        for year in range(since.year, until.year + 1)
    }


def _in_cents(amount: Decimal, weights: Mapping[int, Fraction]) -> dict[int, int]:
    return largest_remainder(int(amount * 100), weights)


def _euros(cents: int) -> Decimal:
    return rounded(Fraction(cents, 100), 2)
