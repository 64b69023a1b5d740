"""Orders and savings in sentences for people."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.frameworks.values import PricedItem, Step, Terms, TierBasis, TierKind
from steunpunt.contract.frameworks.values.pricing import buy_more_from, reached, upcoming
from steunpunt.contract.orders.choices import OrderState
from steunpunt.contract.orders.models import Order, OrderLine, Purchase, Returned, ServiceEnd
from steunpunt.contract.orders.queries import Saved, Tier
from steunpunt.contract.orders.queries.call_offs import Kept, Report
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.ui.templatetags.ui import day, number, percent, price

CENTS = 2


def euros(amount: Decimal) -> str:
    return f"€ {number(amount, CENTS)}"


def whole_euros(amount: Decimal) -> str:
    return f"€ {number(amount, 0)}"


def charge(kind: str) -> str:
    """How an item is paid, in words."""
    return str({"once": _("once"), "monthly": _("a month"), "yearly": _("a year"), "use": _("by use")}[kind])


def went_back(line: OrderLine, one: Returned) -> str:
    return _("%(n)s × %(item)s went back") % {"n": number(one.quantity), "item": line.item.title}


def ends(line: OrderLine, one: ServiceEnd) -> str:
    text = _("%(n)s × %(item)s: notice was given, the last day is %(day)s")
    return text % {"n": number(one.quantity), "item": line.item.title, "day": day(one.last_day)}


def price_of_option(each: Euros | None, kind: str) -> str:
    """What it costs more, for each of them."""
    if each is None:
        return ""
    return _("€ %(price)s more, %(charge)s") % {"price": price(each.total), "charge": charge(kind)}


def coming(steps: Sequence[Step]) -> str:
    """What an item costs from a later day on, both parts together; that it goes, where it has no price then."""
    if not steps:
        return _("it goes off the list")
    if len(steps) == 1:
        return f"€ {price(steps[0].price.total)}"
    each = (
        _("€ %(price)s from %(units)s on") % {"price": price(one.price.total), "units": number(one.from_units)}
        for one in steps
    )
    return ", ".join(each)


def rank(place: int, suppliers: Sequence[str]) -> str:
    """Which supplier of a cascade it is, and when it is asked."""
    name = suppliers[place - 1] if place <= len(suppliers) else ""
    if place == 1:
        return _("%(supplier)s, first in rank") % {"supplier": name}
    return _("%(supplier)s, number %(place)s in rank: when the one before refused") % {"supplier": name, "place": place}


def paid(kind: str) -> str:
    """The label of a sum of items that are paid alike."""
    labels = {
        "once": _("Paid once"),
        "monthly": _("Paid each month"),
        "yearly": _("Paid each year"),
        "use": _("Paid by use, estimated"),
    }
    return str(labels[kind])


def title(purchase: Purchase) -> str:
    """What a purchase is called: what it is for, where somebody said so."""
    on = purchase.decided_at or purchase.asked_at or purchase.made_at
    return purchase.note or _("Purchase of %(day)s") % {"day": day(on)}


def headline(order: Order, lines: Sequence[OrderLine], today: date) -> str:
    """Where an order stands, and whose turn it is."""
    came = sum(line.delivered for line in lines)
    if order.state == OrderState.CONFIRMED and came:
        text = _("Partly delivered: %(came)s of %(ordered)s units came.")
        return text % {"came": number(came), "ordered": number(sum(line.quantity for line in lines))}
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
    is_sliced = terms.tier_kind is TierKind.INCREMENTAL
    if following is None and is_sliced:
        text = _("Each unit from the %(units)sth on costs the lowest price, € %(price)s.")
        return text % {"units": number(step.from_units), "price": price(step.price.total)}
    if following is None:
        return _("The lowest price holds, from %(units)s units on.") % {"units": number(step.from_units)}
    missing = following.from_units - at
    if is_sliced:
        text = ngettext(
            "%(n)s unit more, and what comes on top costs %(price)s each.",
            "%(n)s units more, and what comes on top costs %(price)s each.",
            missing,
        )
        return text % {"n": number(missing), "price": euros(following.price.total)}
    text = ngettext(
        "%(n)s unit more, and the price falls to %(price)s.",
        "%(n)s units more, and the price falls to %(price)s.",
        missing,
    )
    return text % {"n": number(missing), "price": euros(following.price.total)}


def if_all(one: Tier) -> str:
    """Which tier is reached if every board that can order does as the others did; empty where that changes nothing."""
    step = one.step_if_all
    if step is None:
        return ""
    text = ngettext(
        "If the %(boards)s board that did not order yet does as the others did, it becomes %(units)s: the tier from %(tier)s on, "
        "€ %(price)s.",
        "If the %(boards)s boards that did not order yet do as the others did, it becomes %(units)s: the tier from %(tier)s on, "
        "€ %(price)s.",
        one.waiting,
    )
    return text % {
        "boards": number(one.waiting),
        "units": number(one.forecast.if_all),
        "tier": number(step.from_units),
        "price": number(step.price.total, CENTS),
    }


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


def how_days_counted() -> str:
    return _(
        "Working days are those that the tender of a contract would have taken a board by itself, as the contract states with its "
        "source; counted once, with the first delivery."
    )


def called_off(found: Report, *, is_supplier: bool) -> str:
    """Who ordered for how much in a period."""
    whole = found.whole.ordered.amount
    values = {
        "since": day(found.since),
        "until": day(found.until),
        "boards": number(found.ordering),
        "entitled": number(found.entitled),
        "supplier": euros(whole.supplier),
        "support": euros(whole.support),
    }
    if not found.ordering:
        return _("From %(since)s until %(until)s nobody ordered.") % values
    if is_supplier:
        return _("From %(since)s until %(until)s boards ordered with you for %(supplier)s: %(boards)s boards.") % values
    return (
        _(
            "From %(since)s until %(until)s, %(boards)s of %(entitled)s boards ordered: %(supplier)s for suppliers and "
            "%(support)s for the support point."
        )
        % values
    )


def days_of(took: timedelta | None) -> Decimal | None:
    """In days, to one decimal."""
    return None if took is None else round(Decimal(took.total_seconds()) / 86_400, 1)


def kept(one: Kept) -> list[str]:
    """How a supplier answers and delivers, as far as the records tell."""
    found = []
    if one.median is not None and one.longest is not None:
        values = {"middle": number(days_of(one.median), 1), "longest": number(days_of(one.longest), 1)}
        found.append(_("Half of the answers came within %(middle)s days, the slowest after %(longest)s.") % values)
    if one.waiting:
        text = ngettext("%(n)s order waits for an answer.", "%(n)s orders wait for an answer.", one.waiting)
        found.append(text % {"n": number(one.waiting)})
    if one.refused:
        text = ngettext("%(n)s order was refused.", "%(n)s orders were refused.", one.refused)
        found.append(text % {"n": number(one.refused)})
    if one.share_in_time is None:
        found.append(_("Of no order that came a day was agreed: whether it came in time is not known."))
    else:
        values = {"n": number(one.in_time), "due": number(one.due), "share": percent(float(one.share_in_time))}
        found.append(_("%(n)s of %(due)s orders with an agreed day came in time (%(share)s).") % values)
    return found


def how_called_off() -> str:
    return _(
        "Ordered is what was placed in the period and stands today: what was refused or cancelled is left out. Deliveries, what went "
        "back and notice that was given count on their own day. What recurs is counted until the contract ends; what is "
        "paid by use is an estimate."
    )
