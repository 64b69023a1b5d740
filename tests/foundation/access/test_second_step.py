"""Telephone and codes lost: an administrator takes the second step away, on record and told by mail."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from steunpunt.foundation.access import actions
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.people.tasks import mail_second_step_cleared
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MembershipFactory
from tests.foundation.access.conftest import TODAY, acting, membership_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked_out(colleague):
    Authenticator.objects.create(user=colleague, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(user=colleague, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    return colleague


def clear(person, by):
    actions.clear_second_step(membership_id=person.memberships.order_by("pk").first().pk, today=TODAY, by=by)


@pytest.mark.parametrize("who", ["keeper", "administrator"])
def test_the_password_alone_opens_again_and_the_person_hears_it(who, locked_out, request):
    clear(locked_out, request.getfixturevalue(who))
    assert not Authenticator.objects.exists()
    assert Entry.objects.get().fact == "people.second_step_cleared"
    mail_second_step_cleared(person_id=locked_out.pk)
    [message] = mail.outbox
    assert message.to == [locked_out.email]
    assert "/account/2fa/" in message.body


@pytest.mark.parametrize("who", ["neighbour", "supplier", "adviser"])
def test_nobody_else_takes_it_away(who, locked_out, request):
    with pytest.raises(Denied):
        clear(locked_out, request.getfixturevalue(who))
    with pytest.raises(Denied):
        clear(locked_out, acting(locked_out))
    assert Authenticator.objects.count() == 2
    assert not Entry.objects.exists()


def test_nobody_takes_away_their_own(keeper):
    person = Person.objects.get(pk=keeper.person_id)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    with pytest.raises(Denied):
        clear(person, keeper)


def test_one_organisation_does_not_weaken_the_log_in_that_opens_another(locked_out, keeper, administrator):
    MembershipFactory(person=locked_out, organisation=OrganisationFactory())
    with pytest.raises(Refused) as refused:
        clear(locked_out, keeper)
    assert refused.value.codes == {"works_elsewhere"}
    assert Authenticator.objects.count() == 2
    assert not Entry.objects.exists()
    clear(locked_out, administrator)
    assert not Authenticator.objects.exists()


def test_where_there_is_none_nothing_happens(colleague, keeper):
    with pytest.raises(Refused) as refused:
        clear(colleague, keeper)
    assert refused.value.codes == {"no_second_step"}
    assert not Entry.objects.exists()


def test_the_page_asks_once(locked_out, keeper):
    client = Client()
    client.force_login(Person.objects.get(pk=keeper.person_id))
    membership = membership_of(locked_out)
    assert "Telefoon kwijt?" in client.get(reverse("access:colleague", args=[membership.pk])).content.decode()
    path = reverse("access:second_step", args=[membership.pk])
    assert "wegnemen?" in client.get(path).content.decode()
    answer = client.post(path, follow=True).content.decode()
    assert "meldt zich nu met het wachtwoord alleen aan" in answer
    assert "Telefoon kwijt?" not in answer
