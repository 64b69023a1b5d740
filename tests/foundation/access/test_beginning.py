"""The first log-in of an installation: by a verb, once, with a link to choose a password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.access import actions
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import STRANGER, Denied
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member
from tests.foundation.access.conftest import acting

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin die niemand raadt"
ADDRESS = "beheer@steunpunt.example"


def begun(email: str = ADDRESS) -> str:
    said = StringIO()
    call_command("begin", support_point="Steunpunt Noord", name="Beheerder", email=email, stdout=said)
    return said.getvalue().split()[-1]


def test_in_an_empty_installation_somebody_chooses_a_password_and_invites_others():
    client = Client()
    form = client.get(begun().removeprefix("http://testserver").removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    client.post(reverse("access:invite"), {"name": "Adviseur", "email": "a@b.example", "roles": ["adviser"]})
    colleagues = client.get(reverse("access:colleagues")).content.decode()
    assert "Steunpunt Noord" in colleagues
    assert "Adviseur" in colleagues
    assert "Beheerder werd op de server toegelaten, en werkt hier als: Beheerder." in colleagues


def test_where_somebody_administers_already_nobody_is_let_in():
    begun()
    before = (Person.objects.count(), Membership.objects.count(), Entry.objects.count())
    with pytest.raises(CommandError, match="has an administrator"):
        begun("ander@steunpunt.example")
    assert (Person.objects.count(), Membership.objects.count(), Entry.objects.count()) == before


def test_a_support_point_that_is_on_the_list_stays_the_same_and_a_known_address_is_refused():
    known = OrganisationFactory(kind="support_point", name="Steunpunt Zuid")
    supplier = a_member(OrganisationFactory(kind="supplier"), "local_administrator")
    with pytest.raises(CommandError, match="can already log in"):
        begun(supplier.email)
    begun()
    assert Membership.objects.get(person__email=ADDRESS).organisation == known
    assert Organisation.objects.filter(kind="support_point").count() == 1


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="is not an e-mail address"):
        begun("beheer")


def test_only_a_verb_begins():
    for by in (STRANGER, acting(a_member(OrganisationFactory(kind="support_point"), "administrator"))):
        with pytest.raises(Denied):
            actions.begin(organisation="X", name="Y", email=ADDRESS, today=timezone.localdate(), by=by)
