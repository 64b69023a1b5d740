"""Who can order."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.frameworks.choices import EntitledBy
from steunpunt.foundation.dated import ends_after_start, once_at_a_time


class Entitlement(models.Model):
    """That a board can order under a framework contract from a day on (afnamerecht)."""

    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="entitlements")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """The first day without; none while it lasts."""
    origin = models.CharField(max_length=8)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["framework", "organisation", "valid_from"]
        constraints = [
            once_at_a_time("entitlement_once_on_a_day", "framework", "organisation"),
            ends_after_start("entitlement_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(origin__in=[one.value for one in EntitledBy]), name="entitlement_origin_is_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "framework"], name="entitlement_by_board")]

    def __str__(self) -> str:
        return f"{self.organisation_id} under {self.framework_id}"
