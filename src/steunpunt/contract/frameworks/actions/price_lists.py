"""Price lists as they are read in: taken over from a day on, and taken back while that day has not come."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import queries, reasons
from steunpunt.contract.frameworks.actions.changing import begin_change, cannot_price, locked, set_prices, tell
from steunpunt.contract.frameworks.choices import FrameworkState, PriceReason
from steunpunt.contract.frameworks.facts import PriceListWithdrawn, StandardPricesStated
from steunpunt.contract.frameworks.models import (
    Framework,
    Item,
    ItemPrice,
    PriceChange,
    PriceWithdrawal,
    StandardPrice,
)
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import differing
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import StandardPrice as StandardValue
from steunpunt.foundation.acting import Actor, Reason, refuse_if
from steunpunt.foundation.dated import holds
from steunpunt.foundation.journal.public import record


@transaction.atomic
def load_price_list(
    *,
    framework_id: int,
    items: Sequence[Listed],
    valid_from: date,
    today: date,
    note: str = "",
    signed_on: date | None = None,
    document_id: int | None = None,
    now: datetime,
    by: Actor,
) -> tuple[differing.Difference, ...]:
    """Take over a whole price list from a day on: new items, other prices, and what it does not name is dropped.

    A draft takes it from the first day of the contract on, and is signed with its terms. After that never before tomorrow,
    signed and with a reason in `note`: what was ordered keeps its price.
    """
    framework = locked(framework_id, by=by)
    is_draft = framework.state == FrameworkState.DRAFT
    start = framework.starts_on if is_draft else valid_from
    refuse_if(cannot_price(framework, start, today))
    refuse_if([] if is_draft else differing.undecided(note, signed_on, start, today))
    lots = {lot.number for lot in queries.terms_on(framework, start).lots}
    refuse_if(differing.list_objections(items, pricing.known_items(framework), lots))
    found = differing.differences(pricing.current_list(framework, start), items)
    if not found:
        return found
    named = {item.code: item for item in items}
    differs = {one.code: one for one in found}
    stood = {row.code: row for row in Item.objects.filter(framework=framework, code__in=differs).order_by("pk")}
    snapshot = pricing.as_they_stand(stood.values())
    ended = _end_what_was_dropped([row for code, row in stood.items() if code in named])
    rows = _kept(framework, stood, [named[code] for code in differs if code in named])
    steps = {rows[code]: named[code].steps for code, one in differs.items() if code in named and _reprices(one)}
    standards = {
        rows[code]: standard
        for code, one in differs.items()
        if code in named and (standard := named[code].standard) and (not one.before or one.before.standard != standard)
    }
    refuse_if(_stated_later(standards, start))
    change = begin_change(
        framework,
        PriceReason.CONTRACT if is_draft else PriceReason.LIST,
        start,
        list(steps),
        replaced={
            "items": snapshot,
            "made": [row.pk for code, row in rows.items() if code not in stood],
            "ended": ended,
            **pricing.beginning_on(start, list(steps), list(standards)),
        },
        note=note,
        signed_on=None if is_draft else signed_on,
        document_id=document_id,
        now=now,
        by=by,
    )
    set_prices(steps, change)
    gone = [stood[code].pk for code in differs if code not in named]
    Item.objects.filter(pk__in=gone).update(dropped_on=start)
    tell(framework, change, items=len(found), by=by)
    _state(framework, standards, start, change, by)
    return found


def _reprices(one: differing.Difference) -> bool:
    return one.before is None or one.after is None or one.before.steps != one.after.steps


def _kept(framework: Framework, stood: Mapping[str, Item], items: Sequence[Listed]) -> dict[str, Item]:
    """Rows of items by code, made or brought up to date."""
    rows, new, other = {}, [], []
    for item in items:
        row = stood.get(item.code)
        if row is None:
            row = Item(framework=framework, code=item.code)
            new.append(row)
        else:
            other.append(row)
        for name in pricing.SNAPSHOT:
            setattr(row, name, getattr(item, name))
        row.dropped_on = None
        rows[item.code] = row
    Item.objects.bulk_create(new)
    Item.objects.bulk_update(other, [*pricing.SNAPSHOT, "dropped_on"], batch_size=500)
    return rows


def _end_what_was_dropped(rows: Sequence[Item]) -> list[int]:
    """An item that comes back was not on the list since it was dropped: its old price does not hold until then."""
    days = {row.pk: row.dropped_on for row in rows if row.dropped_on is not None}
    prices = list(ItemPrice.objects.filter(item__in=list(days), valid_to=None).order_by("pk"))
    for price in prices:
        price.valid_to = max(days[price.item_id], price.valid_from + timedelta(days=1))
    ItemPrice.objects.bulk_update(prices, ["valid_to"], batch_size=500)
    return [price.pk for price in prices]


# ── what units cost without the contract ─────────────────────────────────────
@transaction.atomic
def state_standard_prices(
    *, framework_id: int, prices: Mapping[int, StandardValue], valid_from: date, now: datetime, by: Actor
) -> int:
    """Say from a day on what units cost without the contract, with source and day, by item. Past savings stay."""
    framework = locked(framework_id, by=by)
    rows = {row.pk: row for row in Item.objects.filter(framework=framework, pk__in=prices)}
    refuse_if(
        Reason("no_source", _("A standard price says by whom it was stated."))
        for price in prices.values()
        if not price.source.strip() or price.price < 0
    )
    stated = {rows[pk]: price for pk, price in prices.items() if pk in rows}
    refuse_if(_stated_later(stated, valid_from))
    holding = {row.item_id: row for row in StandardPrice.objects.filter(holds(valid_from), item__in=list(stated))}
    new = {item: price for item, price in stated.items() if _said(holding.get(item.pk)) != price}
    return _state(framework, new, valid_from, None, by)


def _said(row: StandardPrice | None) -> StandardValue | None:
    return StandardValue(price=row.price, source=row.source, stated_on=row.stated_on) if row else None


def _stated_later(prices: Mapping[Item, StandardValue], start: date) -> list[Reason]:
    is_later = StandardPrice.objects.filter(item__in=list(prices), valid_from__gt=start).exists()
    return [Reason("later", _("A later standard price was stated already."))] if is_later else []


def _state(
    framework: Framework, prices: Mapping[Item, StandardValue], start: date, change: PriceChange | None, by: Actor
) -> int:
    """These from a day on; answers how many."""
    items = list(prices)
    StandardPrice.objects.filter(item__in=items, valid_from=start).delete()
    StandardPrice.objects.filter(holds(start), item__in=items).update(valid_to=start)
    StandardPrice.objects.bulk_create(
        StandardPrice(
            item=item,
            change=change,
            price=price.price,
            source=price.source.strip(),
            stated_on=price.stated_on,
            valid_from=start,
        )
        for item, price in prices.items()
    )
    if prices:
        fact = StandardPricesStated(
            organisation_id=by.organisation_id, framework_id=framework.pk, items=len(prices), valid_from=start
        )
        record(fact, by=by)
    return len(prices)


# ── taking back ──────────────────────────────────────────────────────────────
@transaction.atomic
def withdraw_price_list(
    *, change_id: int, framework_id: int, reason: str, today: date, now: datetime, by: Actor
) -> PriceWithdrawal:
    """Take a list back whose day has not come: prices, items and standard prices stand again as before it.

    The list itself stays to be read, with who took it back and why. A later change rests on it, and is withdrawn first.
    """
    framework = locked(framework_id, by=by)
    change = PriceChange.objects.get(pk=change_id, framework=framework)
    refuse_if(differing.withdrawal_objections(pricing.entered(framework, change), today))
    refuse_if([] if reason.strip() else [reasons.no_why_withdrawn()])
    stood: dict[str, Any] = change.replaced
    _restore_prices(change, stood)
    _restore_standards(change, stood)
    Item.objects.filter(pk__in=stood.get("made", [])).update(dropped_on=change.valid_from)
    rows = Item.objects.in_bulk([one["id"] for one in stood.get("items", [])])
    for one in stood.get("items", []):
        row = rows[one["id"]]
        for name in pricing.SNAPSHOT:
            setattr(row, name, one[name])
        row.dropped_on = date.fromisoformat(one["dropped_on"]) if one["dropped_on"] else None
    Item.objects.bulk_update(rows.values(), [*pricing.SNAPSHOT, "dropped_on"], batch_size=500)
    made = PriceWithdrawal.objects.create(
        change=change, reason=reason.strip(), written_at=now, written_by_id=by.person_id
    )
    fact = PriceListWithdrawn(
        organisation_id=by.organisation_id,
        framework_id=framework.pk,
        valid_from=change.valid_from,
        reason=made.reason,
    )
    record(fact, by=by)
    return made


def _restore_prices(change: PriceChange, stood: Mapping[str, Any]) -> None:
    start, replaced = change.valid_from, stood.get("prices", [])
    items = set(ItemPrice.objects.filter(change=change).order_by().values_list("item_id", flat=True))
    ItemPrice.objects.filter(change=change).delete()
    others = items - {one["item_id"] for one in replaced}
    ItemPrice.objects.filter(item__in=others, valid_to=start).update(valid_to=None)
    ItemPrice.objects.filter(pk__in=stood.get("ended", [])).update(valid_to=None)
    ItemPrice.objects.bulk_create(ItemPrice(**one, valid_from=start) for one in replaced)


def _restore_standards(change: PriceChange, stood: Mapping[str, Any]) -> None:
    """One that was stated meanwhile on top of the list stays."""
    start, replaced = change.valid_from, {one["item_id"]: one for one in stood.get("standards", [])}
    for row in StandardPrice.objects.filter(change=change).order_by("pk"):
        row.delete()
        if one := replaced.get(row.item_id):
            StandardPrice.objects.create(**one, valid_from=start, valid_to=row.valid_to)
        else:
            StandardPrice.objects.filter(item=row.item_id, valid_to=start).update(valid_to=row.valid_to)
