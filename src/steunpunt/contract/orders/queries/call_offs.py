"""What was called off under one contract in a period, added up by the database: as many questions however much was ordered.

Ordered are the orders that were placed in the period and stand; what came, went back or was given notice of counts on its own
day, whenever it was ordered. Whoever asks hands in the orders that it may read: a supplier its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import Named
from steunpunt.contract.orders.choices import COUNTING, CommitReason, OrderState
from steunpunt.contract.orders.choices.words import MOVEMENTS
from steunpunt.contract.orders.models import Commitment, Delivery, DeliveryLine, FrameworkUse, Order, OrderLine
from steunpunt.foundation.acting import Text
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.rounding import rounded
from steunpunt.foundation.organisations import public as organisations

MOST_LATE = 50
"""Late orders that are named; how many there are is counted whole."""
NOTHING = Euros()


class Median(Aggregate):
    """The middle one, by the database itself."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Moved:
    """So many units, and what they come to in two parts."""

    units: int = 0
    amount: Euros = NOTHING

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.units + other.units, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Movements:
    ordered: Moved = Moved()
    delivered: Moved = Moved()
    returned: Moved = Moved()
    ended: Moved = Moved()

    def __add__(self, other: "Movements") -> "Movements":
        return Movements(
            self.ordered + other.ordered,
            self.delivered + other.delivered,
            self.returned + other.returned,
            self.ended + other.ended,
        )

    @property
    def all(self) -> tuple[Moved, Moved, Moved, Moved]:
        return self.ordered, self.delivered, self.returned, self.ended

    @property
    def labelled(self) -> list[tuple[Text, Moved]]:
        """With what a page calls them."""
        return list(zip(MOVEMENTS, self.all, strict=True))


@dataclass(frozen=True, slots=True, order=True)
class Board:
    name: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    first: date
    orders: int
    ordered: Euros
    given_back: Euros
    """What went back or was given notice of in the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a supplier answers and delivers."""

    name: str
    orders: int
    waiting: int
    """Not answered yet."""
    refused: int
    median: timedelta | None
    """Until its answer; none while it gave none."""
    longest: timedelta | None
    due: int
    """Orders that came whole and of which a day was agreed."""
    in_time: int
    late: int
    """Confirmed, and the day that was agreed has passed."""

    @property
    def share_in_time(self) -> Fraction | None:
        return Fraction(self.in_time, self.due) if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    since: date
    until: date
    cells: Mapping[tuple[Named, Board], Movements]
    """By item and board."""
    orders: Mapping[Board, int]
    """How many orders a board placed."""
    months: tuple[Month, ...]
    suppliers: tuple[Kept, ...]
    late: tuple[Order, ...]
    entitled: int
    """Boards that could order in the period."""
    used: Decimal
    """What counts against the maximum today, whenever it was ordered; both parts together."""
    open_orders: int
    """Placed in the period and not delivered whole."""
    is_invented: bool

    @property
    def items(self) -> list[tuple[Named, Movements]]:
        """By lot and code."""
        return sorted(_added(self.cells, 0).items(), key=lambda one: (one[0].lot, one[0].code))

    @property
    def boards(self) -> list[tuple[Board, Movements]]:
        """Who ordered most first."""
        found = _added(self.cells, 1)
        return sorted(found.items(), key=lambda one: (-one[1].ordered.amount.total, one[0]))

    @property
    def whole(self) -> Movements:
        return sum(self.cells.values(), Movements())

    @property
    def ordering(self) -> int:
        """Boards that ordered in the period."""
        return sum(1 for _board, one in self.boards if one.ordered.units)


def _added(cells: Mapping[tuple[Named, Board], Movements], place: int) -> dict[Any, Movements]:
    found: dict[Any, Movements] = defaultdict(Movements)
    for key, one in cells.items():
        found[key[place]] += one
    return dict(found)


def report(framework_id: int, rows: QuerySet[Order], *, since: date, until: date, today: date) -> Report:
    """`rows` are the orders under the contract that the asker may read (`access.call_offs`)."""
    placed = rows.filter(placed_on__gte=since, placed_on__lte=until)
    cells = _cells(rows, placed, since, until)
    items = frameworks.named_items(framework_id)
    per_board = dict(
        placed.filter(state__in=COUNTING).order_by().values_list("organisation_id").annotate(n=Count("pk"))
    )
    names = organisations.names({board for _item, board in cells} | set(per_board))
    late = placed.filter(state=OrderState.CONFIRMED, due_on__lt=today)
    return Report(
        since=since,
        until=until,
        cells={(items[item], Board(names.get(board, ""), board)): one for (item, board), one in cells.items()},
        orders={Board(names.get(board, ""), board): n for board, n in per_board.items()},
        months=tuple(_months(rows, placed, since, until)),
        suppliers=tuple(_kept(placed, today)),
        late=tuple(late.select_related("organisation", "supplier").order_by("due_on", "pk")[:MOST_LATE]),
        entitled=frameworks.number_entitled_in(framework_id, since, until),
        used=FrameworkUse.objects.filter(pk=framework_id).values_list("amount", flat=True).first() or Decimal(0),
        open_orders=sum(per_board.values()) - placed.filter(state=OrderState.DELIVERED).count(),
        is_invented=placed.filter(is_invented=True).exists(),
    )


