"""What runs on devices: titles as devices name them, each known as a product, and where it is installed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from steunpunt.assess.inventory.models import Asset, Installation, Product, ProductName, SoftwareTitle
from steunpunt.assess.inventory.rules.software import name_key, plain_name, plain_publisher
from steunpunt.assess.inventory.values import Installed

Title = tuple[str, str, str]
"""Name, publisher, version."""


@transaction.atomic
def install(told: Sequence[tuple[Asset, Sequence[Installed]]], *, now: datetime) -> set[int]:
    """Write down what runs on these devices now; what is told of no more has ended. Answers on which something changed."""
    titles = _titles({_title(one): one for _asset, software in told for one in software}, now)
    current: dict[int, dict[int, Installation]] = {asset.pk: {} for asset, _software in told}
    for row in Installation.objects.filter(asset__in=list(current), gone_at=None).order_by("pk"):
        current[row.asset_id][row.title_id] = row
    new, gone, moved = [], [], set()
    for asset, software in told:
        wanted = {titles[_title(one)]: one for one in software}
        here = current[asset.pk]
        new += [
            Installation(asset=asset, title_id=title, installed_on=one.installed_on, since_at=now)
            for title, one in wanted.items()
            if title not in here
        ]
        gone += [row.pk for title, row in here.items() if title not in wanted]
        if set(here) != set(wanted):
            moved.add(asset.pk)
    Installation.objects.bulk_create(new, batch_size=5_000)
    if gone:
        Installation.objects.filter(pk__in=gone).update(gone_at=now)
    return moved


def _title(one: Installed) -> Title:
    return one.name, one.publisher, one.version


def _titles(wanted: Mapping[Title, Installed], now: datetime) -> dict[Title, int]:
    """The ids of titles; those that were never seen are made, with the product that they are of."""
    found = _known_titles(wanted)
    missing = {title: one for title, one in wanted.items() if title not in found}
    if missing:
        products = _products(missing, now)
        rows = [
            SoftwareTitle(
                name=name, publisher=publisher, version=version, product_id=products[(name, publisher, version)]
            )
            for name, publisher, version in sorted(missing)
        ]
        SoftwareTitle.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5_000)
        found |= _known_titles(missing)
    return found


def _known_titles(wanted: Iterable[Title]) -> dict[Title, int]:
    asked = set(wanted)
    rows = SoftwareTitle.objects.filter(name__in={name for name, *_rest in asked}) if asked else []
    known = {(row.name, row.publisher, row.version): row.pk for row in rows}
    return {title: pk for title, pk in known.items() if title in asked}


def _products(titles: Mapping[Title, Installed], now: datetime) -> dict[Title, int]:
    """Which product each title is of: as was learnt, or else by its plain name; a name never seen makes a product."""
    keys = {title: name_key(one.name, one.publisher, one.version) for title, one in titles.items()}
    known = dict(ProductName.objects.filter(key__in=set(keys.values())).values_list("key", "product_id"))
    new: dict[str, Installed] = {}
    for title, key in sorted(keys.items()):
        if key not in known:
            new.setdefault(key, titles[title])
    if new:
        rows = Product.objects.bulk_create(
            Product(
                name=plain_name(one.name, one.version)[:120],
                publisher=plain_publisher(one.publisher),
                is_system=one.is_system,
            )
            for one in new.values()
        )
        names = [ProductName(key=key, product=product, told_at=now) for key, product in zip(new, rows, strict=True)]
        ProductName.objects.bulk_create(names, ignore_conflicts=True)
        known |= dict(ProductName.objects.filter(key__in=list(new)).values_list("key", "product_id"))
        lost = {product.pk for product in rows} - set(known.values())
        if lost:  # somebody else made the same name meanwhile
            Product.objects.filter(Q(pk__in=lost), names=None).delete()
    return {title: known[key] for title, key in keys.items()}
