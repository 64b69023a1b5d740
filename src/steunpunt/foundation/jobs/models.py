"""Background work that a person can follow (taak op de achtergrond)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.jobs.choices import OPEN, State


class Job(models.Model):
    """Work that somebody asked for and that runs in a worker (taak). `done` and `total` count what the job counts."""

    kind = models.CharField(max_length=60)
    title = models.CharField(_("task"), max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=2, default="nl")
    params = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    result_text = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_in_known_state"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at=None) | (~Q(state__in=OPEN) & Q(finished_at__isnull=False)),
                name="job_finished_at_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(language__in=["nl", "en", "fr"]), name="job_in_language_of_ours"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="job_by_person"),
            models.Index(fields=["state", "created_at"], name="job_open", condition=Q(state__in=OPEN)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_being_cancelled(self) -> bool:
        return self.is_open and self.cancel_asked_at is not None
