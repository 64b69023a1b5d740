"""What counts against maxima and volumes: it goes up with an order, and down with what is not, or less than, what was ordered.

Whoever changes counters holds the row of the contract first, contracts in the order of their ids; rows of items come after.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.db.models import F

from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order, OrderLine, YearVolume
from steunpunt.contract.orders.values import Counted, Volumes
from steunpunt.foundation.composed import prepared

_COUNT = """
    WITH amounts AS (
        INSERT INTO orders_frameworkuse (framework_id, amount)
        SELECT * FROM unnest(%s::bigint[], %s::numeric[])
        ON CONFLICT (framework_id) DO UPDATE SET amount = orders_frameworkuse.amount + EXCLUDED.amount
        RETURNING framework_id, amount
    ), of_items AS (
        INSERT INTO orders_itemuse (item_id, units)
        SELECT * FROM unnest(%s::bigint[], %s::bigint[]) WHERE (SELECT count(*) FROM amounts) > 0
        ON CONFLICT (item_id) DO UPDATE SET units = orders_itemuse.units + EXCLUDED.units
        RETURNING item_id, units
    ), of_year AS (
        INSERT INTO orders_yearvolume (item_id, units, year)
        SELECT item, added, %s FROM unnest(%s::bigint[], %s::bigint[]) AS each (item, added)
        WHERE (SELECT count(*) FROM of_items) > 0
        ON CONFLICT (item_id, year) DO UPDATE SET units = orders_yearvolume.units + EXCLUDED.units
        RETURNING item_id, units
    )
    SELECT 'amount', framework_id, amount FROM amounts
    UNION ALL SELECT 'units', item_id, units FROM of_items
    UNION ALL SELECT 'year', item_id, units FROM of_year
"""
"""Makes rows where nobody ordered yet, holds them, counts, and tells what they say, in one go: others wait as short as can
be. Each step needs what the one before told, so the rows of contracts are held first.
"""


def count(counted: Iterable[Counted], year: int) -> dict[int, Volumes]:
    """Add these, and answer by contract what all others ordered before; the rows are held until the transaction ends."""
    each = sorted(counted, key=lambda one: one.framework_id)
    items = sorted((item, units) for one in each for item, units in one.units.items())
    ids, added = [item for item, _units in items], [units for _item, units in items]
    told: dict[str, dict[int, Decimal]] = {"amount": {}, "units": {}, "year": {}}
    with prepared(connection) as cursor:
        contracts, amounts = [one.framework_id for one in each], [one.amount for one in each]
        cursor.execute(_COUNT, [contracts, amounts, ids, added, year, ids, added])
        for what, pk, value in cursor.fetchall():
            told[what][pk] = value
    return {
        one.framework_id: Volumes(
            amount=told["amount"][one.framework_id] - one.amount,
            units={item: int(told["units"][item]) - units for item, units in one.units.items()},
            this_year={item: int(told["year"][item]) - units for item, units in one.units.items()},
        )
        for one in each
    }


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
