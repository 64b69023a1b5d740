"""What a basket costs under one contract on a day, and why it cannot be ordered.

The sums of tiers are those of framework contracts; here they meet what all boards ordered before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from steunpunt.contract.frameworks.values import (
    RECURRING,
    Charge,
    Choosing,
    OrderTerms,
    PricedItem,
    Settling,
    Terms,
    TierBasis,
    TierKind,
)
from steunpunt.contract.frameworks.values.pricing import amount, cost, number_of_charges, reached
from steunpunt.contract.orders import reasons
from steunpunt.contract.orders.values import Agreed, ReckonedLine, Slice, Volumes, Wanted
from steunpunt.foundation.acting import Reason
from steunpunt.foundation.figures.money import Euros, added
from steunpunt.foundation.figures.periods import shifted
from steunpunt.foundation.figures.rounding import rounded

MOST_QUANTITY = 1_000_000


def reckoned(wanted: Sequence[Wanted], order: OrderTerms, volumes: Volumes, today: date) -> tuple[ReckonedLine, ...]:
    """Every line that has a price on that day, with its two parts to the cent."""
    return tuple(
        line(order.items[one.item_id], one, order.terms, before=volumes.this_year.get(one.item_id, 0), today=today)
        for one in wanted
        if one.item_id in order.items
    )


def line(item: PricedItem, wanted: Wanted, terms: Terms, *, before: int, today: date) -> ReckonedLine:
    """One line; `before` are units of all boards that count already this year, where the tier is of joint volume."""
    joint = before if terms.tier_basis is TierBasis.JOINT else 0
    each = amount(cost(wanted.quantity, item.steps, terms.tier_kind, before=joint))
    starts_on = max(wanted.starts_on or today, today) if item.charge in RECURRING else None
    until = max(terms.ends_on, _first_paid_until(item.charge, starts_on or today))
    times = number_of_charges(item.charge, starts_on or today, until)
    return ReckonedLine(
        item=item,
        quantity=wanted.quantity,
        slices=sliced(wanted.quantity, item, terms.tier_kind, before=joint),
        volume_before=joint,
        each=each,
        committed=each.times(times),
        starts_on=starts_on,
        committed_until=until if starts_on else None,
    )


def _first_paid_until(charge: Charge, start: date) -> date:
    """What recurs is paid once at least, however near the end of the contract it begins."""
    months = {Charge.MONTHLY: 1, Charge.YEARLY: 12}.get(charge, 0)
    return shifted(start, months) - timedelta(days=1) if months else start


def by_charge(amounts: Iterable[tuple[Charge, Euros]]) -> list[tuple[Charge, Euros]]:
    """Sums of what is paid once, each month, each year and by use: they are never one figure."""
    found: dict[Charge, Euros] = {}
    for charge, one in amounts:
        found[charge] = found.get(charge, Euros()) + one
    return [(charge, found[charge]) for charge in Charge if charge in found]


def agreed(listed: ReckonedLine, price: Decimal, today: date) -> ReckonedLine:
    """A line with the supplier part that was agreed for a unit; the support part stays as the price list has it."""
    times = number_of_charges(listed.item.charge, listed.starts_on or today, listed.committed_until or today)
    supplier = amount((Fraction(price) * listed.quantity, Fraction(0))).supplier
    return replace(
        listed,
        slices=tuple(Slice(one.units, Euros(price, one.price.support)) for one in listed.slices),
        each=Euros(supplier, listed.each.support),
        committed=Euros(Euros(supplier).times(times).supplier, listed.committed.support),
        is_agreed=True,
    )


def at_agreed_prices(
    listed: Sequence[ReckonedLine], what: Agreed, order: OrderTerms, today: date
) -> tuple[ReckonedLine, ...]:
    """Lines as they are ordered from the supplier with which it was agreed."""
    return tuple(
        replace(
            agreed(one, what.prices[one.item.id], today),
            item=replace(one.item, place=order.suppliers[one.item.lot].index(what.supplier_id) + 1),
        )
        for one in listed
    )


def price_now(item: PricedItem, terms: Terms, volume: int) -> Euros:
    """What the smallest order costs a unit today; `volume` is what all boards ordered this year."""
    joint = volume if terms.tier_basis is TierBasis.JOINT else 0
    return reached(joint + item.least, item.steps).price


def if_more(item: PricedItem, terms: Terms, quantity: int, volume: int, boards: int) -> Euros:
    """What a quantity costs each time when so many boards more order as much this year, on top of a volume of all.

    Settled at the end of the year, everybody pays what the slices cost on average over all; else the price of the own order.
    """
    if terms.settling is Settling.AT_YEAR_END:
        whole = volume + (boards + 1) * quantity
        supplier, support = cost(whole, item.steps, terms.tier_kind)
        return amount((supplier * quantity / whole, support * quantity / whole))
    return amount(cost(quantity, item.steps, terms.tier_kind, before=volume + boards * quantity))


def list_amount(item: PricedItem, quantity: int, terms: Terms, *, before: int) -> Decimal:
    """What so many units cost the supplier's price list, exact: no offer in a competition lies above it.

    A price has four decimals at most, so this has too.
    """
    joint = before if terms.tier_basis is TierBasis.JOINT else 0
    exact = cost(quantity, item.steps, terms.tier_kind, before=joint)[0]
    return rounded(exact, 4)


def sliced(quantity: int, item: PricedItem, kind: TierKind, *, before: int) -> tuple[Slice, ...]:
    """At which unit prices the units were reckoned."""
    if kind is TierKind.ALL_UNITS:
        return (Slice(quantity, reached(before + quantity, item.steps).price),)
    found = []
    bounds = [1, *(step.from_units for step in item.steps[1:]), before + quantity + 1]
    for step, (start, end) in zip(item.steps, pairwise(bounds), strict=True):
        units = min(end, before + quantity + 1) - max(start, before + 1)
        if units > 0:
            found.append(Slice(units, step.price))
    return tuple(found)


def objections(
    lines: Sequence[ReckonedLine],
    wanted: Sequence[Wanted],
    order: OrderTerms,
    volumes: Volumes,
    *,
    today: date,
    refused_by: Mapping[int, int],
) -> Iterator[Reason]:
    """Why this cannot be ordered under the contract today.

    `refused_by` gives by lot the place of the last supplier that refused this board: in a cascade the next one may be asked.
    """
    terms = order.terms
    yield from _closed(order, today)
    if len(lines) < len(wanted):
        yield reasons.gone()
    for one in lines:
        yield from _of_line(one, lines)
        yield from _of_start(one, terms)
        yield from _of_price(one, terms)
        yield from _of_supplier(one, order, refused_by)
        yield from _of_units(one, volumes)
    committed = added(one.committed for one in lines).total
    if terms.most_amount is not None and volumes.amount + committed > terms.most_amount:
        yield reasons.maximum(order.reference, max(terms.most_amount - volumes.amount, Decimal(0)))


def _closed(order: OrderTerms, today: date) -> Iterator[Reason]:
    if not order.is_entitled:
        yield reasons.not_entitled(order.reference)
    if today < order.terms.starts_on:
        yield reasons.not_yet(order.reference)
    if today > order.terms.ends_on or order.is_stopped:
        yield reasons.ended(order.reference)


def _of_line(one: ReckonedLine, lines: Sequence[ReckonedLine]) -> Iterator[Reason]:
    item = one.item
    if one.quantity > MOST_QUANTITY:
        yield reasons.too_many()
    if one.quantity < item.least:
        yield reasons.least(item.title, item.least)
    if item.option_of:
        base = sum(other.quantity for other in lines if other.item.code == item.option_of)
        if base < one.quantity:
            yield reasons.option(item.title, item.base_title or item.option_of)


def _of_start(one: ReckonedLine, terms: Terms) -> Iterator[Reason]:
    if one.starts_on and one.starts_on > terms.ends_on:
        yield reasons.starts_after(one.item.title, terms.ends_on)


def _of_price(one: ReckonedLine, terms: Terms) -> Iterator[Reason]:
    """Nothing is agreed above the price list of the day."""
    if not one.is_agreed:
        return
    most = list_amount(one.item, one.quantity, terms, before=one.volume_before)
    if Fraction(one.slices[0].price.supplier) * one.quantity > Fraction(most):
        yield reasons.above_list(one.item.title)


def _of_supplier(one: ReckonedLine, order: OrderTerms, refused_by: Mapping[int, int]) -> Iterator[Reason]:
    item = one.item
    if len(order.suppliers.get(item.lot, ())) < item.place:
        yield reasons.no_supplier(item.title)
    choosing = order.terms.lot(item.lot).choosing
    if choosing is Choosing.COMPETITION and not one.is_agreed:
        yield reasons.competition(item.title)
    if choosing is Choosing.CASCADE and item.place > 1 and refused_by.get(item.lot, 0) < item.place - 1:
        yield reasons.cascade(item.title)


def _of_units(one: ReckonedLine, volumes: Volumes) -> Iterator[Reason]:
    item, so_far = one.item, volumes.units.get(one.item.id, 0)
    if item.most_units is not None and so_far + one.quantity > item.most_units:
        yield reasons.maximum_units(item.title, max(item.most_units - so_far, 0))


def share_of_maximum(amount_ordered: Decimal, terms: Terms) -> Fraction | None:
    """From 0 to 1; None without a maximum in euros."""
    return None if terms.most_amount is None else Fraction(amount_ordered) / Fraction(terms.most_amount)
