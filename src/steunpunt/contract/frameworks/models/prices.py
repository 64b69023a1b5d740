"""The price list: items, and what they cost from a day on. What they cost in the past stays what it was."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from steunpunt.contract.frameworks.choices import Charge, PriceReason
from steunpunt.foundation.dated import ends_after_start, once_at_a_time


class Item(models.Model):
    """Something that can be ordered (post van de prijslijst)."""

    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="items")
    lot = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveSmallIntegerField(default=1)
    """Which supplier of the lot it is of, where there are several."""
    code = models.CharField(max_length=40)
    """As the supplier calls it; with this a price list finds it again."""
    title = models.CharField(max_length=160)
    what = models.TextField(blank=True)
    category = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=40)
    charge = models.CharField(max_length=8)
    option_of = models.CharField(max_length=40, blank=True)
    """Code of the item with which it is ordered: an option is never ordered alone."""
    least = models.PositiveIntegerField(default=1)
    most_units = models.PositiveIntegerField(null=True)
    """The most that all boards together can order."""
    product = models.ForeignKey("inventory.Product", models.PROTECT, null=True, related_name="+")
    """What it is in the inventory of boards."""
    dropped_on = models.DateField(null=True)
    """The first day on which it cannot be ordered any more."""

    class Meta:
        ordering = ["framework", "lot", "code"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="item_code_once_in_a_framework"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title="") & ~Q(unit=""), name="item_has_code_title_unit"),
            models.CheckConstraint(condition=Q(charge__in=[one.value for one in Charge]), name="item_charge_is_known"),
            models.CheckConstraint(condition=Q(least__gte=1), name="item_least_above_zero"),
            models.CheckConstraint(
                condition=Q(most_units=None) | Q(most_units__gte=F("least")), name="item_most_from_least_on"
            ),
            models.CheckConstraint(condition=~Q(option_of=F("code")), name="item_is_no_option_of_itself"),
        ]
        indexes = [
            models.Index(fields=["framework", "lot", "code"], name="item_by_framework"),
            GinIndex(fields=["title"], name="item_by_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title


class PriceChange(models.Model):
    """Prices that change together from a day on (prijswijziging). Never changes."""

    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="price_changes")
    reason = models.CharField(max_length=10)
    valid_from = models.DateField()
    note = models.TextField(blank=True)
    """Such as the index and what it was."""
    factor = models.CharField(max_length=80, blank=True)
    """By what the index multiplied prices of the contract, as a fraction: 131/128. Services that run follow it."""
    signed_on = models.DateField(null=True)
    """Of a list: when it was signed. `note` says what changes and why."""
    replaced = models.JSONField(default=dict)
    """What stood there and would be lost: with it a list is taken back before its day."""
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["framework", "-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=[one.value for one in PriceReason]), name="price_change_reason_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} from {self.valid_from}"


class PriceWithdrawal(models.Model):
    """A price list that was taken back before its day came (intrekking). Never changes."""

    change = models.OneToOneField(PriceChange, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["change"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="price_withdrawal_says_why")]

    def __str__(self) -> str:
        return f"{self.change_id} withdrawn"


class ItemPrice(models.Model):
    """What a unit costs from so many units on, in two parts (eenheidsprijs, prijsschijf)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="prices")
    change = models.ForeignKey(PriceChange, models.PROTECT, related_name="prices")
    from_units = models.PositiveIntegerField(default=1)
    supplier = models.DecimalField(max_digits=14, decimal_places=4)
    support = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """The first day on which another holds; none while it holds."""

    class Meta:
        ordering = ["item", "-valid_from", "from_units"]
        constraints = [
            once_at_a_time("item_price_once_on_a_day", "item", "from_units"),
            ends_after_start("item_price_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(supplier__gte=0) & Q(support__gte=0), name="item_price_not_below_zero"),
            models.CheckConstraint(condition=Q(from_units__gte=1), name="item_price_from_one_unit_on"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} + {self.support} from {self.from_units}"


class StandardPrice(models.Model):
    """What a unit costs without the contract, and who says so (standaardprijs): against it savings are counted."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="standards")
    change = models.ForeignKey(PriceChange, models.PROTECT, null=True, related_name="standards")
    """The list with which it came; none when it was stated apart."""
    price = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=200)
    stated_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["item", "-valid_from"]
        constraints = [
            once_at_a_time("standard_price_once_on_a_day", "item"),
            ends_after_start("standard_price_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(price__gte=0), name="standard_price_not_below_zero"),
            models.CheckConstraint(condition=~Q(source=""), name="standard_price_says_by_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.price} ({self.source})"
