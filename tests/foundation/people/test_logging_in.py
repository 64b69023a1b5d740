"""Log-in pages: in our words and look, safe against guessing, closed to who was not invited."""

import re
import time
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from steunpunt.foundation.access.actions import let_leave
from steunpunt.foundation.access.queries import actor_of
from steunpunt.foundation.people.allauth_messages import MESSAGES
from steunpunt.foundation.people.models import Person
from steunpunt.settings import base
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member

PASSWORD = "een lange zin die niemand raadt"
FORMS_OF_JE = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
OURS = ["account_login", "account_signup", "account_reset_password"]
FOR_PEOPLE = [
    "account_change_password",
    "account_email",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def person(db):
    somebody = a_member(OrganisationFactory(name="Keerbergen"), "ict_manager")
    somebody.set_password(PASSWORD)
    somebody.save()
    EmailAddress.objects.create(user=somebody, email=somebody.email, verified=True, primary=True)
    return somebody


def log_in(person, password=PASSWORD) -> tuple[Client, str]:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": person.email, "password": password}, follow=True)
    return client, text(answer)


@pytest.mark.parametrize("name", OURS)
def test_a_stranger_is_spoken_to_with_u(name, db):
    page = text(Client().get(reverse(name)))
    assert 'class="brand"' in page
    assert not FORMS_OF_JE.search(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_every_page_of_ones_log_in_stands_in_our_shell(name, person):
    client, _page = log_in(person)
    answer = client.get(reverse(name), follow=True)
    page = text(answer)
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert 'class="brand"' in page
    assert not FORMS_OF_JE.search(re.sub(r"<[^>]+>", " ", page))


def test_a_wrong_password_says_so_and_keeps_the_address(person):
    _client, page = log_in(person, "verkeerd")
    assert "Het e-mailadres of het wachtwoord klopt niet." in page
    assert f'value="{person.email}"' in page


def test_nobody_signs_up_alone(db):
    assert "U krijgt een log-in op uitnodiging" in text(Client().get(reverse("account_signup")))
    Client().post(reverse("account_signup"), {"email": "x@x.example", "password1": PASSWORD})
    assert not EmailAddress.objects.exists()


def test_guessing_is_stopped_with_a_page_that_says_so(person, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answers = [Client().post(reverse("account_login"), {"login": "x@x.example", "password": "x"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Te veel pogingen" in text(answers[-1])


def test_a_password_cannot_be_guessed_with_the_limits_that_hold_for_real(person, settings):
    """Five wrong passwords for one address within five minutes; the right one does not open either until it is over."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    for _ in range(5):
        assert "klopt niet" in log_in(person, "verkeerd")[1]
    client, page = log_in(person)
    assert "Te veel mislukte pogingen" in page
    assert f'value="{person.email}"' in page
    assert client.get("/mijn/").status_code == 302


def test_ten_addresses_cannot_be_tried_from_one_place(person, settings):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    answers = [
        Client().post(reverse("account_login"), {"login": f"x{number}@x.example", "password": "x"})
        for number in range(31)
    ]
    assert answers[-1].status_code == 429
    assert "Te veel pogingen" in text(answers[-1])
    assert "/account/login/" in text(answers[-1])


def test_whoever_left_is_out_at_the_next_request(person):
    client, _page = log_in(person)
    assert client.get("/mijn/").status_code == 200
    keeper = a_member(person.memberships.get().organisation, "local_administrator")
    today, now = timezone.localdate(), timezone.now()
    by, _acting = actor_of(person_id=keeper.pk, person_name=keeper.name, email=keeper.email, chosen=None, today=today)
    let_leave(membership_id=person.memberships.get().pk, now=now, today=today, by=by)
    answer = client.get("/mijn/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/mijn/")
    assert client.get("/api/v1/me").status_code == 401
    assert "niet" in log_in(person)[1]


def test_a_change_of_ones_log_in_is_told_by_mail(person):
    client, _page = log_in(person)
    new = "nog een lange zin voor vandaag"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    [message] = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "Wachtwoord gewijzigd"
    assert not FORMS_OF_JE.search(message.body)


def test_another_address_holds_once_it_is_confirmed(person):
    old = person.email
    client, _page = log_in(person)
    client.post(reverse("account_email"), {"email": "nieuw@keerbergen.example", "action_add": ""})
    person.refresh_from_db()
    assert person.email == old
    page = text(client.get(reverse("account_email")))
    assert "We stuurden een mail naar nieuw@keerbergen.example" in page
    link = next(
        found[0] for message in mail.outbox if (found := re.search(r"/account/confirm-email/\S+", message.body))
    )
    client.post(link)
    person.refresh_from_db()
    assert person.email == "nieuw@keerbergen.example"
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["nieuw@keerbergen.example"]


def test_a_second_step_is_asked_and_recovery_codes_stand_in_our_words(person, monkeypatch):
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)  # a code is good for half a minute: time stands still
    client, _page = log_in(person)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    asked = client.get(reverse("mfa_view_recovery_codes"), follow=True)
    if asked.redirect_chain:
        client.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    page = text(client.get(reverse("mfa_view_recovery_codes")))
    assert "Bewaar ze op een veilige plaats" in page
    assert page.count("<li><code>") == 10
    client, page = log_in(person)
    assert "Tweede stap" in page
    assert client.get("/mijn/").status_code == 302
    wrong = text(client.post(reverse("mfa_authenticate"), {"code": "000000"}))
    assert "Deze code klopt niet." in wrong
    client.post(
        reverse("mfa_authenticate"),
        {"code": format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))},
    )
    assert client.get("/mijn/").status_code == 200


def test_a_new_password_comes_by_mail_in_our_look(person):
    Client().post(reverse("account_reset_password"), {"email": person.email})
    [message] = mail.outbox
    assert message.to == [person.email]
    assert not FORMS_OF_JE.search(message.body)
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "steunpunt" in html
    link = re.search(r"http://\S+/account/password/reset/key/\S+", message.body)[0]
    client = Client()
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    path = form.redirect_chain[-1][0]
    new = "nog een lange zin voor vandaag"
    client.post(path, {"password1": new, "password2": new})
    assert log_in(person, new)[1].count("Keerbergen") > 0


def test_log_ins_of_the_demonstration_stand_only_in_the_demonstration(db, settings):
    settings.DEMO = False
    assert "samen-sterker" not in text(Client().get(reverse("account_login")))
    settings.DEMO = True
    page = text(Client().get(reverse("account_login")))
    assert page.count('name="password" value=') == page.count('class="demo-login"') > 10


def _said_by_allauth() -> set[str]:
    """Every sentence of allauth's own catalogue of source sentences."""
    from babel.messages.pofile import read_po

    path = Path(allauth.__file__).parent / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if isinstance(message.id, str)}


def test_allauth_still_says_what_we_say_anew():
    assert sorted(set(MESSAGES) - _said_by_allauth()) == []


def test_no_sentence_of_ours_says_je():
    with translation.override("nl"):
        wrong = [message for message in MESSAGES if FORMS_OF_JE.search(translation.gettext(message))]
    assert wrong == []


def test_a_passkey_that_fails_has_words_ready(client, db):
    shown = client.get(reverse("account_login")).content.decode()
    assert "people/passkeys" in shown
    assert 'data-passkey-trouble="SecurityError"' in shown
    assert "Dat lukte niet, of het werd gestopt." in shown


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("password", ["kort", "1234567890123", "password1234", "onthaal@keerbergen.example"])
def test_what_is_wrong_with_a_password_is_said_in_the_language_in_use(language, password):
    person = Person(email="onthaal@keerbergen.example", name="Onthaalmedewerker")
    with translation.override("en"), pytest.raises(ValidationError) as english:
        validate_password(password, person)
    with translation.override(language), pytest.raises(ValidationError) as said:
        validate_password(password, person)
    assert not set(said.value.messages) & set(english.value.messages)
