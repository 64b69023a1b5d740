"""The face of framework contracts to other modules."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.contract.frameworks import access, queries
from steunpunt.contract.frameworks.access import is_keeper, is_supplier
from steunpunt.contract.frameworks.actions import (
    Beginning,
    Signature,
    Supply,
    bring_up_to_index,
    change_terms,
    drop_to_lowest,
    entitle,
    extend,
    load_price_list,
    make_framework,
    read_index,
    sign,
    state_standard_prices,
)
from steunpunt.contract.frameworks.choices import EntitledBy, FrameworkState, PriceReason
from steunpunt.contract.frameworks.models import Entitlement, Framework, FrameworkSupplier, Item, ItemPrice
from steunpunt.contract.frameworks.queries import can_be_ordered, can_order, order_terms, priced, pricing, with_prices
from steunpunt.contract.frameworks.registry import OrderBook, Ordered, order_books
from steunpunt.contract.frameworks.rules.notice import last_day
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.rules.revising import ladders, rates
from steunpunt.contract.frameworks.rules.terms import read
from steunpunt.contract.frameworks.values import Coming, Ladder, Named, PricedItem, Rate, Terms
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.dated import holds
from steunpunt.foundation.figures.money import Euros

__all__ = [
    "Beginning",
    "EntitledBy",
    "FrameworkState",
    "Listed",
    "OrderBook",
    "Ordered",
    "Signature",
    "Supply",
    "bring_up_to_index",
    "can_be_ordered",
    "can_order",
    "change_terms",
    "coming_prices",
    "drop_to_lowest",
    "entitle",
    "extend",
    "framework_ids_of",
    "framework_seen",
    "from_awards",
    "is_invented",
    "is_keeper",
    "is_orderable",
    "is_supplier",
    "item_ids",
    "ladders_in",
    "last_day",
    "load_price_list",
    "make_framework",
    "named_items",
    "number_entitled",
    "number_entitled_in",
    "open_to",
    "order_books",
    "order_terms",
    "orderable_items",
    "priced",
    "priced_of",
    "ranked_suppliers",
    "rates_of",
    "read_index",
    "revised_items",
    "sign",
    "state_standard_prices",
    "tender_of",
    "terms_of",
    "titles",
    "visible_framework_ids",
    "with_prices",
    "words_in_item",
]


def orderable_items(actor: Actor, day: date) -> QuerySet[Item]:
    """What the actor's own board can order on a day, for a catalogue."""
    entitled = Entitlement.objects.filter(
        holds(day), framework=OuterRef("framework"), organisation_id=actor.organisation_id or 0
    )
    seen = Item.objects.filter(Exists(entitled), framework__in=access.visible_frameworks(actor))
    return queries.can_be_ordered(seen, day)


def is_orderable(actor: Actor, item_id: int, day: date) -> bool:
    """Whether an item is among them."""
    return bool(_orderable(actor, item_id, day))


@composed
def _orderable(actor: Actor, item_id: int, day: date) -> QuerySet[Item, int]:
    return orderable_items(actor, day).filter(pk=item_id).order_by().values_list("pk", flat=True)


def visible_framework_ids(actor: Actor) -> QuerySet[Framework]:
    """Contracts that this actor sees, to narrow rows by."""
    return access.visible_frameworks(actor).order_by().values("pk")  # type: ignore[return-value]


def terms_of(framework_ids: Collection[int], day: date) -> dict[int, Terms]:
    """The terms of contracts on a day."""
    return {pk: read(row.content) for pk, row in queries.versions_on(framework_ids, day).items()}


def framework_ids_of(item_ids: Collection[int]) -> set[int]:
    return set(Item.objects.filter(pk__in=set(item_ids)).order_by().values_list("framework_id", flat=True))


def ranked_suppliers(framework_ids: Iterable[int]) -> dict[int, dict[int, list[str]]]:
    """By contract and lot, names of its suppliers in the order in which they are asked."""
    found: dict[int, dict[int, list[str]]] = {}
    rows = FrameworkSupplier.objects.filter(framework__in=set(framework_ids)).order_by("framework_id", "lot", "place")
    for framework, lot, name in rows.values_list("framework_id", "lot", "organisation__name"):
        found.setdefault(framework, {}).setdefault(lot, []).append(name)
    return found


def _priced_on(item_ids: Collection[int], day: date) -> dict[int, PricedItem]:
    """Items that have a price on a day, whether they can still be ordered or not."""
    rows = queries.with_prices(Item.objects.filter(pk__in=set(item_ids)).order_by("pk"), day)
    return {row.pk: value for row in rows if (value := queries.priced(row)) is not None}


