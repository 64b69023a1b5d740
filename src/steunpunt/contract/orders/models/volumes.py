"""What all boards together ordered, in one row each: locked while an order is placed, so nobody takes the last unit twice."""

from django.db import models
from django.db.models import Q


class FrameworkUse(models.Model):
    """What counts against the maximum of a framework contract, in euros (benutting)."""

    framework = models.OneToOneField("frameworks.Framework", models.PROTECT, related_name="+", primary_key=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    warned_at = models.DateTimeField(null=True)
    """When everybody heard that the maximum comes near."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="framework_use_not_below_zero")]

    def __str__(self) -> str:
        return f"{self.amount} under {self.framework_id}"


class ItemUse(models.Model):
    """Units of an item that count against its maximum."""

    item = models.OneToOneField("frameworks.Item", models.PROTECT, related_name="+", primary_key=True)
    units = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(units__gte=0), name="item_use_not_below_zero")]

    def __str__(self) -> str:
        return f"{self.units} of {self.item_id}"


class YearVolume(models.Model):
    """Units of an item ordered in a calendar year by all boards: by it tiers of joint volume are reached."""

    item = models.ForeignKey("frameworks.Item", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    units = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "year"], name="year_volume_once"),
            models.CheckConstraint(condition=Q(units__gte=0), name="year_volume_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.units} of {self.item_id} in {self.year}"


class PublicFigure(models.Model):
    """What was called off of one supplier of a lot up to and with a day, as it went out as open data. Never changed.

    Rounded, and told when enough boards ordered since the one before (`rules.telling`): it says nothing of a board or a price.
    """

    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    lot = models.PositiveSmallIntegerField()
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    until = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    """The supplier part alone: the part of the support point is no business of the market."""
    rounded_to = models.DecimalField(max_digits=14, decimal_places=2)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["framework", "lot", "supplier", "until"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "lot", "supplier", "until"], name="public_figure_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(rounded_to__gt=0), name="public_figure_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} until {self.until}"
