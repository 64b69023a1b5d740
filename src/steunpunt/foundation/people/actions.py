"""The verbs of people."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.people import access, tasks
from steunpunt.foundation.people.facts import (
    PersonChanged,
    PersonLeft,
    PersonReadmitted,
    PersonRegistered,
    SecondStepCleared,
)
from steunpunt.foundation.people.models import Person


@transaction.atomic
def register_person(
    *,
    email: str,
    name: str,
    by: Actor,
    password: str | None = None,
    hashed: str = "",
    language: str = "nl",
    is_demo: bool = False,
) -> Person:
    """Somebody can log in from now on. The address counts as confirmed: an invitation reached it.

    `hashed` stands in for the password where many people get the same one: hashing takes long on purpose.
    """
    refuse_if(_objections(email))
    person = Person(email=email.strip().lower(), name=name.strip(), language=language, is_demo=is_demo)
    person.password = hashed or make_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record(PersonRegistered(organisation_id=by.organisation_id, person_id=person.pk, name=person.name), by=by)
    return person


def _objections(email: str) -> list[Reason]:
    if Person.objects.filter(email__iexact=email.strip()).exists():
        return [Reason("email_known", _("Somebody with this e-mail address can already log in."), "email")]
    return []


@transaction.atomic
def change_person(*, person_id: int, name: str, phone: str, language: str, by: Actor) -> Person:
    """Somebody changes their own details."""
    person = Person.objects.select_for_update().get(pk=person_id)
    require(access.may_change(by, person_id))
    changes = {"name": name.strip(), "phone": phone.strip(), "language": language}
    changed = tuple(field for field, value in changes.items() if getattr(person, field) != value)
    if changed:
        for field in changed:
            setattr(person, field, changes[field])
        person.save(update_fields=changed)
        record(PersonChanged(organisation_id=by.organisation_id, person_id=person.pk, fields=changed), by=by)
    return person


@transaction.atomic
def let_person_leave(*, person_id: int, now: datetime, by: Actor) -> None:
    """Somebody left every organisation: the log-in closes, what they did stays on record."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.is_active:
        person.is_active, person.left_at = False, now
        person.save(update_fields=["is_active", "left_at"])
        record(PersonLeft(organisation_id=by.organisation_id, person_id=person.pk, name=person.name), by=by)


@transaction.atomic
def readmit_person(*, person_id: int, name: str, password: str | None, by: Actor) -> Person:
    """Somebody who left comes back, with a new password; what they did before is still theirs."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.is_active:
        refuse_if([Reason("never_left", _("This person can log in already."))])
    person.is_active, person.left_at, person.name = True, None, name.strip()
    person.set_password(password)
    person.save(update_fields=["is_active", "left_at", "name", "password"])
    record(PersonReadmitted(organisation_id=by.organisation_id, person_id=person.pk, name=person.name), by=by)
    return person


@transaction.atomic
def clear_second_step(*, person_id: int, by: Actor) -> None:
    """Somebody lost app, passkeys and codes: the password alone opens again, and a mail says so."""
    person = Person.objects.select_for_update().get(pk=person_id)
    steps = Authenticator.objects.filter(user=person)
    if not steps.exists():
        refuse_if([Reason("no_second_step", _("This person has no second step."))])
    steps.delete()
    record(SecondStepCleared(organisation_id=by.organisation_id, person_id=person.pk, name=person.name), by=by)
    tasks.mail_second_step_cleared.defer(person_id=person.pk)
