"""What was called off and not told to everybody yet: by lot and supplier, from the ledger, which never changes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Sum

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.orders.choices import CommitReason
from steunpunt.contract.orders.models import Commitment, OrderLine, PublicFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    lot: int
    supplier_id: int
    amount: Decimal
    """All of it up to and with the day, supplier part alone."""
    added: Mapping[int, Decimal]
    """By board, since the figure that was told last."""
    dearest: Decimal
    """What the dearest unit committed to."""


def has_public_figures(framework_id: int) -> bool:
    """Whether everybody can read what was called off."""
    return PublicFigure.objects.filter(framework=framework_id).exists()


def untold(framework_id: int, until: date) -> list[Untold]:
    """Of lots and suppliers of which nothing was told yet on that day. Orders that were made up count under a contract that is."""
    told: dict[tuple[int, int], date] = {}
    for lot, supplier, day in PublicFigure.objects.filter(framework=framework_id).values_list(
        "lot", "supplier_id", "until"
    ):
        told[lot, supplier] = max(day, told.get((lot, supplier), day))
    rows = Commitment.objects.filter(framework=framework_id, on__lte=until).exclude(
        reason__in=[CommitReason.SETTLED, CommitReason.REVISED]
    )
    lines = OrderLine.objects.filter(order__framework=framework_id, order__placed_on__lte=until)
    if not frameworks.is_invented(framework_id):
        rows, lines = rows.filter(order__is_invented=False), lines.filter(order__is_invented=False)
    whole: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    added: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    by_day = rows.order_by().values_list("order__lot", "supplier_id", "order__organisation_id", "on")
    for lot, supplier, board, day, amount in by_day.annotate(n=Sum("supplier_part")):
        whole[lot, supplier] += amount
        if day > told.get((lot, supplier), date.min):
            added[lot, supplier][board] += amount
    dearest = {
        (lot, supplier): most
        for lot, supplier, most in lines.order_by()
        .values_list("order__lot", "order__supplier_id")
        .annotate(most=Max(F("committed_supplier") * Decimal("1.0") / F("quantity")))
    }
    return [
        Untold(
            lot=lot,
            supplier_id=supplier,
            amount=amount,
            added=added[lot, supplier],
            dearest=dearest.get((lot, supplier), Decimal(0)),
        )
        for (lot, supplier), amount in sorted(whole.items())
        if told.get((lot, supplier), date.min) < until
    ]
