"""What comparing prices leaves on record: what each board was shown, the index, and what suppliers reply."""

from django.db import models
from django.db.models import Q

from steunpunt.assess.inventory.choices import ServiceKind, Unit


class PriceRelease(models.Model):
    """Figures of a group of boards as a board was shown them (vrijgave van prijzen): kept as they were, for good."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """Who was shown it: never among the group."""
    kind = models.CharField(max_length=12, choices=ServiceKind, blank=True)
    """Empty: over all kinds, what the average board pays for each."""
    unit = models.CharField(max_length=12, choices=Unit, blank=True)
    boards = models.JSONField()
    """Ids of the boards of the group: by these it is decided what can be shown next. Shown to nobody."""
    figures = models.JSONField()
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation", "kind", "unit", "-id"]
        indexes = [models.Index(fields=["organisation", "kind", "unit"], name="price_release_by_board")]

    def __str__(self) -> str:
        return f"{self.kind or 'all'} for {self.organisation_id}"


class PriceIndex(models.Model):
    """What the index of prices was in a year (prijsindex). The newest of a year counts."""

    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=7, decimal_places=2)
    source = models.CharField(max_length=300)
    is_invented = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="price_index_above_zero"),
            models.CheckConstraint(condition=~Q(source=""), name="price_index_says_by_whom"),
            models.CheckConstraint(condition=Q(year__gte=1950, year__lte=2150), name="price_index_year_can_be"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class SupplierReply(models.Model):
    """What a supplier replies about a kind of service (weerwoord): text alone. The newest counts."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    text = models.TextField(blank=True)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["organisation", "kind", "-id"]
        indexes = [models.Index(fields=["organisation", "kind"], name="supplier_reply_by_kind")]

    def __str__(self) -> str:
        return f"reply of {self.organisation_id}"
