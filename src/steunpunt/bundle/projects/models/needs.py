"""What boards need, before there is a project."""

from django.db import models
from django.db.models import Q


class Need(models.Model):
    """What a board needs and perhaps others too (behoefte)."""

    title = models.CharField(max_length=120)
    why = models.TextField()
    is_shared = models.BooleanField()
    """Whether boards of its partnerships read it as well; otherwise the board itself and the advisers."""
    raised_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    raised_by_id = models.BigIntegerField(null=True)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    is_invented = models.BooleanField(default=False)
    """Made up for the demonstration."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(why=""), name="need_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(closed_by_id=None) | Q(closed_at__isnull=False), name="need_closed_by_and_when_together"
            ),
        ]
        indexes = [models.Index(fields=["raised_for"], name="need_by_board")]

    def __str__(self) -> str:
        return self.title


class NeedVoice(models.Model):
    """That a board has the same need, or no more (stem). Never changed; the newest counts, and it binds to nothing."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="voices")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    has_it = models.BooleanField()
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["need", "id"]

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.need_id}"
