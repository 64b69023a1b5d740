"""What colleagues of a board are asked about its scan, and what they answer apart from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class HelpRequest(models.Model):
    """Whoever fills in a scan asks a colleague about one domain, or about some questions of it (vraag aan een collega), by a
    day. Facts about the board are asked in the same way: they stand under the domain `facts`.

    It is open until the colleague says it is done or the board withdraws it. What was answered by then stays.
    """

    scan = models.ForeignKey("scan.Scan", models.PROTECT, related_name="help_requests")
    domain = models.CharField(max_length=60)
    questions = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """Codes of questions or facts, in order; empty for the whole domain."""
    colleague_id = models.BigIntegerField(db_index=True)
    message = models.TextField(blank=True, max_length=1000)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    reminded_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "domain", "questions", "colleague_id"],
                condition=Q(done_at=None, withdrawn_at=None),
                name="help_request_open_once_per_colleague",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(withdrawn_at=None), name="help_request_done_is_not_withdrawn"
            ),
            models.CheckConstraint(condition=~Q(colleague_id=F("asked_by_id")), name="help_request_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"request about {self.domain} of scan {self.scan_id}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.withdrawn_at is None


class Contribution(models.Model):
    """What a colleague answered to one question or fact (bijdrage). It is not the board's answer until somebody takes it over."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="contributions")
    question = models.CharField(max_length=60)
    answer = models.CharField(max_length=200)
    """Code of the chosen answer, `wn` or `nvt`; of a fact what was typed."""
    explanation = models.TextField(blank=True, max_length=2000)
    revision = models.PositiveIntegerField(default=1)
    """Counts the changes, so that two open screens do not overwrite each other unseen."""
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["request_id", "question"]
        constraints = [
            models.UniqueConstraint(fields=["request", "question"], name="contribution_once_per_question"),
            models.CheckConstraint(condition=~Q(answer=""), name="contribution_is_given"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
