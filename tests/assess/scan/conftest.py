import pytest
from django.test import Client

from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.people.models import Person
from tests.factories.scan import TODAY


@pytest.fixture
def today(monkeypatch):
    """The edge looks at the clock: for pages it is the first day of the round."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def as_somebody(db, today):
    """A browser in which somebody of an organisation is logged in, with roles and mandates."""

    def log_in(organisation, *roles, mandates=()):
        person = Person.objects.create(email=f"p{Person.objects.count()}@x.example", name="Iemand")
        membership = Membership.objects.create(person=person, organisation=organisation, valid_from=TODAY)
        for role in roles:
            RoleGrant.objects.create(membership=membership, role=role, valid_from=TODAY)
        for kind in mandates:
            Mandate.objects.create(membership=membership, kind=kind, basis="Besluit", valid_from=TODAY)
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
