"""Partnerships as kept: for now the searches for partners, each with what it was about and what it found."""

from django.db import models
from django.db.models import Q


class PartnerSearch(models.Model):
    """Somebody asked who could work with whom (zoektocht naar partners). Its answer is kept as it was given."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf it was asked: its people see it."""
    kind = models.CharField(max_length=20)
    """The kind of board among which partners are sought."""
    province = models.CharField(max_length=60, blank=True)
    """Empty for all of Flanders."""
    wanted = models.JSONField()
    """What a group must be like: the fields of `values.Wanted`."""
    region = models.JSONField()
    """The boards with their inhabitants, borders and ties on the day it was asked; levels only until it has found."""
    known_levels = models.PositiveIntegerField(default=0)
    """Of how many boards the levels were known to whoever asked."""
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    enough_at = models.DateTimeField(null=True)
    """Whoever asked was content with the best so far."""
    job_id = models.BigIntegerField(null=True)
    found = models.JSONField(null=True)
    """The fields of `values.Found`; empty until the search is over."""
    found_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found=None, found_at=None) | Q(found__isnull=False, found_at__isnull=False),
                name="partner_search_found_and_when_together",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="partner_search_by_board")]

    def __str__(self) -> str:
        return f"search for partners {self.pk}"
