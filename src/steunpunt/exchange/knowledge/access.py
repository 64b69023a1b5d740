"""Who may see and do what with knowledge. Pages, tasks and files all ask here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.exchange.knowledge.choices import ShownTo
from steunpunt.exchange.knowledge.models import Profile, ProfileBoard
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

KEEPERS = ("ict_manager", "security_adviser", "secretary", "finance_officer")
"""Roles at a board whose people say what they know."""


def _is_at_keyboard(actor: Actor) -> bool:
    return actor.is_known and actor.scopes is None


def _writes(actor: Actor) -> bool:
    return _is_at_keyboard(actor) and actor.looking_in_id is None


def _is_of_board(actor: Actor, *roles: str) -> bool:
    return _is_at_keyboard(actor) and actor.organisation_kind in organisations.BOARD_KINDS and actor.has_role(*roles)


def is_adviser(actor: Actor) -> bool:
    return _is_at_keyboard(actor) and actor.is_of_support_point and actor.has_role("adviser")


# ── who knows what ───────────────────────────────────────────────────────────
def sees_people(actor: Actor) -> bool:
    """Open the page: to look for somebody, or at least to find oneself there."""
    return is_adviser(actor) or _is_of_board(actor, *KEEPERS)


def may_keep_own(actor: Actor) -> bool:
    return _writes(actor) and _is_of_board(actor, *KEEPERS)


def may_keep_board(actor: Actor) -> bool:
    """Say what one's board knows as a whole."""
    return _writes(actor) and _is_of_board(actor, "ict_manager", "secretary")


def may_keep_topics(actor: Actor) -> bool:
    return _writes(actor) and actor.is_of_support_point and actor.has_role("adviser", "editor")


def fellow_boards(organisation_id: int, today: date) -> set[int]:
    """A board and the members of its partnerships that day: two queries."""
    groups = organisations.partnership_ids_of(organisation_id, today)
    members = organisations.members_of_each(groups, today)
    return {organisation_id, *(board for boards in members.values() for board in boards)}


def visible_profiles(actor: Actor, today: date) -> QuerySet[Profile]:
    """One's own and one's board's; for ICT managers and advisers also those shown to them.

    Of people who work nowhere any more nothing is shown.
    """
    if not sees_people(actor):
        return Profile.objects.none()
    own = actor.organisation_id or 0
    rows = Profile.objects.filter(Q(person=None) | people_of.works_somewhere("person_id", today))
    mine = Q(person_id=actor.person_id) | Q(organisation_id=own)
    if is_adviser(actor):
        return rows.filter(mine | Q(shown_to__in=[ShownTo.PARTNERSHIPS, ShownTo.BOARDS]))
    if not actor.has_role("ict_manager"):
        return rows.filter(mine)
    fellows = fellow_boards(own, today)
    near = Q(organisation_id__in=fellows) | people_of.works_somewhere("person_id", today, at=fellows)
    chosen = Exists(ProfileBoard.objects.filter(profile=OuterRef("pk"), organisation_id=own))
    return rows.filter(
        mine
        | Q(shown_to=ShownTo.BOARDS)
        | Q(near, shown_to=ShownTo.PARTNERSHIPS)
        | Q(Q(chosen), shown_to=ShownTo.CHOSEN)
    )
