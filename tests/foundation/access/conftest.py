"""Keerbergen with its administrator, a neighbour, and the support point."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from steunpunt.foundation.access import queries
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member

TODAY = date(2011, 4, 1)
NOON = datetime(2011, 4, 1, 12, tzinfo=UTC)


def acting(person: Person, **changed: Any) -> Actor:
    """The person as the middleware would find them."""
    actor, _ = queries.actor_of(
        person_id=person.pk, person_name=person.name, email=person.email, chosen=None, today=TODAY
    )
    return replace(actor, **changed)


def membership_of(person: Person) -> Membership:
    return Membership.objects.get(person=person)


@pytest.fixture
def keerbergen(db: None) -> Organisation:
    return OrganisationFactory(name="Keerbergen")


@pytest.fixture
def support_point(db: None) -> Organisation:
    return OrganisationFactory(support_point=True)


@pytest.fixture
def keeper(keerbergen: Organisation) -> Actor:
    """Keerbergen's own local administrator."""
    return acting(a_member(keerbergen, "local_administrator"))


@pytest.fixture
def colleague(keerbergen: Organisation) -> Person:
    return a_member(keerbergen, "ict_manager")


@pytest.fixture
def neighbour(db: None) -> Actor:
    """The administrator of another board."""
    return acting(a_member(OrganisationFactory(), "local_administrator"))


@pytest.fixture
def supplier(db: None) -> Actor:
    return acting(a_member(OrganisationFactory(supplier=True), "local_administrator"))


@pytest.fixture
def administrator(support_point: Organisation) -> Actor:
    return acting(a_member(support_point, "administrator"))


@pytest.fixture
def adviser(support_point: Organisation) -> Actor:
    return acting(a_member(support_point, "adviser"))
