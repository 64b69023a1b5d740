"""Pages of access: colleagues, accepting, working nowhere, the second step, for whom one acts."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.access import actions, links
from steunpunt.foundation.access.models import Invitation, Mandate, Membership
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MembershipFactory, PersonFactory, a_member, logged_in
from tests.foundation.access.conftest import acting, membership_of

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def invited(by_person, email="nieuw@keerbergen.example"):
    by = acting(by_person)
    invitation = actions.invite(
        organisation_id=by.organisation_id,
        name="Nieuwe collega",
        email=email,
        roles=["ict_manager"],
        now=timezone.now(),
        today=timezone.localdate(),
        by=by,
    )
    return reverse("access:accept", args=[links.invitation_token(invitation.pk, invitation.invited_at)])


def test_an_administrator_invites_gives_a_mandate_and_lets_go(keerbergen, colleague):
    client = logged_in(keerbergen, "local_administrator")
    client.post(reverse("access:invite"), {"name": "Nieuw", "email": "n@k.example", "roles": ["clerk"]})
    assert "Nieuw" in text(client.get(reverse("access:colleagues")))
    membership = membership_of(colleague)
    client.post(
        reverse("access:mandate", args=[membership.pk]),
        {"kind": "submit_scan", "basis": "Besluit van 14 maart 2011", "valid_from": timezone.localdate().isoformat()},
    )
    mandate = Mandate.objects.get()
    assert "Besluit van 14 maart 2011" in text(client.get(reverse("access:colleague", args=[membership.pk])))
    client.post(reverse("access:mandate_end", args=[mandate.pk]))
    client.post(reverse("access:leave", args=[membership.pk]))
    assert Membership.objects.get(pk=membership.pk).valid_to == timezone.localdate()


def test_what_was_typed_stays_when_it_is_refused(keerbergen, colleague):
    client = logged_in(keerbergen, "local_administrator")
    page = text(client.post(reverse("access:invite"), {"name": "Nieuw", "email": colleague.email, "roles": ["clerk"]}))
    assert "Iemand met dit adres werkt hier al." in page
    assert f'value="{colleague.email}"' in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ({}, {"ict_manager", "policy_maker", "secretary", "finance_officer", "security_adviser", "clerk"}),
        ({"supplier": True}, {"contact", "bidder"}),
    ],
)
def test_the_list_of_colleagues_is_filtered_by_the_roles_that_exist_there(kind, offered, db):
    page = text(logged_in(OrganisationFactory(**kind), "local_administrator").get(reverse("access:colleagues")))
    chosen_by = page.split('name="role"', 1)[1].split("</select>", 1)[0]
    assert set(re.findall('value="([^"]+)"', chosen_by)) == offered | {"local_administrator"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_colleagues_asks_the_same_number_of_questions(rows, keerbergen, django_assert_num_queries):
    client = logged_in(keerbergen, "local_administrator")
    for _ in range(rows):
        a_member(keerbergen, "ict_manager", mandates=("submit_scan",))
    client.get(reverse("access:colleagues"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("access:colleagues"))


QUERIES = 9


def test_who_is_new_chooses_a_password_and_is_in(keerbergen):
    path = invited(a_member(keerbergen, "local_administrator"))
    client = Client()
    assert "nieuw@keerbergen.example" in text(client.get(path))
    weak = client.post(path, {"name": "Nieuw", "password": "kort", "again": "kort"})
    assert weak.status_code == 200
    assert not Person.objects.filter(email="nieuw@keerbergen.example").exists()
    strong = "een lange zin die niemand raadt"
    answer = client.post(path, {"name": "Nieuw", "password": strong, "again": strong}, follow=True)
    assert "Welkom!" in text(answer)
    assert "Keerbergen" in text(answer)
    assert Client().get(path).status_code == 410


def test_who_is_known_logs_in_first(keerbergen):
    known = a_member(OrganisationFactory(), "ict_manager")
    path = invited(a_member(keerbergen, "local_administrator"), known.email)
    assert reverse("account_login") in text(Client().get(path))
    client = Client()
    client.force_login(known)
    answer = client.post(path, follow=True)
    assert "U werkt hier nu ook voor Keerbergen." in text(answer)


def test_somebody_else_cannot_take_the_invitation(keerbergen):
    path = invited(a_member(keerbergen, "local_administrator"))
    other = logged_in(keerbergen, "clerk")
    assert "Meld u eerst af" in text(other.post(path))
    assert Invitation.objects.get().accepted_at is None


def test_a_link_that_is_not_known_says_so():
    assert Client().get(reverse("access:accept", args=["1-abc"])).status_code == 404


def test_who_works_nowhere_gets_a_page_that_says_so():
    client = Client()
    client.force_login(PersonFactory())
    answer = client.get("/")
    assert answer.status_code == 403
    assert "U werkt hier voor geen organisatie" in text(answer)
    assert client.get("/api/v1/me").status_code == 401


def test_one_acts_for_the_organisation_chosen_and_only_for_ones_own(keerbergen, colleague):
    haacht = OrganisationFactory(name="Haacht")
    second = MembershipFactory(person=colleague, organisation=haacht)
    strange = MembershipFactory(organisation=OrganisationFactory(name="Tremelo"))
    client = Client()
    client.force_login(colleague)
    client.post(reverse("access:switch"), {"membership": second.pk})
    assert client.get("/api/v1/me").json()["organisation_id"] == haacht.pk
    client.post(reverse("access:switch"), {"membership": strange.pk})
    assert client.get("/api/v1/me").json()["organisation_id"] == haacht.pk


def test_an_administrator_of_the_support_point_needs_a_second_step_to_change_things(
    support_point, settings, keerbergen
):
    settings.SECOND_STEP_REQUIRED = True
    person = a_member(support_point, "administrator")
    client = Client()
    client.force_login(person)
    path = reverse("access:appoint", args=[keerbergen.pk])
    assert client.get(path).status_code == 200
    answer = client.post(path, {"name": "Beheerder", "email": "b@k.example"})
    assert answer.status_code == 403
    assert "Eerst een tweede stap" in text(answer)
    assert not Invitation.objects.exists()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.post(path, {"name": "Beheerder", "email": "b@k.example"}).status_code == 302


def test_boards_without_administrator_are_listed_until_they_have_one(support_point, keerbergen):
    client = logged_in(support_point, "administrator")
    page = reverse("access:without_administrator")
    assert "Keerbergen" in text(client.get(page))
    a_member(keerbergen, "local_administrator")
    assert "Keerbergen" not in text(client.get(page))


def test_my_account_says_what_i_may_do(keerbergen):
    client = logged_in(keerbergen, "ict_manager", mandates=("submit_scan",))
    page = text(client.get(reverse("access:me")))
    assert "Vult de scan in" in page
    assert "De samenwerkingsscan indienen" in page
    changed = {"name": "Andere naam", "phone": "016 00 00 00", "language": "fr"}
    page = text(client.post(reverse("access:details"), changed, follow=True))
    assert Person.objects.get(name="Andere naam").language == "fr"
    assert "Vos données sont modifiées." in page
