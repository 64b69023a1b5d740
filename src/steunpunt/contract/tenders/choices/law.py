"""Kinds of what the law says about public contracts; their words stand in `choices.law_words`."""

from enum import StrEnum


class Certainty(StrEnum):
    """How sure we are of what a table says."""

    SEEN = "seen"
    """Read in the source that is named, on the day that is named."""
    KNOWN = "known"
    """From general knowledge: to be checked before somebody relies on it."""
    UNSETTLED = "unsettled"
    """Can be read in more than one way, or depends on a text that was not read."""


class Regime(StrEnum):
    """Under which act a contract is placed: the one in force when it is published."""

    ACT_1993 = "act_1993"
    ACT_2006 = "act_2006"
    ACT_2016 = "act_2016"


class Authority(StrEnum):
    """For which kind of contracting authority a threshold holds."""

    LOCAL = "local"
    CENTRAL = "central"


class Amount(StrEnum):
    """An amount on which rules depend, in euros without VAT."""

    EU_LOCAL = "eu_local"
    """Supplies and services of local boards."""
    EU_CENTRAL = "eu_central"
    EU_WORKS = "eu_works"
    EU_LIGHT = "eu_light"
    """Social and other specific services."""
    UNPUBLISHED = "unpublished"
    """Below it, the procedure without prior publication needs no other ground."""
    INVOICE = "invoice"
    """Below it, an accepted invoice will do."""


class Stage(StrEnum):
    """For what a least time holds."""

    REQUESTS = "requests"
    OFFERS = "offers"


class Point(StrEnum):
    """What the buyer is warned of. The platform decides none of it."""

    OLD_LAW = "old_law"
    NO_AMOUNT = "no_amount"
    AMOUNT_UNCHECKED = "amount_unchecked"
    UNPUBLISHED_ABOVE = "unpublished_above"
    NEGOTIATED_ABOVE = "negotiated_above"
    SHORT_OFFERS = "short_offers"
    SHORT_REQUESTS = "short_requests"
    LONG_FRAMEWORK = "long_framework"
    MAXIMUM_ABOVE = "maximum_above"
    MAXIMUM_OVER_ESTIMATE = "maximum_over_estimate"
    MAXIMUM_IN_UNITS = "maximum_in_units"
    ABNORMAL_MANY = "abnormal_many"
    STANDSTILL_LAST_DAY = "standstill_last_day"
    STANDSTILL_WORKS = "standstill_works"
    USERS_NAMED = "users_named"
    NO_SELECTION = "no_selection"


ABOUT_MAXIMUM = frozenset({Point.MAXIMUM_ABOVE, Point.MAXIMUM_OVER_ESTIMATE, Point.MAXIMUM_IN_UNITS})
"""What a buyer still has to look at when the lot is awarded: the standstill hangs on it."""


class Phase(StrEnum):
    PREPARING = "preparing"
    PUBLICATION = "publication"
    OFFERS = "offers"
    OPENING = "opening"
    JUDGING = "judging"
    AWARD = "award"
    CONCLUSION = "conclusion"


class StepCode(StrEnum):
    """Steps of the check list. A code that was ticked stands in the database: it is never given another meaning."""

    NEEDS = "needs"
    BOARDS = "boards"
    ESTIMATE = "estimate"
    LOTS = "lots"
    REASONS = "reasons"
    CRITERIA = "criteria"
    MAXIMUM = "maximum"
    APPROVED = "approved"
    OFFICERS = "officers"
    PUBLISHED = "published"
    NOTICE = "notice"
    INVITED = "invited"
    SELECTED = "selected"
    TIME = "time"
    ANSWERED = "answered"
    OPENED = "opened"
    DECLARED = "declared"
    EXCLUSION = "exclusion"
    REGULARITY = "regularity"
    FROZEN = "frozen"
    PRICES = "prices"
    LOW_PRICES = "low_prices"
    DECIDED = "decided"
    TOLD = "told"
    STANDSTILL = "standstill"
    OBJECTIONS = "objections"
    VALID = "valid"
    CONCLUDED = "concluded"
    AWARD_NOTICE = "award_notice"
