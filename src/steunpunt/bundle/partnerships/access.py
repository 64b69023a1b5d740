"""Who may see and do what with partnerships. Pages, exports and tasks all ask here."""

from django.db.models import QuerySet

from steunpunt.bundle.partnerships.models import PartnerSearch
from steunpunt.foundation.acting import Actor

SEEKERS = ("ict_manager", "policy_maker", "secretary")
"""Roles at a board that look for partners."""

_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone"})


def sees_partners(actor: Actor) -> bool:
    """Whether looking for partners stands in this actor's menu: for boards themselves, and for advisers."""
    if not actor.is_known or actor.scopes is not None:
        return False
    if actor.is_of_support_point:
        return actor.has_role("adviser")
    return actor.organisation_kind in _BOARDS and actor.has_role(*SEEKERS)


def may_seek(actor: Actor) -> bool:
    return sees_partners(actor) and actor.looking_in_id is None


def visible_searches(actor: Actor) -> QuerySet[PartnerSearch]:
    """The searches of one's own board, or of the support point for its advisers: what somebody else looks for is theirs."""
    if not sees_partners(actor):
        return PartnerSearch.objects.none()
    return PartnerSearch.objects.filter(organisation_id=actor.organisation_id)
