"""What projects contribute to the search: projects that the actor may see."""

from collections.abc import Iterator

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.choices import words as said
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def projects(actor: Actor, words: Words) -> Iterator[Hit]:
    """By title and purpose: one query."""
    rows = (
        access.visible_projects(actor)
        .annotate(fit=words.fit(names=Concat("title", Value("")), rest=Concat("purpose", Value(""))))
        .filter(fit__gt=0)
        .order_by("-fit", "-pk")[:MOST_HITS]
    )
    for row in rows:
        yield Hit(
            title=row.title,
            url=reverse("projects:detail", args=[row.pk]),
            detail=f"{said.STATES[row.state]} · {said.PHASES[row.phase]}",
            score=row.fit,
        )
