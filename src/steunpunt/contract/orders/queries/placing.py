"""What a basket costs, what all boards ordered before, and who may approve."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, Max, QuerySet, Value

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import Choosing, OrderTerms
from steunpunt.contract.orders import access
from steunpunt.contract.orders.choices import OrderState
from steunpunt.contract.orders.models import (
    BasketLine,
    FrameworkUse,
    ItemUse,
    Limit,
    OrderLine,
    Purchase,
    StandIn,
    YearVolume,
)
from steunpunt.contract.orders.rules.approving import Authority, authorities
from steunpunt.contract.orders.rules.reckoning import at_agreed_prices, objections, reckoned
from steunpunt.contract.orders.values import Agreed, Counted, ReckonedLine, Volumes, Wanted
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.dated import holds
from steunpunt.foundation.figures.money import Euros, added


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a basket asks under one contract: priced, with what stands in the way."""

    terms: OrderTerms
    wanted: tuple[Wanted, ...]
    lines: tuple[ReckonedLine, ...]
    volumes: Volumes
    refused_by: Mapping[int, int]
    """By lot, the place of the last supplier that refused this board."""
    agreed: Agreed | None = None
    """At which prices, where they were agreed in a competition."""
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
    terms: OrderTerms,
    asked: Collection[Wanted],
    volumes: Volumes,
    refused_by: Mapping[int, int],
    today: date,
    agreed: Agreed | None = None,
) -> Part:
    own = tuple(ask for ask in asked if ask.item_id in terms.items)
    lines = reckoned(own, terms, volumes, today)
    if agreed is not None:
        lines = at_agreed_prices(lines, agreed, terms, today)
    return Part(
        terms=terms,
        wanted=own,
        lines=lines,
        volumes=volumes,
        refused_by=refused_by,
        agreed=agreed,
        reasons=tuple(objections(lines, own, terms, volumes, today=today, refused_by=refused_by)),
    )


def at_volumes(part: Part, volumes: Volumes, today: date) -> Part:
    """The same, when all others ordered so much."""
    if volumes == part.volumes:
        return part
    return _part(part.terms, part.wanted, volumes, part.refused_by, today, part.agreed)


def agreed_part(agreed: Agreed, today: date) -> Part | None:
    """What an order at agreed prices comes to today, with what stands in its way; None unless all is of one lot of its supplier."""
    terms = frameworks.order_terms([one.item_id for one in agreed.asked], agreed.organisation_id, today)
    lots = {(pk, item.lot) for pk, one in terms.items() for item in one.items.values()}
    if len(lots) != 1:
        return None
    ((pk, lot),) = lots
    if agreed.supplier_id not in terms[pk].suppliers.get(lot, ()):
        return None
    volumes = volumes_of({pk: list(terms[pk].items)}, today.year)[pk]
    return _part(terms[pk], agreed.asked, volumes, {}, today, agreed)


def competing(part: Part) -> list[int]:
    """Items of a basket of which prices are asked before they are ordered."""
    lots = {lot.number for lot in part.terms.terms.lots if lot.choosing is Choosing.COMPETITION}
    return [line.item.id for line in part.lines if line.item.lot in lots]


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
