"""Why something cannot be done with a framework contract, and what is wrong in a price list."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.ui.templatetags.ui import day, number

NO_CURRENCY = "?"
"""Stands in a row whose price says no currency where it should."""

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


def ordered_more(amount: Decimal) -> Reason:
    text = _("€ %(amount)s is ordered already: the maximum does not lie below it.")
    return Reason("ordered_more", text % {"amount": number(amount, 2)}, "most_amount")


def made_already(reference: str, title: str) -> Reason:
    text = _("There is a framework contract of this award already: %(reference)s, %(title)s.")
    return Reason("made_already", text % {"reference": reference, "title": title}, "tender")


# ── changes of prices ────────────────────────────────────────────────────────
def stopped() -> Reason:
    return Reason("stopped", _("This framework contract was stopped."))


def prices_of_the_past() -> Reason:
    text = _("Prices change from tomorrow on at the earliest: what was ordered keeps its price.")
    return Reason("the_past", text, "valid_from")


def ended_by_then() -> Reason:
    return Reason("after_end", _("The contract has ended by then."), "valid_from")


def later_change(on: date) -> Reason:
    text = _("A change of prices from %(day)s on was entered already: change prices from that day on, or withdraw it.")
    return Reason("later", text % {"day": day(on)}, "valid_from")


def no_lot(code: str) -> Reason:
    text = _("Item %(code)s is of a lot that the contract does not have.")
    return Reason("no_lot", text % {"code": code})


def another_item(code: str) -> Reason:
    text = _(
        "Item %(code)s stood on the list with another unit, way of paying, lot or place: give it a code of its own."
    )
    return Reason("another_item", text % {"code": code})


def no_why() -> Reason:
    return Reason("no_reason", _("Say what changes and why."), "reason")


def not_signed() -> Reason:
    return Reason("not_signed", _("Say on which day this was signed."), "signed_on")


def signed_later() -> Reason:
    return Reason("signed_later", _("It is signed today at the latest."), "signed_on")


def backwards() -> Reason:
    text = _("A change does not reach back to before it was signed.")
    return Reason("backwards", text, "valid_from")


def no_index() -> Reason:
    return Reason("no_index", _("Prices of this contract follow no index."))


def no_reading(index: str) -> Reason:
    text = _("The index “%(index)s” was not written down yet.")
    return Reason("no_reading", text % {"index": index})


def no_index_yet() -> Reason:
    return Reason("no_index_yet", _("That day has not come yet: nobody knows the index."), "on")


def stands_already(value: Decimal) -> Reason:
    text = _("An index of that day was written down already: %(value)s. Say that this figure corrects it.")
    return Reason("stands_already", text % {"value": typed_number(value)}, "corrects")


# ── withdrawing prices whose day has not come ────────────────────────────────
def no_list() -> Reason:
    return Reason("no_list", _("Only a price list that was read in can be withdrawn."))


def holds_already() -> Reason:
    return Reason("the_past", _("These prices hold already: what was ordered keeps its price."))


def withdrawn_already() -> Reason:
    return Reason("withdrawn", _("This price list was withdrawn already."))


def something_on_top() -> Reason:
    return Reason("later", _("A later change of prices rests on this one: withdraw that first."))


def no_why_withdrawn() -> Reason:
    return Reason("no_reason", _("Say why it is withdrawn."), "reason")


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


def price_large(most: Decimal) -> str:
    return gettext("This price is too large: a price is less than € %(most)s.") % {"most": number(most)}


def no_euros(currency: str) -> str:
    if currency == NO_CURRENCY:
        return gettext("The file does not say in which currency this price is.")
    return gettext("This price is in %(currency)s: only prices in euros are read.") % {"currency": currency}


def whole_large(most: int) -> str:
    return gettext("This number is too large: at most %(most)s.") % {"most": number(most)}


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


def two_suppliers(code: str) -> str:
    text = gettext("Item %(code)s stands for two ranks or lots: give the item of each supplier a code of its own.")
    return text % {"code": code}


def rows_differ(code: str) -> str:
    return gettext("The rows of item %(code)s do not agree: only units and price may differ.") % {"code": code}


def option_of_nothing(code: str) -> str:
    return gettext("Item %(code)s is an option of one that is not in this list.") % {"code": code}
