"""What contracts contribute to the shell: those for which the time to look has come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.assess.inventory import access, queries, sentences
from steunpunt.assess.inventory.choices import OUTLOOKS, Outlook
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting

MOST = 5


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Own contracts that are renewed or end soon: one query."""
    if not access.may_keep(actor):
        return
    for row in queries.due(actor, timezone.localdate())[:MOST]:
        yield Waiting(
            title=str(row),
            url=reverse("inventory:contract", args=[row.pk]),
            icon="file-text",
            detail=_("Contract: %(outlook)s") % {"outlook": OUTLOOKS[Outlook(row.outlook)][0]},
            due=_("by %(day)s") % {"day": sentences.day(row.due_on)},
        )
