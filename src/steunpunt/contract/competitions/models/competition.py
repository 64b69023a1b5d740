"""The competition, whom it asks, and what they ask back."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.competitions.choices import CompetitionState


class Competition(models.Model):
    """A small tender of one board among the suppliers of one lot (minicompetitie)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    lot = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=CompetitionState.DRAFT.value)
    title = models.CharField(max_length=160)
    request = models.JSONField()
    """What is asked (`values.Request`): a draft until it is sent, then it stays."""
    answers_until = models.DateTimeField(null=True)
    """Until then offers come in, and nobody reads one."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by_id = models.BigIntegerField(null=True)
    told_over_at = models.DateTimeField(null=True)
    """When the board heard that the deadline was over."""
    opened_at = models.DateTimeField(null=True)
    opened_by_id = models.BigIntegerField(null=True)
    fixed_at = models.DateTimeField(null=True)
    fixed_by_id = models.BigIntegerField(null=True)
    draws = models.JSONField(default=list)
    """Draws among equal offers: of each, ids in the order in which they came out."""
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    motivation = models.TextField(blank=True)
    """Why the order goes to the first, for the file of the board; suppliers read their own marks with the arguments."""
    over_reason = models.TextField(blank=True)
    """Why it was stopped: suppliers read this."""
    order = models.OneToOneField("orders.Order", models.PROTECT, null=True, related_name="+")
    winner = models.ForeignKey("competitions.Invitation", models.PROTECT, null=True, related_name="+")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in CompetitionState]), name="competition_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="competition_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "stopped"]) | Q(sent_at__isnull=False, answers_until__isnull=False),
                name="competition_sent_says_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["opened", "fixed", "awarded"]) | Q(opened_at__isnull=False),
                name="competition_read_was_opened",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["fixed", "awarded"]) | Q(fixed_at__isnull=False),
                name="competition_ranked_was_fixed",
            ),
            models.CheckConstraint(
                condition=Q(state="awarded", order__isnull=False, winner__isnull=False, decided_at__isnull=False)
                & ~Q(motivation="")
                | ~Q(state="awarded") & Q(order=None, winner=None),
                name="competition_awarded_with_order_and_motivation",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(over_reason=""), name="competition_stopped_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-made_at"], name="competition_by_board"),
            models.Index(fields=["state", "answers_until"], name="competition_by_state"),
            models.Index(fields=["-made_at"], name="competition_by_day"),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """That a supplier of the lot was asked (uitnodiging), and that it makes no offer where it said so."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="invitations")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    declined_by_id = models.BigIntegerField(null=True)
    declined_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["competition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "supplier"], name="invitation_once_each"),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_reason="")
                | Q(declined_at__isnull=False) & ~Q(declined_reason=""),
                name="invitation_declined_says_why",
            ),
        ]
        indexes = [models.Index(fields=["supplier", "-asked_at"], name="invitation_by_supplier")]

    def __str__(self) -> str:
        return f"{self.supplier_id} in {self.competition_id}"


class SupplierQuestion(models.Model):
    """What a supplier asks, answered to all without saying who asked (vraag)."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="questions")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    public_text = models.TextField(blank=True)
    """The question as all read it."""
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["competition", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="competition_question_has_text"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer="") & ~Q(public_text=""),
                name="competition_question_answered_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.text
