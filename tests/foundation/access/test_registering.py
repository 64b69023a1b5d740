"""Suppliers register themselves: what the form answers, what the link does, and who lets in whom."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from steunpunt.foundation.access import actions, links, panels, queries, tasks
from steunpunt.foundation.access.models import Invitation, Membership, Registration
from steunpunt.foundation.access.values import RegistrationDetails
from steunpunt.foundation.acting import STRANGER, Denied, Refused, the_platform
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.listeners import tell_who_can_answer
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.models import Address, Organisation
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member, logged_in
from tests.foundation.access.conftest import NOON, TODAY, acting

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin die niemand raadt"
NUMBER = "0207515464"
FORM = {
    "enterprise_number": "BE 0207.515.464",
    "organisation_name": "Nieuwe Servers",
    "street": "Stationsstraat 1",
    "postal_code": "3000",
    "locality": "Leuven",
    "name": "Offertes",
    "email": "Offertes@nieuw.example",
    "language": "fr",
}
ASK = "/leveranciers/inschrijven/"


def ask(now=NOON, by=STRANGER, **changed):
    details = RegistrationDetails(**{**FORM, "enterprise_number": NUMBER, "came_from": "/opdrachten/4/", **changed})
    return actions.ask_registration(details=details, now=now, by=by)


def link_of(row):
    return links.registration_token(row.pk, row.asked_at)


def confirm(row, now=NOON, by=STRANGER, **changed):
    values = {"name": "Offertes", "password": PASSWORD, **changed}
    return actions.confirm_registration(token=link_of(row), now=now, today=TODAY, by=by, **values)


def a_known_supplier(*roles):
    """A supplier that has the number already, with a person who has these roles."""
    supplier = OrganisationFactory(supplier=True, name="Bekende Servers", enterprise_number=NUMBER)
    return supplier, acting(a_member(supplier, *roles)) if roles else None


def facts():
    return list(Entry.objects.order_by("pk").values_list("fact", flat=True))


# ── asking ───────────────────────────────────────────────────────────────────
def test_who_asks_gets_a_link_and_nothing_else_comes_of_it():
    row = ask()
    tasks.mail_registration(registration_id=row.pk)
    [message] = mail.outbox
    assert message.to == ["offertes@nieuw.example"]
    assert f"/leveranciers/bevestigen/{link_of(row)}/" in message.body
    assert "0207.515.464" in message.body
    assert link_of(row) not in str(Registration.objects.values().get())
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
    assert facts() == ["access.registration_asked"]


def test_the_mail_says_nothing_that_a_stranger_typed():
    """Else the form would be a way to send one's own text to other people."""
    row = ask(organisation_name="Koop nu", name="Klik hier", street="Gratis")
    tasks.mail_registration(registration_id=row.pk)
    [message] = mail.outbox
    assert not re.search("Koop nu|Klik hier|Gratis", message.subject + message.body + message.alternatives[0][0])


def test_asked_twice_it_is_asked_once_and_later_again_with_a_new_link():
    first = ask()
    again = ask(now=NOON + timedelta(minutes=1), email="OFFERTES@nieuw.example", organisation_name="Anders")
    assert (again.pk, again.organisation_name) == (first.pk, "Nieuwe Servers")
    assert facts() == ["access.registration_asked"]
    later = ask(now=NOON + timedelta(hours=1), organisation_name="Beter geschreven")
    assert (later.pk, later.organisation_name) == (first.pk, "Beter geschreven")
    with pytest.raises(Refused) as refused:
        confirm(first)
    assert refused.value.codes == {"unknown"}
    assert confirm(later).organisation.name == "Beter geschreven"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("enterprise_number_length", {"enterprise_number": "12"}),
        ("enterprise_number_check", {"enterprise_number": "0207515465"}),
        ("missing", {"organisation_name": " "}),
        ("web_address", {"name": "Kijk op https://x.example"}),
        ("web_address", {"organisation_name": "WWW.x.example"}),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_kept(code, changed):
    with pytest.raises(Refused) as refused:
        ask(**changed)
    assert refused.value.codes == {code}
    assert not Registration.objects.exists()


