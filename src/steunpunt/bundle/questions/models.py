"""Group questions as kept. How a question is asked is frozen once it is open; voices are only added."""

from django.db import models
from django.db.models import F, Q

from steunpunt.bundle.questions.choices import Kind, Majority, Result, Shows, State


class Question(models.Model):
    """A proposal to the boards of a partnership (groepsvraag), frozen when it is asked."""

    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160)
    text = models.TextField()
    """The proposal and its reasons."""
    shows = models.CharField(max_length=10, choices=Shows)
    quorum = models.PositiveSmallIntegerField()
    """So many boards, or for advice so many people, have to give their voice."""
    majority = models.CharField(max_length=12, choices=Majority, default=Majority.HALF)
    deadline_on = models.DateField()
    """The last day."""
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf it was asked."""
    is_reminded = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    carried = models.ForeignKey("questions.Option", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    """Why it was withdrawn."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="question_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="question_kind_is_known"),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="question_shows_is_known"),
            models.CheckConstraint(condition=Q(majority__in=Majority.values), name="question_majority_is_known"),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="question_quorum_at_least_one"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, ended_at=None, result="", carried=None)
                | Q(state=State.WITHDRAWN, ended_at__isnull=False, result="", carried=None)
                | Q(state=State.CLOSED, ended_at__isnull=False, result__in=Result.values),
                name="question_ends_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(carried=None) | Q(result=Result.CARRIED), name="question_carries_only_when_carried"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-id"], name="question_by_partnership"),
            models.Index(fields=["deadline_on"], condition=Q(state=State.OPEN), name="question_open_by_deadline"),
        ]

    def __str__(self) -> str:
        return self.title


class Option(models.Model):
    """A possible answer (keuze)."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="option_number_once_in_a_question"),
            models.CheckConstraint(condition=~Q(label=""), name="option_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """A board that is asked: a member on the day on which the question was asked (stemgerechtigde)."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="voters")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question", "id"]
        constraints = [models.UniqueConstraint(fields=["question", "organisation"], name="voter_once_in_a_question")]
        indexes = [models.Index(fields=["organisation"], name="voter_by_board")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.question_id}"


class Voice(models.Model):
    """What a board answered (stem), or one of its ICT managers where advice was asked. The newest counts.

    The database refuses one after the deadline, by somebody without the mandate, for an option of another question, by a
    person who advised for another board already, and every change.
    """

    voter = models.ForeignKey(Voter, models.PROTECT, related_name="voices")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="+")
    """None: the board abstains."""
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField()
    decided_on = models.DateField()
    """The day of the board's decision."""
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    is_from_paper = models.BooleanField(default=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The board whose voice it is."""
    given_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf whoever wrote it down acted."""

    class Meta:
        ordering = ["voter", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_for=F("organisation"), is_from_paper=False)
                | (~Q(given_for=F("organisation")) & Q(is_from_paper=True, document__isnull=False)),
                name="voice_by_the_board_itself_or_from_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"voice of {self.voter_id}"
