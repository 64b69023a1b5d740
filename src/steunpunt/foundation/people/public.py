"""The face of people to other modules."""

from collections.abc import Collection, Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db.models import QuerySet
from django.urls import reverse

from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.people.actions import (
    change_person,
    clear_second_step,
    let_person_leave,
    readmit_person,
    register_person,
)
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.people.values import PersonValue

__all__ = [
    "PersonValue",
    "change_person",
    "clear_second_step",
    "let_person_leave",
    "link_to_choose_password",
    "names",
    "people",
    "person_by_email",
    "readmit_person",
    "register_person",
]


def names(ids: Iterable[int]) -> dict[int, str]:
    return dict(_names(set(ids)))


@composed
def _names(ids: Collection[int]) -> QuerySet[Person, tuple[int, str]]:
    return Person.objects.filter(among("pk", ids)).values_list("pk", "name")


def people(ids: Iterable[int]) -> dict[int, PersonValue]:
    """People by id, with whether they can still log in."""
    return {person.pk: _value(person) for person in Person.objects.filter(pk__in=set(ids))}


def person_by_email(email: str) -> PersonValue | None:
    person = Person.objects.filter(email__iexact=email.strip()).first()
    return _value(person) if person else None


def link_to_choose_password(person_id: int) -> str:
    """An address on the platform where this person chooses a password: it works once, as long as that of a forgotten one."""
    person = Person.objects.get(pk=person_id)
    values = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=values)


def _value(person: Person) -> PersonValue:
    return PersonValue(person.pk, person.name, person.email, person.language, person.is_active)