def test_nobody_asks_while_looking_in_or_over_a_key(keeper):
    row = ask()
    for by in (replace(keeper, looking_in_id=1), replace(keeper, scopes=frozenset({"people:read"}))):
        with pytest.raises(Denied):
            ask(by=by)
        with pytest.raises(Denied):
            confirm(row, by=by)
    assert Registration.objects.get().confirmed_at is None


# ── confirming, for an enterprise that is new ────────────────────────────────
def test_confirmed_the_supplier_is_there_with_its_person_and_its_seat():
    row = confirm(ask())
    person = Person.objects.get()
    assert (row.organisation.name, row.organisation.kind) == ("Nieuwe Servers", "supplier")
    assert (row.organisation.enterprise_number, row.organisation.valid_from) == (NUMBER, TODAY)
    assert str(Address.objects.get()) == "Stationsstraat 1, 3000 Leuven"
    assert (person.email, person.language, person.check_password(PASSWORD)) == ("offertes@nieuw.example", "fr", True)
    assert acting(person).roles == {"bidder", "local_administrator"}
    assert facts() == [
        "access.registration_asked",
        "organisations.registered",
        "people.registered",
        "access.supplier_registered",
    ]
    colleague = actions.invite(
        organisation_id=row.organisation_id,
        name="Collega",
        email="collega@nieuw.example",
        roles=["bidder"],
        now=NOON,
        today=TODAY,
        by=acting(person),
    )
    assert colleague.organisation == row.organisation


def test_an_expired_a_used_and_an_altered_link_say_so():
    row = ask()
    with pytest.raises(Refused) as expired:
        confirm(row, now=NOON + timedelta(hours=49))
    with pytest.raises(Refused) as altered:
        actions.confirm_registration(token=link_of(row)[:-1] + "x", now=NOON, today=TODAY, by=STRANGER)
    confirm(row)
    with pytest.raises(Refused) as used:
        confirm(row)
    assert [one.value.codes for one in (expired, altered, used)] == [{"expired"}, {"unknown"}, {"used"}]
    assert (Organisation.objects.count(), Person.objects.count(), Membership.objects.count()) == (1, 1, 1)


