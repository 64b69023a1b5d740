"""What the inventory contributes to the search: what the actor may see."""

from collections.abc import Iterator

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import AssetKind
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def contracts(actor: Actor, words: Words) -> Iterator[Hit]:
    """By title, supplier and what it covers: one query."""
    rows = (
        access.visible_contracts(actor)
        .annotate(
            fit=words.fit(
                names=Concat("current__title", Value(" "), "current__supplier"),
                rest=Concat("current__covers", Value("")),
            )
        )
        .filter(fit__gt=0)
        .order_by("-fit", "-pk")[:MOST_HITS]
    )
    for row in rows:
        supplier = row.current.supplier if row.current else ""
        yield Hit(title=str(row), url=reverse("inventory:contract", args=[row.pk]), detail=supplier, score=row.fit)


def assets(actor: Actor, words: Words) -> Iterator[Hit]:
    """By name, numbers, model and place: one query."""
    rows = (
        access.visible_assets(actor)
        .annotate(
            fit=words.fit(
                names=Concat("name", Value(" "), "tag", Value(" "), "serial"),
                rest=Concat("manufacturer", Value(" "), "model", Value(" "), "place", Value(" "), "user_group"),
            )
        )
        .filter(fit__gt=0)
        .order_by("-fit", "-pk")[:MOST_HITS]
    )
    for row in rows:
        detail = " · ".join(part for part in (str(AssetKind(row.kind).label), row.place) if part)
        yield Hit(title=row.name, url=reverse("inventory:asset", args=[row.pk]), detail=detail, score=row.fit)
