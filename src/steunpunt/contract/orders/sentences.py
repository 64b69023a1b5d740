"""Orders and savings in sentences for people."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.frameworks.values import PricedItem, Terms, TierBasis, TierKind
from steunpunt.contract.frameworks.values.pricing import buy_more_from, reached, upcoming
from steunpunt.contract.orders.choices import OrderState
from steunpunt.contract.orders.models import Order
from steunpunt.contract.orders.queries import Saved
from steunpunt.foundation.ui.templatetags.ui import day, number

CENTS = 2


def euros(amount: Decimal) -> str:
    return f"€ {number(amount, CENTS)}"


def whole_euros(amount: Decimal) -> str:
    return f"€ {number(amount, 0)}"


def charge(kind: str) -> str:
    """How an item is paid, in words."""
    return str({"once": _("once"), "monthly": _("a month"), "yearly": _("a year"), "use": _("by use")}[kind])


def headline(order: Order, today: date) -> str:
    """Where an order stands, and whose turn it is."""
    if order.state == OrderState.CONFIRMED and order.due_on:
        is_late = order.due_on < today
        text = _("Confirmed, and late: it was due by %(day)s.") if is_late else _("Confirmed: it comes by %(day)s.")
        return text % {"day": day(order.due_on)}
    said = {
        OrderState.PLACED: _("Waits for an answer of the supplier since %(day)s.") % {"day": day(order.placed_on)},
        OrderState.PROPOSED: _("The supplier proposes something else: the board answers."),
        OrderState.CONFIRMED: _("Confirmed: the delivery is waited for."),
        OrderState.DELIVERED: _("Everything was delivered."),
    }
    return said.get(OrderState(order.state), order.over_reason)


def tier(item: PricedItem, terms: Terms, volume: int, quantity: int) -> str:
    """Which tier holds now, and what is missing to the next one; empty for an item with one price."""
    if len(item.steps) == 1:
        return ""
    at = volume + quantity if terms.tier_basis is TierBasis.JOINT else quantity
    step, following = reached(at, item.steps), upcoming(at, item.steps)
    if following is None:
        return _("The lowest price holds, from %(units)s units on.") % {"units": step.from_units}
    missing = following.from_units - at
    text = ngettext(
        "%(n)s unit more, and the price falls to %(price)s.",
        "%(n)s units more, and the price falls to %(price)s.",
        missing,
    )
    return text % {"n": number(missing), "price": euros(following.price.total)}


def buy_more(item: PricedItem, terms: Terms, quantity: int) -> str:
    """That ordering the next threshold costs less than this quantity; empty where it does not."""
    if terms.tier_kind is not TierKind.ALL_UNITS or terms.tier_basis is not TierBasis.ORDER:
        return ""
    for threshold, least in buy_more_from(item.steps).items():
        if least <= quantity < threshold:
            return _("Ordering %(units)s costs less than ordering %(quantity)s.") % {
                "units": number(threshold),
                "quantity": number(quantity),
            }
    return ""


def days_in_words(days: Decimal) -> str:
    """A whole number without a comma."""
    return number(days, 0 if days == int(days) else 1)


def saved_headline(saved: Saved, *, year: int, days: Decimal, is_own: bool) -> str:
    """The figure of the year in one sentence; also where it cost more."""
    if not saved.standard:
        return _("Nothing was booked in %(year)s.") % {"year": year}
    values = {
        "year": year,
        "amount": whole_euros(abs(saved.total)),
        "days": days_in_words(days),
    }
    if saved.total < 0:
        return _("In %(year)s it cost %(amount)s more than at the standard price.") % values
    if is_own and days:
        return _("In %(year)s your board saved %(amount)s and %(days)s working days.") % values
    if is_own:
        return _("In %(year)s your board saved %(amount)s.") % values
    return _("In %(year)s boards saved %(amount)s and %(days)s working days.") % values


def how_counted() -> str:
    return _(
        "Saved is the standard price less what was paid, both to the supplier and to the support point. Counted is what was "
        "delivered; a service counts from its delivery to the end of the year, months to come included, what ends earlier is "
        "taken back, and it follows the index of its contract. What is paid by use, and what has no standard price, is not "
        "counted."
    )
