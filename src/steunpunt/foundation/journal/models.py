"""The journal (logboek): what happened, never changed. The database itself refuses (see migration 0002)."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Entry(models.Model):
    """One fact that was recorded (regel in het logboek). Knows ids, not records: it outlives what it is about."""

    at = models.DateTimeField()
    fact = models.CharField(max_length=80)
    organisation_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    person_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    looking_in_id = models.BigIntegerField(null=True)
    data = models.JSONField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation_id", "-id"], name="entry_by_organisation"),
            models.Index(fields=["subject", "-id"], name="entry_by_subject", condition=~models.Q(subject="")),
            models.Index(fields=["person_id", "-id"], name="entry_by_person"),
            BrinIndex(fields=["at"], name="entry_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.fact}"


class PersonalPart(models.Model):
    """The part of an entry that is about a person, kept apart so that it can be shredded. Never changed, only deleted."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="personal_part")
    data = models.JSONField()

    def __str__(self) -> str:
        return f"personal part of entry {self.pk}"


class Delivery(models.Model):
    """A fact that a listener has dealt with: the proof that it is not done twice."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deliveries")
    listener = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "listener"], name="delivery_once_per_listener")]

    def __str__(self) -> str:
        return f"{self.listener} dealt with entry {self.entry_id}"
