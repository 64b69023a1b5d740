"""What a new list of prices meets: the one in force, what was entered already, and prices that are still to come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from steunpunt.contract.frameworks import queries, reasons
from steunpunt.contract.frameworks.choices import Charge, FrameworkState, PriceReason
from steunpunt.contract.frameworks.models import (
    Framework,
    IndexReading,
    Item,
    ItemPrice,
    PriceChange,
    PriceWithdrawal,
    StandardPrice,
)
from steunpunt.contract.frameworks.rules import indexing
from steunpunt.contract.frameworks.rules.differing import Entered, Standing
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import Coming, Step
from steunpunt.foundation.acting import Reason
from steunpunt.foundation.figures.money import Euros


def current_list(framework: Framework, day: date) -> dict[str, Listed]:
    """The whole list of a day, by code."""
    rows = queries.on_list(Item.objects.filter(framework=framework).order_by("code"), day)
    found = {}
    for row in queries.with_prices(rows, day):
        value = queries.priced(row)
        if value is not None:
            found[row.code] = replace(_listed(row), steps=value.steps, standard=value.standard)
    return found


def known_items(framework: Framework) -> dict[str, Listed]:
    """Whatever ever had a price under a signed contract, by code and without its prices."""
    if framework.state == FrameworkState.DRAFT:
        return {}
    had_a_price = Exists(ItemPrice.objects.filter(item=OuterRef("pk")))
    rows = Item.objects.filter(had_a_price, framework=framework).order_by("pk")
    return {row.code: _listed(row) for row in rows}


def _listed(row: Item) -> Listed:
    return Listed(
        code=row.code,
        title=row.title,
        unit=row.unit,
        lot=row.lot,
        place=row.place,
        category=row.category,
        charge=Charge(row.charge),
        steps=(),
        least=row.least,
        most_units=row.most_units,
        option_of=row.option_of,
    )


def changes(framework: Framework) -> QuerySet[PriceChange]:
    """Those that were not withdrawn."""
    return PriceChange.objects.filter(framework=framework, withdrawal=None)


def last_change(framework: Framework) -> PriceChange | None:
    """The one on which the next would rest."""
    return changes(framework).order_by("valid_from", "pk").last()


def standing(framework: Framework) -> Standing:
    last = changes(framework).order_by().aggregate(last=Max("valid_from"))["last"]
    return Standing(state=FrameworkState(framework.state), ends_on=framework.ends_on, last_change_on=last)


def entered(framework: Framework, change: PriceChange) -> Entered:
    """A change of prices, for whoever would take it back."""
    return Entered(
        reason=PriceReason(change.reason),
        valid_from=change.valid_from,
        is_withdrawn=PriceWithdrawal.objects.filter(change=change).exists(),
        is_last=last_change(framework) == change,
        can_be_restored=bool(change.replaced),
    )


# ── the index ────────────────────────────────────────────────────────────────
class ByIndex(NamedTuple):
    """What prices become by the newest index of a day: `items` each with what it costs and what it would."""

    reading: IndexReading
    factor: Fraction
    items: list[tuple[Item, tuple[Step, ...], tuple[Step, ...]]]


def by_index(framework: Framework, start: date) -> ByIndex | Reason:
    """From the prices of the contract: p0, not the last ones. Or why not."""
    indexation = queries.terms_on(framework, start).indexation
    if indexation is None:
        return reasons.no_index()
    reading = queries.index_on(indexation.index, start)
    if reading is None:
        return reasons.no_reading(indexation.index)
    factor = indexing.factor(indexation, reading.value)
    rows = Item.objects.filter(framework=framework, dropped_on=None).order_by("code")
    values = [(row, value.steps) for row in queries.with_prices(rows, start) if (value := queries.priced(row))]
    basis = _agreed([row for row, _steps in values])
    found = []
    for row, steps in values:
        new = tuple(
            replace(one, price=indexing.revised(basis.get((row.pk, one.from_units), one.price), factor))
            for one in steps
        )
        if new != steps:
            found.append((row, steps, new))
    return ByIndex(reading, factor, found)


def _agreed(rows: Sequence[Item]) -> dict[tuple[int, int], Euros]:
    """p0 of each tier: the newest price that the contract or a list set, not one that the index made."""
    prices = (
        ItemPrice.objects.filter(item__in=rows, change__reason__in=[PriceReason.CONTRACT, PriceReason.LIST])
        .order_by("valid_from", "pk")
        .values_list("item_id", "from_units", "supplier", "support")
    )
    return {(item, units): Euros(supplier, support) for item, units, supplier, support in prices}


# ── what is to come ──────────────────────────────────────────────────────────
def coming(rows: QuerySet[Item], day: date) -> dict[int, tuple[Coming, ...]]:
    """By item what it costs from each later day on, oldest first; items of which nothing changes are left out."""
    later = Q(valid_from__gt=day) | Q(valid_to__gt=day)
    prices: dict[int, list[ItemPrice]] = defaultdict(list)
    for price in ItemPrice.objects.filter(later, item__in=rows.order_by()).order_by(
        "item_id", "from_units", "valid_from"
    ):
        prices[price.item_id].append(price)
    dropped = dict(rows.filter(dropped_on__gt=day).order_by("pk").values_list("pk", "dropped_on"))
    found = {
        item: tuple(_coming(prices.get(item, ()), dropped.get(item), day)) for item in prices.keys() | dropped.keys()
    }
    return {item: days for item, days in sorted(found.items()) if days}


def _coming(prices: Sequence[ItemPrice], dropped_on: date | None, day: date) -> list[Coming]:
    days = {price.valid_from for price in prices} | {price.valid_to for price in prices if price.valid_to}
    found: list[Coming] = []
    for start in sorted(one for one in days | ({dropped_on} if dropped_on else set()) if one > day):
        if dropped_on is not None and start >= dropped_on:
            found.append(Coming(start, ()))
            break
        holding = (price for price in prices if price.valid_from <= start and (price.valid_to or date.max) > start)
        steps = tuple(
            Step(from_units=price.from_units, price=Euros(price.supplier, price.support)) for price in holding
        )
        found.append(Coming(start, steps))
    return found


class ComingChange(NamedTuple):
    """A change of prices whose day has not come, with its items: each with what it costs before and from then on."""

    change: PriceChange
    items: Sequence[tuple[Item, tuple[Step, ...], tuple[Step, ...]]]


def coming_changes(framework: Framework, items: QuerySet[Item], day: date) -> list[ComingChange]:
    """What changes when, oldest first; of the items that are asked, as somebody sees them."""
    changes_of: dict[date, PriceChange] = {}
    for change in changes(framework).filter(valid_from__gt=day).order_by("valid_from", "pk"):
        changes_of[change.valid_from] = change  # the last of a day is the one that can be withdrawn
    if not changes_of or framework.state == FrameworkState.DRAFT:
        return []
    days = coming(items, day)
    rows = {row.pk: row for row in queries.with_prices(items.filter(pk__in=list(days)).order_by("code"), day)}
    return [
        ComingChange(change, [one for pk, row in rows.items() for one in _on(row, days[pk], start)])
        for start, change in changes_of.items()
    ]


def _on(row: Item, days: Sequence[Coming], start: date) -> list[tuple[Item, tuple[Step, ...], tuple[Step, ...]]]:
    """What of an item changes on a day, of all that comes."""
    value = queries.priced(row)
    before = value.steps if value else ()
    for one in days:
        if one.valid_from == start:
            return [(row, before, one.steps)] if before != one.steps else []
        before = one.steps
    return []


# ── taking back ──────────────────────────────────────────────────────────────
SNAPSHOT = ("lot", "place", "title", "category", "unit", "charge", "least", "most_units", "option_of")


def as_they_stand(items: Collection[Item]) -> list[dict[str, Any]]:
    """Items as data, with which a list can be taken back before its day."""
    return [
        {
            "id": row.pk,
            **{name: getattr(row, name) for name in SNAPSHOT},
            "dropped_on": row.dropped_on.isoformat() if row.dropped_on else None,
        }
        for row in items
    ]


def beginning_on(
    start: date, items: Collection[Item], stated: Collection[Item] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Prices and standard prices that begin on the very day of a change: it replaces them, and they would be lost."""
    names = ("item_id", "change_id", "from_units", "supplier", "support")
    prices = ItemPrice.objects.filter(item__in=list(items), valid_from=start).order_by("pk").values(*names)
    names = ("item_id", "change_id", "price", "source", "stated_on")
    standards = StandardPrice.objects.filter(item__in=list(stated), valid_from=start).order_by("pk").values(*names)
    return {"prices": [_plain(row) for row in prices], "standards": [_plain(row) for row in standards]}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | None) else str(value) for name, value in row.items()}