def _prices_in(item_ids: Collection[int], first: date, last: date) -> dict[int, list[tuple[date, PricedItem]]]:
    """Every price that items had from a first day to a last, oldest first, each with the day from which it held."""
    starts = ItemPrice.objects.filter(item__in=set(item_ids), valid_from__gt=first, valid_from__lte=last)
    days = starts.order_by("valid_from").values_list("valid_from", flat=True).distinct()
    found: dict[int, list[tuple[date, PricedItem]]] = {}
    for day in (first, *days):  # a price list changes a few times a year
        for item, value in _priced_on(item_ids, day).items():
            before = found.setdefault(item, [])
            if not before or before[-1][1] != value:
                before.append((day, value))
    return found


def coming_prices(item_ids: Collection[int], day: date) -> dict[int, tuple[Coming, ...]]:
    """By item what it costs from each day after this one on, as far as is known: a price list or the index was entered."""
    return pricing.coming(Item.objects.filter(pk__in=set(item_ids)), day)


def titles(framework_ids: Collection[int]) -> dict[int, str]:
    return dict(_titles(set(framework_ids)))


@composed
def _titles(framework_ids: Collection[int]) -> QuerySet[Framework, tuple[int, str]]:
    return Framework.objects.filter(among("pk", framework_ids)).values_list("pk", "title")


def rates_of(
    lines: Collection[tuple[int, int, Sequence[tuple[int, Euros]], date]],
) -> dict[int, tuple[Rate, ...]]:
    """What services cost since their order: `lines` are id, item, units with their unit prices, and day of the order."""
    revisions = queries.revisions({item for _pk, item, _slices, _day in lines})
    return {pk: rates(slices, day, revisions.get(item, ())) for pk, item, slices, day in lines}


def ladders_in(item_ids: Collection[int], first: date, last: date) -> dict[int, list[tuple[Ladder, ...]]]:
    """By item, every price list that held from a first day to a last, oldest first: its steps, and what they became since
    for services that run.
    """
    revisions = queries.revisions(item_ids)
    return {
        item: [ladders(value.steps, day, revisions.get(item, ())) for day, value in lists]
        for item, lists in _prices_in(item_ids, first, last).items()
    }


def revised_items(today: date) -> QuerySet[ItemPrice]:
    """Ids of items whose price the index or the ratchet changed, up to today."""
    changed = [PriceReason.INDEX, PriceReason.RATCHET]
    rows = ItemPrice.objects.filter(change__reason__in=changed, valid_from__lte=today)
    return rows.order_by().values("item_id")  # type: ignore[return-value]  # to narrow rows by


def words_in_item(text: str) -> Q:
    """Items in whose name, code, group or description every word of a search stands."""
    found = Q()
    for word in text.split():
        found &= (
            Q(title__icontains=word) | Q(code__icontains=word) | Q(category__icontains=word) | Q(what__icontains=word)
        )
    return found


def open_to(actor: Actor, today: date) -> list[Framework]:
    """Contracts that the actor's board could come into."""
    return list(access.open_frameworks(actor, today).order_by("title", "pk"))


def item_ids(framework_id: int) -> dict[str, int]:
    """Items of a contract by their code."""
    return dict(Item.objects.filter(framework=framework_id).order_by("pk").values_list("code", "pk"))


def priced_of(framework_id: int, day: date) -> dict[int, PricedItem]:
    """Everything on the price list of a contract on a day."""
    return _priced_on(list(Item.objects.filter(framework=framework_id).order_by().values_list("pk", flat=True)), day)


def tender_of(framework_id: int) -> int | None:
    """The tender from whose award a signed contract comes."""
    rows = Framework.objects.exclude(state=FrameworkState.DRAFT).filter(pk=framework_id)
    return rows.values_list("tender_id", flat=True).first()


def from_awards() -> dict[int, int]:
    """Signed contracts that come of an award, with their tender."""
    rows = Framework.objects.exclude(state=FrameworkState.DRAFT).filter(tender__isnull=False)
    return dict(rows.order_by("pk").values_list("pk", "tender_id"))


def is_invented(framework_id: int) -> bool:
    """Whether a contract was made up for the demonstration."""
    return Framework.objects.filter(pk=framework_id, is_invented=True).exists()


def named_items(framework_id: int) -> dict[int, Named]:
    """Everything that ever stood on the price list of a contract, by id."""
    rows = Item.objects.filter(framework=framework_id).order_by("pk").values_list("pk", "lot", "code", "title", "unit")
    return {pk: Named(lot=lot, code=code, title=title, unit=unit) for pk, lot, code, title, unit in rows}


def number_entitled_in(framework_id: int, since: date, until: date) -> int:
    """How many boards could order on some day of a period."""
    return queries.entitled_in(framework_id, since, until).values("organisation").distinct().count()


def number_entitled(framework_id: int, day: date) -> int:
    """How many boards can order on a day."""
    return queries.entitled_on(framework_id, day).count()


def framework_seen(actor: Actor, framework_id: int) -> Framework | None:
    """A contract that this actor sees."""
    return access.visible_frameworks(actor).filter(pk=framework_id).first()
