"""What access contributes to the search: people, for whoever may see where they work."""

from collections.abc import Iterator

from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.access import access, queries
from steunpunt.foundation.access.choices import role_labels
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def colleagues(actor: Actor, words: Words) -> Iterator[Hit]:
    """By name and address, and by job title and organisation: one query. Local administrators find their colleagues,
    administrators of the support point find everybody.
    """
    visible = access.visible_memberships(actor)
    rows = (
        queries.current_memberships(timezone.localdate())
        .filter(pk__in=visible.values("pk"))
        .annotate(
            fit=words.fit(
                names=Concat("person__name", Value(" "), "person__email", output_field=TextField()),
                rest=Concat("job_title", Value(" "), "organisation__name", output_field=TextField()),
            )
        )
        .filter(fit__gt=0)
        .order_by("-fit", "person__name", "pk")[:MOST_HITS]
    )
    for row in rows:
        roles = ", ".join(str(label) for label in role_labels(row.current_roles))  # type: ignore[attr-defined]
        yield Hit(
            title=row.person.name,
            url=reverse("access:colleague", args=[row.pk]),
            detail=" · ".join(filter(None, [row.organisation.name, roles])),
            score=row.fit,
        )
