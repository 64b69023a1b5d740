"""The ledger of savings, and what came back when a tier was reached. Rows are added, never changed."""

from django.db import models
from django.db.models import F, Q

from steunpunt.contract.orders.choices import SavingReason


class Saving(models.Model):
    """What a board saved with an order line over a period of one year (besparing).

    Saved is the standard price less both parts of the contract price; below zero it cost more. What is taken back stands in
    a row of its own with the signs turned round.
    """

    line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="savings")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=8)
    ref = models.CharField(max_length=48)
    """What it comes from: a delivery, another year, an end, a return, a settlement, a revision of one of these. With it
    nothing is booked twice."""
    period_from = models.DateField()
    period_to = models.DateField()
    units = models.IntegerField()
    standard = models.DecimalField(max_digits=14, decimal_places=2)
    supplier_part = models.DecimalField(max_digits=14, decimal_places=2)
    support_part = models.DecimalField(max_digits=14, decimal_places=2)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["line", "period_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=[one.value for one in SavingReason]), name="saving_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="saving_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(period_from__year=F("year")) & Q(period_to__year=F("year")), name="saving_lies_in_its_year"
            ),
            models.UniqueConstraint(fields=["line", "ref", "year"], name="saving_booked_once"),
        ]
        indexes = [
            models.Index(fields=["year", "organisation"], name="saving_by_year_and_board"),
            models.Index(fields=["organisation", "year"], name="saving_by_board_and_year"),
            models.Index(fields=["framework", "year"], name="saving_by_framework_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} of {self.line_id} in {self.year}"


class DaysSaved(models.Model):
    """Working days that a board saved by not tendering itself, counted once for a contract, with its first order."""

    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    days = models.DecimalField(max_digits=7, decimal_places=2)

    class Meta:
        ordering = ["framework", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "organisation"], name="days_saved_once_under_a_contract"),
            models.CheckConstraint(condition=Q(days__gt=0), name="days_saved_above_zero"),
        ]
        indexes = [models.Index(fields=["year", "organisation"], name="days_saved_by_year_and_board")]

    def __str__(self) -> str:
        return f"{self.days} for {self.organisation_id}"


class TierSettlement(models.Model):
    """That what all ordered of an item in a year was settled at the tier they reached together (afrekening)."""

    item = models.ForeignKey("frameworks.Item", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    units = models.BigIntegerField()
    tier_from = models.PositiveIntegerField()
    settled_at = models.DateTimeField()
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-year", "item"]
        constraints = [models.UniqueConstraint(fields=["item", "year"], name="tier_settlement_once_a_year")]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.year}"


class SettledLine(models.Model):
    """What one order line gets back, to the cent."""

    settlement = models.ForeignKey(TierSettlement, models.PROTECT, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="+")
    paid_supplier = models.DecimalField(max_digits=14, decimal_places=2)
    paid_support = models.DecimalField(max_digits=14, decimal_places=2)
    due_supplier = models.DecimalField(max_digits=14, decimal_places=2)
    due_support = models.DecimalField(max_digits=14, decimal_places=2)
    """What it costs at the tier that was reached; what was paid more comes back."""

    class Meta:
        ordering = ["settlement", "line"]
        constraints = [models.UniqueConstraint(fields=["settlement", "line"], name="settled_line_once")]

    def __str__(self) -> str:
        return f"{self.line_id} in {self.settlement_id}"
