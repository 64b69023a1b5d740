"""Who sees which scan: the board itself, advisers, and nobody else."""

from dataclasses import replace

import pytest

from steunpunt.assess.scan import access
from steunpunt.foundation.access.choices import Role
from steunpunt.foundation.acting import STRANGER
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.scan import a_scan, a_secretary, an_adviser, an_ict_manager

pytestmark = pytest.mark.django_db
BOARD_ROLES_WITH = {"ict_manager", "policy_maker", "secretary", "security_adviser"}
BOARD_ROLES_WITHOUT = {"finance_officer", "clerk", "local_administrator"}
SUPPORT_ROLES_WITHOUT = {
    "buyer", "helpdesk_agent", "network_engineer", "consultant", "finance", "editor", "administrator",
}  # fmt: skip


def test_every_role_is_thought_of():
    assert BOARD_ROLES_WITH | BOARD_ROLES_WITHOUT | SUPPORT_ROLES_WITHOUT | {"adviser", "contact", "bidder"} == set(
        Role.values
    )


@pytest.mark.parametrize("role", sorted(BOARD_ROLES_WITH))
def test_those_who_need_it_see_the_scan_of_their_board(role):
    scan = a_scan()
    assert list(access.visible_scans(an_actor(scan.organisation, role))) == [scan]


@pytest.mark.parametrize("role", sorted(BOARD_ROLES_WITHOUT))
def test_those_who_do_not_need_it_see_nothing(role):
    scan = a_scan()
    assert list(access.visible_scans(an_actor(scan.organisation, role))) == []


@pytest.mark.parametrize("role", sorted(SUPPORT_ROLES_WITHOUT))
def test_a_support_role_without_need_sees_nothing(role):
    a_scan()
    assert list(access.visible_scans(an_actor(OrganisationFactory(support_point=True), role))) == []


def test_an_adviser_sees_scans_and_no_remarks():
    scan = a_scan()
    adviser = an_adviser()
    assert list(access.visible_scans(adviser)) == [scan]
    assert not access.may_read_remarks(adviser, scan)
    assert not access.may_fill_in(adviser, scan)
    assert not access.may_submit(adviser, scan)


def test_neighbours_suppliers_and_strangers_see_nothing():
    a_scan()
    for somebody in [
        an_ict_manager(OrganisationFactory()),
        an_actor(OrganisationFactory(supplier=True), "contact", "bidder", "ict_manager", "adviser"),
        STRANGER,
    ]:
        assert list(access.visible_scans(somebody)) == []
        assert list(access.visible_rounds(somebody)) == []


def test_the_scan_stands_in_the_menu_of_boards_and_advisers_only():
    assert access.sees_scans(an_ict_manager(OrganisationFactory()))
    assert access.sees_scans(an_adviser())
    assert not access.sees_scans(an_actor(OrganisationFactory(supplier=True), "contact", "ict_manager", "adviser"))
    assert not access.sees_scans(an_actor(OrganisationFactory(support_point=True), "helpdesk_agent", "ict_manager"))
    assert not access.sees_scans(STRANGER)


def test_the_welfare_centre_does_not_see_the_scan_of_its_municipality():
    scan = a_scan()
    assert list(access.visible_scans(an_ict_manager(OrganisationFactory(welfare_centre=True)))) == []
    assert list(access.visible_scans(an_ict_manager(scan.organisation))) == [scan]


def test_who_looks_in_reads_no_remarks():
    scan = a_scan()
    assert access.may_read_remarks(an_ict_manager(scan.organisation), scan)
    assert not access.may_read_remarks(replace(an_ict_manager(scan.organisation), looking_in_id=1), scan)


def test_a_key_sees_what_its_scope_says():
    scan = a_scan()
    program = replace(an_ict_manager(scan.organisation), scopes=frozenset({"organisations:read"}))
    assert list(access.visible_scans(program)) == []
    assert list(access.visible_scans(replace(program, scopes=frozenset({"scan:read"})))) == [scan]


def test_only_a_mandate_submits():
    scan = a_scan()
    assert access.may_submit(a_secretary(scan.organisation), scan)
    assert not access.may_submit(an_actor(scan.organisation, "secretary", "policy_maker"), scan)
    assert not access.may_submit(a_secretary(OrganisationFactory()), scan)
