"""Addresses of programs, and the messages to them."""

from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from steunpunt.foundation.hooks.choices import DeliveryState


class Hook(models.Model):
    """An address that a program of an organisation listens at (webhook). Its secret is kept nowhere."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    address = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=60))
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    failures = models.PositiveSmallIntegerField(default=0)
    """Messages in a row that failed for good."""
    switched_off_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(events=[]), name="hook_is_told_something")]
        indexes = [models.Index(fields=["organisation", "-id"], name="hook_by_organisation")]

    def __str__(self) -> str:
        return f"hook {self.pk} to {self.host}"

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def is_on(self) -> bool:
        return self.switched_off_at is None and self.removed_at is None

    @property
    def secret(self) -> str:
        """Follows from the platform's own secret, so that what is kept of a hook opens nothing."""
        said = salted_hmac("hooks.secret", f"{self.pk} {self.made_at.isoformat()}", algorithm="sha256")
        return f"hs_{said.hexdigest()}"


class HookDelivery(models.Model):
    """One message to one hook (bezorging), with what came of it."""

    hook = models.ForeignKey(Hook, models.PROTECT, related_name="deliveries")
    number = models.UUIDField(unique=True)
    """By which the receiver knows a message that comes a second time."""
    event = models.CharField(max_length=60)
    body = models.TextField()
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(item.value, item.name) for item in DeliveryState], default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    """What the receiver answered last."""
    trouble = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[item.value for item in DeliveryState]), name="hook_delivery_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} to hook {self.hook_id}"
