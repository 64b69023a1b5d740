"""People, what they are where, and a browser that is logged in as one of them."""

from datetime import date

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person

LONG_AGO = date(2000, 1, 1)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    email = factory.Sequence("person{}@board.example".format)
    name = factory.Sequence("Person {}".format)


class MembershipFactory(DjangoModelFactory[Membership]):
    """Somebody who works for a municipality, without a role."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory("tests.factories.organisations.OrganisationFactory")
    valid_from = LONG_AGO


def a_member(organisation: Organisation, *roles: str, mandates: tuple[str, ...] = ()) -> Person:
    """A person of an organisation with roles and mandates there."""
    membership = MembershipFactory(organisation=organisation)
    for role in roles:
        RoleGrant.objects.create(membership=membership, role=role, valid_from=LONG_AGO)
    for kind in mandates:
        Mandate.objects.create(membership=membership, kind=kind, basis="decision of the council", valid_from=LONG_AGO)
    return membership.person


def logged_in(organisation: Organisation, *roles: str, mandates: tuple[str, ...] = ()) -> Client:
    """A browser in which somebody of the organisation is logged in."""
    client = Client()
    client.force_login(a_member(organisation, *roles, mandates=mandates))
    return client


def browser_of(person_id: int) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(Person.objects.get(pk=person_id))
    return client
