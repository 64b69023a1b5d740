"""Questions and answers between boards."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.models.people import Topic

DUTCH = "steunpunt_nl"
"""The text search configuration of the module search: Dutch stems, without accents."""


class Thread(models.Model):
    """A question with its answers (vraag). What was asked, and of whom, never changes."""

    audience = models.CharField(max_length=12, choices=Audience)
    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The organisation on whose behalf it was asked; its people accept an answer."""
    accepted = models.ForeignKey("knowledge.Answer", models.PROTECT, null=True, related_name="+")
    right_until = models.DateField(null=True)
    """From this day on it is asked whether the accepted answer is still right."""
    is_outdated = models.BooleanField(default=False)
    is_reminded = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=DUTCH) + SearchVector("text", weight="B", config=DUTCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="thread_has_a_title_and_a_text"),
            models.CheckConstraint(
                condition=Q(audience=Audience.PARTNERSHIP, partnership__isnull=False)
                | (Q(audience__in=[Audience.BOARDS, Audience.SUPPORT, Audience.EVERYBODY], partnership=None)),
                name="thread_audience_is_known",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, right_until=None, is_outdated=False)
                | Q(accepted__isnull=False, right_until__isnull=False),
                name="thread_checked_once_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["audience", "-id"], name="thread_by_audience"),
            models.Index(F("partnership"), F("id").desc(), name="thread_by_partnership"),
            models.Index(fields=["asked_for", "right_until"], name="thread_by_asker"),
            GinIndex(fields=["search"], name="thread_by_words"),
        ]

    def __str__(self) -> str:
        return self.title


class ThreadTopic(models.Model):
    """What a question is about."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="about")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["thread", "id"]
        constraints = [models.UniqueConstraint(fields=["thread", "topic"], name="topic_once_in_a_thread")]

    def __str__(self) -> str:
        return f"{self.thread_id} about {self.topic_id}"


class Answer(models.Model):
    """What somebody answered (antwoord). Whoever wrote it can still change the words; that it changed is shown."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="answers")
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField()
    given_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("text", weight="C", config=DUTCH), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ["thread", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="answer_has_a_text")]
        indexes = [GinIndex(fields=["search"], name="answer_by_words")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
