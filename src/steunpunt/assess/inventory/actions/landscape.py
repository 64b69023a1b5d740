"""What a board uses for its tasks, how that hangs together, and what the support point says of products."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import Hosting, ServiceKind
from steunpunt.assess.inventory.facts import (
    ApplicationChanged,
    ApplicationEnded,
    ApplicationKept,
    ApplicationsLinked,
    ProductNamed,
    ProductsJoined,
    SupportEndTold,
)
from steunpunt.assess.inventory.models import (
    Application,
    ApplicationLink,
    Asset,
    Contract,
    Installation,
    Product,
    ProductName,
    ProductUse,
    SoftwareTitle,
    SupportEnd,
)
from steunpunt.assess.inventory.rules.software import name_key
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What a board uses: a product that is known, or else by its name."""

    product_id: int | None = None
    name: str = ""
    publisher: str = ""
    version: str = ""
    hosting: Hosting
    user_group: str = ""
    users: int | None = None
    contract_id: int | None = None
    note: str = ""
    since_on: date | None = None


@transaction.atomic
def keep_application(*, used: Used, now: datetime, by: Actor, is_invented: bool = False) -> Application:
    """Write down that one's own board uses something. A name that nobody knows makes a product."""
    require(access.may_keep_estate(by))
    return write_application(by.organisation_id or 0, used, now=now, by=by, is_invented=is_invented)


@transaction.atomic
def write_application(board: int, used: Used, *, now: datetime, by: Actor, is_invented: bool = False) -> Application:
    """Write an application of a board down; the caller asked whether it may."""
    refuse_if(_wrong(used, board))
    product = _product(used, now, by)
    there = Application.objects.filter(organisation_id=board, product=product, until_on=None).exists()
    refuse_if([Reason("there", _("Your board uses %(name)s already.") % {"name": product.name})] if there else [])
    row = Application(organisation_id=board, product=product, is_invented=is_invented)
    _write(row, used, now, by)
    record(ApplicationKept(organisation_id=board, application_id=row.pk, product=product.name), by=by)
    return row


@transaction.atomic
def change_application(*, application_id: int, used: Used, now: datetime, by: Actor) -> Application:
    """Write down what is known now; the product stays."""
    row = _own(application_id, by)
    refuse_if(_wrong(used, row.organisation_id, is_known=True))
    _write(row, used, now, by)
    fact = ApplicationChanged(organisation_id=row.organisation_id, application_id=row.pk, product=row.product.name)
    record(fact, by=by)
    return row


@transaction.atomic
def end_application(*, application_id: int, on: date, now: datetime, by: Actor) -> Application:
    """One's own board stops using it; `on` is the first day without."""
    row = _own(application_id, by)
    row.until_on, row.told_at, row.told_by_id = on, now, by.person_id
    row.save(update_fields=["until_on", "told_at", "told_by_id"])
    fact = ApplicationEnded(organisation_id=row.organisation_id, application_id=row.pk, product=row.product.name, on=on)
    record(fact, by=by)
    return row


@transaction.atomic
def link_applications(*, source_id: int, target_id: int, what: str, by: Actor) -> ApplicationLink:
    """Say that one application hands something to another."""
    rows = {
        row.pk: row
        for row in access.own_applications(by).filter(pk__in=[source_id, target_id]).select_related("product")
    }
    if rows.keys() != {source_id, target_id}:
        raise Denied
    refuse_if([Reason("what", _("Say in a few words what is handed over."), "what")] if not what.strip() else [])
    row, is_new = ApplicationLink.objects.get_or_create(
        source_id=source_id, target_id=target_id, what=what.strip()[:200]
    )
    if is_new:
        fact = ApplicationsLinked(
            organisation_id=rows[source_id].organisation_id,
            source=rows[source_id].product.name,
            target=rows[target_id].product.name,
            what=row.what,
        )
        record(fact, by=by)
    return row


def _own(application_id: int, by: Actor) -> Application:
    rows = access.own_applications(by).select_for_update(of=("self",)).select_related("product")
    row = rows.filter(pk=application_id, until_on=None).first()
    if row is None:
        raise Denied
    return row


def _wrong(used: Used, board: int, *, is_known: bool = False) -> Iterator[Reason]:
    if not is_known and used.product_id is None and not used.name.strip():
        yield Reason("name", _("Choose a product, or give its name."), "name")
    contracts = Contract.objects.filter(organisation_id=board, pk=used.contract_id or 0)
    if used.contract_id is not None and not contracts.exists():
        yield Reason("contract", _("Choose a contract of your board."), "contract")


