"""What came back when a tier was reached together."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum

from steunpunt.contract.orders.models import Order, SettledLine, TierSettlement
from steunpunt.foundation.figures.money import Euros, added

_BACK_SUPPLIER, _BACK_SUPPORT = F("paid_supplier") - F("due_supplier"), F("paid_support") - F("due_support")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The settlement of one item in one year."""

    row: TierSettlement
    lines: tuple[tuple[SettledLine, Euros], ...]
    """Of those orders that this actor sees: each that gets something back, or pays more, and how much."""
    alike: int
    """Of the same, how many stay as they are."""

    @property
    def back(self) -> Euros:
        return added(back for _line, back in self.lines)


def back_of(line: SettledLine) -> Euros:
    return Euros(line.paid_supplier - line.due_supplier, line.paid_support - line.due_support)


def settlements(framework_id: int, seen: QuerySet[Order]) -> list[Settled]:
    """Of every item of a contract, the newest year first; lines of the orders in `seen` alone."""
    found: dict[int, list[tuple[SettledLine, Euros]]] = defaultdict(list)
    alike: dict[int, int] = defaultdict(int)
    rows = SettledLine.objects.filter(settlement__item__framework=framework_id, line__order__in=seen)
    for line in rows.select_related("line__order__organisation").order_by("settlement_id", "line_id"):
        back = back_of(line)
        if back == Euros():
            alike[line.settlement_id] += 1
        else:
            found[line.settlement_id].append((line, back))
    all_rows = TierSettlement.objects.filter(item__framework=framework_id).select_related("item")
    return [
        Settled(row=row, lines=tuple(found[row.pk]), alike=alike[row.pk])
        for row in all_rows.order_by("-year", "item__code")
        if found[row.pk] or alike[row.pk]
    ]


def settled_of(order: Order) -> dict[int, list[tuple[TierSettlement, Euros]]]:
    """By number of the line, what came back of it."""
    found: dict[int, list[tuple[TierSettlement, Euros]]] = defaultdict(list)
    rows = SettledLine.objects.filter(line__order=order).select_related("settlement", "line")
    for row in rows.order_by("settlement__year", "line_id"):
        if (back := back_of(row)) != Euros():
            found[row.line.number].append((row.settlement, back))
    return dict(found)


def backs_by(party: str, framework_id: int, year: int) -> list[tuple[int, Euros]]:
    """What comes back of a year by board (`organisation_id`) or by supplier (`supplier_id`); where nothing does, it is left out."""
    rows = (
        SettledLine.objects.filter(settlement__item__framework=framework_id, settlement__year=year)
        .order_by()
        .values_list(f"line__order__{party}")
        .annotate(supplier=Sum(_BACK_SUPPLIER), support=Sum(_BACK_SUPPORT))
        .order_by(f"line__order__{party}")
    )
    found = ((pk, Euros(supplier, support)) for pk, supplier, support in rows)
    return [(pk, back) for pk, back in found if back != Euros()]
