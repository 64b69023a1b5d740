"""Reads with a name: what a basket costs, who may approve, volumes, savings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Max, Q, QuerySet, Sum, Value

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING, Charge, OrderTerms, PricedItem
from steunpunt.contract.orders import access
from steunpunt.contract.orders.choices import BINDING, COUNTING, OrderState
from steunpunt.contract.orders.models import (
    BasketLine,
    DaysSaved,
    FrameworkUse,
    ItemUse,
    Limit,
    Order,
    OrderLine,
    Purchase,
    Saving,
    StandIn,
    YearVolume,
)
from steunpunt.contract.orders.rules.approving import Authority, authorities
from steunpunt.contract.orders.rules.forecast import Forecast, forecast
from steunpunt.contract.orders.rules.reckoning import objections, reckoned
from steunpunt.contract.orders.values import Counted, LineFacts, ReckonedLine, Volumes, Wanted
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.dated import holds
from steunpunt.foundation.figures.money import Euros, added
from steunpunt.foundation.organisations import public as organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a basket asks under one contract: priced, with what stands in the way."""

    terms: OrderTerms
    wanted: tuple[Wanted, ...]
    lines: tuple[ReckonedLine, ...]
    volumes: Volumes
    refused_by: Mapping[int, int]
    """By lot, the place of the last supplier that refused this board."""
    reasons: tuple[Reason, ...]

    @property
    def committed(self) -> Euros:
        return added(line.committed for line in self.lines)

    @property
    def counted(self) -> Counted:
        units = {line.item.id: line.quantity for line in self.lines}
        return Counted(framework_id=self.terms.framework_id, amount=self.committed.total, units=units)


def wanted(lines: Iterable[BasketLine]) -> list[Wanted]:
    return [Wanted(item_id=line.item_id, quantity=line.quantity, starts_on=line.starts_on) for line in lines]


def own_basket_held(purchase_id: int, actor: Actor) -> Purchase:
    """The actor's basket, locked. Raises `Purchase.DoesNotExist`."""
    for row in _basket_held(purchase_id, actor):
        return row
    raise Purchase.DoesNotExist


@composed
def _basket_held(purchase_id: int, actor: Actor) -> QuerySet[Purchase]:
    return access.own_basket(actor).select_for_update().filter(pk=purchase_id)


@composed
def basket_lines(purchase_id: int) -> QuerySet[BasketLine]:
    return BasketLine.objects.filter(purchase=purchase_id).order_by("pk")


def parts(asked: Collection[Wanted], organisation_id: int, today: date) -> list[Part]:
    """What is wanted, by contract, with prices of today and every reason why it cannot be ordered."""
    terms = frameworks.order_terms([one.item_id for one in asked], organisation_id, today)
    refused = _refused_by(organisation_id, terms)
    volumes = volumes_of({pk: list(one.items) for pk, one in terms.items()}, today.year)
    return [_part(one, asked, volumes[pk], refused.get(pk, {}), today) for pk, one in terms.items()]


def _part(
    terms: OrderTerms, asked: Collection[Wanted], volumes: Volumes, refused_by: Mapping[int, int], today: date
) -> Part:
    own = tuple(ask for ask in asked if ask.item_id in terms.items)
    lines = reckoned(own, terms, volumes, today)
    return Part(
        terms=terms,
        wanted=own,
        lines=lines,
        volumes=volumes,
        refused_by=refused_by,
        reasons=tuple(objections(lines, own, terms, volumes, today=today, refused_by=refused_by)),
    )


def at_volumes(part: Part, volumes: Volumes, today: date) -> Part:
    """The same, when all others ordered so much."""
    return part if volumes == part.volumes else _part(part.terms, part.wanted, volumes, part.refused_by, today)


def gone(asked: Collection[Wanted], found: Iterable[Part]) -> list[Wanted]:
    """What is wanted and cannot be ordered at all any more: no price, no contract."""
    there = {one.item_id for part in found for one in part.wanted}
    return [ask for ask in asked if ask.item_id not in there]


def volumes_of(items: Mapping[int, Collection[int]], year: int) -> dict[int, Volumes]:
    """What all boards ordered so far, by contract; `items` are those that matter of each."""
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for what, pk, value in _counters(set(items), {item for some in items.values() for item in some}, year):
        found[what][pk] = value
    return {
        pk: Volumes(
            amount=found["amount"].get(pk, Decimal(0)),
            units={item: int(found["units"].get(item, 0)) for item in some},
            this_year={item: int(found["year"].get(item, 0)) for item in some},
        )
        for pk, some in items.items()
    }


