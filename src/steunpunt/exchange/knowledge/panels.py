"""What knowledge shows elsewhere: among what waits for somebody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.exchange.knowledge import queries
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Answers to questions of one's own board that have to be looked at again."""
    if not actor.has_role("ict_manager", "adviser"):
        return
    for row in queries.waiting_for(actor, timezone.localdate())[:5]:
        yield Waiting(
            title=row.title,
            url=reverse("knowledge:thread", args=[row.pk]),
            icon="message-question",
            detail=_("Is this answer still right?"),
        )
