"""What knowledge contributes to the search: questions that the actor reads."""

from collections.abc import Iterator

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from steunpunt.exchange.knowledge import access
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def threads(actor: Actor, words: Words) -> Iterator[Hit]:
    """By title and text: one query."""
    rows = (
        access.visible_threads(actor, timezone.localdate())
        .annotate(fit=words.fit(names=Concat("title", Value("")), rest=Concat("text", Value(""))))
        .filter(fit__gt=0)
        .select_related("asked_for")
        .order_by("-fit", "-pk")[:MOST_HITS]
    )
    for row in rows:
        yield Hit(
            title=row.title,
            url=reverse("knowledge:thread", args=[row.pk]),
            detail=row.asked_for.name,
            score=row.fit,
        )
