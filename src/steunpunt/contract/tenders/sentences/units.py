"""Days, moments, amounts and counts as pages and papers of tenders write them."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import formats, timezone
from django.utils.translation import ngettext

from steunpunt.contract.tenders.rules.exact import rounded


def day(value: date | datetime) -> str:
    """The day here: a moment just after midnight is not of the day before."""
    here = timezone.localtime(value) if isinstance(value, datetime) else value
    return formats.date_format(here, "SHORT_DATE_FORMAT")


def moment(value: datetime) -> str:
    """Day and hour, in the time of the platform."""
    return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def euro(amount: Decimal) -> str:
    """To the cent: € 1.234,56."""
    return "€\u00a0" + formats.number_format(amount.quantize(Decimal("0.01")), 2, force_grouping=True)


def plain(number: Decimal) -> str:
    """With as many decimals as it has: 12,5."""
    exact = number.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return formats.number_format(exact, places, force_grouping=True)


def months(number: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": number}


def points(value: Fraction) -> str:
    """As printed: at most two decimals."""
    return plain(rounded(value, 2))


def percent(share: Fraction) -> str:
    return plain(rounded(share * 100, 1)) + "\u00a0%"


def days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}
