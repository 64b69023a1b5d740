"""How a lot ends: the decision, the letters, objections, the contract; and what goes out as open data."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.tenders.choices import LetterKind, Outcome


class AwardDecision(models.Model):
    """What the mandated body of the contracting authority decided on a lot (gunningsbeslissing). The newest counts."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="decisions")
    lot = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12)
    winners = models.JSONField(default=list)
    """Ids of offers for the lot (`BidLot`), in the order of a framework with several suppliers."""
    motivation = models.TextField()
    body = models.CharField(max_length=120)
    """Which body decided."""
    decided_on = models.DateField()
    is_from_paper = models.BooleanField()
    """Written down from a dated document, and not decided on the platform by somebody with the mandate."""
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    """After an objection: the decision is taken back, and taken again."""

    class Meta:
        ordering = ["tender", "lot", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "lot"], condition=Q(withdrawn_at=None), name="award_decision_one_stands_for_a_lot"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]), name="award_decision_outcome_is_known"
            ),
            models.CheckConstraint(condition=~Q(motivation="") & ~Q(body=""), name="award_decision_says_why_and_who"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NOT_AWARDED.value, winners=[])
                | (Q(outcome=Outcome.AWARDED.value) & ~Q(winners=[])),
                name="award_decision_names_winners_or_none",
            ),
            models.CheckConstraint(
                condition=Q(is_from_paper=False) | Q(document__isnull=False),
                name="award_decision_from_paper_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="award_decision_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of lot {self.lot}"


class Letter(models.Model):
    """What a supplier is told of a decision (kennisgeving)."""

    decision = models.ForeignKey(AwardDecision, models.PROTECT, related_name="letters")
    bid_lot = models.ForeignKey("tenders.BidLot", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    """From the day after, the standstill runs."""
    sent_by_id = models.BigIntegerField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["decision", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "bid_lot"], name="letter_once_for_an_offer"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in LetterKind]), name="letter_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.bid_lot_id}"


class Objection(models.Model):
    """What a supplier brings in against a decision, and the answer (bezwaar)."""

    decision = models.ForeignKey(AwardDecision, models.PROTECT, related_name="objections")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField()
    received_at = models.DateTimeField()
    received_from_id = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["decision", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="objection_answered_what_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"objection of {self.supplier_id}"


class Conclusion(models.Model):
    """That the contract with a winner was concluded (sluiting). Never changed."""

    decision = models.ForeignKey(AwardDecision, models.PROTECT, related_name="conclusions")
    bid_lot = models.ForeignKey("tenders.BidLot", models.PROTECT, related_name="+")
    concluded_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["decision", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "bid_lot"], name="conclusion_once_for_a_winner"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="conclusion_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"contract of {self.bid_lot_id}"


class OpenRelease(models.Model):
    """What went out as open data on a moment: a release of OCDS 1.1. Never changed."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=30)
    """Of the code list releaseTag."""
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="open_release_number_once_in_a_tender")
        ]

    def __str__(self) -> str:
        return f"{self.tag} of {self.tender_id}"
