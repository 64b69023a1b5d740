"""Who may see the list of organisations, and who may keep it."""

from django.db.models import Q, QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.choices import BOARD_KINDS
from steunpunt.foundation.organisations.models import Organisation

KEEPERS = ("administrator", "editor")


def may_read_directory(actor: Actor) -> bool:
    """Boards and the support point know one another; a supplier or a stranger has no list to read."""
    if _is_the_platform(actor):
        return True
    return actor.organisation_id is not None and (actor.organisation_kind in BOARD_KINDS or actor.is_of_support_point)


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    if may_read_directory(actor):
        return Organisation.objects.all()
    return Organisation.objects.filter(Q(pk=actor.organisation_id) if actor.organisation_id else Q(pk__in=()))


def may_keep_organisations(actor: Actor) -> bool:
    """Administrators and editors of the support point, and the platform itself; nobody who only looks in."""
    if _is_the_platform(actor):
        return True
    return actor.is_of_support_point and actor.has_role(*KEEPERS) and actor.looking_in_id is None


def _is_the_platform(actor: Actor) -> bool:
    """A verb or a task that no person asked for."""
    return not actor.is_known and actor.via in {"task", "command"}
