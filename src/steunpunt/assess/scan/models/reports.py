"""What is made of a whole round in the background: all reports as one file, and how good the questionnaire proved to be."""

from django.db import models


class QualityReport(models.Model):
    """The quality of a questionnaire over the boards of one round (kwaliteit van de vragenlijst), reckoned in the
    background at one moment; empty until it is made.
    """

    round = models.ForeignKey("scan.Round", models.PROTECT, related_name="quality_reports")
    asked_by_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    boards = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    """Per kind of board and domain the figures: `queries.quality`."""

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["round", "-id"], name="quality_by_round")]

    def __str__(self) -> str:
        return f"quality of the questionnaire of round {self.round_id}"


class ReportArchive(models.Model):
    """All reports of a round in one file (verslagenbundel), made in the background; empty until it is made."""

    round = models.ForeignKey("scan.Round", models.PROTECT, related_name="archives")
    place = models.CharField(max_length=100, unique=True)
    """Where the file lies in the storage: a name that nobody can guess."""
    asked_by_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    boards = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["round", "-id"], name="archive_by_round")]

    def __str__(self) -> str:
        return f"reports of round {self.round_id}"
