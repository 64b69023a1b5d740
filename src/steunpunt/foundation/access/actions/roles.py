"""Roles and mandates of people who work here, and their leaving."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import access, queries, reasons
from steunpunt.foundation.access.facts import MandateEnded, MandateGiven, RolesChanged, SomebodyLeft
from steunpunt.foundation.access.models import ApiToken, Mandate, Membership, RoleGrant
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people import public as people


def _locked(membership_id: int) -> Membership:
    """The membership, with its organisation locked first: two administrators cannot remove one another at once."""
    membership = Membership.objects.select_related("organisation", "person").get(pk=membership_id)
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=membership_id)
    )


@transaction.atomic
def change_roles(*, membership_id: int, roles: Sequence[str], job_title: str, today: date, by: Actor) -> Membership:
    """From today these roles and no others. What was held before stays on record with its dates."""
    membership = _locked(membership_id)
    require(access.may_keep_people(by, membership.organisation_id))
    kind = membership.organisation.kind
    others = queries.administrators(membership.organisation, today).exclude(pk=membership.pk).count()
    held = set(membership.roles.filter(queries.holding(today)).values_list("role", flat=True))
    keeper = reasons.administrating(kind)
    refuse_if(
        [
            *reasons.about_roles(roles, kind),
            *_gone(membership, today),
            *reasons.about_last_administrator(others=others, stays=keeper in roles or keeper not in held),
        ]
    )
    membership.job_title = job_title.strip()
    membership.save(update_fields=["job_title"])
    membership.roles.filter(queries.holding(today)).exclude(role__in=roles).update(valid_to=today)
    RoleGrant.objects.bulk_create(
        RoleGrant(membership=membership, role=role, valid_from=today) for role in roles if role not in held
    )
    if held != set(roles):
        record(
            RolesChanged(
                organisation_id=membership.organisation_id,
                person_id=membership.person_id,
                name=membership.person.name,
                membership_id=membership.pk,
                roles=tuple(roles),
            ),
            by=by,
        )
    return membership


@transaction.atomic
def give_mandate(
    *, membership_id: int, kind: str, basis: str, valid_from: date, valid_to: date | None, today: date, by: Actor
) -> Mandate:
    """Write down that the board lets somebody decide something, and by which decision of its own."""
    membership = _locked(membership_id)
    require(access.may_mandate(by, membership))
    refuse_if(
        [
            *reasons.about_mandate(
                kind=kind,
                organisation_kind=membership.organisation.kind,
                basis=basis,
                valid_from=valid_from,
                valid_to=valid_to,
                advises=queries.works_for_support_point(membership.person_id, valid_from),
            ),
            *_gone(membership, today),
            *_overlap(membership, kind, valid_from, valid_to),
        ]
    )
    mandate = Mandate.objects.create(
        membership=membership, kind=kind, basis=basis.strip(), valid_from=valid_from, valid_to=valid_to
    )
    record(
        MandateGiven(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            name=membership.person.name,
            membership_id=membership.pk,
            kind=kind,
            basis=mandate.basis,
            valid_from=valid_from,
        ),
        by=by,
    )
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, today: date, by: Actor) -> Mandate:
    """From today the mandate holds no more."""
    membership = _locked(Mandate.objects.values_list("membership_id", flat=True).get(pk=mandate_id))
    mandate = Mandate.objects.select_for_update().get(pk=mandate_id)
    require(access.may_mandate(by, membership))
    if mandate.valid_to is not None and mandate.valid_to <= today:
        refuse_if([Reason("ended", _("This mandate has ended already."))])
    mandate.valid_to = max(today, mandate.valid_from)
    mandate.save(update_fields=["valid_to"])
    record(
        MandateEnded(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            name=membership.person.name,
            membership_id=membership.pk,
            kind=mandate.kind,
        ),
        by=by,
    )
    return mandate


@transaction.atomic
def let_leave(*, membership_id: int, now: datetime, today: date, by: Actor) -> Membership:
    """Somebody no longer works here, from now on. Roles, mandates and keys end with it.

    The last administrator cannot leave unnoticed: the organisation itself is refused, the support point may, and then
    finds the board in its list of boards without one. Who works nowhere any more can no longer log in.
    """
    membership = _locked(membership_id)
    require(access.may_let_leave(by, membership))
    others = queries.administrators(membership.organisation, today).exclude(pk=membership.pk).count()
    keeper = reasons.administrating(membership.organisation.kind)
    keeps = membership.roles.filter(queries.holding(today), role=keeper).exists()
    is_own = by.organisation_id == membership.organisation_id
    refuse_if(
        [
            *_gone(membership, today),
            *reasons.about_last_administrator(others=others, stays=not keeps or not is_own),
        ]
    )
    running = Q(valid_to=None) | Q(valid_to__gt=today)
    for rows in (membership.roles, membership.mandates):
        rows.filter(running, valid_from__lte=today).update(valid_to=today)
        rows.filter(running, valid_from__gt=today).delete()
    ApiToken.objects.filter(
        person_id=membership.person_id, organisation_id=membership.organisation_id, revoked_at=None
    ).update(revoked_at=now)
    membership.valid_to = today
    membership.save(update_fields=["valid_to"])
    record(
        SomebodyLeft(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            name=membership.person.name,
            membership_id=membership.pk,
        ),
        by=by,
    )
    if not queries.current_memberships(today).filter(person_id=membership.person_id).exists():
        people.let_person_leave(person_id=membership.person_id, now=now, by=by)
    return membership


@transaction.atomic
def clear_second_step(*, membership_id: int, today: date, by: Actor) -> None:
    """Let a colleague who lost telephone and codes log in with the password alone, until they set up a new step."""
    membership = _locked(membership_id)
    require(access.may_clear_second_step(by, membership))
    current = queries.current_memberships(today).filter(person_id=membership.person_id)
    refuse_if(
        [
            *_gone(membership, today),
            *reasons.about_second_step(
                works_elsewhere=current.exclude(organisation_id=membership.organisation_id).exists(),
                is_support_administrator=access.is_support_administrator(by),
            ),
        ]
    )
    people.clear_second_step(person_id=membership.person_id, by=by)


def _gone(membership: Membership, today: date) -> list[Reason]:
    if membership.valid_to is not None and membership.valid_to <= today:
        return [Reason("left", _("This person no longer works here."))]
    return []


def _overlap(membership: Membership, kind: str, valid_from: date, valid_to: date | None) -> list[Reason]:
    held = membership.mandates.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from), kind=kind)
    if valid_to is not None:
        held = held.filter(valid_from__lt=valid_to)
    if held.exists():
        return [Reason("held_already", _("This person holds this mandate already in that period."), "kind")]
    return []
