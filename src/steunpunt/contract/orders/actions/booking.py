"""The ledger of savings, brought up to date. Rows are only added, and none twice."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING
from steunpunt.contract.orders import queries
from steunpunt.contract.orders.facts import SavingsBooked
from steunpunt.contract.orders.models import DaysSaved, Order, OrderLine, Saving
from steunpunt.contract.orders.rules.saving import entries
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations

BATCH = 1_000


def book(line_ids: Sequence[int], *, years: Iterable[int], now: datetime) -> int:
    """Write what these lines bring into the ledger of these years, as far as it does not stand there; answers how much."""
    lines = {line.pk: line for line in queries.for_ledger(OrderLine.objects.filter(pk__in=line_ids))}
    facts = queries.facts_of(lines.values())
    rows = [
        Saving(
            line_id=pk,
            organisation_id=lines[pk].order.organisation_id,
            framework_id=lines[pk].order.framework_id,
            year=year,
            reason=entry.reason,
            ref=entry.ref,
            period_from=entry.period_from,
            period_to=entry.period_to,
            units=entry.units,
            standard=entry.standard,
            supplier_part=entry.paid.supplier,
            support_part=entry.paid.support,
            booked_at=now,
        )
        for year in years
        if year <= now.year
        for pk, one in facts.items()
        for entry in entries(one, year)
    ]
    known = set(Saving.objects.filter(line__in=line_ids).values_list("line_id", "ref", "year"))
    new = [row for row in rows if (row.line_id, row.ref, row.year) not in known]
    Saving.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def book_year(*, year: int, now: datetime, by: Actor) -> int:
    """Another year of services that run: on its first days, and again without harm."""
    ids = list(
        OrderLine.objects.filter(charge__in=RECURRING, delivered__gt=0, order__placed_on__lt=date(year, 1, 1))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    count = sum(book(ids[start : start + BATCH], years=[year], now=now) for start in range(0, len(ids), BATCH))
    if count:
        record(SavingsBooked(organisation_id=by.organisation_id, year=year, rows=count), by=by)
    return count


@transaction.atomic
def book_revised(*, framework_id: int, years: Iterable[int], now: datetime) -> int:
    """What revised prices make differ for services that run under a contract."""
    rows = OrderLine.objects.filter(order__framework=framework_id, charge__in=RECURRING, delivered__gt=0)
    ids, years = list(rows.order_by("pk").values_list("pk", flat=True)), list(years)
    return sum(book(ids[start : start + BATCH], years=years, now=now) for start in range(0, len(ids), BATCH))


def count_days(order: Order, on: date) -> None:
    """The working days that a board saves by not tendering: once for a contract, with the first delivery, also of a board
    that merged into it.
    """
    terms = frameworks.terms_of([order.framework_id], on)[order.framework_id]
    boards = organisations.with_predecessors(order.organisation_id)
    if (
        terms.days_alone > 0
        and not DaysSaved.objects.filter(framework=order.framework_id, organisation__in=boards).exists()
    ):
        DaysSaved.objects.bulk_create(
            [
                DaysSaved(
                    framework_id=order.framework_id,
                    organisation_id=order.organisation_id,
                    order=order,
                    year=on.year,
                    days=terms.days_alone,
                )
            ],
            ignore_conflicts=True,
        )
