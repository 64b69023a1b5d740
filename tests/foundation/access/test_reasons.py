"""What is refused, and why: without a database."""

from datetime import date, timedelta

import pytest

from steunpunt.foundation.access import reasons

TODAY = date(2011, 4, 1)


def codes(found):
    return [reason.code for reason in found]


@pytest.mark.parametrize(
    ("roles", "kind", "expected"),
    [
        (["ict_manager"], "municipality", []),
        ([], "municipality", ["no_role"]),
        (["adviser"], "municipality", ["role_not_here"]),
        (["administrator"], "support_point", []),
        (["secretary"], "supplier", ["role_not_here"]),
    ],
)
def test_roles_exist_where_they_are_given(roles, kind, expected):
    assert codes(reasons.about_roles(roles, kind)) == expected


def mandate(**changed):
    values = {
        "kind": "submit_scan",
        "organisation_kind": "municipality",
        "basis": "Besluit van 14 maart 2011",
        "valid_from": TODAY,
        "valid_to": None,
        "advises": False,
    }
    return codes(reasons.about_mandate(**{**values, **changed}))


def test_a_mandate_rests_on_a_decision_of_a_board():
    assert mandate() == []
    assert mandate(basis="  ") == ["no_basis"]
    assert mandate(organisation_kind="support_point") == ["no_mandates_here"]
    assert mandate(organisation_kind="supplier") == ["no_mandates_here"]
    assert mandate(valid_to=TODAY) == ["ends_before_start"]


def test_who_works_for_the_support_point_decides_for_nobody():
    assert mandate(advises=True) == ["works_for_support_point"]


def test_the_last_administrator_stays():
    assert codes(reasons.about_last_administrator(others=0, stays=False)) == ["last_administrator"]
    assert codes(reasons.about_last_administrator(others=1, stays=False)) == []
    assert codes(reasons.about_last_administrator(others=0, stays=True)) == []


def test_a_key_ends_within_a_year():
    def key(**changed):
        values = {"name": "Rekenblad", "scopes": ["scan:read"], "expires_on": TODAY + timedelta(days=30)}
        return codes(reasons.about_key(**{**values, **changed}, today=TODAY))

    assert key() == []
    assert key(expires_on=TODAY) == ["ends_too_soon"]
    assert key(expires_on=TODAY + timedelta(days=367)) == ["ends_too_late"]
    assert key(scopes=["everything"]) == ["no_scope"]
    assert key(name=" ", scopes=[]) == ["name_missing", "no_scope"]
