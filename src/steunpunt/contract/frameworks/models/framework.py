"""The framework contract, its terms as they were signed, and who supplies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from steunpunt.contract.frameworks.choices import FrameworkState


class Framework(models.Model):
    """A contract under which boards order at agreed prices (raamcontract)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, null=True, related_name="+")
    """From whose award it comes; none when it was entered by hand."""
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, related_name="+")
    """The project whose boards opted in, and whose claim of savings stands beside what is saved."""
    authority = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The contracting authority."""
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, default=FrameworkState.DRAFT.value)
    starts_on = models.DateField()
    ends_on = models.DateField()
    most_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    open_kinds = ArrayField(models.CharField(max_length=20), default=list)
    """Title, days, maximum and to whom it is open stand here as in the terms that hold, for lists."""
    draft = models.JSONField()
    """A `values.Terms` as data: what is being prepared, also of a change."""
    draft_edition = models.PositiveIntegerField(default=1)
    """Goes up with each change: two people in one draft do not overwrite one another."""
    stopped_on = models.DateField(null=True)
    stopped_reason = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    """Made up for the demonstration."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="framework_reference_once"),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(title=""), name="framework_has_a_reference_and_title"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FrameworkState]), name="framework_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="framework_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(most_amount=None) | Q(most_amount__gt=0), name="framework_maximum_above_zero"
            ),
            models.CheckConstraint(
                condition=~Q(state=FrameworkState.STOPPED.value)
                | (Q(stopped_on__isnull=False) & ~Q(stopped_reason="")),
                name="framework_stopped_says_when_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on"], name="framework_by_state_and_end"),
            models.Index(fields=["tender"], name="framework_by_tender"),
            models.Index(fields=["project"], name="framework_by_project"),
        ]

    def __str__(self) -> str:
        return self.title


class TermsVersion(models.Model):
    """The terms as they were signed, from a day on (voorwaarden, addendum). Never changes."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    """1 is the contract, each later one a signed change."""
    content = models.JSONField()
    valid_from = models.DateField()
    reason = models.TextField(blank=True)
    """Of a change: what and why."""
    signed_on = models.DateField()
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="terms_number_once_in_a_framework"),
            models.UniqueConstraint(fields=["framework", "valid_from"], name="terms_once_a_day"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="terms_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.framework_id}"


class FrameworkSupplier(models.Model):
    """Who supplies a lot, in which place (leverancier van een perceel)."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="suppliers")
    lot = models.PositiveSmallIntegerField(default=1)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    """Its rank in a cascade."""

    class Meta:
        ordering = ["framework", "lot", "place"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "lot", "organisation"], name="supplier_once_in_a_lot"),
            models.UniqueConstraint(fields=["framework", "lot", "place"], name="supplier_place_once_in_a_lot"),
        ]
        indexes = [models.Index(fields=["organisation", "framework"], name="framework_by_supplier")]

    def __str__(self) -> str:
        return f"{self.organisation_id} for lot {self.lot}"


class IndexReading(models.Model):
    """What an index was (indexcijfer), as somebody wrote it down with its source. Never changes; the newest of a day counts."""

    index = models.CharField(max_length=120)
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=4)
    source = models.CharField(max_length=200)
    is_invented = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["index", "-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="index_reading_above_zero"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(index=""), name="index_reading_says_of_what_by_whom"),
        ]
        indexes = [models.Index(fields=["index", "-on"], name="index_reading_by_day")]

    def __str__(self) -> str:
        return f"{self.index} {self.value}"
