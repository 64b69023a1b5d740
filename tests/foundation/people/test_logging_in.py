"""Log-in pages: in our words and look, safe against guessing, closed to who was not invited."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from steunpunt.foundation.people.allauth_messages import MESSAGES
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
