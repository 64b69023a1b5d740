"""The scoring room: who judges, what each gave alone, what they agreed on, and what was asked about prices."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.tenders.choices import PriceVerdict


class Assessor(models.Model):
    """A member of the working group (beoordelaar, lid van de werkgroep)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="assessors")
    person_id = models.BigIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by_id = models.BigIntegerField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    """From then on its marks stay as they are."""
    out_at = models.DateTimeField(null=True)
    out_reason = models.TextField(blank=True)
    """Why it judges no more: an interest, or it left."""
    out_changes = models.JSONField(null=True)
    """None: it left while nobody read marks of another. Otherwise what changed, as [offer for a lot, criterion, mark before,
    mark after], a mark being null of which the group still has to talk."""

    class Meta:
        ordering = ["tender", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "person_id"], name="assessor_once_in_a_tender"),
            models.CheckConstraint(
                condition=Q(out_at=None, out_reason="") | (Q(out_at__isnull=False) & ~Q(out_reason="")),
                name="assessor_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.tender_id}"


class Declaration(models.Model):
    """What an assessor declares about interests in the suppliers that made an offer (belangenverklaring). Never changed."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="declarations")
    has_conflict = models.BooleanField()
    text = models.TextField(blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["assessor", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(text=""), name="declaration_of_a_conflict_says_which"
            )
        ]

    def __str__(self) -> str:
        return f"declaration of {self.assessor_id}"


class Mark(models.Model):
    """What one assessor gives one offer on one criterion, alone, with why (punt)."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="marks")
    bid_lot = models.ForeignKey("tenders.BidLot", models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=12)
    mark = models.DecimalField(max_digits=6, decimal_places=2)
    argument = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["assessor", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessor", "bid_lot", "criterion"], name="mark_once_by_each_assessor"),
            models.CheckConstraint(condition=Q(mark__gte=0), name="mark_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} for {self.bid_lot_id}"


class Consensus(models.Model):
    """What the working group agreed on, with the arguments of the talk (consensus)."""

    bid_lot = models.ForeignKey("tenders.BidLot", models.PROTECT, related_name="consensus")
    criterion = models.CharField(max_length=12)
    mark = models.DecimalField(max_digits=6, decimal_places=2)
    argument = models.TextField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["bid_lot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bid_lot", "criterion"], name="consensus_once_for_a_criterion"),
            models.CheckConstraint(condition=Q(mark__gte=0), name="consensus_not_below_zero"),
            models.CheckConstraint(condition=~Q(argument=""), name="consensus_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} for {self.bid_lot_id}"


class PriceQuestion(models.Model):
    """What is asked about a price that looks abnormally low, and what came of it (prijsverantwoording)."""

    bid_lot = models.ForeignKey("tenders.BidLot", models.PROTECT, related_name="price_questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    due_on = models.DateField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by_id = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["bid_lot", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="price_question_asks_something"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_at=None, reason="")
                | (Q(verdict__in=[one.value for one in PriceVerdict], judged_at__isnull=False) & ~Q(reason="")),
                name="price_question_judged_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Draw(models.Model):
    """Lots were drawn between equal offers (loting). Never changed."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="draws")
    lot = models.PositiveSmallIntegerField()
    order = models.JSONField()
    """Ids of offers, the first drawn first."""
    witnesses = models.CharField(max_length=200)
    """In roles: who was there."""
    drawn_at = models.DateTimeField()
    drawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "lot", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(witnesses=""), name="draw_names_who_was_there"),
        ]

    def __str__(self) -> str:
        return f"draw of lot {self.lot} of {self.tender_id}"
