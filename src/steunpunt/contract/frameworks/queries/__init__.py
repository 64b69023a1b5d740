"""Reads with a name: terms and prices of a day, and who can order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from steunpunt.contract.frameworks.choices import Charge, FrameworkState, PriceReason
from steunpunt.contract.frameworks.models import (
    Entitlement,
    Framework,
    FrameworkSupplier,
    IndexReading,
    Item,
    ItemPrice,
    StandardPrice,
    TermsVersion,
)
from steunpunt.contract.frameworks.registry import Ordered, order_books
from steunpunt.contract.frameworks.rules import terms as rules
from steunpunt.contract.frameworks.values import OrderTerms, PricedItem, Revision, Step, Terms
from steunpunt.contract.frameworks.values import StandardPrice as StandardValue
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.dated import holds
from steunpunt.foundation.figures.money import Euros


def versions_on(framework_ids: Collection[int], day: date) -> dict[int, TermsVersion]:
    """The terms that hold on a day, by contract; the first ones before they begin."""
    found: dict[int, TermsVersion] = {}
    for row in _versions(set(framework_ids)):
        if row.framework_id not in found or row.valid_from <= day:
            found[row.framework_id] = row
    return found


@composed
def _versions(framework_ids: Collection[int]) -> QuerySet[TermsVersion]:
    return TermsVersion.objects.filter(among("framework_id", framework_ids)).order_by("framework_id", "valid_from")


def terms_on(framework: Framework, day: date) -> Terms:
    """Those that hold on a day; the draft of what was not signed yet."""
    version = versions_on([framework.pk], day).get(framework.pk)
    return rules.read(version.content if version else framework.draft)


def can_order(framework_ids: Collection[int], organisation_id: int, day: date) -> set[int]:
    """Under which of these a board is entitled on a day."""
    rows = Entitlement.objects.filter(holds(day), framework_id__in=set(framework_ids), organisation_id=organisation_id)
    return set(rows.order_by().values_list("framework_id", flat=True))


def _holding(
    model: type[ItemPrice] | type[StandardPrice], day: date, order: str
) -> "QuerySet[ItemPrice | StandardPrice]":
    return model.objects.filter(holds(day)).order_by("item_id", order)


def with_prices(rows: QuerySet[Item], day: date) -> QuerySet[Item]:
    """Items with what they cost on a day, in `prices_now`, and what they would cost elsewhere, in `standard_now`."""
    return rows.annotate(base_title=_base_title()).prefetch_related(
        Prefetch("prices", _holding(ItemPrice, day, "from_units"), "prices_now"),
        Prefetch("standards", _holding(StandardPrice, day, "valid_from"), "standard_now"),
    )


def _base_title() -> Subquery:
    """Of an option, what the item is called with which it is ordered."""
    bases = Item.objects.filter(framework=OuterRef("framework"), code=OuterRef("option_of")).order_by()
    return Subquery(bases.values("title")[:1])


def priced(item: Item) -> PricedItem | None:
    """An item of `with_prices` as a value; None when it has no price on that day."""
    steps = tuple(
        Step(from_units=row.from_units, price=Euros(row.supplier, row.support))
        for row in item.prices_now  # type: ignore[attr-defined]  # prefetched
    )
    standards = [
        StandardValue(price=row.price, source=row.source, stated_on=row.stated_on)
        for row in item.standard_now  # type: ignore[attr-defined]
    ]
    return _priced(item, steps, standards[-1] if standards else None) if steps else None


def _priced(item: Item, steps: tuple[Step, ...], standard: StandardValue | None) -> PricedItem:
    return PricedItem(
        id=item.pk,
        framework_id=item.framework_id,
        lot=item.lot,
        place=item.place,
        code=item.code,
        title=item.title,
        unit=item.unit,
        charge=Charge(item.charge),
        steps=steps,
        standard=standard,
        most_units=item.most_units,
        least=item.least,
        option_of=item.option_of,
        base_title=item.base_title or "",  # type: ignore[attr-defined]  # annotated
    )


def on_list(rows: QuerySet[Item], day: date) -> QuerySet[Item]:
    """Those that stand on a price list on a day."""
    is_priced = ItemPrice.objects.filter(holds(day), item=OuterRef("pk"))
    return rows.filter(Q(dropped_on=None) | Q(dropped_on__gt=day), Exists(is_priced))


def can_be_ordered(rows: QuerySet[Item], day: date) -> QuerySet[Item]:
    """Those of contracts under which is ordered."""
    return on_list(rows, day).filter(
        framework__state=FrameworkState.IN_FORCE,
        framework__starts_on__lte=day,
        framework__ends_on__gte=day,
    )


@composed
def _asked(item_ids: Collection[int], organisation_id: int, day: date) -> QuerySet[Item]:
    """Items with all that an order needs to know of them and of their contract, in one question: many a second ask it."""
    of_framework = {"framework": OuterRef("framework")}
    entitled = Entitlement.objects.filter(holds(day), organisation_id=organisation_id, **of_framework)
    prices = ItemPrice.objects.filter(holds(day), item=OuterRef("pk")).order_by("from_units")
    standards = StandardPrice.objects.filter(holds(day), item=OuterRef("pk")).order_by("-valid_from")
    versions = TermsVersion.objects.filter(**of_framework)
    version = JSONObject(number="number", content="content")
    suppliers = FrameworkSupplier.objects.filter(**of_framework).order_by("lot", "place")
    return (
        Item.objects.filter(among("pk", item_ids))
        .select_related("framework")
        .defer("what", "framework__draft")
        .annotate(
            is_entitled=Exists(entitled),
            base_title=_base_title(),
            steps=ArraySubquery(
                prices.values(
                    one=JSONObject(from_units="from_units", supplier=_text("supplier"), support=_text("support"))
                )
            ),
            standard=Subquery(
                standards.values(one=JSONObject(price=_text("price"), source="source", stated_on="stated_on"))[:1]
            ),
            version=Coalesce(
                Subquery(versions.filter(valid_from__lte=day).order_by("-valid_from").values(one=version)[:1]),
                Subquery(versions.order_by("valid_from").values(one=version)[:1]),
            ),
            suppliers=ArraySubquery(
                suppliers.values(one=JSONObject(lot="lot", id="organisation_id", name="organisation__name"))
            ),
        )
        .order_by("pk")
    )


def _text(field: str) -> Cast:
    """An amount in JSON: a number there would lose its decimals."""
    return Cast(field, TextField())


def order_terms(item_ids: Collection[int], organisation_id: int, day: date) -> dict[int, OrderTerms]:
    """What an order of these items needs to know, by contract. Items without a price on that day are left out."""
    by_framework: dict[int, list[Any]] = defaultdict(list)
    for row in _asked(set(item_ids), organisation_id, day):
        by_framework[row.framework_id].append(row)
    return {pk: _order_terms(rows, day) for pk, rows in sorted(by_framework.items()) if rows[0].version is not None}


def _order_terms(rows: Sequence[Any], day: date) -> OrderTerms:
    """Of one contract, of rows of `_asked`."""
    first, framework = rows[0], rows[0].framework
    suppliers: dict[int, tuple[int, ...]] = {}
    for one in first.suppliers:
        suppliers[one["lot"]] = (*suppliers.get(one["lot"], ()), one["id"])
    on_list = [row for row in rows if row.steps and (row.dropped_on is None or row.dropped_on > day)]
    return OrderTerms(
        framework_id=framework.pk,
        reference=framework.reference,
        terms=rules.read(first.version["content"]),
        terms_number=first.version["number"],
        is_stopped=framework.state == FrameworkState.STOPPED
        and framework.stopped_on is not None
        and framework.stopped_on <= day,
        suppliers=suppliers,
        supplier_names={one["id"]: one["name"] for one in first.suppliers},
        items={row.pk: _priced(row, _steps_of(row), _standard_of(row)) for row in on_list},
        is_entitled=first.is_entitled,
    )


def _steps_of(row: Any) -> tuple[Step, ...]:
    return tuple(
        Step(from_units=one["from_units"], price=Euros(Decimal(one["supplier"]), Decimal(one["support"])))
        for one in row.steps
    )


def _standard_of(row: Any) -> StandardValue | None:
    one = row.standard
    if one is None:
        return None
    return StandardValue(
        price=Decimal(one["price"]), source=one["source"], stated_on=date.fromisoformat(one["stated_on"])
    )


def revisions(item_ids: Collection[int]) -> dict[int, list[Revision]]:
    """By item, every change of its prices that running services follow."""
    followed = Q(change__reason=PriceReason.RATCHET) | (Q(change__reason=PriceReason.INDEX) & ~Q(change__factor=""))
    rows = ItemPrice.objects.filter(followed, item__in=set(item_ids)).select_related("change")
    by_change: dict[tuple[int, int], list[ItemPrice]] = defaultdict(list)
    for row in rows.order_by("item_id", "valid_from", "change_id", "from_units"):
        by_change[row.item_id, row.change_id].append(row)
    found: dict[int, list[Revision]] = defaultdict(list)
    for (item, change), prices in by_change.items():
        is_index = prices[0].change.reason == PriceReason.INDEX
        tariffs = [Euros(one.supplier, one.support) for one in prices]
        found[item].append(
            Revision(
                change_id=change,
                valid_from=prices[0].valid_from,
                valid_to=prices[0].valid_to,
                factor=Fraction(prices[0].change.factor) if is_index else None,
                # A step that fell, fell to the lowest tariff paid; others were below it already.
                most=None if is_index else max(tariffs, key=lambda price: price.total),
            )
        )
    return dict(found)


def listed(rows: QuerySet[Framework]) -> QuerySet[Framework]:
    """For a list: with how many boards can order, and who supplies first."""
    boards = (
        Entitlement.objects.filter(framework=OuterRef("pk"))
        .order_by()
        .values("framework")
        .annotate(n=Count("organisation", distinct=True))
        .values("n")
    )
    supplier = FrameworkSupplier.objects.filter(framework=OuterRef("pk")).order_by("lot", "place")
    return rows.annotate(
        board_count=Subquery(boards), supplier_name=Subquery(supplier.values("organisation__name")[:1])
    )


def ordered(framework_ids: Iterable[int]) -> dict[int, Ordered]:
    """What was ordered under each, of all modules that take orders."""
    ids = frozenset(framework_ids)
    found: dict[int, Ordered] = {}
    for answer in order_books.ask(lambda book: book.ordered(ids)):
        found.update(answer)
    return found


def index_on(index: str, day: date) -> IndexReading | None:
    """The newest reading by a day."""
    return IndexReading.objects.filter(index=index, on__lte=day).order_by("-on", "-pk").first()


def entitled_on(framework_id: int, day: date) -> QuerySet[Entitlement]:
    return Entitlement.objects.filter(holds(day), framework=framework_id)


def entitled_in(framework_id: int, since: date, until: date) -> QuerySet[Entitlement]:
    """On some day of a period."""
    lasts = Q(valid_to=None) | Q(valid_to__gt=since)
    return Entitlement.objects.filter(lasts, framework=framework_id, valid_from__lte=until)


def has_tiers(framework_id: int) -> bool:
    """Whether any price falls with volume."""
    return ItemPrice.objects.filter(item__framework=framework_id, from_units__gt=1).exists()
