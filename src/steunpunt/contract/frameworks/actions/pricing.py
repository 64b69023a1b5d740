"""Prices of a framework contract: a new list, the index, the ratchet. Always from a day on; what was stays."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import access, queries
from steunpunt.contract.frameworks.choices import FrameworkState, PriceReason
from steunpunt.contract.frameworks.facts import IndexRead, PricesChanged, StandardPricesStated
from steunpunt.contract.frameworks.models import (
    Framework,
    IndexReading,
    Item,
    ItemPrice,
    PriceChange,
    StandardPrice,
)
from steunpunt.contract.frameworks.rules import indexing, price_list
from steunpunt.contract.frameworks.values import StandardPrice as StandardValue
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.dated import holds
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.journal.public import record


@transaction.atomic
def load_price_list(
    *,
    framework_id: int,
    items: Sequence[price_list.Listed],
    valid_from: date,
    today: date,
    note: str = "",
    document_id: int | None = None,
    now: datetime,
    by: Actor,
) -> tuple[price_list.Difference, ...]:
    """Take over a whole price list from a day on: new items, other prices, and what it does not name is dropped.

    A draft takes it from the first day of the contract on; after that never before today: what was ordered keeps its price.
    """
    framework = _locked(framework_id, by)
    is_draft = framework.state == FrameworkState.DRAFT
    start = framework.starts_on if is_draft else valid_from
    refuse_if(_cannot_price(framework, start, today))
    lots = {lot.number for lot in queries.terms_on(framework, start).lots}
    for item in items:
        if item.lot not in lots:
            text = _("Item %(code)s is of a lot that the contract does not have.") % {"code": item.code}
            refuse_if([Reason("no_lot", text)])
    found = price_list.differences(queries.current_prices(framework, start), items)
    changed = {one.code for one in found}
    reason = PriceReason.CONTRACT if is_draft else PriceReason.LIST
    change = _change(framework, reason, start, note, document_id, now, by) if found else None
    rows = _kept(framework, items)
    if change is not None:
        _set({rows[item.code]: item.steps for item in items if item.code in changed}, change)
        Item.objects.filter(framework=framework, dropped_on=None).exclude(
            code__in=[item.code for item in items]
        ).update(dropped_on=start)
        _told(framework, change, len(found), by)
    _standards(framework, {rows[item.code]: item.standard for item in items if item.standard}, start, by)
    return found


def _kept(framework: Framework, items: Sequence[price_list.Listed]) -> dict[str, Item]:
    """Rows of all items by code, made or brought up to date."""
    rows = {row.code: row for row in Item.objects.filter(framework=framework).order_by("pk")}
    names = ("lot", "place", "title", "category", "unit", "charge", "least", "most_units", "option_of")
    new, other = [], []
    for item in items:
        row = rows.get(item.code)
        if row is None:
            row = rows[item.code] = Item(framework=framework, code=item.code)
            new.append(row)
        elif row.dropped_on is not None or any(getattr(row, name) != getattr(item, name) for name in names):
            other.append(row)
        for name in names:
            setattr(row, name, getattr(item, name))
        row.dropped_on = None
    Item.objects.bulk_create(new)
    Item.objects.bulk_update(other, [*names, "dropped_on"], batch_size=500)
    return rows


@transaction.atomic
def state_standard_prices(
    *, framework_id: int, prices: Mapping[int, StandardValue], valid_from: date, now: datetime, by: Actor
) -> int:
    """Say from a day on what units cost without the contract, with source and day, by item. Past savings stay."""
    framework = _locked(framework_id, by)
    rows = {row.pk: row for row in Item.objects.filter(framework=framework, pk__in=prices)}
    refuse_if(
        Reason("no_source", _("A standard price says by whom it was stated."))
        for price in prices.values()
        if not price.source.strip() or price.price < 0
    )
    return _standards(framework, {rows[pk]: price for pk, price in prices.items() if pk in rows}, valid_from, by)


def _standards(framework: Framework, prices: Mapping[Item, StandardValue], start: date, by: Actor) -> int:
    """Those that are not the same already; answers how many."""
    holding = {
        row.item_id: row for row in StandardPrice.objects.filter(holds(start), item__in=list(prices)).order_by("pk")
    }
    later = set(
        StandardPrice.objects.filter(item__in=list(prices), valid_from__gt=start)
        .order_by()
        .values_list("item_id", flat=True)
    )
    refuse_if([Reason("later", _("A later standard price was stated already."))] if later else [])
    new = {}
    for item, price in prices.items():
        row = holding.get(item.pk)
        said = (row.price, row.source, row.stated_on) if row else None
        if said != (price.price, price.source, price.stated_on):
            new[item] = price
    replaced = [holding[item.pk] for item in new if item.pk in holding]
    StandardPrice.objects.filter(pk__in=[row.pk for row in replaced], valid_from=start).delete()
    StandardPrice.objects.filter(pk__in=[row.pk for row in replaced if row.valid_from < start]).update(valid_to=start)
    StandardPrice.objects.bulk_create(
        StandardPrice(
            item=item, price=price.price, source=price.source.strip(), stated_on=price.stated_on, valid_from=start
        )
        for item, price in new.items()
    )
    if new:
        fact = StandardPricesStated(
            organisation_id=by.organisation_id, framework_id=framework.pk, items=len(new), valid_from=start
        )
        record(fact, by=by)
    return len(new)


@transaction.atomic
def read_index(
    *, index: str, on: date, value: Decimal, source: str, now: datetime, by: Actor, is_invented: bool = False
) -> IndexReading:
    """Write down what an index was, with its source."""
    require(access.may_keep(by))
    refuse_if([] if value > 0 else [Reason("value", _("An index lies above zero."), "value")])
    refuse_if([] if source.strip() else [Reason("source", _("Say where this stands."), "source")])
    refuse_if([] if index.strip() else [Reason("index", _("Say which index."), "index")])
    row = IndexReading.objects.create(
        index=index.strip(),
        on=on,
        value=value,
        source=source.strip(),
        is_invented=is_invented,
        written_at=now,
        written_by_id=by.person_id,
    )
    record(IndexRead(organisation_id=by.organisation_id, index=row.index, on=on, value=value), by=by)
    return row


@transaction.atomic
def bring_up_to_index(
    *, framework_id: int, valid_from: date, today: date, now: datetime, by: Actor
) -> tuple[IndexReading, int]:
    """Revise all prices by the newest index of that day, from the prices of the contract: p0, not the last ones.

    Answers the reading and how many items changed. The support part does not follow the index.
    """
    framework = _locked(framework_id, by)
    refuse_if(_cannot_price(framework, valid_from, today))
    indexation = queries.terms_on(framework, valid_from).indexation
    if indexation is None:
        refuse_if([Reason("no_index", _("Prices of this contract follow no index."))])
        raise AssertionError
    reading = queries.index_on(indexation.index, valid_from)
    if reading is None:
        text = _("The index “%(index)s” was not written down yet.") % {"index": indexation.index}
        refuse_if([Reason("no_reading", text)])
        raise AssertionError
    by_factor = indexing.factor(indexation, reading.value)
    rows = list(queries.with_prices(Item.objects.filter(framework=framework, dropped_on=None), valid_from))
    basis = _agreed(rows)
    steps = {}
    for row in rows:
        now_steps = _steps(row)
        new = tuple(
            Step(
                from_units=step.from_units,
                price=indexing.revised(basis.get((row.pk, step.from_units), step.price), by_factor),
            )
            for step in now_steps
        )
        if new != now_steps:
            steps[row] = new
    if steps:
        note = gettext("%(index)s %(value)s on %(on)s") % {
            "index": reading.index,
            "value": reading.value,
            "on": f"{reading.on:%d/%m/%Y}",
        }
        change = _change(framework, PriceReason.INDEX, valid_from, note, None, now, by, factor=str(by_factor))
        _set(steps, change)
        _told(framework, change, len(steps), by)
    return reading, len(steps)


def _agreed(rows: Sequence[Item]) -> dict[tuple[int, int], Euros]:
    """p0 of each tier: the newest price that the contract or a list set, not one that the index made."""
    prices = (
        ItemPrice.objects.filter(item__in=rows, change__reason__in=[PriceReason.CONTRACT, PriceReason.LIST])
        .order_by("valid_from", "pk")
        .values_list("item_id", "from_units", "supplier", "support")
    )
    return {(item, units): Euros(supplier, support) for item, units, supplier, support in prices}


@transaction.atomic
def drop_to_lowest(
    *, framework_id: int, lowest: Mapping[int, Euros], valid_from: date, today: date, now: datetime, by: Actor
) -> int:
    """The ratchet: from a day on nobody pays more for an item than the lowest tariff that anybody paid for it.

    `lowest` gives those tariffs by item; answers how many items fall in price.
    """
    framework = _locked(framework_id, by)
    refuse_if(_cannot_price(framework, valid_from, today))
    if not queries.terms_on(framework, valid_from).ratchet:
        refuse_if([Reason("no_ratchet", _("This contract does not let all drop to the lowest tariff."))])
    steps = {}
    for row in queries.with_prices(Item.objects.filter(framework=framework, dropped_on=None), valid_from):
        best, now_steps = lowest.get(row.pk), _steps(row)
        if best is not None:
            new = tuple(
                Step(from_units=step.from_units, price=min(step.price, best, key=lambda price: price.total))
                for step in now_steps
            )
            if new != now_steps:
                steps[row] = new
    if steps:
        change = _change(framework, PriceReason.RATCHET, valid_from, "", None, now, by)
        _set(steps, change)
        _told(framework, change, len(steps), by)
    return len(steps)


def _steps(row: Item) -> tuple[Step, ...]:
    value = queries.priced(row)
    return value.steps if value else ()


def _set(steps: Mapping[Item, Sequence[Step]], change: PriceChange) -> None:
    """These prices from the day of the change on. One that began on that very day and was never in force is replaced."""
    start, items = change.valid_from, list(steps)
    ItemPrice.objects.filter(item__in=items, valid_from=start).delete()
    ItemPrice.objects.filter(holds(start), item__in=items).update(valid_to=start)
    ItemPrice.objects.bulk_create(
        ItemPrice(
            item=item,
            change=change,
            from_units=step.from_units,
            supplier=step.price.supplier,
            support=step.price.support,
            valid_from=start,
        )
        for item, each in steps.items()
        for step in each
    )


def _change(
    framework: Framework,
    reason: PriceReason,
    start: date,
    note: str,
    document_id: int | None,
    now: datetime,
    by: Actor,
    factor: str = "",
) -> PriceChange:
    return PriceChange.objects.create(
        framework=framework,
        reason=reason,
        valid_from=start,
        note=note.strip(),
        factor=factor,
        document_id=document_id,
        written_at=now,
        written_by_id=by.person_id,
    )


def _told(framework: Framework, change: PriceChange, items: int, by: Actor) -> None:
    fact = PricesChanged(
        organisation_id=by.organisation_id,
        framework_id=framework.pk,
        items=items,
        reason=change.reason,
        valid_from=change.valid_from,
    )
    record(fact, by=by)


def _locked(framework_id: int, by: Actor) -> Framework:
    require(access.may_keep(by))
    return access.visible_frameworks(by).select_for_update().get(pk=framework_id)


def _cannot_price(framework: Framework, start: date, today: date) -> Iterator[Reason]:
    if framework.state == FrameworkState.STOPPED:
        yield Reason("stopped", _("This framework contract was stopped."))
    if framework.state == FrameworkState.IN_FORCE and start <= today:
        text = _("Prices change from tomorrow on at the earliest: what was ordered keeps its price.")
        yield Reason("the_past", text, "valid_from")
    if start > framework.ends_on:
        yield Reason("after_end", _("The contract has ended by then."), "valid_from")
    if PriceChange.objects.filter(framework=framework, valid_from__gt=start).exists():
        text = _("A later change of prices was entered already: change prices from that day on.")
        yield Reason("later", text, "valid_from")
