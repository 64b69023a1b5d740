"""Reviews of submitted scans: what an adviser found beside the board's own answers, and what the board says of it."""

from django.db import models
from django.db.models import F, Q


class Review(models.Model):
    """An adviser goes through a submitted scan with the board (doorlichting). There is one per scan.

    It is about one submission. When the board takes its scan back and submits again, the review stays as it was, marked
    as about the earlier submission, until an adviser takes it up again.
    """

    scan = models.OneToOneField("scan.Scan", models.PROTECT, related_name="review")
    submission_at = models.DateTimeField()
    """When the answers that it is about were submitted."""
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField()
    finished_at = models.DateTimeField(null=True)
    finished_by_id = models.BigIntegerField(null=True)
    summary = models.TextField(blank=True, max_length=4000)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by_id=None)
                | Q(finished_at__isnull=False, finished_by_id__isnull=False),
                name="review_finished_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | ~Q(summary=""), name="review_finished_with_a_summary"
            ),
        ]

    def __str__(self) -> str:
        return f"review of scan {self.scan_id}"


class ReviewedAnswer(models.Model):
    """The reviewed level of one question (doorgelicht niveau): one of its answers, beside the board's own."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    own = models.CharField(max_length=60, blank=True)
    """The board's own answer when it was reviewed; empty when it was open."""
    answer = models.CharField(max_length=60, blank=True)
    """The same when the adviser confirms it."""
    motivation = models.TextField(blank=True, max_length=2000)
    """For the board and the advisers only."""
    revision = models.PositiveIntegerField(default=1)
    """Counts the changes, so that nobody overwrites a colleague unseen."""
    reviewed_at = models.DateTimeField()
    reviewed_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["review_id", "question"]
        constraints = [
            models.UniqueConstraint(fields=["review", "question"], name="reviewed_answer_once_per_question"),
            models.CheckConstraint(
                condition=Q(answer=F("own")) | ~Q(motivation="") & ~Q(answer=""),
                name="reviewed_answer_differs_with_motivation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class ReviewReaction(models.Model):
    """What somebody of the board says of the review of one question (reactie). It is added to, never changed."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="reactions")
    question = models.CharField(max_length=60)
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="review_reaction_says_something")]
        indexes = [models.Index(fields=["review", "question"], name="review_reaction_by_question")]

    def __str__(self) -> str:
        return f"reaction to {self.question}"
