"""At the end of a year: what comes back when a tier was reached together, and the ratchet."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import Ladder, Settling, TierBasis, TierKind
from steunpunt.contract.frameworks.values.pricing import reached
from steunpunt.contract.orders import access, queries, reasons
from steunpunt.contract.orders.actions.committing import commit_settled
from steunpunt.contract.orders.choices import BINDING, UNANSWERED, SavingReason
from steunpunt.contract.orders.facts import TierSettled, YearSettled
from steunpunt.contract.orders.models import Order, OrderLine, Saving, SettledLine, TierSettlement
from steunpunt.contract.orders.rules.settling import due, kept, paid
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.journal.public import record


@transaction.atomic
def settle_year(*, framework_id: int, year: int, today: date, now: datetime, by: Actor) -> list[TierSettlement]:
    """Reckon everything that was ordered in a year at the tier that all reached together; once for each item."""
    require(access.may_settle(by))
    if today <= date(year, 12, 31):
        refuse_if([Reason("too_early", _("A year is settled when it is over."))])
    last = date(year, 12, 31)
    terms = frameworks.terms_of([framework_id], last).get(framework_id)
    if terms is None or terms.tier_basis is not TierBasis.JOINT or terms.settling is not Settling.AT_YEAR_END:
        refuse_if([Reason("no_settling", _("This contract settles no tiers at the end of the year."))])
        raise AssertionError
    open_orders = Order.objects.filter(framework=framework_id, placed_on__year=year, state__in=UNANSWERED).count()
    refuse_if([reasons.unanswered(open_orders, year)] if open_orders else [])
    by_item: dict[int, list[OrderLine]] = defaultdict(list)
    rows = OrderLine.objects.filter(
        order__framework_id=framework_id, order__placed_on__year=year, order__state__in=BINDING
    )
    for row in queries.with_movements(rows).select_for_update(of=("self",)).order_by("item_id", "pk"):
        by_item[row.item_id].append(row)
    done = set(TierSettlement.objects.filter(item__in=by_item, year=year).values_list("item_id", flat=True))
    lists = frameworks.ladders_in(by_item, date(year, 1, 1), last)
    made = [
        _settle(lines, lists[item], terms.tier_kind, year=year, now=now, by=by)
        for item, lines in by_item.items()
        if item not in done and any(len(ladders[0].steps) > 1 for ladders in lists.get(item, ()))
    ]
    if made:
        record(YearSettled(organisation_id=None, framework_id=framework_id, year=year), by=by)
    return made


def _settle(
    lines: Sequence[OrderLine],
    lists: Sequence[Sequence[Ladder]],
    kind: TierKind,
    *,
    year: int,
    now: datetime,
    by: Actor,
) -> TierSettlement:
    """The volume is that of the whole year; each line is reckoned at the price list of the day on which it was ordered."""
    facts = queries.facts_of(lines)
    volume = sum(kept(one) for one in facts.values())
    owed: dict[int, Euros] = {}
    for at, ladders in enumerate(lists):
        alike = {line.pk: facts[line.pk] for line in lines if _held(lists, line.order.placed_on) == at}
        owed |= due(alike, ladders, kind, year=year, volume=volume)
    row = TierSettlement.objects.create(
        item_id=lines[0].item_id,
        year=year,
        units=volume,
        tier_from=reached(volume, lists[-1][0].steps).from_units,
        settled_at=now,
        settled_by_id=by.person_id,
    )
    was = {pk: paid(one, year) for pk, one in facts.items()}
    owed |= {line.pk: _agreed_due(owed[line.pk], was[line.pk]) for line in lines if line.is_agreed}
    SettledLine.objects.bulk_create(
        SettledLine(
            settlement=row,
            line=line,
            paid_supplier=was[line.pk].supplier,
            paid_support=was[line.pk].support,
            due_supplier=owed[line.pk].supplier,
            due_support=owed[line.pk].support,
        )
        for line in lines
    )
    back = {line: owed[line.pk] - was[line.pk] for line in lines}
    commit_settled(back, year=year, ref=f"settlement:{row.pk}", on=timezone.localtime(now).date(), now=now)
    Saving.objects.bulk_create(
        Saving(
            line=line,
            organisation_id=line.order.organisation_id,
            framework_id=line.order.framework_id,
            year=year,
            reason=SavingReason.SETTLED,
            ref=f"settlement:{row.pk}",
            period_from=date(year, 12, 31),
            period_to=date(year, 12, 31),
            units=0,
            standard=Decimal(0),
            supplier_part=back[line].supplier,
            support_part=back[line].support,
            booked_at=now,
        )
        for line in lines
        if line.standard_price is not None and back[line] != Euros()
    )
    fact = TierSettled(
        organisation_id=None,
        framework_id=lines[0].order.framework_id,
        item=lines[0].item.title,
        year=year,
        tier_from=row.tier_from,
    )
    record(fact, by=by)
    return row


def _agreed_due(due: Euros, paid: Euros) -> Euros:
    """A price that was agreed below the list stays where the tier lies above it; the support part follows the tier."""
    return Euros(min(due.supplier, paid.supplier), due.support)


def _held(lists: Sequence[Sequence[Ladder]], day: date) -> int:
    """The place of the price list that held on a day."""
    return max((at for at, ladders in enumerate(lists) if ladders[0].valid_from <= day), default=0)


@transaction.atomic
def apply_ratchet(*, framework_id: int, year: int, today: date, now: datetime, by: Actor) -> int:
    """From today's tomorrow on nobody pays more than the lowest tariff that anybody paid in the year.

    What was agreed in a competition was offered for that order alone: it is no tariff.
    """
    require(access.may_settle(by))
    lowest: dict[int, Euros] = {}
    rows = OrderLine.objects.filter(
        order__framework_id=framework_id, order__placed_on__year=year, order__state__in=BINDING, is_agreed=False
    )
    for item, slices in rows.order_by("pk").values_list("item_id", "slices"):
        for _units, supplier, support in slices:
            price = Euros(Decimal(supplier), Decimal(support))
            if item not in lowest or price.total < lowest[item].total:
                lowest[item] = price
    return frameworks.drop_to_lowest(
        framework_id=framework_id,
        lowest=lowest,
        valid_from=date.fromordinal(today.toordinal() + 1),
        today=today,
        now=now,
        by=by,
    )
