"""Who may see and keep who works where. Local administrators for their own organisation; the support point for the start.

The support point never gives a mandate: only a board decides who decides for it.
"""

from django.db.models import QuerySet

from steunpunt.foundation.access.choices import BOARD_KINDS, Role, Scope, first_roles
from steunpunt.foundation.access.models import ApiToken, Invitation, Membership, Registration
from steunpunt.foundation.acting import Actor


def may_write(actor: Actor) -> bool:
    """Somebody at the keyboard, as themselves: no program, nobody who looks in."""
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def is_support_administrator(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role(Role.ADMINISTRATOR)


def keeps_own_people(actor: Actor) -> bool:
    """The local administrator of a board or a supplier; at the support point its administrator."""
    if actor.organisation_id is None:
        return False
    return is_support_administrator(actor) or (
        not actor.is_of_support_point and actor.has_role(Role.LOCAL_ADMINISTRATOR)
    )


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """People of one's own organisation for who keeps them; of all organisations for administrators of the support point."""
    if actor.scopes is not None and Scope.PEOPLE_READ not in actor.scopes:
        return Membership.objects.none()
    if is_support_administrator(actor):
        return Membership.objects.all()
    if keeps_own_people(actor):
        return Membership.objects.filter(organisation_id=actor.organisation_id or 0)
    return Membership.objects.none()


def visible_invitations(actor: Actor) -> QuerySet[Invitation]:
    if is_support_administrator(actor):
        return Invitation.objects.all()
    if keeps_own_people(actor):
        return Invitation.objects.filter(organisation_id=actor.organisation_id or 0)
    return Invitation.objects.none()


def may_keep_people(actor: Actor, organisation_id: int) -> bool:
    """Invite colleagues and give them roles."""
    return may_write(actor) and keeps_own_people(actor) and actor.organisation_id == organisation_id


def may_appoint_first(actor: Actor, *, kind: str) -> bool:
    """Invite the first local administrator of a board or a supplier."""
    return may_write(actor) and is_support_administrator(actor) and kind != "support_point"


def may_keep_invitation(actor: Actor, invitation: Invitation) -> bool:
    """Whoever may invite there; and the support point for the first local administrator that it invited itself."""
    first = ([Role.LOCAL_ADMINISTRATOR], list(first_roles(invitation.organisation.kind)))
    is_first = invitation.roles in first and is_support_administrator(actor)
    return may_keep_people(actor, invitation.organisation_id) or (is_first and may_write(actor))


def may_register(actor: Actor) -> bool:
    """Anybody at the keyboard, a stranger first of all: what comes of it depends on the link in the mail."""
    return actor.looking_in_id is None and actor.scopes is None


def visible_requests(actor: Actor) -> QuerySet[Registration]:
    """Requests to join that wait for an answer: of one's own organisation for who keeps its people; of all for
    administrators of the support point.
    """
    waiting = Registration.objects.filter(confirmed_at__isnull=False, person=None, answered_at=None)
    if is_support_administrator(actor):
        return waiting
    return waiting.filter(organisation_id=actor.organisation_id or 0) if keeps_own_people(actor) else waiting.none()


def may_answer_request(actor: Actor, registration: Registration, *, is_kept: bool) -> bool:
    """Whoever keeps the people there; the support point only while nobody does (`is_kept` says whether somebody does)."""
    if registration.organisation is None:
        return False
    if may_keep_people(actor, registration.organisation.pk):
        return True
    return not is_kept and may_appoint_first(actor, kind=registration.organisation.kind)


def may_mandate(actor: Actor, membership: Membership) -> bool:
    """Only the board's own local administrator, who writes down a decision of that board."""
    return may_keep_people(actor, membership.organisation_id) and membership.organisation.kind in BOARD_KINDS


def may_let_leave(actor: Actor, membership: Membership) -> bool:
    """Whoever keeps the people there; the support point too, for the day that nobody is left to do it."""
    return may_keep_people(actor, membership.organisation_id) or (may_write(actor) and is_support_administrator(actor))


def may_clear_second_step(actor: Actor, membership: Membership) -> bool:
    """Of a colleague, never one's own: whoever keeps the people there, and administrators of the support point."""
    keeps = may_keep_people(actor, membership.organisation_id) or (may_write(actor) and is_support_administrator(actor))
    return keeps and membership.person_id != actor.person_id


def may_look_in(actor: Actor) -> bool:
    return may_write(actor) and is_support_administrator(actor)


def may_look_in_at(actor: Actor, membership: Membership) -> bool:
    """At people of boards and suppliers, never at colleagues of the support point or at oneself."""
    return (
        may_look_in(actor)
        and membership.organisation.kind != "support_point"
        and membership.person_id != actor.person_id
    )


def visible_keys(actor: Actor) -> QuerySet[ApiToken]:
    """One's own keys, for the organisation one acts for."""
    if actor.person_id is None or actor.organisation_id is None or actor.scopes is not None:
        return ApiToken.objects.none()
    return ApiToken.objects.filter(person_id=actor.person_id, organisation_id=actor.organisation_id)


def may_make_key(actor: Actor) -> bool:
    return may_write(actor) and actor.organisation_id is not None