def test_killed_half_way_nothing_is_left_and_the_link_works_again(monkeypatch):
    row = ask()

    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as half_way:
        half_way.setattr("steunpunt.foundation.access.actions.registering.record", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            confirm(row)
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
    assert Registration.objects.get().confirmed_at is None
    assert confirm(row).person is not None


def test_who_has_a_log_in_uses_it_and_works_for_both():
    known = a_member(OrganisationFactory(), "ict_manager")
    row = ask(email=known.email)
    with pytest.raises(Refused) as refused:
        confirm(row)
    assert refused.value.codes == {"log_in_first"}
    confirm(row, by=acting(known))
    assert Membership.objects.filter(person=known).count() == 2
    assert not known.check_password(PASSWORD)


def test_who_left_comes_back_with_a_new_password():
    gone = Person.objects.create(email="offertes@nieuw.example", name="Vroeger", is_active=False)
    row = confirm(ask())
    gone.refresh_from_db()
    assert (row.person, gone.is_active, gone.check_password(PASSWORD)) == (gone, True, True)


def test_who_works_for_the_support_point_makes_no_offers(adviser):
    row = ask(email=Person.objects.get(pk=adviser.person_id).email)
    with pytest.raises(Refused) as refused:
        confirm(row, by=adviser)
    assert refused.value.codes == {"works_for_support_point"}


def test_a_number_of_who_is_gone_can_be_registered():
    OrganisationFactory(supplier=True, enterprise_number=NUMBER, valid_to=TODAY)
    assert confirm(ask()).person is not None
    assert Organisation.objects.filter(enterprise_number=NUMBER).count() == 2


def test_of_two_people_of_one_new_enterprise_the_second_asks_to_join():
    first, second = ask(), ask(email="ander@nieuw.example")
    assert confirm(first).person is not None
    joined = confirm(second)
    assert (joined.person, joined.organisation) == (None, confirm_organisation(first))
    assert Organisation.objects.count() == 1


def confirm_organisation(row):
    row.refresh_from_db()
    return row.organisation


# ── asking to join ───────────────────────────────────────────────────────────
def test_a_known_number_lets_nobody_in_and_its_people_hear_of_it():
    supplier, keeper = a_known_supplier("local_administrator", "bidder")
    colleague = a_member(supplier, "bidder")
    row = confirm(ask())
    assert (row.person, row.organisation) == (None, supplier)
    assert not Person.objects.filter(email=row.email).exists()
    fact = Entry.objects.get(fact="access.asked_to_join")
    assert fact.organisation_id == supplier.pk
    tell(row)
    urls = dict(Notice.objects.values_list("person_id", "url"))
    assert urls == {keeper.person_id: f"/collegas/vragen/{row.pk}/", colleague.pk: "/mijn/"}
    [waits] = panels.waiting(keeper)
    assert (waits.url, waits.detail) == (f"/collegas/vragen/{row.pk}/", "offertes@nieuw.example")
    assert list(panels.waiting(acting(colleague))) == []


def tell(row):
    from steunpunt.foundation.access.facts import SomebodyAskedToJoin

    tell_who_can_answer(
        SomebodyAskedToJoin(organisation_id=row.organisation_id, person_id=None, name=row.name, registration_id=row.pk)
    )


def test_where_nobody_is_left_the_support_point_is_told_and_can_let_in(administrator, adviser):
    supplier, _nobody = a_known_supplier()
    row = confirm(ask())
    tell(row)
    assert [one.person_id for one in Notice.objects.all()] == [administrator.person_id]
    [waits] = panels.waiting(administrator)
    assert waits.url == f"/collegas/vragen/{row.pk}/"
    assert list(panels.waiting(adviser)) == []
    invitation = actions.welcome(registration_id=row.pk, roles=[], now=NOON, today=TODAY, by=administrator)
    assert (invitation.organisation, invitation.roles) == (supplier, ["local_administrator", "bidder"])
    assert list(panels.waiting(administrator)) == []
    again = actions.send_again(invitation_id=invitation.pk, now=NOON, by=administrator)
    membership = actions.accept(
        token=links.invitation_token(again.pk, again.invited_at),
        now=NOON,
        today=TODAY,
        by=STRANGER,
        name="Offertes",
        password=PASSWORD,
    )
    assert acting(membership.person).roles == {"bidder", "local_administrator"}


def test_its_own_people_invite_with_roles_that_they_choose(administrator):
    supplier, keeper = a_known_supplier("local_administrator")
    row = confirm(ask())
    with pytest.raises(Denied):
        actions.welcome(registration_id=row.pk, roles=["bidder"], now=NOON, today=TODAY, by=administrator)
    invitation = actions.welcome(registration_id=row.pk, roles=["bidder"], now=NOON, today=TODAY, by=keeper)
    assert (invitation.organisation, invitation.roles, invitation.email) == (supplier, ["bidder"], row.email)
    with pytest.raises(Refused) as refused:
        actions.welcome(registration_id=row.pk, roles=["bidder"], now=NOON, today=TODAY, by=keeper)
    assert refused.value.codes == {"answered"}
    assert Invitation.objects.count() == 1


def test_turned_down_who_asked_hears_so_and_nobody_comes_in():
    supplier, keeper = a_known_supplier("local_administrator")
    row = confirm(ask())
    actions.turn_down(registration_id=row.pk, now=NOON, today=TODAY, by=keeper)
    tasks.mail_turned_down(registration_id=row.pk)
    assert mail.outbox[-1].to == ["offertes@nieuw.example"]
    assert not Invitation.objects.exists()
    assert facts()[-1] == "access.request_turned_down"
    assert supplier.name not in mail.outbox[-1].body


def test_a_neighbour_answers_nothing(neighbour, supplier):
    """`supplier` is another supplier with its own administrator."""
    a_known_supplier("local_administrator")
    row = confirm(ask())
    for by in (neighbour, supplier, STRANGER):
        for verb in (
            lambda by: actions.welcome(registration_id=row.pk, roles=["bidder"], now=NOON, today=TODAY, by=by),
            lambda by: actions.turn_down(registration_id=row.pk, now=NOON, today=TODAY, by=by),
        ):
            with pytest.raises(Denied):
                verb(by)
    assert Registration.objects.get().answered_at is None


def test_who_works_there_or_asked_already_does_not_ask_again():
    supplier, _keeper = a_known_supplier("local_administrator")
    colleague = a_member(supplier, "contact")
    with pytest.raises(Refused) as member:
        confirm(ask(email=colleague.email), by=acting(colleague))
    confirm(ask())
    with pytest.raises(Refused) as asked:
        confirm(ask(now=NOON + timedelta(hours=1)), now=NOON + timedelta(hours=1))
    assert [one.value.codes for one in (member, asked)] == [{"already_member"}, {"asked_already"}]


def test_a_board_that_has_the_number_answers_too():
    board = OrganisationFactory(enterprise_number=NUMBER)
    keeper = acting(a_member(board, "local_administrator"))
    a_member(board, "ict_manager")
    row = confirm(ask())
    tell(row)
    assert [one.person_id for one in Notice.objects.all()] == [keeper.person_id]
    assert not Membership.objects.filter(person__email=row.email).exists()


def test_what_nobody_confirmed_is_forgotten_after_a_while():
    old, young = ask(), ask(now=NOON + timedelta(days=30), email="jong@nieuw.example")
    kept = confirm(ask(email="klaar@nieuw.example"))
    with pytest.raises(Denied):
        actions.forget_registrations(before=NOON, by=STRANGER)
    assert actions.forget_registrations(before=NOON + timedelta(days=10), by=the_platform()) == 1
    assert set(Registration.objects.values_list("pk", flat=True)) == {young.pk, kept.pk}
    assert not Registration.objects.filter(pk=old.pk).exists()
    said = Entry.objects.filter(fact="access.registration_asked")
    assert not [entry for entry in said if "Offertes" in str(entry.__dict__)], "the record keeps no name of theirs"


# ── truths in the database ───────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("registration_confirmed_names_its_organisation", {"confirmed_at": NOON}),
        ("registration_answered_what_by_and_at_together", {"is_welcome": True}),
    ],
)
def test_the_database_refuses_half_a_registration(name, change):
    row = ask()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(**change)


