"""Logging in by OpenID Connect, against a real provider that runs on this machine for the test."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import MembershipFactory, a_member

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the provider's own libraries are being renewed
]
KNOWN, UNKNOWN = "ict@keerbergen.example", "vreemd@x.example"


@pytest.fixture
def provider(settings) -> Iterator[str]:
    import oidc_provider_mock  # imported here: it warns about its own libraries

    users = [
        oidc_provider_mock.User(sub=email, claims={"email": email, "email_verified": email != "half@x.example"})
        for email in (KNOWN, UNKNOWN, "half@x.example")
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "organisation",
                        "name": "Aanmelddienst",
                        "client_id": "steunpunt",
                        "secret": "for a test",
                        "settings": {"server_url": address},
                    }
                ],
            }
        }
        yield address


@pytest.fixture
def keerbergen():
    board = OrganisationFactory(name="Keerbergen")
    person = people.register_person(email=KNOWN, name="ICT Keerbergen", by=PLATFORM)
    MembershipFactory(person=person, organisation=board)
    return board


def log_in_as(email: str, client: Client):
    """The whole way: our page, the provider's, and back."""
    begin = client.post(reverse("openid_connect_login", args=["organisation"]))
    assert begin.status_code == 302, begin.content
    answer = requests.post(begin["Location"], data={"sub": email}, allow_redirects=False, timeout=10)
    assert answer.status_code in {302, 303}, answer.text
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def test_the_log_in_page_offers_the_service(provider):
    assert "Aanmelden met Aanmelddienst" in Client().get(reverse("account_login")).content.decode()


def test_whom_we_know_by_their_confirmed_address_is_in(provider, keerbergen):
    client = Client()
    page = log_in_as(KNOWN, client)
    assert "Keerbergen" in page.content.decode()
    assert client.get("/api/v1/me").json()["name"] == "ICT Keerbergen"


def test_whom_we_do_not_know_is_told_so_and_is_not_made(provider, keerbergen):
    client = Client()
    page = log_in_as(UNKNOWN, client)
    assert page.status_code == 403
    assert UNKNOWN in page.content.decode()
    assert "Wij kennen u nog niet" in page.content.decode()
    assert not Person.objects.filter(email=UNKNOWN).exists()
    assert client.get("/api/v1/me").status_code == 401


def test_an_address_that_the_service_did_not_confirm_opens_nothing(provider):
    half = a_member(OrganisationFactory(), "ict_manager")
    Person.objects.filter(pk=half.pk).update(email="half@x.example")
    EmailAddress.objects.create(user_id=half.pk, email="half@x.example", verified=True, primary=True)
    client = Client()
    assert log_in_as("half@x.example", client).status_code == 403
    assert client.get("/api/v1/me").status_code == 401


def test_who_left_is_not_let_in_by_the_service(provider, keerbergen):
    Person.objects.filter(email=KNOWN).update(is_active=False)
    client = Client()
    log_in_as(KNOWN, client)
    assert client.get("/api/v1/me").status_code == 401
