"""Settling fictional people of the demonstration: membership, roles and mandates at once."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from steunpunt.foundation.access.choices import MandateKind, Role
from steunpunt.foundation.access.facts import MemberSettled
from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.people.models import Person


@transaction.atomic
def settle(
    *,
    person_id: int,
    organisation_id: int,
    roles: Iterable[Role],
    mandates: Mapping[MandateKind, str],
    since: date,
    by: Actor,
) -> int:
    """Give a fictional person a membership with roles and mandates. Refused for people who are real, and but by a verb."""
    require(by.via == "command" and Person.objects.filter(pk=person_id, is_demo=True).exists())
    membership = Membership.objects.create(person_id=person_id, organisation_id=organisation_id, valid_from=since)
    RoleGrant.objects.bulk_create(RoleGrant(membership=membership, role=role, valid_from=since) for role in roles)
    Mandate.objects.bulk_create(
        Mandate(membership=membership, kind=kind, basis=basis, valid_from=since) for kind, basis in mandates.items()
    )
    record(MemberSettled(organisation_id=organisation_id, person_id=person_id), by=by)
    return membership.pk
