"""What is handed on: links to read a result, the open figures of a round, all reports of a round."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q


class ResultLink(models.Model):
    """A link by which a colleague without account reads the result of a scan (leeslink): for some days, and to be taken
    back at once. What stands in it is kept as a hash alone.
    """

    scan = models.ForeignKey("scan.Scan", models.PROTECT, related_name="links")
    for_whom = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.BigIntegerField(null=True)
    openings = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="result_link_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by_id=None)
                | Q(revoked_at__isnull=False, revoked_by_id__isnull=False),
                name="result_link_revoked_by_and_at_together",
            ),
            models.CheckConstraint(condition=~Q(for_whom=""), name="result_link_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"link to scan {self.scan_id}"

    def works(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class OpenFile(models.Model):
    """The open figures of a round (open databestand): made once, after the round is closed. The database refuses to change
    or delete it: migration 0018.
    """

    round = models.OneToOneField("scan.Round", models.PROTECT, related_name="open_file")
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)
    csv = models.TextField()
    data = models.TextField()
    """The same figures as JSON, with what they mean, as they are served."""
    groups = models.JSONField()
    """Whose figures stand in it: per domain and kind the scans of every group. Never shown."""

    class Meta:
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return f"open figures of round {self.round_id}"
