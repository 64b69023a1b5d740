"""What contracts contribute to the search: those that the actor may see."""

from collections.abc import Iterator

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from steunpunt.assess.inventory import access
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
