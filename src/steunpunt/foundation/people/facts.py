"""What happens to people."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact, personal


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Fact):
    key = "people.registered"
    sentence = _("%(name)s can log in.")
    person_id: int
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    key = "people.changed"
    sentence = _("Details changed: %(fields)s.")
    person_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Fact):
    key = "people.left"
    sentence = _("%(name)s left and can no longer log in.")
    person_id: int
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class SecondStepCleared(Fact):
    key = "people.second_step_cleared"
    sentence = _("The second step at log-in of %(name)s was taken away.")
    person_id: int
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class PersonReadmitted(Fact):
    key = "people.readmitted"
    sentence = _("%(name)s works here again and can log in.")
    person_id: int
    name: str = personal()
