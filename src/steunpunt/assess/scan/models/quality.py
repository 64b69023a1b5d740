"""How good the questionnaire proved to be in a round."""

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
