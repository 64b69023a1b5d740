"""What was ordered before there was a ledger for accounting comes into it, on the days on which it happened.

Of an order of which the board had taken fewer units than it asked, the ledger begins with what it took: what was asked at
first stands nowhere any more.
"""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

from steunpunt.contract.frameworks.values import RECURRING, Charge
from steunpunt.contract.frameworks.values.pricing import number_of_charges
from steunpunt.contract.orders.rules.committing import by_year
from steunpunt.foundation.figures.money import Euros

BATCH = 1_000
OFF = {"refused": "refused", "cancelled": "cancelled"}
BRUSSELS = ZoneInfo("Europe/Brussels")


def fill(apps: Any, schema_editor: Any) -> None:
    lines = apps.get_model("orders", "OrderLine").objects.select_related("order").order_by("pk")
    versions = apps.get_model("frameworks", "TermsVersion").objects
    ends = {
        (framework, number): date.fromisoformat(content["ends_on"])
        for framework, number, content in versions.values_list("framework_id", "number", "content")
    }
    over = _days_over(apps)
    batch: list[Any] = []
    for line in lines.iterator(chunk_size=BATCH):
        batch.append(line)
        if len(batch) == BATCH:
            _write(apps, batch, ends, over)
            batch = []
    _write(apps, batch, ends, over)


def _days_over(apps: Any) -> dict[int, date]:
    """By order that was cancelled: the day on which the journal tells of it."""
    entries = apps.get_model("journal", "Entry").objects.filter(
        fact__in=["orders.cancelled", "orders.proposal_answered"]
    )
    return {
        int(subject.removeprefix("order:")): at.astimezone(BRUSSELS).date()
        for subject, at in entries.order_by("pk").values_list("subject", "at")
    }


def _write(apps: Any, lines: list[Any], ends: dict[tuple[int, int], date], over: dict[int, date]) -> None:
    model = apps.get_model("orders", "Commitment")
    returned: dict[int, list[Any]] = defaultdict(list)
    ended: dict[int, list[Any]] = defaultdict(list)
    for row in apps.get_model("orders", "Returned").objects.filter(line__in=lines).order_by("pk"):
        returned[row.line_id].append(row)
    for row in apps.get_model("orders", "ServiceEnd").objects.filter(line__in=lines).order_by("pk"):
        ended[row.line_id].append(row)
    rows: list[Any] = []
    for line in lines:
        order, charge = line.order, Charge(line.charge)
        start = line.starts_on or order.placed_on
        until = max(ends[order.framework_id, order.terms_number], start) if charge in RECURRING else None
        each = Euros(line.supplier_part, line.support_part)
        committed = each.times(number_of_charges(charge, start, until or start))
        line.committed_supplier, line.committed_support = committed.supplier, committed.support
        line.committed_until = until
        split = by_year(committed, charge, start, until)
        rows += _rows(model, line, split, "ordered", line.quantity, "", order.placed_on)
        if order.state in OFF:
            refused_on = order.answered_at.astimezone(BRUSSELS).date() if order.answered_at else order.placed_on
            on = refused_on if order.state == "refused" else over.get(order.pk, refused_on)
            back = {year: -amount for year, amount in split.items()}
            rows += _rows(model, line, back, OFF[order.state], -line.quantity, "", on)
        for row in returned[line.pk]:
            amount = each.times(Fraction(-row.quantity, line.quantity))
            rows += _rows(model, line, {row.on.year: amount}, "returned", -row.quantity, f"return:{row.pk}", row.on)
        for row in ended[line.pk]:
            first = row.last_day + timedelta(days=1)
            times = number_of_charges(charge, first, until or first)
            amount = each.times(Fraction(-row.quantity, line.quantity) * times)
            back = by_year(amount, charge, min(first, until or first), until)
            rows += _rows(model, line, back, "ended", -row.quantity, f"end:{row.pk}", row.asked_on)
    model.objects.bulk_create(rows, batch_size=BATCH)
    apps.get_model("orders", "OrderLine").objects.bulk_update(
        lines, ["committed_supplier", "committed_support", "committed_until"], batch_size=BATCH
    )


def _rows(model: Any, line: Any, split: dict[int, Euros], reason: str, units: int, ref: str, on: date) -> list[Any]:
    order = line.order
    return [
        model(
            order=order,
            line=line.number,
            item_id=line.item_id,
            organisation_id=order.placed_for_id or order.organisation_id,
            framework_id=order.framework_id,
            supplier_id=order.supplier_id,
            on=on,
            year=year,
            reason=reason,
            ref=ref,
            units=units,
            is_first=year == min(split),
            supplier_part=amount.supplier,
            support_part=amount.support,
            written_at=order.placed_at,
        )
        for year, amount in sorted(split.items())
    ]


def settled(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("orders", "Commitment")
    lines = apps.get_model("orders", "SettledLine").objects.select_related("settlement", "line__order")
    for row in lines.order_by("pk").iterator(chunk_size=BATCH):
        back = Euros(row.due_supplier - row.paid_supplier, row.due_support - row.paid_support)
        if back == Euros():
            continue
        done = row.settlement
        on = done.settled_at.astimezone(BRUSSELS).date()
        made = _rows(model, row.line, {done.year: back}, "settled", 0, f"settlement:{done.pk}", on)
        model.objects.bulk_create(made)


def empty(apps: Any, schema_editor: Any) -> None:
    apps.get_model("orders", "Commitment").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0006_commitments"),
        ("frameworks", "0001_frameworks"),
        ("journal", "0002_journal"),
    ]

    operations = [migrations.RunPython(fill, empty), migrations.RunPython(settled, migrations.RunPython.noop)]
