"""Prices of a framework contract that follow the index or fall to the lowest paid. Always from a day on; what was stays."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import access, queries, reasons
from steunpunt.contract.frameworks.actions.changing import begin_change, cannot_price, locked, set_prices, tell
from steunpunt.contract.frameworks.choices import PriceReason
from steunpunt.contract.frameworks.facts import IndexRead
from steunpunt.contract.frameworks.models import IndexReading, Item
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.journal.public import record


@transaction.atomic
def read_index(
    *,
    index: str,
    on: date,
    value: Decimal,
    source: str,
    corrects: bool = False,
    now: datetime,
    by: Actor,
    is_invented: bool = False,
) -> IndexReading:
    """Write down what an index was, with its source. One that stands for that day is replaced when it `corrects` it."""
    require(access.may_keep(by))
    refuse_if([reasons.no_index_yet()] if on > localdate(now) else [])
    stands = IndexReading.objects.filter(index=index.strip(), on=on).order_by("pk").last()
    refuse_if([reasons.stands_already(stands.value)] if stands and not corrects else [])
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
    found = pricing.by_index(framework, valid_from)
    if isinstance(found, Reason):
        raise Refused([found])
    steps = {row: after for row, _before, after in found.items}
    if steps:
        note = gettext("%(index)s %(value)s on %(on)s") % {
            "index": found.reading.index,
            "value": typed_number(found.reading.value),
            "on": f"{found.reading.on:%d/%m/%Y}",
        }
        change = begin_change(
            framework, PriceReason.INDEX, valid_from, list(steps), note=note, factor=str(found.factor), now=now, by=by
        )
        set_prices(steps, change)
        tell(framework, change, items=len(steps), by=by)
    return found.reading, len(steps)


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
