"""What a board wants to order: a basket, until somebody who may do so places it."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.orders.choices import PurchaseState


class Purchase(models.Model):
    """A basket over several framework contracts, and what became of it (aankoop)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default=PurchaseState.BASKET.value)
    note = models.CharField(max_length=300, blank=True)
    """What it is for, or the board's own reference; the supplier reads it on the order."""
    deliver_to = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    """Whose basket it is."""
    asked_at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    """What it came to when approval was asked: by this is decided who may approve."""
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    stood_in_for_id = models.BigIntegerField(null=True)
    """With whose limit it was approved, where that is somebody else's."""
    returned_reason = models.TextField(blank=True)
    """Why it came back to the basket the last time."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in PurchaseState]), name="purchase_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=PurchaseState.WAITING.value) | Q(asked_at__isnull=False, amount__isnull=False),
                name="purchase_that_waits_says_since_when_and_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state=PurchaseState.PLACED.value)
                | Q(decided_at__isnull=False, decided_by_id__isnull=False),
                name="purchase_placed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["organisation", "made_by_id"],
                condition=Q(state=PurchaseState.BASKET.value),
                name="purchase_one_basket_each",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="purchase_by_board_and_state")]

    def __str__(self) -> str:
        return self.note or f"purchase {self.pk}"


class BasketLine(models.Model):
    """So many units of an item in a basket (lijn van het mandje)."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines")
    item = models.ForeignKey("frameworks.Item", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    starts_on = models.DateField(null=True)
    """From when a recurring service is wanted; none: as soon as it is delivered."""

    class Meta:
        ordering = ["purchase", "id"]
        constraints = [
            models.UniqueConstraint(fields=["purchase", "item"], name="basket_line_item_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="basket_line_quantity_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.item_id}"
