"""Who of a board is where in its scan."""

from django.db import models
from django.db.models import Q


class Presence(models.Model):
    """Where in a scan somebody of the board was seen last (aanwezigheid): on opening a part and on saving in it."""

    scan = models.ForeignKey("scan.Scan", models.PROTECT, related_name="presences")
    person_id = models.BigIntegerField()
    section = models.CharField(max_length=60)
    """`facts`, `beforehand` or the code of a domain."""
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["scan_id", "-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "person_id"], name="presence_once_per_person"),
            models.CheckConstraint(condition=~Q(section=""), name="presence_is_somewhere"),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in {self.section} of scan {self.scan_id}"
