"""Roles and mandates: dated, given by the board itself, never to who advises."""

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from steunpunt.foundation.access import actions, queries
from steunpunt.foundation.access.models import ApiToken, Mandate, Membership, RoleGrant
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import entries_about, lines
from tests.factories.people import LONG_AGO, MembershipFactory, a_member
from tests.foundation.access.conftest import NOON, TODAY, acting, membership_of

pytestmark = pytest.mark.django_db


def change(person, roles, by, today=TODAY):
    return actions.change_roles(
        membership_id=membership_of(person).pk, roles=roles, job_title="Diensthoofd", today=today, by=by
    )


def give(person, by, **changed):
    values = {"kind": "submit_scan", "basis": "Besluit van 14 maart 2011", "valid_from": TODAY, "valid_to": None}
    membership = Membership.objects.get(person=person, organisation__kind="municipality")
    return actions.give_mandate(membership_id=membership.pk, today=TODAY, by=by, **{**values, **changed})


def test_roles_change_from_today_and_what_was_stays_on_record(keeper, colleague):
    change(colleague, ["secretary"], keeper)
    assert acting(colleague).roles == {"secretary"}
    held = {
        (grant.role, grant.valid_from, grant.valid_to)
        for grant in RoleGrant.objects.filter(membership__person=colleague)
    }
    assert held == {("ict_manager", LONG_AGO, TODAY), ("secretary", TODAY, None)}


def test_changing_back_on_the_same_day_works(keeper, colleague):
    change(colleague, ["secretary"], keeper)
    change(colleague, ["ict_manager"], keeper)
    assert acting(colleague).roles == {"ict_manager"}


def test_history_says_roles_in_words(keeper, colleague):
    change(colleague, ["secretary", "finance_officer"], keeper)
    [line] = lines(entries_about(f"membership:{membership_of(colleague).pk}"))
    assert line.sentence == f"{colleague.name} werkt hier nu als: Secretaris, Financieel beheerder."


@pytest.mark.parametrize("who", ["neighbour", "supplier", "administrator", "adviser"])
def test_nobody_else_changes_roles_or_gives_mandates(who, colleague, request):
    by = request.getfixturevalue(who)
    with pytest.raises(Denied):
        change(colleague, ["secretary"], by)
    with pytest.raises(Denied):
        give(colleague, by)
    assert not Entry.objects.exists()
    assert not Mandate.objects.exists()


def test_the_last_administrator_keeps_the_role(keeper, keerbergen):
    person = queries.administrators(keerbergen, TODAY).get().person
    with pytest.raises(Refused) as refused:
        change(person, ["secretary"], keeper)
    assert refused.value.codes == {"last_administrator"}
    a_member(keerbergen, "local_administrator")
    change(person, ["secretary"], keeper)
    assert acting(person).roles == {"secretary"}


def test_a_mandate_lets_somebody_decide_from_its_day_to_its_end(keeper, colleague):
    mandate = give(colleague, keeper, valid_to=TODAY + timedelta(days=30))
    assert acting(colleague).mandates == {"submit_scan"}
    actions.end_mandate(mandate_id=mandate.pk, today=TODAY, by=keeper)
    assert acting(colleague).mandates == frozenset()
    with pytest.raises(Refused):
        actions.end_mandate(mandate_id=mandate.pk, today=TODAY, by=keeper)


def test_who_also_works_for_the_support_point_gets_no_mandate(keeper, colleague, support_point):
    MembershipFactory(person=colleague, organisation=support_point)
    with pytest.raises(Refused) as refused:
        give(colleague, keeper)
    assert refused.value.codes == {"works_for_support_point"}
    assert not Mandate.objects.exists()


def test_the_same_mandate_is_held_once_at_a_time(keeper, colleague):
    give(colleague, keeper)
    with pytest.raises(Refused) as refused:
        give(colleague, keeper)
    assert refused.value.codes == {"held_already"}


def test_leaving_ends_everything_at_once(keeper, colleague):
    give(colleague, keeper)
    ApiToken.objects.create(
        person=colleague,
        organisation_id=keeper.organisation_id,
        name="Rekenblad",
        token_hash="2" * 64,
        created_at=NOON,
        expires_on=TODAY,
    )
    actions.let_leave(membership_id=membership_of(colleague).pk, now=NOON, today=TODAY, by=keeper)
    assert queries.memberships_of(colleague.pk, TODAY) == ()
    assert ApiToken.objects.get().revoked_at == NOON
    colleague.refresh_from_db()
    assert not colleague.is_active


def test_the_last_administrator_leaves_only_by_the_support_point(keeper, keerbergen, administrator, neighbour):
    membership = queries.administrators(keerbergen, TODAY).get()
    with pytest.raises(Denied):
        actions.let_leave(membership_id=membership.pk, now=NOON, today=TODAY, by=neighbour)
    with pytest.raises(Refused) as refused:
        actions.let_leave(membership_id=membership.pk, now=NOON, today=TODAY, by=keeper)
    assert refused.value.codes == {"last_administrator"}
    actions.let_leave(membership_id=membership.pk, now=NOON, today=TODAY, by=administrator)
    assert keerbergen in queries.boards_without_administrator(TODAY)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("role_grant_once_at_a_time", lambda m: RoleGrant(membership=m, role="ict_manager", valid_from=TODAY)),
        ("role_grant_of_known_role", lambda m: RoleGrant(membership=m, role="emperor", valid_from=TODAY)),
        ("mandate_rests_on_a_decision", lambda m: Mandate(membership=m, kind="sign", basis="", valid_from=TODAY)),
        ("mandate_of_known_kind", lambda m: Mandate(membership=m, kind="rule", basis="b", valid_from=TODAY)),
        (
            "mandate_ends_after_start|lower bound",
            lambda m: Mandate(membership=m, kind="sign", basis="b", valid_from=TODAY, valid_to=LONG_AGO),
        ),
        (
            "membership_once_at_a_time",
            lambda m: Membership(person=m.person, organisation=m.organisation, valid_from=TODAY),
        ),
    ],
)
def test_the_database_itself_refuses(name, wrong, colleague):
    with pytest.raises((IntegrityError, DataError), match=name), transaction.atomic():
        wrong(membership_of(colleague)).save()
