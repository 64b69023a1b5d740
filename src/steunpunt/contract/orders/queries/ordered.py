"""Orders and their lines, and how far all boards together are with a tier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING, Charge, PricedItem, Rate, Step
from steunpunt.contract.frameworks.values.pricing import reached
from steunpunt.contract.orders.choices import BINDING, COUNTING, UNANSWERED
from steunpunt.contract.orders.models import (
    FrameworkUse,
    Order,
    OrderLine,
    ServiceEnd,
    YearVolume,
)
from steunpunt.contract.orders.rules.forecast import Forecast, forecast
from steunpunt.contract.orders.rules.reckoning import by_charge
from steunpunt.contract.orders.values import LineFacts
from steunpunt.foundation.figures.money import Euros


def listed(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.select_related("organisation", "supplier", "framework")


def contracts_of(rows: QuerySet[Order]) -> list[tuple[str, str]]:
    """Framework contracts of orders, by title."""
    found = rows.order_by("framework__title").values_list("framework_id", "framework__title").distinct()
    return [(str(pk), title) for pk, title in found]


def years_placed(rows: QuerySet[Order]) -> list[int]:
    """Years in which orders were placed, the newest first."""
    return [day.year for day in rows.order_by().dates("placed_on", "year", order="DESC")]


def with_lines(rows: QuerySet[Order]) -> QuerySet[Order]:
    return listed(rows).prefetch_related("lines__item")


def sums(rows: Iterable[OrderLine]) -> list[tuple[Charge, Euros]]:
    """What lines come to, as they were ordered; paid alike together."""
    return by_charge((Charge(line.charge), Euros(line.supplier_part, line.support_part)) for line in rows)


def sums_kept(rows: Iterable[OrderLine], today: date) -> list[tuple[Charge, Euros]]:
    """The same without what went back or ended; lines come `with_movements`."""
    return by_charge(
        (
            Charge(line.charge),
            Euros(line.supplier_part, line.support_part).times(Fraction(_kept(line, today), line.quantity)),
        )
        for line in rows
    )


def _kept(line: OrderLine, today: date) -> int:
    return line.quantity - line.returned - sum(end.quantity for end in line.ends.all() if end.last_day < today)


def running(line: OrderLine, on: date) -> int:
    """Units of a recurring line that run on a day."""
    delivered = sum(each.quantity for each in line.delivered_in.all() if each.delivery.delivered_on <= on)
    return delivered - sum(each.quantity for each in line.ends.all() if each.last_day < on)


def boards_running(framework_id: int, on: date) -> list[int]:
    """Boards with a service under a contract that runs on a day, or will once it is delivered."""
    ended = Subquery(
        ServiceEnd.objects.filter(line=OuterRef("pk"), last_day__lt=on)
        .order_by()
        .values("line")
        .annotate(n=Sum("quantity"))
        .values("n")
    )
    lines = OrderLine.objects.filter(
        order__framework=framework_id, order__state__in=BINDING, charge__in=RECURRING, order__placed_on__lt=on
    )
    still = lines.annotate(gone=Coalesce(ended, 0)).filter(quantity__gt=F("gone")).order_by()
    return sorted(set(still.values_list("order__organisation_id", flat=True)))


def earliest_end(framework_id: int, today: date) -> date:
    """The last day of a service of which notice is given today, as the contract asks it."""
    return frameworks.last_day(today, frameworks.terms_of([framework_id], today)[framework_id].notice_months)


def facts_of(lines: Iterable[OrderLine]) -> dict[int, LineFacts]:
    """What the ledger, and settling a tier, need of lines that come `with_movements`."""
    lines = list(lines)
    rates = rates_of(lines)
    return {
        line.pk: LineFacts(
            quantity=line.quantity,
            is_recurring=line.charge in RECURRING,
            is_yearly=line.charge == Charge.YEARLY,
            each=Euros(line.supplier_part, line.support_part),
            standard_price=line.standard_price or Decimal(0),
            starts_on=line.starts_on,
            rates=rates.get(line.pk, ()),
            deliveries=tuple((each.pk, each.delivery.delivered_on, each.quantity) for each in line.delivered_in.all()),
            ends=tuple((each.pk, each.last_day, each.quantity) for each in line.ends.all()),
            returns=tuple((each.pk, each.on, each.quantity) for each in line.returns.all()),
        )
        for line in lines
    }


def rates_of(lines: Iterable[OrderLine]) -> dict[int, tuple[Rate, ...]]:
    """What services cost each time since their order; lines come with their order."""
    running = [line for line in lines if line.charge in RECURRING]
    if not running:
        return {}
    return frameworks.rates_of([(line.pk, line.item_id, _prices_of(line), line.order.placed_on) for line in running])


def _prices_of(line: OrderLine) -> list[tuple[int, Euros]]:
    """Units of a line with their unit price on the day of the order."""
    return [(units, Euros(Decimal(supplier), Decimal(support))) for units, supplier, support in line.slices]


def with_movements(rows: QuerySet[OrderLine]) -> QuerySet[OrderLine]:
    """Lines with what came, went back and ends."""
    return rows.select_related("order", "item").prefetch_related("delivered_in__delivery", "ends", "returns")


def for_ledger(rows: QuerySet[OrderLine]) -> QuerySet[OrderLine]:
    counting = rows.filter(order__state__in=BINDING, standard_price__isnull=False).exclude(charge=Charge.USE)
    return with_movements(counting)


# ── tiers ────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """How far all boards together are with an item whose price falls with their volume."""

    item: PricedItem
    forecast: Forecast
    waiting: int
    """Boards that can order and did not yet this year."""

    @property
    def step_if_all(self) -> Step | None:
        """The tier that is reached if they order as the others did, where it is another than now."""
        if self.forecast.if_all is None:
            return None
        step = reached(self.forecast.if_all, self.item.steps)
        return step if step != self.forecast.step else None


def tiers(framework_id: int, today: date) -> list[Tier]:
    """Of every item of a contract with steps of joint volume, the nearest to its next tier first."""
    priced = frameworks.priced_of(framework_id, today)
    volumes = dict(
        YearVolume.objects.filter(item__in=priced, year=today.year).order_by().values_list("item_id", "units")
    )
    ordering = dict(
        OrderLine.objects.filter(item__in=priced, order__state__in=COUNTING, order__placed_on__year=today.year)
        .order_by()
        .values_list("item_id")
        .annotate(n=Count("order__organisation_id", distinct=True))
    )
    entitled = frameworks.number_entitled(framework_id, today)
    found = [
        Tier(
            item=item,
            forecast=forecast(
                item.steps,
                volume=volumes.get(pk, 0),
                today=today,
                ordering=ordering.get(pk, 0),
                entitled=entitled,
            ),
            waiting=max(entitled - ordering.get(pk, 0), 0),
        )
        for pk, item in priced.items()
        if len(item.steps) > 1
    ]
    return sorted(found, key=lambda one: (one.forecast.following is None, one.forecast.missing, one.item.code))


def is_balanced(framework_id: int) -> bool:
    """Whether what is counted against the maximum is what orders say; for the check of operations and tests."""
    counted = FrameworkUse.objects.filter(framework=framework_id).values_list("amount", flat=True).first() or Decimal(0)
    said = Order.objects.filter(framework=framework_id, state__in=COUNTING).aggregate(
        n=Sum(F("supplier_part") + F("support_part"))
    )["n"] or Decimal(0)
    return counted == said


def waiting_for_answer(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.filter(state__in=UNANSWERED)
