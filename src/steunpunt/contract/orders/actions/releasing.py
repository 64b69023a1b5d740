"""Give back what an order counted against the maximum and the volumes, when it is not, or less than, what was ordered."""

from decimal import Decimal

from django.db.models import F

from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order, OrderLine, YearVolume


def hold(order: Order) -> None:
    """Lock the counters of an order in the same sequence as whoever places one."""
    items = sorted({line.item_id for line in order.lines.all()})
    list(FrameworkUse.objects.select_for_update().filter(pk=order.framework_id))
    list(ItemUse.objects.select_for_update().filter(pk__in=items).order_by("pk"))
    list(YearVolume.objects.select_for_update().filter(item__in=items, year=order.placed_on.year).order_by("item_id"))


def give_back_amount(order: Order, amount: Decimal) -> None:
    FrameworkUse.objects.filter(pk=order.framework_id).update(amount=F("amount") - amount)


def give_back_units(line: OrderLine, units: int, year: int) -> None:
    ItemUse.objects.filter(pk=line.item_id).update(units=F("units") - units)
    YearVolume.objects.filter(item_id=line.item_id, year=year).update(units=F("units") - units)


def give_back_all(order: Order) -> None:
    """Of an order that is off: nothing of it counts any more."""
    hold(order)
    give_back_amount(order, order.supplier_part + order.support_part)
    for line in order.lines.all():
        give_back_units(line, line.quantity, order.placed_on.year)
