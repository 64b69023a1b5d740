"""Prices of a framework contract that follow the index or fall to the lowest paid. Always from a day on; what was stays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import access, queries
from steunpunt.contract.frameworks.actions.changing import begin_change, cannot_price, locked, set_prices, tell
from steunpunt.contract.frameworks.choices import PriceReason
from steunpunt.contract.frameworks.facts import IndexRead
from steunpunt.contract.frameworks.models import IndexReading, Item, ItemPrice
from steunpunt.contract.frameworks.rules import indexing
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.journal.public import record


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
    framework = locked(framework_id, by=by)
    refuse_if(cannot_price(framework, valid_from, today))
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
        change = begin_change(
            framework, PriceReason.INDEX, valid_from, list(steps), note=note, factor=str(by_factor), now=now, by=by
        )
        set_prices(steps, change)
        tell(framework, change, items=len(steps), by=by)
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
    framework = locked(framework_id, by=by)
    refuse_if(cannot_price(framework, valid_from, today))
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
        change = begin_change(framework, PriceReason.RATCHET, valid_from, list(steps), now=now, by=by)
        set_prices(steps, change)
        tell(framework, change, items=len(steps), by=by)
    return len(steps)


def _steps(row: Item) -> tuple[Step, ...]:
    value = queries.priced(row)
    return value.steps if value else ()
