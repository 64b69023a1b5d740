"""What a project costs, what a board reckons it is worth to it, and what it claimed to save when it decided."""

from django.db import models
from django.db.models import F, Q

from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way


class CostLine(models.Model):
    """One cost with its two parts, each with its own rule (kostenlijn). A call keeps a copy of its own."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="cost_lines")
    label = models.CharField(max_length=120)
    timing = models.CharField(max_length=6)
    supplier_fixed = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    supplier_tiers = models.JSONField(default=list)
    """Prices per unit from a volume of all boards on: pairs of a number and an amount as text."""
    supplier_rule = models.JSONField(default=dict)
    """`keys`: pairs of a key and a percentage; `floor` and `cap` in cents a board."""
    support_fixed = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    support_unit = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    support_rule = models.JSONField(default=dict)
    is_dropped = models.BooleanField(default=False)
    """Counts no more; kept for the record."""

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="cost_line_has_a_label"),
            models.CheckConstraint(
                condition=Q(timing__in=[timing.value for timing in Timing]), name="cost_line_once_or_yearly"
            ),
            models.CheckConstraint(
                condition=Q(supplier_fixed__gte=0, support_fixed__gte=0, support_unit__gte=0),
                name="cost_line_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class BusinessLine(models.Model):
    """One assumption of a board in its business case (afweging), in euros of today."""

    participation = models.ForeignKey("projects.Participation", models.PROTECT, related_name="business_lines")
    label = models.CharField(max_length=120)
    way = models.CharField(max_length=8)
    part = models.CharField(max_length=8)
    timing = models.CharField(max_length=6)
    low = models.DecimalField(max_digits=12, decimal_places=2)
    likely = models.DecimalField(max_digits=12, decimal_places=2)
    high = models.DecimalField(max_digits=12, decimal_places=2)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["participation", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=[way.value for way in Way]), name="business_line_way_is_known"),
            models.CheckConstraint(
                condition=Q(part__in=[part.value for part in Part]), name="business_line_part_is_known"
            ),
            models.CheckConstraint(
                condition=Q(timing__in=[timing.value for timing in Timing]), name="business_line_once_or_yearly"
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")),
                name="business_line_from_low_to_high",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class SavingClaim(models.Model):
    """What a board reckoned to save on the day that it decided (vooropgestelde besparing).

    Kept with its decision or signature and never changed, whatever becomes of the business case: what is booked later
    is held beside this.
    """

    act = models.OneToOneField("projects.BoardAct", models.PROTECT, related_name="claim")
    lines = models.JSONField()
    """All assumptions of that day, of both ways: label, way, part, timing, and low, likely, high in euros as text."""
    years = models.PositiveSmallIntegerField()
    discount = models.DecimalField(max_digits=5, decimal_places=4)
    """A year; 0.03 is 3 %."""

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"claim with act {self.act_id}"
