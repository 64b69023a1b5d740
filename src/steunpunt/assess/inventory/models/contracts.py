"""Contracts as kept: dated editions of what was agreed, and steps that a board took. Nothing is overwritten."""

from django.db import models
from django.db.models import Q

from steunpunt.assess.inventory.choices import (
    InvoiceRhythm,
    NoticeForm,
    NoticeUnit,
    Outlook,
    Reach,
    Renewal,
    ServiceKind,
    StepKind,
    Unit,
)
from steunpunt.assess.inventory.rules.terms import LONGEST_MONTHS, Terms


class Contract(models.Model):
    """A contract of a board with a supplier (contract).

    `outlook`, `ends_on`, `due_on` and `remind_from` say how it stands, for lists and reminders: written with every edition and step, and
    every night anew. What pages say is always worked out from the terms.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    current = models.OneToOneField("inventory.Edition", models.PROTECT, null=True, related_name="+")
    """The newest edition: what was agreed, as far as is known today."""
    outlook = models.CharField(max_length=8, default=Outlook.RUNS_ON.value)
    ends_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    remind_from = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    """The due day of which people were reminded."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outlook__in=[outlook.value for outlook in Outlook]), name="contract_outlook_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "due_on"], name="contract_by_board_and_day"),
            models.Index(fields=["due_on"], name="contract_by_day"),
        ]

    def __str__(self) -> str:
        return self.current.title if self.current else f"contract {self.pk}"


class Edition(models.Model):
    """What is known of a contract from a moment on (editie); the newest counts."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="editions")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=ServiceKind)
    supplier = models.CharField(max_length=120)
    covers = models.TextField(blank=True)
    starts_on = models.DateField()
    initial_months = models.PositiveSmallIntegerField(null=True)
    renewal = models.CharField(max_length=8)
    renewal_months = models.PositiveSmallIntegerField(default=12)
    most_renewals = models.PositiveSmallIntegerField(null=True)
    notice = models.PositiveSmallIntegerField(default=0)
    notice_unit = models.CharField(max_length=6, default=NoticeUnit.MONTHS.value)
    notice_form = models.CharField(max_length=10, choices=NoticeForm, default=NoticeForm.REGISTERED)
    lead_days = models.PositiveSmallIntegerField(default=60)
    """How many days before the day on which something must be done people are reminded."""
    yearly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    once = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    includes_vat = models.BooleanField(default=False)
    unit = models.CharField(max_length=12, choices=Unit, blank=True)
    units = models.PositiveIntegerField(null=True)
    invoice_rhythm = models.CharField(max_length=12, choices=InvoiceRhythm, blank=True)
    service_levels = models.TextField(blank=True)
    exit_terms = models.TextField(blank=True)
    revision = models.CharField(max_length=200, blank=True)
    """How prices follow an index, as the contract says."""
    indexed_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    """Which share of what is paid each year follows the index: 0.8 is 80 %."""
    extras_yearly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    """Of what is paid each year: for what lies outside what boards have in common."""
    options = models.JSONField(default=dict)
    """Code of an option → `in`, `none`, or its price each year for one unit."""
    supplier_org = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    """The supplier as an organisation that is known here: it can reply to what is said of it."""
    is_counted = models.BooleanField(default=False)
    """It counts in figures of groups that are large enough; no single price is ever shown."""
    shown_to = models.CharField(max_length=8, default=Reach.NOBODY.value)
    """Boards of partnerships that may see its price by name."""
    is_price_confidential = models.BooleanField(default=False)
    """The contract itself says that its prices are confidential: they stay with the board, also where it is shared."""
    is_shared = models.BooleanField(default=False)
    """Advisers of the support point may see it."""
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["contract", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(supplier=""), name="edition_has_title_and_supplier"),
            models.CheckConstraint(
                condition=Q(renewal__in=[renewal.value for renewal in Renewal])
                & Q(notice_unit__in=[unit.value for unit in NoticeUnit]),
                name="edition_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(renewal_months__gt=0, renewal_months__lte=LONGEST_MONTHS)
                & (Q(initial_months=None) | Q(initial_months__gt=0, initial_months__lte=LONGEST_MONTHS)),
                name="edition_periods_can_be",
            ),
            models.CheckConstraint(
                condition=(Q(yearly=None) | Q(yearly__gte=0)) & (Q(once=None) | Q(once__gte=0)),
                name="edition_amounts_not_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(indexed_share__gte=0, indexed_share__lte=1), name="edition_indexed_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(is_price_confidential=True, is_counted=True), name="edition_confidential_is_not_counted"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Terms:
        return Terms(
            starts_on=self.starts_on,
            initial_months=self.initial_months,
            renewal=Renewal(self.renewal),
            renewal_months=self.renewal_months,
            most_renewals=self.most_renewals,
            notice=self.notice,
            notice_unit=NoticeUnit(self.notice_unit),
        )


class Step(models.Model):
    """What a board did about a contract (stap). Never changed; the newest notice or end counts, renewals are counted."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    on = models.DateField()
    """The day on which it was done: a letter was sent, an agreement made."""
    ends_on = models.DateField(null=True)
    """The last day that follows from a notice or was agreed."""
    note = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["contract", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[StepKind.NOTICE, StepKind.AGREED], ends_on__isnull=False)
                | Q(kind__in=[StepKind.WITHDRAWN, StepKind.RENEWED], ends_on=None),
                name="step_that_ends_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of contract {self.contract_id}"
