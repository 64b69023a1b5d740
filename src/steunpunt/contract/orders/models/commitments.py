"""What orders commit boards to, by financial year: the ledger that goes to accounting. Rows are added, never changed."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.orders.choices import CommitReason


class Commitment(models.Model):
    """What a line of an order commits its board to in a financial year, or what became less of it (vastlegging).

    It stands on the day on which it happened, so a period that is over never changes, and periods add up. It names its line
    by number: a proposal that was accepted can take a line away, and what was committed stays on record.
    """

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="commitments")
    line = models.PositiveSmallIntegerField()
    item = models.ForeignKey("frameworks.Item", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """Whose accounts it came into on that day: also when that board merged since."""
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    on = models.DateField()
    year = models.PositiveSmallIntegerField()
    """The financial year, which is the calendar year."""
    reason = models.CharField(max_length=9)
    ref = models.CharField(max_length=24, blank=True)
    """What it comes from: a proposal, a return, an end, a settlement. With it nothing is written twice."""
    units = models.IntegerField()
    """How many more, or fewer; the same in the row of every year."""
    is_first = models.BooleanField()
    """The row of the first year: by these units are added up once."""
    supplier_part = models.DecimalField(max_digits=14, decimal_places=2)
    support_part = models.DecimalField(max_digits=14, decimal_places=2)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=[one.value for one in CommitReason]), name="commitment_reason_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason=CommitReason.ORDERED.value) | Q(supplier_part__gte=0, support_part__gte=0),
                name="commitment_of_an_order_not_below_zero",
            ),
            models.UniqueConstraint(fields=["order", "line", "reason", "ref", "year"], name="commitment_written_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "on"], name="commitment_by_board"),
            models.Index(fields=["framework", "on"], name="commitment_by_framework"),
            models.Index(fields=["on"], name="commitment_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} of {self.order_id} in {self.year}"
