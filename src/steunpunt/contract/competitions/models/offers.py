"""Offers under seal, and the marks they get."""

from django.db import models
from django.db.models import Q


class Offer(models.Model):
    """What a supplier handed in (offerte), sealed; a newer one takes its place until the deadline.

    Two envelopes: quality is opened after the deadline, prices once the marks are fixed. Opening keeps the key of an envelope
    unlocked; the content stays as it came.
    """

    invitation = models.ForeignKey("competitions.Invitation", models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    quality = models.BinaryField()
    quality_locked = models.BinaryField()
    """The key of `quality`, locked under the platform's secret."""
    quality_key = models.BinaryField(null=True)
    """The same, from the opening on."""
    prices = models.BinaryField()
    prices_locked = models.BinaryField()
    prices_key = models.BinaryField(null=True)
    """From when the marks are fixed."""
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of both before they were sealed; they hold numbers made by chance, so nothing can be guessed from it."""
    received_at = models.DateTimeField()
    received_from_id = models.BigIntegerField(null=True)
    replaced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    aside_reason = models.TextField(blank=True)
    """Why it does not count."""
    aside_at = models.DateTimeField(null=True)
    aside_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["invitation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "number"], name="competition_offer_number_once"),
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(replaced_at=None), name="competition_offer_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(aside_at=None, aside_reason="") | Q(aside_at__isnull=False) & ~Q(aside_reason=""),
                name="competition_offer_aside_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.number} of {self.invitation_id}"


class OfferFile(models.Model):
    """A file of an offer: its content lies encrypted in the storage, its name in the envelope."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=100)
    sealed_sha256 = models.CharField(max_length=64)
    sealed_size = models.BigIntegerField()

    class Meta:
        ordering = ["offer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place"], name="competition_file_place_once"),
            models.UniqueConstraint(fields=["offer", "number"], name="competition_file_number_once"),
        ]

    def __str__(self) -> str:
        return f"file {self.number} of {self.offer_id}"


class Mark(models.Model):
    """What an offer gets for one criterion, and why (punt). It stays once marks are fixed."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="marks")
    code = models.CharField(max_length=10)
    mark = models.DecimalField(max_digits=4, decimal_places=2)
    argument = models.TextField()
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["offer", "code"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "code"], name="competition_mark_once"),
            models.CheckConstraint(condition=Q(mark__gte=0, mark__lte=10), name="competition_mark_on_the_scale"),
            models.CheckConstraint(condition=~Q(argument=""), name="competition_mark_has_an_argument"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} for {self.code}"
