"""Settling fictional people of the demonstration: membership, roles and mandates at once."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from steunpunt.foundation.access import queries, reasons
from steunpunt.foundation.access.choices import MandateKind, Role
from steunpunt.foundation.access.facts import MemberSettled
from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations.models import Organisation
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
    """Give a fictional person a membership with roles and mandates: by a verb only, and never to people who are real.

    What holds for an invitation and for a mandate holds here too: whoever advises boards decides for none.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    require(by.via == "command" and person.is_demo)
    roles = list(roles)
    advises = queries.works_for_support_point(person_id, since)
    refuse_if(
        [
            *reasons.about_roles(roles, organisation.kind),
            *reasons.about_two_hats(kind=organisation.kind, holds_mandate=queries.holds_mandate(person_id, since)),
            *(
                reason
                for kind, basis in mandates.items()
                for reason in reasons.about_mandate(
                    kind=kind,
                    organisation_kind=organisation.kind,
                    basis=basis,
                    valid_from=since,
                    valid_to=None,
                    advises=advises,
                )
            ),
        ]
    )
    membership = Membership.objects.create(person=person, organisation=organisation, valid_from=since)
    RoleGrant.objects.bulk_create(RoleGrant(membership=membership, role=role, valid_from=since) for role in roles)
    Mandate.objects.bulk_create(
        Mandate(membership=membership, kind=kind, basis=basis, valid_from=since) for kind, basis in mandates.items()
    )
    record(
        MemberSettled(
            organisation_id=organisation_id,
            person_id=person_id,
            name=person.name,
            membership_id=membership.pk,
            roles=tuple(roles),
        ),
        by=by,
    )
    return membership.pk
