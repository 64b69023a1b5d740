"""Why something cannot be done with a framework contract, and what is wrong in a price list."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason

# ── terms ────────────────────────────────────────────────────────────────────
_TERMS: Mapping[str, tuple[object, str]] = {
    "title": (_("Give the framework contract a name."), "title"),
    "ends": (_("It ends after it begins."), "ends_on"),
    "most": (_("The maximum lies above zero."), "most_amount"),
    "warn": (_("The share from which is warned lies between 0 and 100 %."), "warn_share"),
    "lots": (_("Every lot has a number of its own."), "lots"),
    "index": (
        _("The share that does not follow the index lies between 0 and 1, and the index above zero."),
        "index_base",
    ),
    "days": (_("Say who says that so many working days are saved, and from what."), "days_source"),
    "weights": (_("The weights of price and quality add up to 100."), "price_weight"),
    "weight": (_("Each weight lies above zero."), "price_weight"),
    "formula": (_("With award on value nothing is weighed: choose another formula."), "formula"),
    "floor": (_("The absolute formula needs a share of the price list that brings all points."), "floor_percent"),
    "spread": (_("The logarithmic formula needs a factor above one."), "spread"),
    "criteria": (_("Every criterion has a name and a code of its own."), "criteria"),
    "meanings": (_("Say of each criterion what is judged."), "criteria"),
    "least_days": (_("Suppliers have at least one day to answer."), "least_days"),
    "prices": (_("There is no item with a price yet."), "prices"),
    "maximum": (
        _("A framework contract states the most that can be ordered: an amount, or a quantity for every item."),
        "most_amount",
    ),
}


def term(code: str) -> Reason:
    """What is missing or cannot be, by its code."""
    text, field = _TERMS[code]
    return Reason(code, text, field)  # type: ignore[arg-type]  # a lazy text


def no_supplier(lot: int) -> Reason:
    return Reason("supplier", _("Lot %(number)s has no supplier.") % {"number": lot}, "suppliers")


def no_choosing(lot: int) -> Reason:
    text = _("Lot %(number)s has several suppliers: say how one is chosen.")
    return Reason("choosing", text % {"number": lot}, "lots")


def no_comparison(lot: int) -> Reason:
    text = _("Lot %(number)s is ordered by competition: say how offers are compared.")
    return Reason("comparison", text % {"number": lot}, "price_weight")


# ── price lists ──────────────────────────────────────────────────────────────
def cell_formula() -> str:
    return gettext("A formula is not read: put the value itself in the cell.")


def cell_long(most: int) -> str:
    return gettext("This is longer than %(most)s signs.") % {"most": most}


def cell_empty() -> str:
    return gettext("This cell is empty.")


def no_amount() -> str:
    return gettext("This is not an amount.")


def no_price() -> str:
    return gettext("A price is not below zero and has at most four decimals.")


def no_whole(least: int) -> str:
    return gettext("This is not a whole number from %(least)s on.") % {"least": least}


def no_day() -> str:
    return gettext("This is not a day, as 31/01/2011.")


def columns_missing(columns: str) -> str:
    return gettext("These columns are missing: %(columns)s.") % {"columns": columns}


def list_empty() -> str:
    return gettext("There is no item in this list.")


def no_charge() -> str:
    return gettext("This is not a way of paying: eenmalig, per maand, per jaar or naar gebruik.")


def standard_without_source() -> str:
    return gettext("A standard price says by whom it was stated, and on which day.")


def most_below_least() -> str:
    return gettext("The maximum lies below the minimum.")


def two_prices(code: str, units: int) -> str:
    text = gettext("Item %(code)s has two prices from %(units)s units on.")
    return text % {"code": code, "units": units}


def rows_differ(code: str) -> str:
    return gettext("The rows of item %(code)s do not agree: only units and price may differ.") % {"code": code}


def option_of_nothing(code: str) -> str:
    return gettext("Item %(code)s is an option of one that is not in this list.") % {"code": code}
