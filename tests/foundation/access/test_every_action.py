"""Every action of access: whom it obeys, whom it does not, and the fact that it leaves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from steunpunt.foundation.access import actions, links
from steunpunt.foundation.access.models import (
    ApiToken,
    Invitation,
    LookIn,
    Mandate,
    Membership,
    Registration,
    RoleGrant,
)
from steunpunt.foundation.acting import STRANGER, Actor, Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member
from tests.foundation.access.conftest import NOON, TODAY, acting, membership_of

pytestmark = pytest.mark.django_db
KEPT = (Person, Membership, RoleGrant, Mandate, Invitation, Registration, LookIn, ApiToken, Authenticator)


@dataclass(frozen=True)
class Scene:
    """What there is to act upon at Keerbergen."""

    organisation_id: int
    lonely_id: int
    membership_id: int
    mandate_id: int
    invitation_id: int
    token_id: int
    look_in_id: int
    request_id: int
    owner: Actor
    owner_email: str


@pytest.fixture
def scene(keerbergen, keeper, administrator) -> Scene:
    owner = a_member(keerbergen, "ict_manager", mandates=("order",))
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "x"})
    invitation = Invitation.objects.create(
        organisation=keerbergen,
        email=owner.email,
        name="Genodigde",
        roles=["clerk"],
        token_hash="0" * 64,
        invited_by_id=keeper.person_id or 0,
        invited_at=NOON,
        expires_at=NOON + timedelta(days=1),
    )
    Invitation.objects.update(token_hash=links.hashed(links.invitation_token(invitation.pk, NOON)))
    key = ApiToken.objects.create(
        person=owner,
        organisation=keerbergen,
        name="Rekenblad",
        prefix="sp_abcde",
        token_hash="1" * 64,
        created_at=NOON,
        expires_on=TODAY + timedelta(days=9),
    )
    look_in = LookIn.objects.create(
        looker_id=administrator.person_id or 0,
        person=owner,
        organisation=keerbergen,
        reason="Hulp bij vraag BEL03.",
        started_at=NOON,
        ends_at=NOON + timedelta(minutes=30),
    )
    request = Registration.objects.create(
        enterprise_number="0207515464",
        organisation_name="Keerbergen",
        name="Vrager",
        email="vrager@keerbergen.example",
        language="nl",
        token_hash="2" * 64,
        asked_at=NOON,
        expires_at=NOON + timedelta(days=2),
        confirmed_at=NOON,
        organisation=keerbergen,
    )
    return Scene(
        organisation_id=keerbergen.pk,
        lonely_id=OrganisationFactory().pk,
        membership_id=membership_of(owner).pk,
        mandate_id=Mandate.objects.get(membership__person=owner).pk,
        invitation_id=invitation.pk,
        token_id=key.pk,
        look_in_id=look_in.pk,
        request_id=request.pk,
        owner=acting(owner),
        owner_email=owner.email,
    )


SOMEBODY = {"name": "Nieuw", "email": "nieuw@keerbergen.example", "now": NOON, "today": TODAY}


@dataclass(frozen=True)
class Case:
    """An action, who may do it, and the facts of the journal that follow."""

    do: Callable[[Scene, Actor], Any]
    obeys: tuple[str, ...]
    facts: tuple[str, ...]


CASES = {
    "invite": Case(
        lambda s, by: actions.invite(organisation_id=s.organisation_id, roles=["clerk"], by=by, **SOMEBODY),
        ("keeper",),
        ("access.invited",),
    ),
    "appoint_first": Case(
        lambda s, by: actions.appoint_first(organisation_id=s.lonely_id, by=by, **SOMEBODY),
        ("administrator",),
        ("access.invited",),
    ),
    "send_again": Case(
        lambda s, by: actions.send_again(invitation_id=s.invitation_id, now=NOON, by=by),
        ("keeper",),
        ("access.invitation_sent_again",),
    ),
    "withdraw": Case(
        lambda s, by: actions.withdraw(invitation_id=s.invitation_id, now=NOON, by=by),
        ("keeper",),
        ("access.invitation_withdrawn",),
    ),
    "change_roles": Case(
        lambda s, by: actions.change_roles(
            membership_id=s.membership_id, roles=["secretary"], job_title="", today=TODAY, by=by
        ),
        ("keeper",),
        ("access.roles_changed",),
    ),
    "give_mandate": Case(
        lambda s, by: actions.give_mandate(
            membership_id=s.membership_id,
            kind="sign",
            basis="Besluit",
            valid_from=TODAY,
            valid_to=None,
            today=TODAY,
            by=by,
        ),
        ("keeper",),
        ("access.mandate_given",),
    ),
    "end_mandate": Case(
        lambda s, by: actions.end_mandate(mandate_id=s.mandate_id, today=TODAY, by=by),
        ("keeper",),
        ("access.mandate_ended",),
    ),
    "let_leave": Case(
        lambda s, by: actions.let_leave(membership_id=s.membership_id, now=NOON, today=TODAY, by=by),
        ("keeper", "administrator"),
        ("access.left", "people.left"),
    ),
    "clear_second_step": Case(
        lambda s, by: actions.clear_second_step(membership_id=s.membership_id, today=TODAY, by=by),
        ("keeper", "administrator"),
        ("people.second_step_cleared",),
    ),
    "welcome": Case(
        lambda s, by: actions.welcome(registration_id=s.request_id, roles=["clerk"], now=NOON, today=TODAY, by=by),
        ("keeper",),
        ("access.invited",),
    ),
    "turn_down": Case(
        lambda s, by: actions.turn_down(registration_id=s.request_id, now=NOON, today=TODAY, by=by),
        ("keeper",),
        ("access.request_turned_down",),
    ),
    "start_look_in": Case(
        lambda s, by: actions.start_look_in(
            membership_id=s.membership_id, reason="Hulp bij vraag BEL03.", now=NOON, today=TODAY, by=by
        ),
        ("administrator",),
        ("access.look_in_started",),
    ),
    "stop_look_in": Case(
        lambda s, by: actions.stop_look_in(look_in_id=s.look_in_id, now=NOON, by=by),
        ("administrator",),
        ("access.look_in_ended",),
    ),
    "revoke_key": Case(
        lambda s, by: actions.revoke_key(token_id=s.token_id, now=NOON, by=by),
        ("owner",),
        ("access.key_revoked",),
    ),
}
OBEY_WHOEVER_IS_LOGGED_IN = {
    "ask_registration": "anybody at the keyboard, strangers first of all; see test_registering",
    "confirm_registration": "whoever holds the link; see test_registering",
    "forget_registrations": "the platform itself; see test_registering",
    "accept": "whoever holds the link; see test_inviting",
    "make_key": "makes a key of one's own; see below and test_keys",
    "begin": "a verb on the server; see test_beginning",
    "settle": "a verb of the demonstration; see test_rule_one",
    "note_use": "written by the door of the API; see test_keys",
}
VISITORS = ("keeper", "administrator", "owner", "neighbour", "supplier", "adviser", "helpdesk")


def kept() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


def visitor(who: str, scene: Scene, request: pytest.FixtureRequest) -> Actor:
    if who == "owner":
        return scene.owner
    if who == "helpdesk":
        return acting(a_member(request.getfixturevalue("support_point"), "helpdesk_agent", "buyer", "finance"))
    return request.getfixturevalue(who)


def test_every_action_stands_here():
    assert sorted(actions.__all__) == sorted(CASES.keys() | OBEY_WHOEVER_IS_LOGGED_IN.keys())


@pytest.mark.parametrize(("name", "who"), [(name, who) for name, case in CASES.items() for who in case.obeys])
def test_it_is_done_and_on_record(name, who, scene, request):
    by = visitor(who, scene, request)
    CASES[name].do(scene, by)
    assert tuple(Entry.objects.order_by("pk").values_list("fact", flat=True)) == CASES[name].facts
    assert set(Entry.objects.values_list("person_id", flat=True)) == {by.person_id}


@pytest.mark.parametrize(
    ("name", "who"), [(name, who) for name, case in CASES.items() for who in VISITORS if who not in case.obeys]
)
def test_nobody_else_changes_anything(name, who, scene, request):
    by = visitor(who, scene, request)
    before = kept()
    with pytest.raises(Denied):
        CASES[name].do(scene, by)
    assert kept() == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"stop_look_in"}))
def test_not_while_looking_in_not_with_a_key_not_as_a_stranger(name, scene, request):
    before = kept()
    for who in CASES[name].obeys:
        by = visitor(who, scene, request)
        for wrong in (replace(by, looking_in_id=1), replace(by, scopes=frozenset({"people:read"})), STRANGER):
            with pytest.raises(Denied):
                CASES[name].do(scene, wrong)
    assert kept() == before
    assert not Entry.objects.exists()


def make_key(by: Actor, **changed: Any) -> None:
    values = {"name": "Rekenblad", "scopes": ["scan:read"], "expires_on": TODAY + timedelta(days=30)}
    actions.make_key(now=NOON, today=TODAY, by=by, **{**values, **changed})


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("name_missing", {"name": " "}),
        ("no_scope", {"scopes": []}),
        ("no_scope", {"scopes": ["everything"]}),
        ("ends_too_soon", {"expires_on": TODAY}),
        ("ends_too_late", {"expires_on": TODAY + timedelta(days=400)}),
    ],
)
def test_a_key_that_makes_no_sense_is_refused_and_not_kept(code, changed, scene):
    before = kept()
    with pytest.raises(Refused) as refused:
        make_key(scene.owner, **changed)
    assert refused.value.codes == {code}
    assert kept() == before
    assert not Entry.objects.exists()


def test_who_looks_in_and_a_stranger_make_no_key(scene):
    for by in (replace(scene.owner, looking_in_id=1), STRANGER):
        with pytest.raises(Denied):
            make_key(by)
    assert ApiToken.objects.count() == 1


REFUSALS = {
    "no_role": lambda s, by: actions.change_roles(
        membership_id=s.membership_id, roles=[], job_title="", today=TODAY, by=by
    ),
    "role_not_here": lambda s, by: actions.change_roles(
        membership_id=s.membership_id, roles=["administrator"], job_title="", today=TODAY, by=by
    ),
    "no_basis": lambda s, by: actions.give_mandate(
        membership_id=s.membership_id, kind="sign", basis=" ", valid_from=TODAY, valid_to=None, today=TODAY, by=by
    ),
    "ends_before_start": lambda s, by: actions.give_mandate(
        membership_id=s.membership_id, kind="sign", basis="B", valid_from=TODAY, valid_to=TODAY, today=TODAY, by=by
    ),
    "already_invited": lambda s, by: actions.invite(
        organisation_id=s.organisation_id,
        roles=["clerk"],
        by=by,
        **{**SOMEBODY, "email": "wacht@keerbergen.example"},
    ),
    "already_member": lambda s, by: actions.invite(
        organisation_id=s.organisation_id, roles=["clerk"], by=by, **{**SOMEBODY, "email": s.owner_email}
    ),
}


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_what_the_domain_refuses_leaves_nothing_behind(code, scene, keeper):
    Invitation.objects.update(email="wacht@keerbergen.example")
    before = kept()
    with pytest.raises(Refused) as refused:
        REFUSALS[code](scene, keeper)
    assert refused.value.codes == {code}
    assert kept() == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("again", ["end_mandate", "withdraw", "let_leave", "clear_second_step"])
def test_done_once_it_is_not_done_twice(again, scene, keeper):
    CASES[again].do(scene, keeper)
    told = Entry.objects.count()
    before = kept()
    with pytest.raises(Refused):
        CASES[again].do(scene, keeper)
    assert kept() == before
    assert Entry.objects.count() == told
