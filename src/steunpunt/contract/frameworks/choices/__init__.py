"""States and kinds of framework contracts."""

from enum import StrEnum


class FrameworkState(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    """Signed. Whether boards can order today also depends on its days."""
    STOPPED = "stopped"
    """Ended before its day, with a reason."""


class Charge(StrEnum):
    """How an item is paid."""

    ONCE = "once"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    USE = "use"
    """By what is used: the ordered quantity is an estimate."""


RECURRING = (Charge.MONTHLY, Charge.YEARLY)


class TierBasis(StrEnum):
    """Whose volume decides which price holds (staffel)."""

    ORDER = "order"
    """What one order line asks."""
    JOINT = "joint"
    """What all boards together ordered in the calendar year."""


class TierKind(StrEnum):
    ALL_UNITS = "all_units"
    """All units at the price of the tier that is reached."""
    INCREMENTAL = "incremental"
    """Each unit at the price of the slice in which it falls."""


class Settling(StrEnum):
    """What a tier that is reached later means for who ordered earlier."""

    AT_YEAR_END = "year_end"
    """After the year everybody pays what the whole volume costs: who paid more gets it back."""
    AT_ORDER = "order"
    """Nothing: the price of the day of the order stays."""


class Choosing(StrEnum):
    """Which of several suppliers of a lot gets an order."""

    ONE = "one"
    CASCADE = "cascade"
    """The first in rank; the next one when it refuses."""
    COMPETITION = "competition"
    """A small tender among them (minicompetitie)."""


class EntitledBy(StrEnum):
    """Why a board can order."""

    OPT_IN = "opt_in"
    """It takes part in the project."""
    NAMED = "named"
    """The contract names it."""
    KIND = "kind"
    """The contract is open to boards of its kind and region, at an entry moment."""


class PriceReason(StrEnum):
    """Why prices changed."""

    CONTRACT = "contract"
    LIST = "list"
    INDEX = "index"
    RATCHET = "ratchet"