@composed
def _counters(
    framework_ids: Collection[int], item_ids: Collection[int], year: int
) -> QuerySet[FrameworkUse, tuple[str, int, Decimal]]:
    """All three in one question."""
    amounts = FrameworkUse.objects.filter(among("framework_id", framework_ids))
    units = ItemUse.objects.filter(among("item_id", item_ids))
    volumes = YearVolume.objects.filter(among("item_id", item_ids), year=year)
    return (
        amounts.order_by()
        .values_list(Value("amount"), "framework_id", "amount")
        .union(
            units.order_by().values_list(Value("units"), "item_id", "units"),
            volumes.order_by().values_list(Value("year"), "item_id", "units"),
            all=True,
        )
    )


def _refused_by(organisation_id: int, terms: Mapping[int, OrderTerms]) -> dict[int, dict[int, int]]:
    """By contract and lot, the place of the last supplier that refused this board; asked where a next one is wanted."""
    if all(item.place == 1 for one in terms.values() for item in one.items.values()):
        return {}
    rows = (
        OrderLine.objects.filter(
            order__organisation_id=organisation_id, order__framework__in=terms, order__state=OrderState.REFUSED
        )
        .order_by()
        .values("order__framework_id", "item__lot")
        .annotate(place=Max("item__place"))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row["order__framework_id"]][row["item__lot"]] = row["place"]
    return dict(found)


# ── who may approve ──────────────────────────────────────────────────────────
def authorities_at(organisation_id: int, today: date) -> dict[int, Authority]:
    """Everybody of a board who may order today, with up to how much."""
    mandated = {person.id for person in people_of.mandated(organisation_id, people_of.MandateKind.ORDER)}
    limits = dict(
        Limit.objects.filter(holds(today), organisation_id=organisation_id)
        .order_by()
        .values_list("person_id", "most_amount")
    )
    stand_ins: dict[int, list[int]] = defaultdict(list)
    rows = StandIn.objects.filter(holds(today), organisation_id=organisation_id).order_by("pk")
    for absent, stand_in in rows.values_list("person_id", "stand_in_id"):
        stand_ins[stand_in].append(absent)
    return authorities(mandated, limits, stand_ins)


def authority_of(actor: Actor, today: date) -> Authority | None:
    """Up to how much the actor may order for its board; None without the mandate."""
    if not access.may_place(actor):
        return None
    own, person = actor.organisation_id or 0, actor.person_id or 0
    rows = dict(_limit_and_stand_ins(own, person, today))
    if "stands in" in rows:
        return authorities_at(own, today).get(person)
    return Authority(rows.get("limit"))


@composed
def _limit_and_stand_ins(organisation_id: int, person_id: int, today: date) -> QuerySet[Limit, tuple[str, Decimal]]:
    """Both in one question: mostly there is nobody to stand in for."""
    limits = Limit.objects.filter(holds(today), organisation_id=organisation_id, person_id=person_id)
    others = StandIn.objects.filter(holds(today), organisation_id=organisation_id, stand_in_id=person_id)
    return (
        limits.order_by()
        .values_list(Value("limit"), "most_amount")
        .union(others.order_by().values_list(Value("stands in"), Value(0, DecimalField())), all=True)
    )


# ── orders ───────────────────────────────────────────────────────────────────
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


def running(line: OrderLine, on: date) -> int:
    """Units of a recurring line that run on a day."""
    delivered = sum(each.quantity for each in line.delivered_in.all() if each.delivery.delivered_on <= on)
    return delivered - sum(each.quantity for each in line.ends.all() if each.last_day < on)


