"""Versions of the questionnaire that are being written."""

from django.db import models
from django.db.models import Q


class QuestionnaireDraft(models.Model):
    """A version that is being written (ontwerp van een vragenlijst). Every earlier state of it stays, in its steps."""

    content = models.JSONField()
    """The names and values of the version to come, gaps allowed: `questionnaires.content.Content`."""
    based_on = models.ForeignKey("scan.QuestionnaireVersion", models.PROTECT, related_name="+", null=True)
    published_as = models.OneToOneField("scan.QuestionnaireVersion", models.PROTECT, related_name="draft", null=True)
    put_aside_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_as=None) | Q(put_aside_at=None), name="draft_published_is_not_put_aside"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.published_as_id is None and self.put_aside_at is None


class DraftStep(models.Model):
    """One change to a draft (stap), with what stood there before, so that it can be undone. Never deleted."""

    draft = models.ForeignKey(QuestionnaireDraft, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=30)
    place = models.CharField(max_length=80, blank=True)
    before = models.JSONField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["draft", "-id"], name="step_by_draft")]

    def __str__(self) -> str:
        return f"{self.what} {self.place}"
