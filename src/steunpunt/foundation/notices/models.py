"""Notices: what people are told, in the platform and by mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.notices.choices import Mail


class Notice(models.Model):
    """Something somebody was told (melding), in the language that person reads."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(_("notice"), max_length=200)
    detail = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(_("sent"))
    is_shown = models.BooleanField(default=True)
    """Not when the person wants this kind by mail only."""
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(mail__in=Mail.values), name="notice_mailed_in_a_known_way"),
            models.CheckConstraint(condition=~Q(title=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=~Q(mail="never") | Q(mailed_at=None), name="notice_not_mailed_is_not_mailed"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None, is_shown=True)),
            models.Index(fields=["person", "id"], name="notice_for_digest", condition=Q(mail="digest", mailed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How somebody wants one kind of notice (voorkeur)."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    is_shown = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=Mail)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once_per_kind"),
            models.CheckConstraint(condition=Q(mail__in=Mail.values), name="preference_mails_in_a_known_way"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.mail}"
