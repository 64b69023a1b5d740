"""What partnerships contribute to the search: those of which somebody sees the inside, and those that show themselves."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def partnerships(actor: Actor, words: Words) -> Iterator[Hit]:
    """By name; by purpose only inside, by public text only outside."""
    today = timezone.localdate()
    inside = access.visible_partnerships(actor, today)
    ids = set(inside.order_by().values_list("pk", flat=True))
    rows = Partnership.objects.select_related("organisation").filter(
        Q(pk__in=ids) | Q(pk__in=access.public_partnerships().values("pk"))
    )
    texts = {row.pk: (str(row), row.purpose if row.pk in ids else row.public_text) for row in rows.order_by("pk")}
    fits = words.fit_of(texts) if texts else {}
    for row in sorted(rows, key=lambda one: (-fits.get(one.pk, 0), str(one)))[:MOST_HITS]:
        if row.pk in fits:
            yield Hit(
                title=str(row),
                url=reverse("partnerships:partnership" if row.pk in ids else "partnerships:public", args=[row.pk]),
                detail=str(row.get_state_display()),
                score=fits[row.pk],
            )