def facts_of(lines: Iterable[OrderLine]) -> dict[int, LineFacts]:
    """What the ledger needs of lines that have a standard price, of `for_ledger`."""
    return {
        line.pk: LineFacts(
            quantity=line.quantity,
            is_recurring=line.charge in RECURRING,
            is_yearly=line.charge == Charge.YEARLY,
            each=Euros(line.supplier_part, line.support_part),
            standard_price=line.standard_price,
            starts_on=line.starts_on,
            deliveries=tuple((each.pk, each.delivery.delivered_on, each.quantity) for each in line.delivered_in.all()),
            ends=tuple((each.pk, each.last_day, each.quantity) for each in line.ends.all()),
            returns=tuple((each.pk, each.on, each.quantity) for each in line.returns.all()),
        )
        for line in lines
        if line.standard_price is not None and line.charge != Charge.USE
    }


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
        )
        for pk, item in priced.items()
        if len(item.steps) > 1
    ]
    return sorted(found, key=lambda one: (one.forecast.following is None, one.forecast.missing, one.item.code))


# ── savings ──────────────────────────────────────────────────────────────────
NOTHING = Euros()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A sum of savings: standard price, both parts that were paid, and what is left."""

    standard: Decimal = Decimal(0)
    paid: Euros = NOTHING
    boards: int = 0

    @property
    def total(self) -> Decimal:
        return self.standard - self.paid.total

    @property
    def share(self) -> Decimal | None:
        """Of the standard price; None when that is nothing."""
        return self.total / self.standard if self.standard else None


_SUMS = {
    "standard_sum": Sum("standard"),
    "supplier_sum": Sum("supplier_part"),
    "support_sum": Sum("support_part"),
    "board_count": Count("organisation", distinct=True),
}


def _saved(row: Mapping[str, object]) -> Saved:
    def part(name: str) -> Decimal:
        value = row[name]
        return value if isinstance(value, Decimal) else Decimal(0)

    return Saved(
        standard=part("standard_sum"),
        paid=Euros(part("supplier_sum"), part("support_sum")),
        boards=int(str(row["board_count"])),
    )


def saved(rows: QuerySet[Saving]) -> Saved:
    """Of all these rows together."""
    return _saved(rows.order_by().aggregate(**_SUMS))


def saved_by(rows: QuerySet[Saving], *fields: str) -> list[tuple[tuple[object, ...], Saved]]:
    """By year, board, contract or kind of board: the most first."""
    found = rows.order_by().values(*fields).annotate(**_SUMS)
    sums = [(tuple(row[name] for name in fields), _saved(row)) for row in found]
    return sorted(sums, key=lambda one: (-one[1].total, str(one[0])))


def days_saved(*, year: int | None = None, organisation_id: int | None = None) -> Decimal:
    """Working days, of a year and a board with those that merged into it, or of all."""
    rows = DaysSaved.objects.all()
    rows = rows.filter(year=year) if year else rows
    rows = rows.filter(organisation__in=organisations.with_predecessors(organisation_id)) if organisation_id else rows
    return rows.order_by().aggregate(n=Sum("days"))["n"] or Decimal(0)


def years_of(rows: QuerySet[Saving]) -> list[int]:
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What a board expected to save each year with a project, beside what it saved in one under the contract that came of it."""

    project_id: int
    title: str
    claimed: Decimal
    saved: Decimal


def claims(organisation_id: int, year: int) -> list[Claimed]:
    """Of every project of which the board kept a claim and under whose contract it ordered."""
    boards = organisations.with_predecessors(organisation_id)
    rows = Saving.objects.filter(organisation__in=boards, year=year, framework__project__isnull=False)
    by_project = {int(str(of)): one for (of,), one in saved_by(rows, "framework__project_id")}
    return [
        Claimed(
            project_id=claim.project_id,
            title=claim.title,
            claimed=claim.yearly,
            saved=by_project[claim.project_id].total,
        )
        for claim in projects.yearly_claims(organisation_id)
        if claim.project_id in by_project
    ]


def has_invented(rows: QuerySet[Saving]) -> bool:
    """Whether some of it was made up for the demonstration."""
    return rows.filter(line__order__is_invented=True).exists()


def is_balanced(framework_id: int) -> bool:
    """Whether what is counted against the maximum is what orders say; for the check of operations and tests."""
    counted = FrameworkUse.objects.filter(framework=framework_id).values_list("amount", flat=True).first() or Decimal(0)
    said = Order.objects.filter(framework=framework_id, state__in=COUNTING).aggregate(
        n=Sum(F("supplier_part") + F("support_part"))
    )["n"] or Decimal(0)
    return counted == said


def waiting_for_answer(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.filter(Q(state=OrderState.PLACED) | Q(state=OrderState.PROPOSED))
