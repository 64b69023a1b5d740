"""What contracts contribute to the shell: those for which the time to look has come."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.choices import OUTLOOK_DAYS, OUTLOOKS, Outlook
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import Role
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import CalendarDay, Waiting

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
            due=row.due_on,
        )


def calendar_days(person_id: int, today: date) -> Iterator[CalendarDay]:
    """For who keeps the contracts of a board: the last days to do something about them."""
    roles = [Role(role) for role in access.KEEPERS]
    at_each = people_of.members_at_each(people_of.organisations_of(person_id), *roles)
    boards = [board for board, people in at_each.items() if person_id in {person.id for person in people}]
    for row in queries.ahead(boards, today):
        text = OUTLOOK_DAYS[Outlook(row.outlook)]
        yield CalendarDay(
            key=f"contract-{row.pk}-{row.due_on:%Y%m%d}",
            on=row.due_on or today,
            title=text % {"title": str(row)},
            url=reverse("inventory:contract", args=[row.pk]),
        )