def test_the_database_refuses_who_is_let_in_without_organisation_and_who_asks_twice():
    supplier, keeper = a_known_supplier("local_administrator")
    row, other = confirm(ask()), ask(now=NOON + timedelta(hours=1))
    with pytest.raises(IntegrityError, match="registration_asks_once_to_join"), transaction.atomic():
        Registration.objects.filter(pk=other.pk).update(confirmed_at=NOON, organisation=supplier)
    with pytest.raises(IntegrityError, match="registration_lets_in_or_asks_to_join"), transaction.atomic():
        Registration.objects.filter(pk=other.pk).update(person_id=keeper.person_id)
    with pytest.raises(IntegrityError, match="registration_asked_once"), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(confirmed_at=None, organisation=None)


# ── pages ────────────────────────────────────────────────────────────────────
@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def test_the_form_answers_the_same_whether_the_enterprise_and_the_address_are_known(today):
    a_known_supplier("local_administrator")
    a_member(OrganisationFactory(), "ict_manager")
    addresses = [Person.objects.order_by("pk").last().email, "nieuw@nieuw.example"]
    answers = set()
    for number in (NUMBER, "0400378485"):
        for address in addresses:
            response = Client().post(ASK, {**FORM, "enterprise_number": number, "email": address}, follow=True)
            body = re.sub(r'nonce="[^"]+"|"[A-Za-z0-9]{64}"', "", response.content.decode())
            answers.add((tuple(response.redirect_chain), body))
    [(_chain, body)] = answers
    assert "Kijk in uw mailbox" in body
    assert Registration.objects.count() == 4


def test_what_was_typed_is_kept_and_the_point_is_said(today):
    response = Client().post(ASK, {**FORM, "enterprise_number": "0207.515.465", "next": "/opdrachten/4/"})
    body = response.content.decode()
    assert response.status_code == 422
    assert "De laatste twee cijfers" in body
    assert 'value="Stationsstraat 1"' in body
    assert 'value="/opdrachten/4/"' in body


def test_a_program_that_fills_in_the_hidden_field_gets_the_same_answer_and_nothing_happens(today):
    response = Client().post(ASK, {**FORM, "homepage": "https://spam.example"})
    assert (response.status_code, response["Location"]) == (302, "/leveranciers/inschrijven/verstuurd/")
    assert not Registration.objects.exists()


