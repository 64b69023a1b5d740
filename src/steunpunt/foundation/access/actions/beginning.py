"""The first log-in of an installation, from where everybody else is invited."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import queries
from steunpunt.foundation.access.choices import Role
from steunpunt.foundation.access.facts import FirstAdministrator
from steunpunt.foundation.access.models import Membership, RoleGrant
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people import public as people

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@transaction.atomic
def begin(*, organisation: str, name: str, email: str, today: date, by: Actor) -> int:
    """The support point gets its administrator, by a verb on the server: nobody is there yet who could invite.

    1. The support point is put on the list when it is not there.
    2. Where somebody administers it, that person invites the next: then this is refused.
    3. The person has no password yet: the verb shows a link to choose one. Answers the person's id.
    """
    require(by.via == "command")
    known = organisations.support_point()
    support_point_id = known.id if known else organisations.register_support_point(name=organisation, by=by)
    rows = Organisation.objects.select_for_update().filter(pk=support_point_id)
    if rows.filter(queries.somebody_at("pk", ADMINISTRATORS, today)).exists():
        refuse_if([Reason("has_administrator", _("The support point has an administrator, who can invite others."))])
    person = people.register_person(email=email, name=name, by=by)
    membership = Membership.objects.create(person=person, organisation=rows.get(), valid_from=today)
    RoleGrant.objects.create(membership=membership, role=Role.ADMINISTRATOR, valid_from=today)
    record(
        FirstAdministrator(
            organisation_id=support_point_id,
            person_id=person.pk,
            name=person.name,
            membership_id=membership.pk,
            roles=(Role.ADMINISTRATOR.value,),
        ),
        by=by,
    )
    return person.pk
