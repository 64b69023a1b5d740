"""Services that run follow the index and the ratchet: what their orders commit to, and what counts against the maximum."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING
from steunpunt.contract.orders import queries
from steunpunt.contract.orders.actions.committing import commit_revised
from steunpunt.contract.orders.choices import BINDING
from steunpunt.contract.orders.models import FrameworkUse, Order, OrderLine

BATCH = 500


def follow_prices(lines: Collection[OrderLine], *, today: date, now: datetime) -> int:
    """Each change of price whose day has come, once; part of an action. Lines of confirmed orders come `with_movements`.

    Nothing is refused here: a service that runs goes on, also where its new price passes the maximum of the contract.
    """
    orders = {row.pk: row for row in Order.objects.select_for_update().filter(lines__in=lines).order_by("pk")}
    found = commit_revised(lines, today=today, now=now)
    by_framework: dict[int, list[int]] = defaultdict(list)
    for pk in found:
        by_framework[orders[pk].framework_id].append(pk)
    for framework, some in sorted(by_framework.items()):
        more = sum(found[pk].total for pk in some)
        FrameworkUse.objects.filter(pk=framework).update(amount=F("amount") + more)
        for pk in some:
            parts = {
                "supplier_part": F("supplier_part") + found[pk].supplier,
                "support_part": F("support_part") + found[pk].support,
            }
            Order.objects.filter(pk=pk).update(**parts)
    return len(found)


def follow_all(*, today: date, now: datetime) -> int:
    """Every service that runs, some at a time; answers of how many orders the commitment changed."""
    rows = OrderLine.objects.filter(charge__in=RECURRING, order__state__in=BINDING, committed_until__gte=today)
    ids = list(rows.filter(item__in=frameworks.revised_items(today)).order_by("pk").values_list("pk", flat=True))
    count = 0
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            some = queries.with_movements(OrderLine.objects.filter(pk__in=ids[start : start + BATCH])).order_by("pk")
            count += follow_prices(list(some), today=today, now=now)
    return count
