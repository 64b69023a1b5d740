"""The board decides: nobody of the support point can hold a mandate, by no way in."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from steunpunt.foundation.access import actions, queries
from steunpunt.foundation.access.choices import MandateKind, Role
from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import LONG_AGO, MembershipFactory, a_member
from tests.foundation.access.conftest import NOON, TODAY, acting, membership_of

pytestmark = pytest.mark.django_db


def settle(person, organisation, by=PLATFORM, **changed):
    values = {"roles": [Role.ICT_MANAGER], "mandates": {MandateKind.SIGN: "Besluit"}, "since": TODAY}
    return actions.settle(person_id=person.pk, organisation_id=organisation.pk, by=by, **{**values, **changed})


@pytest.fixture
def fictional(db):
    return Person.objects.create(email="verzonnen@x.example", name="Verzonnen", is_demo=True)


def test_there_are_no_mandates_at_the_support_point_or_a_supplier(administrator, supplier):
    for by in (administrator, supplier):
        with pytest.raises(Denied):
            actions.give_mandate(
                membership_id=Membership.objects.get(person_id=by.person_id).pk,
                kind="sign",
                basis="Besluit",
                valid_from=TODAY,
                valid_to=None,
                today=TODAY,
                by=by,
            )
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("trait", ["support_point", "supplier"])
def test_the_database_refuses_a_mandate_anywhere_but_at_a_board(trait):
    membership = MembershipFactory(organisation=OrganisationFactory(**{trait: True}))
    with pytest.raises(IntegrityError, match="mandate_only_at_a_board"), transaction.atomic():
        Mandate.objects.create(membership=membership, kind="sign", basis="Besluit", valid_from=TODAY)


def test_the_database_refuses_a_mandate_of_who_works_for_the_support_point(colleague, support_point):
    MembershipFactory(person=colleague, organisation=support_point)
    membership = Membership.objects.get(person=colleague, organisation__kind="municipality")
    with pytest.raises(IntegrityError, match="support_point_holds_no_mandate"), transaction.atomic():
        Mandate.objects.create(membership=membership, kind="sign", basis="Besluit", valid_from=TODAY)
    with pytest.raises(IntegrityError, match="support_point_holds_no_mandate"), transaction.atomic():
        Mandate.objects.bulk_create([Mandate(membership=membership, kind="sign", basis="Besluit", valid_from=TODAY)])


def test_the_database_refuses_work_for_the_support_point_of_who_holds_a_mandate(keerbergen, support_point):
    mayor = a_member(keerbergen, "policy_maker", mandates=("sign",))
    with pytest.raises(IntegrityError, match="support_point_holds_no_mandate"), transaction.atomic():
        MembershipFactory(person=mayor, organisation=support_point)
    elsewhere = MembershipFactory(person=mayor, organisation=OrganisationFactory())
    with pytest.raises(IntegrityError, match="support_point_holds_no_mandate"), transaction.atomic():
        Membership.objects.filter(pk=elsewhere.pk).update(organisation=support_point)


def test_after_the_mandate_ended_one_may_advise(keerbergen, support_point):
    mayor = a_member(keerbergen, "policy_maker", mandates=("sign",))
    Mandate.objects.update(valid_to=TODAY)
    MembershipFactory(person=mayor, organisation=support_point, valid_from=TODAY)
    with pytest.raises(IntegrityError, match="support_point_holds_no_mandate"), transaction.atomic():
        Mandate.objects.update(valid_to=None)


def test_a_mandate_for_later_counts_too(keeper, colleague, support_point):
    """Somebody begins at the support point next month: a mandate without end would still hold by then."""
    MembershipFactory(person=colleague, organisation=support_point, valid_from=TODAY + timedelta(days=30))
    membership = Membership.objects.get(person=colleague, organisation__kind="municipality")
    with pytest.raises(Refused) as refused:
        actions.give_mandate(
            membership_id=membership.pk,
            kind="sign",
            basis="Besluit",
            valid_from=TODAY,
            valid_to=None,
            today=TODAY,
            by=keeper,
        )
    assert refused.value.codes == {"works_for_support_point"}
    assert not Mandate.objects.exists()


def test_loading_the_demonstration_cannot_do_it_either(fictional, keerbergen, support_point):
    with pytest.raises(Refused) as nowhere:
        settle(fictional, support_point, roles=[Role.ADVISER])
    assert nowhere.value.codes == {"no_mandates_here"}
    settle(fictional, support_point, roles=[Role.ADVISER], mandates={})
    with pytest.raises(Refused) as refused:
        settle(fictional, keerbergen)
    assert refused.value.codes == {"works_for_support_point"}
    assert not Mandate.objects.exists()
    assert Entry.objects.count() == 1


def test_loading_the_demonstration_touches_nobody_who_is_real(colleague, fictional, keerbergen, keeper, administrator):
    for by in (keeper, administrator):
        with pytest.raises(Denied):
            settle(fictional, keerbergen, by=by)
    with pytest.raises(Denied):
        settle(colleague, OrganisationFactory())
    assert not Entry.objects.exists()
    settle(fictional, keerbergen)
    assert Entry.objects.get().fact == "access.settled"
    assert acting(fictional).mandates == {"sign"}


def test_an_adviser_who_also_works_for_a_board_decides_nothing_there(adviser, keerbergen):
    person = Person.objects.get(pk=adviser.person_id)
    membership = MembershipFactory(person=person, organisation=keerbergen)
    RoleGrant.objects.create(membership=membership, role="policy_maker", valid_from=LONG_AGO)
    assert {row.mandates for row in queries.memberships_of(person.pk, TODAY)} == {frozenset()}


def test_roles_of_the_support_point_change_no_mandate(administrator, adviser, keerbergen):
    mayor = a_member(keerbergen, "policy_maker", mandates=("sign",))
    mandate = Mandate.objects.get()
    for by in (administrator, adviser):
        with pytest.raises(Denied):
            actions.end_mandate(mandate_id=mandate.pk, today=TODAY, by=by)
    assert Mandate.objects.get().valid_to is None
    assert acting(mayor).mandates == {"sign"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_slip_past_each_other(keerbergen, support_point):
    """One transaction gives the mandate and waits; the other lets the person work for the support point."""
    person = a_member(keerbergen, "policy_maker")
    membership = membership_of(person)
    given, refused = threading.Event(), []

    def advise() -> None:
        given.wait(10)
        try:
            MembershipFactory(person=person, organisation=support_point)
        except IntegrityError as error:
            refused.append(str(error))
        finally:
            connection.close()

    other = threading.Thread(target=advise)
    other.start()
    with transaction.atomic():
        Mandate.objects.create(membership=membership, kind="sign", basis="Besluit", valid_from=TODAY)
        given.set()
        other.join(0.5)
        assert other.is_alive()
    other.join(10)
    assert "support_point_holds_no_mandate" in refused[0]


def test_leaving_the_board_ends_the_mandate_the_same_day(keeper, keerbergen, support_point):
    mayor = a_member(keerbergen, "policy_maker", mandates=("sign",))
    actions.let_leave(membership_id=membership_of(mayor).pk, now=NOON, today=TODAY, by=keeper)
    MembershipFactory(person=mayor, organisation=support_point, valid_from=TODAY)
    assert queries.memberships_of(mayor.pk, TODAY) == ()
