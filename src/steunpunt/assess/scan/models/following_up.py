"""What comes of a scan: the action points of a board."""

from django.db import models
from django.db.models import Q

from steunpunt.assess.scan.choices import PointState


class ActionPoint(models.Model):
    """What a board will do about a finding (actiepunt): who, by when, how far. It outlives the scan that it came from."""

    scan = models.ForeignKey("scan.Scan", models.PROTECT, related_name="action_points")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    domain = models.CharField(max_length=60)
    title = models.CharField(max_length=150)
    why = models.TextField(blank=True, max_length=1000)
    owner_id = models.BigIntegerField(null=True)
    """The person of the board who sees to it."""
    due_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=[(item.value, item.name) for item in PointState], default=PointState.PLANNED
    )
    progress = models.TextField(blank=True, max_length=2000)
    revision = models.PositiveIntegerField(default=1)
    """Counts the changes, so that nobody overwrites a colleague unseen."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="action_point_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=[item.value for item in PointState]), name="action_point_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "dropped"], ended_at__isnull=False)
                | ~Q(state__in=["done", "dropped"]) & Q(ended_at=None),
                name="action_point_ended_when_done",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="action_point_by_board")]

    def __str__(self) -> str:
        return self.title
