"""Inviting: who may, what the mail says, and what becomes of the link."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from steunpunt.foundation.access import actions, links, queries, tasks
from steunpunt.foundation.access.models import Invitation, Membership
from steunpunt.foundation.acting import STRANGER, Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member
from tests.foundation.access.conftest import NOON, TODAY, acting, membership_of

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin die niemand raadt"


def invite(by, organisation_id=None, **changed):
    values = {"name": "Nieuwe collega", "email": "Nieuw@Keerbergen.example", "roles": ["ict_manager"]}
    return actions.invite(
        organisation_id=organisation_id or by.organisation_id, now=NOON, today=TODAY, by=by, **{**values, **changed}
    )


def link_of(invitation):
    return links.invitation_token(invitation.pk, invitation.invited_at)


def accept(invitation, by=STRANGER, now=NOON, **changed):
    values = {"name": "Nieuwe collega", "password": PASSWORD} if by is STRANGER else {}
    return actions.accept(token=link_of(invitation), now=now, today=TODAY, by=by, **{**values, **changed})


def test_who_is_invited_gets_a_link_that_lets_them_in_with_the_roles(keeper, keerbergen):
    invitation = invite(keeper)
    tasks.mail_invitation(invitation_id=invitation.pk)
    [message] = mail.outbox
    assert message.to == ["nieuw@keerbergen.example"]
    assert "ICT-verantwoordelijke" in message.body
    token = re.search(r"/uitnodiging/([\w-]+)/", message.body)[1]
    membership = actions.accept(
        token=token, now=NOON, today=TODAY, by=STRANGER, name="Nieuwe collega", password=PASSWORD
    )
    assert membership.organisation == keerbergen
    assert membership.person.check_password(PASSWORD)
    assert acting(membership.person).roles == {"ict_manager"}
    assert [entry.fact for entry in Entry.objects.order_by("id")] == [
        "access.invited",
        "people.registered",
        "access.joined",
    ]


def test_the_link_itself_is_kept_nowhere(keeper):
    invitation = invite(keeper)
    assert link_of(invitation) not in str(Invitation.objects.values().get())
    assert queries.invitation_by_token(link_of(invitation)) == invitation
    assert queries.invitation_by_token(link_of(invitation)[:-1] + "x") is None


@pytest.mark.parametrize("who", ["neighbour", "supplier", "administrator", "adviser"])
def test_nobody_else_invites_for_a_board(who, keerbergen, request):
    with pytest.raises(Denied):
        invite(request.getfixturevalue(who), keerbergen.pk)
    assert not Invitation.objects.exists()
    assert not Entry.objects.exists()


def test_a_colleague_without_the_role_invites_nobody(colleague):
    with pytest.raises(Denied):
        invite(acting(colleague))


def test_who_looks_in_or_a_program_invites_nobody(keeper):
    from dataclasses import replace

    for by in (replace(keeper, looking_in_id=1), replace(keeper, scopes=frozenset({"people:read"}))):
        with pytest.raises(Denied):
            invite(by)


def test_an_address_is_invited_once_and_not_when_it_works_here(keeper, colleague):
    invite(keeper)
    with pytest.raises(Refused) as again:
        invite(keeper, email="nieuw@keerbergen.example")
    assert again.value.codes == {"already_invited"}
    with pytest.raises(Refused) as member:
        invite(keeper, email=colleague.email.upper())
    assert member.value.codes == {"already_member"}
    assert Invitation.objects.count() == 1


def test_sent_again_the_earlier_link_no_longer_works(keeper):
    invitation = invite(keeper)
    before = link_of(invitation)
    again = actions.send_again(invitation_id=invitation.pk, now=NOON + timedelta(days=20), by=keeper)
    assert queries.invitation_by_token(before) is None
    assert queries.invitation_by_token(link_of(again)) == invitation


def test_an_expired_a_used_and_a_withdrawn_link_say_so(keeper):
    invitation = invite(keeper)
    with pytest.raises(Refused) as expired:
        accept(invitation, now=NOON + timedelta(days=15))
    accept(invitation)
    with pytest.raises(Refused) as used:
        accept(invitation)
    other = invite(keeper, email="ander@keerbergen.example")
    actions.withdraw(invitation_id=other.pk, now=NOON, by=keeper)
    with pytest.raises(Refused) as withdrawn:
        accept(other)
    found = [refusal.value.codes for refusal in (expired, used, withdrawn)]
    assert found == [{"expired"}, {"used"}, {"withdrawn"}]


def test_a_withdrawn_invitation_is_not_mailed(keeper):
    invitation = invite(keeper)
    actions.withdraw(invitation_id=invitation.pk, now=NOON, by=keeper)
    tasks.mail_invitation(invitation_id=invitation.pk)
    assert mail.outbox == []


def test_the_link_gives_nobody_the_log_in_of_somebody_else(keeper):
    known = a_member(OrganisationFactory(), "ict_manager")
    invitation = invite(keeper, email=known.email)
    with pytest.raises(Refused) as refused:
        accept(invitation)
    assert refused.value.codes == {"log_in_first"}
    accept(invitation, by=acting(known))
    assert Membership.objects.filter(person=known).count() == 2


def test_who_comes_back_gets_the_old_log_in_with_a_new_password(keeper, colleague):
    actions.let_leave(membership_id=membership_of(colleague).pk, now=NOON, today=TODAY, by=keeper)
    assert not Person.objects.get(pk=colleague.pk).is_active
    membership = accept(invite(keeper, email=colleague.email))
    colleague.refresh_from_db()
    assert membership.person == colleague
    assert colleague.is_active
    assert colleague.left_at is None
    assert colleague.check_password(PASSWORD)


def test_the_support_point_appoints_only_the_first_administrator(administrator, keerbergen, adviser):
    def appoint(by):
        return actions.appoint_first(
            organisation_id=keerbergen.pk, name="Beheerder", email="b@k.example", now=NOON, today=TODAY, by=by
        )

    with pytest.raises(Denied):
        appoint(adviser)
    accept(appoint(administrator), name="Beheerder")
    with pytest.raises(Refused) as refused:
        appoint(administrator)
    assert refused.value.codes == {"has_administrator"}


def test_who_holds_a_mandate_does_not_come_to_work_for_the_support_point(administrator, keerbergen):
    mayor = a_member(keerbergen, "policy_maker", mandates=("sign",))
    invitation = invite(administrator, email=mayor.email, roles=["adviser"])
    with pytest.raises(Refused) as refused:
        accept(invitation, by=acting(mayor))
    assert refused.value.codes == {"holds_mandate"}
    assert Membership.objects.filter(person=mayor).count() == 1
