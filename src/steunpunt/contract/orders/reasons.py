"""Why something cannot be ordered."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from steunpunt.foundation.acting import Reason

_DUTCH = str.maketrans(",.", ".,")


def euros(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(_DUTCH)


def gone() -> Reason:
    return Reason("gone", _("An item cannot be ordered any more: take it out of the basket."))


def maximum(contract: str, left: Decimal) -> Reason:
    text = _("Under %(contract)s only € %(left)s can still be ordered by all boards together.")
    return Reason("maximum", text % {"contract": contract, "left": euros(left)})


def not_entitled(contract: str) -> Reason:
    return Reason("not_entitled", _("Your board cannot order under %(contract)s.") % {"contract": contract})


def not_yet(contract: str) -> Reason:
    return Reason("not_yet", _("%(contract)s has not begun yet.") % {"contract": contract})


def ended(contract: str) -> Reason:
    text = _("%(contract)s has ended: nothing is ordered under it any more.")
    return Reason("ended", text % {"contract": contract})


def starts_after(item: str, end: date) -> Reason:
    text = _("%(item)s would begin after the contract ends, on %(day)s: choose an earlier day.")
    return Reason("starts_after", text % {"item": item, "day": f"{end:%d/%m/%Y}"})


def starts_in_the_past() -> Reason:
    return Reason("starts_in_the_past", _("This day is over: choose today or later."), "starts_on")


def ends_too_early(earliest: date) -> Reason:
    text = _("With the notice of the contract it runs until %(day)s at least.") % {"day": f"{earliest:%d/%m/%Y}"}
    return Reason("too_early", text, "last_day")


def unanswered(orders: int, year: int) -> Reason:
    text = ngettext_lazy(
        "%(n)s order of %(year)s waits for an answer: settle when all were answered.",
        "%(n)s orders of %(year)s wait for an answer: settle when all were answered.",
        orders,
    )
    return Reason("unanswered", text % {"n": orders, "year": year})


def too_many() -> Reason:
    return Reason("too_many", _("So many units cannot be meant: check the quantity."))


def least(item: str, units: int) -> Reason:
    text = ngettext_lazy(
        "Of %(item)s at least %(least)s unit is ordered.", "Of %(item)s at least %(least)s units are ordered.", units
    )
    return Reason("least", text % {"item": item, "least": units})


def option(item: str, base: str) -> Reason:
    text = _("%(item)s is an option: order at least as many of %(base)s with it.")
    return Reason("option", text % {"item": item, "base": base})


def no_supplier(item: str) -> Reason:
    return Reason("no_supplier", _("Nobody supplies %(item)s.") % {"item": item})


def competition(item: str) -> Reason:
    text = _("Of %(item)s prices are asked of the suppliers first: the best offer gets the order.")
    return Reason("competition", text % {"item": item})


def above_list(item: str) -> Reason:
    text = _("The price that was offered for %(item)s lies above the price list of today.")
    return Reason("above_list", text % {"item": item})


def not_of_the_lot() -> Reason:
    return Reason("not_of_the_lot", _("What is ordered together is of one lot, and its supplier supplies that lot."))


def above_limit() -> Reason:
    return Reason("above_limit", _("This is above the amount up to which you may order."))


def cascade(item: str) -> Reason:
    text = _("%(item)s is of the next supplier in rank: it is asked when the one before refused.")
    return Reason("cascade", text % {"item": item})


def maximum_units(item: str, left: int) -> Reason:
    text = ngettext_lazy("Of %(item)s only %(left)s unit is left.", "Of %(item)s only %(left)s units are left.", left)
    return Reason("maximum_units", text % {"item": item, "left": left})


def changed() -> Reason:
    return Reason("changed", _("Prices or volumes changed meanwhile: look at the basket again before you order."))
