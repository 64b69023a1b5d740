"""When boards merge: their orders go on with the one into which they merged."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from steunpunt.contract.orders.choices import PurchaseState
from steunpunt.contract.orders.facts import OrdersCarriedOver
from steunpunt.contract.orders.models import Order, Purchase
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record


@transaction.atomic
def carry_over(*, successor_id: int, predecessors: Sequence[tuple[int, str]], by: Actor) -> list[int]:
    """Orders, and what waits for approval, of boards that merged; answers which orders.

    1. Rows that are on their way are locked, so that nobody answers or receives in between.
    2. Each order remembers for which board it was placed. What was saved stays with the board that saved it: its successor
       sees that as its own (`access.visible_savings`). Baskets are left: the people fill new ones at their new board.
    3. Safe to run again: what is over is not there any more.
    """
    moved: list[int] = []
    for board, name in predecessors:
        rows = Order.objects.filter(organisation_id=board)
        ids = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        rows.update(placed_for_id=Coalesce(F("placed_for_id"), F("organisation_id")), organisation_id=successor_id)
        Purchase.objects.filter(organisation_id=board).exclude(state=PurchaseState.BASKET).update(
            organisation_id=successor_id
        )
        if ids:
            record(OrdersCarriedOver(organisation_id=successor_id, board=name, orders=len(ids)), by=by)
        moved += ids
    return moved