def test_from_one_place_or_for_one_address_it_is_not_asked_without_end(today, settings):
    from django.core.cache import cache

    from steunpunt.settings import base

    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    codes = [Client().post(ASK, FORM).status_code for _ in range(4)]
    assert codes == [302, 302, 302, 422]
    cache.clear()


@pytest.mark.parametrize(
    "there", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", "/" + "x" * 200]
)
def test_it_goes_on_at_a_page_of_ours_and_nowhere_else(today, there):
    Client().post(ASK, {**FORM, "next": there[:200]})
    Client().get(ASK, {"next": there})
    assert not Registration.objects.exclude(came_from__in=["", "/" + "x" * 199]).exists()


def test_the_link_shows_what_is_registered_and_a_password_opens_the_page_where_it_began(today):
    row = ask(came_from="/opdrachten/")
    browser, path = Client(), f"/leveranciers/bevestigen/{link_of(row)}/"
    page = browser.get(path)
    assert "Nieuwe Servers" in page.content.decode()
    assert Registration.objects.get().confirmed_at is None
    wrong = browser.post(path, {"name": "Offertes", "password": "kort", "again": "kort"})
    assert (wrong.status_code, Person.objects.count()) == (422, 0)
    done = browser.post(path, {"name": "Offertes", "password": PASSWORD, "again": PASSWORD})
    assert (done.status_code, done["Location"]) == (302, "/opdrachten/")
    assert "Nieuwe Servers" in browser.get("/opdrachten/").content.decode()
    again = Client().get(path)
    assert again.status_code == 410
    assert "bevestigd" in again.content.decode()


@pytest.mark.parametrize(("token", "status"), [("1-abc", 404), ("x", 404)])
def test_an_altered_link_says_what_to_do(today, token, status):
    response = Client().get(f"/leveranciers/bevestigen/{token}/")
    assert response.status_code == status
    assert "/leveranciers/inschrijven/" in response.content.decode()


def test_an_expired_link_says_what_to_do(today):
    row = ask(now=NOON - timedelta(hours=49))
    response = Client().get(f"/leveranciers/bevestigen/{link_of(row)}/")
    assert response.status_code == 410
    assert "verlopen" in response.content.decode()


def test_who_has_a_log_in_is_asked_to_use_it_then_confirms_with_a_button(today):
    board = OrganisationFactory()
    browser = logged_in(board, "ict_manager")
    known = Person.objects.get()
    row = ask(email=known.email, came_from="/opdrachten/")
    path = f"/leveranciers/bevestigen/{link_of(row)}/"
    assert f"/account/login/?next={path}" in Client().get(path).content.decode()
    assert Client().post(path)["Location"] == f"/account/login/?next={path}"
    other = logged_in(board, "ict_manager")
    assert "Meld u eerst af" in other.get(path).content.decode()
    assert browser.post(path)["Location"] == "/opdrachten/"
    assert queries.actor_of(
        person_id=known.pk, person_name="", email="", chosen=browser.session["namens"], today=TODAY
    )[0].roles == {"bidder", "local_administrator"}


def test_who_asks_to_join_confirms_with_a_button_and_hears_what_happens(today):
    a_known_supplier("local_administrator")
    row = ask()
    path, browser = f"/leveranciers/bevestigen/{link_of(row)}/", Client()
    page = browser.get(path).content.decode()
    assert 'type="password"' not in page
    assert "Bekende Servers" not in page
    done = browser.post(path)
    assert (done.status_code, done["Location"]) == (302, "/leveranciers/gevraagd/")
    assert browser.get(done["Location"]).status_code == 200
    assert "sessionid" not in browser.cookies


def test_the_request_is_answered_on_its_page(today):
    supplier, _ = a_known_supplier()
    keeper = logged_in(supplier, "local_administrator")
    row = confirm(ask())
    path = f"/collegas/vragen/{row.pk}/"
    assert path in keeper.get("/collegas/").content.decode()
    assert path in keeper.get("/").content.decode()
    assert keeper.get(path).status_code == 200
    assert keeper.post(path, {}).status_code == 422
    assert keeper.post(path, {"roles": ["bidder"]})["Location"] == "/collegas/"
    assert Invitation.objects.get().roles == ["bidder"]
    assert keeper.get(path).status_code == 404


