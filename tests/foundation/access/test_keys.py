"""API keys: shown once, kept as a hash, never with a mandate, dead at once when revoked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.access import actions
from steunpunt.foundation.access.models import ApiToken, Membership
from steunpunt.foundation.acting import Denied
from steunpunt.foundation.people.models import Person
from tests.factories.people import a_member, logged_in
from tests.foundation.access.conftest import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(keerbergen):
    return a_member(keerbergen, "ict_manager", "local_administrator", mandates=("submit_scan",))


def make(owner, *scopes):
    today = timezone.localdate()
    return actions.make_key(
        name="Rekenblad",
        scopes=scopes or ("scan:read",),
        expires_on=today + timedelta(days=30),
        now=timezone.now(),
        today=today,
        by=acting(owner),
    )


def ask(secret, path="/api/v1/me"):
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_program_acts_as_its_owner_without_mandates(owner, keerbergen):
    key, secret = make(owner)
    assert ask(secret).json() == {
        "person_id": owner.pk,
        "name": owner.name,
        "organisation_id": keerbergen.pk,
        "organisation_kind": "municipality",
        "roles": ["ict_manager", "local_administrator"],
        "mandates": [],
        "scopes": ["scan:read"],
    }
    key.refresh_from_db()
    assert key.last_used_on == timezone.localdate()


def test_only_its_hash_is_kept(owner):
    _key, secret = make(owner)
    assert secret not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize(
    "ended",
    [
        lambda key: ApiToken.objects.update(revoked_at=timezone.now()),
        lambda key: ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1)),
        lambda key: Membership.objects.update(valid_to=timezone.localdate()),
        lambda key: Person.objects.update(is_active=False),
    ],
    ids=["revoked", "past its end", "its owner left", "its owner can no longer log in"],
)
def test_a_key_that_ended_opens_nothing(owner, ended):
    key, secret = make(owner)
    ended(key)
    answer = ask(secret)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_key_does_only_what_its_scopes_say(owner, keerbergen):
    path = f"/api/v1/organisations/{keerbergen.pk}/people"
    assert ask(make(owner)[1], path).status_code == 404
    answer = ask(make(owner, "people:read")[1], path)
    assert [row["name"] for row in answer.json()] == [owner.name]


def test_a_key_makes_no_keys(owner):
    from dataclasses import replace

    today = timezone.localdate()
    with pytest.raises(Denied):
        actions.make_key(
            name="Nog een",
            scopes=["scan:read"],
            expires_on=today + timedelta(days=3),
            now=timezone.now(),
            today=today,
            by=replace(acting(owner), scopes=frozenset({"scan:read"})),
        )


def test_the_page_shows_the_key_once_and_revokes_it(keerbergen):
    client = logged_in(keerbergen, "ict_manager")
    end = timezone.localdate() + timedelta(days=30)
    made = client.post(
        reverse("access:keys"), {"name": "Rekenblad", "scopes": ["scan:read"], "expires_on": end.isoformat()}
    ).content.decode()
    key = ApiToken.objects.get()
    assert made.count(key.prefix) == 2
    assert client.get(reverse("access:keys")).content.decode().count(key.prefix) == 1
    client.post(reverse("access:key_revoke", args=[key.pk]))
    key.refresh_from_db()
    assert key.revoked_at is not None


def test_a_colleague_revokes_no_key_of_mine(owner, keerbergen):
    key, _secret = make(owner)
    other = logged_in(keerbergen, "local_administrator")
    assert other.post(reverse("access:key_revoke", args=[key.pk])).status_code == 404
