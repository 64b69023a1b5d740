"""People who log in (personen)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        """Used by allauth and by tests; the platform's own code calls `people.actions.register_person`."""
        person = self.model(email=self.normalize_email(email), **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can log in (persoon). What a person may do follows from memberships and mandates, never from here."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    """A fictional person of the demonstration."""

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=["nl", "en", "fr"]), name="person_language_is_one_of_ours"
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, left_at=None) | models.Q(is_active=False),
                name="person_who_left_is_not_active",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name