def test_the_request_is_no_page_for_others(today, support_point):
    supplier, _ = a_known_supplier("local_administrator")
    row = confirm(ask())
    path = f"/collegas/vragen/{row.pk}/"
    for browser in (
        logged_in(supplier, "bidder"),
        logged_in(OrganisationFactory(supplier=True), "local_administrator"),
        logged_in(OrganisationFactory(), "local_administrator"),
        logged_in(support_point, "adviser"),
    ):
        assert browser.get(path).status_code == 404
        assert browser.post(f"{path}afwijzen/").status_code == 404
    baas = logged_in(support_point, "administrator")
    assert baas.get(path).status_code == 200
    assert baas.post(path, {"roles": ["bidder"]}).status_code == 403
    assert baas.post(f"{path}afwijzen/").status_code == 403
    assert Registration.objects.get().answered_at is None


def test_the_support_point_lets_in_the_first_on_the_page_or_turns_down(today, support_point):
    a_known_supplier()
    baas = logged_in(support_point, "administrator")
    first = confirm(ask())
    page = baas.get(f"/collegas/vragen/{first.pk}/").content.decode()
    assert "Lokale beheerder, Inschrijver" in page
    assert baas.post(f"/collegas/vragen/{first.pk}/")["Location"] == "/"
    assert Invitation.objects.get().roles == ["local_administrator", "bidder"]
    second = confirm(ask(email="ander@nieuw.example"))
    assert baas.post(f"/collegas/vragen/{second.pk}/afwijzen/")["Location"] == "/"
    second.refresh_from_db()
    assert second.is_welcome is False


@pytest.mark.parametrize("count", [1, 3])
def test_requests_waiting_take_the_same_queries_whatever_their_number(
    today, count, django_assert_num_queries, administrator
):
    a_known_supplier()
    for number in range(count):
        confirm(ask(email=f"n{number}@nieuw.example"))
    with django_assert_num_queries(1):
        assert len(list(panels.waiting(administrator))) == count


# ── from abroad ──────────────────────────────────────────────────────────────
ABROAD = {"enterprise_number": "DE123456789", "postal_code": "10115", "locality": "Berlin"}


def test_an_enterprise_of_another_country_registers_by_its_own_number_and_a_second_asks_to_join_it():
    row = confirm(ask(**ABROAD))
    supplier = row.organisation
    assert (supplier.kind, supplier.enterprise_number) == ("supplier", None)
    seat = supplier.addresses.get()
    assert (seat.country, seat.postal_code, seat.locality) == ("DE", "10115", "Berlin")
    second = confirm(ask(**ABROAD, email="tweede@nieuw.example"))
    assert (second.organisation_id, second.person_id) == (supplier.pk, None)
    assert Organisation.objects.count() == 1


def test_its_mail_carries_no_text_that_was_typed_as_a_number():
    row = ask(**{**ABROAD, "enterprise_number": "DEKOOPNU1234"})
    tasks.mail_registration(registration_id=row.pk)
    [message] = mail.outbox
    assert "KOOPNU" not in message.subject + message.body + message.alternatives[0][0]
    assert "DE … 1234" in message.body


@pytest.mark.parametrize("number", ["DE1", "DEABCDEFGH", "XX123456789", "DE12345678901234567"])
def test_what_can_be_no_number_of_a_country_is_refused(number):
    with pytest.raises(Refused) as refused:
        ask(**{**ABROAD, "enterprise_number": number})
    assert refused.value.codes == {"foreign_number"}
    assert not Registration.objects.exists()


def test_a_belgian_postal_code_is_asked_of_belgian_enterprises_alone(client):
    page = client.post(ASK, {**FORM, "postal_code": "10115"})
    assert page.status_code == 422
    assert "Een Belgische postcode heeft vier cijfers." in page.content.decode()
    foreign = {**FORM, "country": "DE", "enterprise_number": "123.456.789", "postal_code": "10115"}
    assert client.post(ASK, foreign).status_code == 302
    assert Registration.objects.get().enterprise_number == "DE123456789"