def _product(used: Used, now: datetime, by: Actor) -> Product:
    """The product that is meant; what was joined to another leads there."""
    row = Product.objects.filter(pk=used.product_id).first() if used.product_id else None
    if row is None:
        key = name_key(used.name, used.publisher)
        known = ProductName.objects.select_related("product").filter(key=key).first()
        row = known.product if known else None
    if row is None:
        row = Product.objects.create(name=used.name.strip()[:120], publisher=used.publisher.strip()[:120])
        ProductName.objects.create(
            key=name_key(used.name, used.publisher), product=row, told_at=now, told_by_id=by.person_id
        )
    return row.merged_into or row


def _write(row: Application, used: Used, now: datetime, by: Actor) -> None:
    row.version, row.hosting, row.user_group = used.version.strip(), used.hosting, used.user_group.strip()
    row.users, row.contract_id, row.note = used.users, used.contract_id, used.note.strip()
    row.since_on, row.told_at, row.told_by_id = used.since_on, now, by.person_id
    row.save()


# ── products: the support point ──────────────────────────────────────────────
@transaction.atomic
def name_product(*, product_id: int, name: str, publisher: str, task: ServiceKind | None, by: Actor) -> Product:
    """Say how a product is called and for what boards use it: from then on it is kept."""
    require(access.keeps_products(by))
    refuse_if([] if name.strip() else [Reason("name", _("Give the product a name."), "name")])
    row = Product.objects.select_for_update().get(pk=product_id)
    row.name, row.publisher = name.strip()[:120], publisher.strip()[:120]
    row.task, row.is_kept = task.value if task else "", True
    row.save()
    record(ProductNamed(organisation_id=by.organisation_id, product_id=row.pk, name=row.name), by=by)
    return row


@transaction.atomic
def join_products(*, product_id: int, into_id: int, now: datetime, by: Actor) -> Product:
    """Two products are one: names, titles, uses go over, and what devices call so later is known at once."""
    require(access.keeps_products(by))
    rows = {
        row.pk: row for row in Product.objects.select_for_update().filter(pk__in=[product_id, into_id]).order_by("pk")
    }
    refuse_if([Reason("itself", _("Choose another product."))] if product_id == into_id or len(rows) < 2 else [])
    gone, kept = rows[product_id], rows[into_id]
    refuse_if(
        [Reason("gone", _("One of these was joined to another already."))]
        if gone.merged_into_id or kept.merged_into_id
        else []
    )
    ProductName.objects.filter(product=gone).update(product=kept, is_learnt=True, told_at=now, told_by_id=by.person_id)
    SoftwareTitle.objects.filter(product=gone).update(product=kept)
    SupportEnd.objects.filter(product=gone).update(product=kept)
    twice = Application.objects.filter(product=kept, until_on=None).values("organisation_id")
    Application.objects.filter(product=gone).exclude(organisation_id__in=twice, until_on=None).update(product=kept)
    for board, devices in ProductUse.objects.filter(product=gone).values_list("organisation_id", "devices"):
        row, is_new = ProductUse.objects.get_or_create(
            organisation_id=board, product=kept, defaults={"devices": devices}
        )
        if not is_new:
            row.devices = max(row.devices, devices)
            row.save(update_fields=["devices"])
    ProductUse.objects.filter(product=gone).delete()
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    fact = ProductsJoined(organisation_id=by.organisation_id, product_id=kept.pk, name=kept.name, other=gone.name)
    record(fact, by=by)
    return kept


@transaction.atomic
def tell_support_end(
    *, product_id: int, version: str, ends_on: date, source: str, now: datetime, by: Actor
) -> SupportEnd:
    """Say until when a version is supported, and who says so."""
    require(access.keeps_products(by))
    refuse_if([] if source.strip() else [Reason("source", _("Say where this stands."), "source")])
    row = SupportEnd.objects.create(
        product_id=product_id,
        version=version.strip()[:40],
        ends_on=ends_on,
        source=source.strip()[:300],
        told_at=now,
        told_by_id=by.person_id,
    )
    fact = SupportEndTold(
        organisation_id=by.organisation_id,
        product_id=product_id,
        name=row.product.name,
        version=row.version,
        ends_on=ends_on,
    )
    record(fact, by=by)
    return row


# ── counts ───────────────────────────────────────────────────────────────────
@transaction.atomic
def count_use(*, organisation_id: int) -> int:
    """Count anew on how many devices of a board each product is; answers how many products."""
    there = Asset.objects.filter(organisation_id=organisation_id, merged_into=None)
    found = (
        Installation.objects.filter(asset__in=there, gone_at=None)
        .order_by()
        .values_list("title__product")
        .annotate(n=Count("asset", distinct=True))
    )
    ProductUse.objects.filter(organisation_id=organisation_id).delete()
    rows = ProductUse.objects.bulk_create(
        ProductUse(organisation_id=organisation_id, product_id=product, devices=n) for product, n in found
    )
    return len(rows)
