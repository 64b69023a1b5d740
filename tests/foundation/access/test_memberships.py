"""Who somebody is today, as every request asks it: the same as the list of memberships says."""

from datetime import date, timedelta
from itertools import product

import pytest

from steunpunt.foundation.access import queries
from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2011, 4, 1)
PERIODS = (
    (TODAY - timedelta(days=9), None),
    (TODAY, TODAY + timedelta(days=1)),
    (TODAY - timedelta(days=9), TODAY),
    (TODAY + timedelta(days=1), None),
)
"""Holds, holds its last day, over since today, to come."""


@pytest.mark.parametrize("advises", [None, *PERIODS])
def test_every_request_asks_the_same_as_the_list_says(advises):
    person = PersonFactory()
    for number, (member, given) in enumerate(product(PERIODS, PERIODS)):
        row = Membership.objects.create(
            person=person,
            organisation=OrganisationFactory(name=f"Gemeente {number % 3} {number}"),
            valid_from=member[0],
            valid_to=member[1],
        )
        for role in ("secretary", "ict_manager"):
            RoleGrant.objects.create(membership=row, role=role, valid_from=given[0], valid_to=given[1])
        if not advises:  # the database refuses a mandate beside work for the support point
            Mandate.objects.create(membership=row, kind="sign", basis="Besluit", valid_from=given[0], valid_to=given[1])
    if advises:
        support = OrganisationFactory(support_point=True)
        try_it = Membership(person=person, organisation=support, valid_from=advises[0], valid_to=advises[1])
        Membership.objects.bulk_create([try_it])
    listed = [
        (row.pk, row.organisation.name, set(row.current_roles), set(row.current_mandates))
        for row in queries.current_memberships(TODAY).filter(person_id=person.pk)
    ]
    asked = [
        (one.id, one.organisation_name, set(one.roles), set(one.mandates))
        for one in queries.memberships_of(person.pk, TODAY)
    ]
    assert asked == listed
    assert any(roles for _pk, _name, roles, _mandates in asked)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert queries.memberships_of(person.pk, TODAY) == ()
