"""Kinds of how offers are judged (beoordelingsmethode)."""

from enum import StrEnum


class PriceFormula(StrEnum):
    """How a price becomes points (prijsformule)."""

    ABSOLUTE_RANGE = "absoluut_bereik"
    """Between a ceiling and a floor that both stand in the specifications: no other offer has a say in it."""
    AWARD_ON_VALUE = "gunnen_op_waarde"
    """Quality is worth euros, which are taken off the price: no points."""
    RULE_OF_THREE = "regel_van_drie"
    LINEAR_FROM_LOWEST = "lineair_min"
    LINEAR_BETWEEN = "lineair_minmax"
    LOGARITHMIC = "logaritmisch"


RELATIVE = frozenset(
    {
        PriceFormula.RULE_OF_THREE,
        PriceFormula.LINEAR_FROM_LOWEST,
        PriceFormula.LINEAR_BETWEEN,
        PriceFormula.LOGARITHMIC,
    }
)
"""The points of an offer depend on the prices of others."""


class TieBreak(StrEnum):
    """What decides between offers with the same total (bij gelijke stand)."""

    LOWEST_PRICE = "lowest_price"
    HIGHER_QUALITY = "higher_quality"
    CRITERION = "criterion"
    """More points for one criterion, which is named."""
    DRAW = "draw"


class Exclusion(StrEnum):
    """Why an offer has no place in the ranking."""

    KNOCKED_OUT = "knocked_out"
    ABOVE_CEILING = "above_ceiling"
    BELOW_MINIMUM = "below_minimum"


class Paradox(StrEnum):
    """What a method does that whoever chose it may not expect."""

    ONE_OFFER_FULL_POINTS = "one_offer_full_points"
    """A single offer has all points for its price, whatever it asks."""
    ORDER_DEPENDS_ON_OTHERS = "order_depends_on_others"
    """When some offer leaves, the order of those that stay changes."""
    MIDDLE_NEVER_WINS = "middle_never_wins"
    """An offer that no other beats on both price and quality is first at no weight of the price."""
    HOPELESS_OFFER_SWAPS = "hopeless_offer_swaps"
    """One more offer, which cannot win, makes another one win."""


class AbnormalReading(StrEnum):
    """Which offers are left out of the mean that a price must not lie far below."""

    LOWEST_AND_HIGHEST = "lowest_and_highest"
    QUARTER_AT_EACH_END = "quarter_at_each_end"
    QUARTER_TOGETHER = "quarter_together"
    """The lowest, and so many of the highest that they are a quarter together."""


class TierKind(StrEnum):
    """For what the price of a tier holds (staffel of prijs per schijf)."""

    ALL_UNITS = "all_units"
    INCREMENTAL = "incremental"
    """Each slice of the volume at its own price."""


class Holiday(StrEnum):
    """The legal holidays of Belgium (wettelijke feestdagen)."""

    NEW_YEAR = "new_year"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"
