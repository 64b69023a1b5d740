"""Inviting somebody, and what becomes of the invitation."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import access, links, queries, reasons, tasks
from steunpunt.foundation.access.choices import Role
from steunpunt.foundation.access.facts import (
    InvitationSentAgain,
    InvitationWithdrawn,
    SomebodyInvited,
    SomebodyJoined,
)
from steunpunt.foundation.access.models import Invitation, Membership, RoleGrant
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people import public as people

VALID = timedelta(days=14)


@transaction.atomic
def invite(
    *, organisation_id: int, name: str, email: str, roles: Sequence[str], now: datetime, today: date, by: Actor
) -> Invitation:
    """Ask a colleague to join, with roles. The mail with the link leaves after the transaction."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    require(access.may_keep_people(by, organisation_id))
    return write_invitation(organisation, name=name, email=email, roles=roles, now=now, today=today, by=by)


@transaction.atomic
def appoint_first(*, organisation_id: int, name: str, email: str, now: datetime, today: date, by: Actor) -> Invitation:
    """The support point asks somebody to be the first local administrator: only where there is none yet."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    require(access.may_appoint_first(by, kind=organisation.kind))
    if queries.administrators(organisation, today).exists():
        text = _("This organisation has a local administrator already, who can invite others.")
        refuse_if([Reason("has_administrator", text)])
    roles = [Role.LOCAL_ADMINISTRATOR]
    return write_invitation(organisation, name=name, email=email, roles=roles, now=now, today=today, by=by)


@transaction.atomic
def write_invitation(
    organisation: Organisation, *, name: str, email: str, roles: Sequence[str], now: datetime, today: date, by: Actor
) -> Invitation:
    """An invitation of which the caller made sure that it may be; the organisation is locked."""
    email = email.strip().lower()
    refuse_if(
        [
            *reasons.about_roles(roles, organisation.kind),
            *reasons.about_invitation(
                is_member=queries.current_memberships(today)
                .filter(organisation=organisation, person__email__iexact=email)
                .exists(),
                is_invited=Invitation.objects.filter(
                    organisation=organisation, email=email, accepted_at=None, withdrawn_at=None
                ).exists(),
            ),
        ]
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        name=name.strip(),
        roles=list(roles),
        token_hash=links.hashed(links.new_key()),
        invited_by_id=by.person_id or 0,
        invited_at=now,
        expires_at=now + VALID,
    )
    _give_link(invitation)
    record(
        SomebodyInvited(
            organisation_id=organisation.pk,
            person_id=None,
            name=invitation.name,
            invitation_id=invitation.pk,
            roles=tuple(roles),
        ),
        by=by,
    )
    return invitation


def _give_link(invitation: Invitation) -> None:
    invitation.token_hash = links.hashed(links.invitation_token(invitation.pk, invitation.invited_at))
    invitation.save(update_fields=["token_hash"])
    tasks.mail_invitation.defer(invitation_id=invitation.pk)


@transaction.atomic
def send_again(*, invitation_id: int, now: datetime, by: Actor) -> Invitation:
    """A new link, valid from now; the earlier one stops working."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    require(access.may_keep_invitation(by, invitation))
    refuse_if(_not_open(invitation))
    invitation.invited_at, invitation.expires_at = now, now + VALID
    invitation.save(update_fields=["invited_at", "expires_at"])
    _give_link(invitation)
    record(
        InvitationSentAgain(
            organisation_id=invitation.organisation_id,
            person_id=None,
            name=invitation.name,
            invitation_id=invitation.pk,
        ),
        by=by,
    )
    return invitation


@transaction.atomic
def withdraw(*, invitation_id: int, now: datetime, by: Actor) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    require(access.may_keep_invitation(by, invitation))
    refuse_if(_not_open(invitation))
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record(
        InvitationWithdrawn(
            organisation_id=invitation.organisation_id,
            person_id=None,
            name=invitation.name,
            invitation_id=invitation.pk,
        ),
        by=by,
    )
    return invitation


def _not_open(invitation: Invitation) -> list[Reason]:
    if invitation.accepted_at is not None:
        return [Reason("used", _("This invitation was accepted already."))]
    if invitation.withdrawn_at is not None:
        return [Reason("withdrawn", _("This invitation was withdrawn already."))]
    return []


@transaction.atomic
def accept(
    *, token: str, now: datetime, today: date, by: Actor, name: str = "", password: str | None = None
) -> Membership:
    """Somebody takes up an invitation.

    1. The invitation is locked: of two windows with the same link, the second finds it used.
    2. Who is new, or comes back, gives a name and a password; who is known has logged in first, so that the link alone
       gives nobody the log-in of somebody else.
    3. Whoever comes to work for the support point may hold no mandate of a board.
    """
    invitation = queries.invitation_by_token(token, lock=True)
    if invitation is None:
        raise Refused([Reason("unknown", _("This link is not known here. Copy it whole from your mail."))])
    refuse_if(_link_trouble(invitation, now))
    known = people.person_by_email(invitation.email)
    if known and known.is_active and by.person_id != known.id:
        raise Refused([Reason("log_in_first", _("You have a log-in already. Log in with it to accept."))])
    if known and known.is_active:
        person_id, person_name, joining = known.id, known.name, by
    else:
        joining = Actor(
            person_name=name.strip(),
            organisation_id=invitation.organisation_id,
            organisation_kind=invitation.organisation.kind,
        )
        if known:
            person = people.readmit_person(person_id=known.id, name=name, password=password, by=joining)
        else:
            person = people.register_person(email=invitation.email, name=name, password=password, by=joining)
        person_id, person_name = person.pk, person.name
        joining = Actor(
            person_id=person_id,
            person_name=person_name,
            organisation_id=invitation.organisation_id,
            organisation_kind=invitation.organisation.kind,
        )
    refuse_if(
        reasons.about_two_hats(kind=invitation.organisation.kind, holds_mandate=queries.holds_mandate(person_id, today))
    )
    membership, _made = Membership.objects.get_or_create(
        person_id=person_id,
        organisation_id=invitation.organisation_id,
        valid_to=None,
        defaults={"valid_from": today},
    )
    held = set(membership.roles.filter(queries.holding(today)).values_list("role", flat=True))
    RoleGrant.objects.bulk_create(
        RoleGrant(membership=membership, role=role, valid_from=today) for role in invitation.roles if role not in held
    )
    invitation.accepted_by_id, invitation.accepted_at = person_id, now
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    record(
        SomebodyJoined(
            organisation_id=invitation.organisation_id,
            person_id=person_id,
            name=person_name,
            membership_id=membership.pk,
            roles=tuple(invitation.roles),
        ),
        by=joining,
    )
    return membership


def _link_trouble(invitation: Invitation, now: datetime) -> list[Reason]:
    return list(
        reasons.about_link(
            accepted_at=invitation.accepted_at,
            withdrawn_at=invitation.withdrawn_at,
            expires_at=invitation.expires_at,
            now=now,
        )
    )