def _sums(supplier: Any, support: Any, units: Any) -> dict[str, Any]:
    return {"units_sum": units, "supplier_sum": supplier, "support_sum": support}


def _moved(row: Mapping[str, Any], sign: int = 1) -> Moved:
    parts = (rounded(Fraction(row[name] or 0) * sign, 2) for name in ("supplier_sum", "support_sum"))
    return Moved(int(row["units_sum"] or 0) * sign, Euros(*parts))


def _cells(
    rows: QuerySet[Order], placed: QuerySet[Order], since: date, until: date
) -> dict[tuple[int, int], Movements]:
    """By item and board. Every cell is rounded once, so that items and boards add up to the same whole."""
    found: dict[tuple[int, int], dict[str, Moved]] = defaultdict(dict)
    lines = OrderLine.objects.filter(order__in=placed.filter(state__in=COUNTING))
    ordered = lines.order_by().values("item_id", board=F("order__organisation_id"))
    for row in ordered.annotate(
        **_sums(Sum("committed_supplier"), Sum("committed_support"), Sum("quantity")),
    ):
        found[row["item_id"], row["board"]]["ordered"] = _moved(row)
    came = DeliveryLine.objects.filter(
        delivery__delivered_on__gte=since, delivery__delivered_on__lte=until, line__order__in=rows
    )
    share = F("quantity") * Decimal("1.0") / F("line__quantity")
    delivered = came.order_by().values(item=F("line__item_id"), board=F("line__order__organisation_id"))
    for came_row in delivered.annotate(
        **_sums(Sum(F("line__committed_supplier") * share), Sum(F("line__committed_support") * share), Sum("quantity")),
    ):
        found[came_row["item"], came_row["board"]]["delivered"] = _moved(came_row)
    back = _given_back(rows, since, until).values("item_id", "reason", board=F("order__organisation_id"))
    for given in back.annotate(
        **_sums(Sum("supplier_part"), Sum("support_part"), Sum("units", filter=Q(is_first=True))),
    ):
        found[given["item_id"], given["board"]][given["reason"]] = _moved(given, -1)
    return {key: Movements(**each) for key, each in found.items()}


def _given_back(rows: QuerySet[Order], since: date, until: date) -> QuerySet[Commitment]:
    """Rows of the ledger; the reasons are called as the movements."""
    reasons = (CommitReason.RETURNED, CommitReason.ENDED)
    return Commitment.objects.filter(order__in=rows, on__gte=since, on__lte=until, reason__in=reasons).order_by()


def _months(rows: QuerySet[Order], placed: QuerySet[Order], since: date, until: date) -> Iterable[Month]:
    lines = OrderLine.objects.filter(order__in=placed.filter(state__in=COUNTING)).order_by()
    ordered = {
        row["month"]: row
        for row in lines.values(month=TruncMonth("order__placed_on")).annotate(
            n=Count("order", distinct=True),
            **_sums(Sum("committed_supplier"), Sum("committed_support"), Sum("quantity")),
        )
    }
    back = {
        row["month"]: row
        for row in _given_back(rows, since, until)
        .values(month=TruncMonth("on"))
        .annotate(**_sums(Sum("supplier_part"), Sum("support_part"), Sum("units", filter=Q(is_first=True))))
    }
    for month in sorted({*ordered, *back}):
        yield Month(
            first=month,
            orders=ordered[month]["n"] if month in ordered else 0,
            ordered=_moved(ordered[month]).amount if month in ordered else NOTHING,
            given_back=_moved(back[month], -1).amount if month in back else NOTHING,
        )


def _kept(placed: QuerySet[Order], today: date) -> Iterable[Kept]:
    """By supplier, by name. An answer is the first one: confirmed, refused, or another proposal."""
    took = ExpressionWrapper(F("answered_at") - F("placed_at"), output_field=DurationField())
    came_late = dict(
        Delivery.objects.filter(
            order__in=placed.filter(state=OrderState.DELIVERED), delivered_on__gt=F("order__due_on")
        )
        .order_by()
        .values_list("order__supplier_id")
        .annotate(n=Count("order", distinct=True))
    )
    of_supplier = placed.exclude(state=OrderState.CANCELLED).order_by().values("supplier_id", "supplier__name")
    for row in of_supplier.annotate(
        n=Count("pk"),
        waiting=Count("pk", filter=Q(state=OrderState.PLACED)),
        refused=Count("pk", filter=Q(state=OrderState.REFUSED)),
        median=Median(took),
        longest=Max(took),
        due=Count("pk", filter=Q(state=OrderState.DELIVERED, due_on__isnull=False)),
        late=Count("pk", filter=Q(state=OrderState.CONFIRMED, due_on__lt=today)),
    ).order_by("supplier__name", "supplier_id"):
        yield Kept(
            name=row["supplier__name"],
            orders=row["n"],
            waiting=row["waiting"],
            refused=row["refused"],
            median=row["median"],
            longest=row["longest"],
            due=row["due"],
            in_time=row["due"] - came_late.get(row["supplier_id"], 0),
            late=row["late"],
        )
