"""The samenwerkingsscan as kept: versions of the questionnaire, rounds, and what boards filled in.

An answer is kept by the code of its question and of the chosen answer; the questionnaire itself is a value (see
`values.Questionnaire`), read from the published version's own text.
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from steunpunt.assess.scan.choices import Occasion, ScanState
from steunpunt.assess.scan.models.contributions import Contribution, HelpRequest
from steunpunt.assess.scan.models.drafts import DraftStep, QuestionnaireDraft
from steunpunt.assess.scan.models.following_up import ActionPoint
from steunpunt.assess.scan.models.presence import Presence
from steunpunt.assess.scan.models.reports import QualityReport, ReportArchive
from steunpunt.assess.scan.models.reviews import Review, ReviewedAnswer, ReviewReaction
from steunpunt.assess.scan.models.sharing import OpenFile, ResultLink

__all__ = [
    "ActionPoint",
    "Answer",
    "BoardFact",
    "Consent",
    "Contribution",
    "DomainOutcome",
    "DomainTally",
    "DomainView",
    "DraftStep",
    "HelpRequest",
    "OpenFile",
    "Presence",
    "QualityReport",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "ReleasedGroup",
    "Reminder",
    "ReportArchive",
    "ResultLink",
    "Review",
    "ReviewReaction",
    "ReviewedAnswer",
    "Round",
    "Scan",
]


class QuestionnaireVersion(models.Model):
    """A published version of the questionnaire (vragenlijst). The database refuses to change it: migration 0002."""

    number = models.CharField(max_length=20, unique=True)
    source = models.TextField()
    """The questionnaire as YAML, as `questionnaires.reader` reads it."""
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.number


class Round(models.Model):
    """Boards that are asked to fill in the same version before the same day (ronde)."""

    name = models.CharField(max_length=120)
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    deadline_on = models.DateField()
    message = models.TextField(blank=True)
    started_by_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    """Closed by the support point: nobody answers any more, extended or not."""
    renewed_for = models.CharField(max_length=64, default="", blank=True)
    """Stands for the submissions that comparisons and counts were last renewed for."""
    is_synthetic = models.BooleanField(default=False)
    """Its answers were generated for the demonstration, which every page and paper says."""

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_on__gte=F("opens_on")), name="round_deadline_not_before_opening"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="round_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One board's scan in one round (scan)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="scans")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    board_type = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, choices=[(item.value, item.name) for item in ScanState], default=ScanState.INVITED
    )
    invited_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    adviser_id = models.BigIntegerField(null=True, db_index=True)
    """The person of the support point who helps this board with it."""
    extended_to = models.DateField(null=True)
    """A later deadline for this board alone."""
    answered = models.PositiveSmallIntegerField(default=0)
    """How many of its questions have an answer, kept with each answer so that a list of scans need not count."""
    asked = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="scan_once_per_round"),
            models.CheckConstraint(
                condition=Q(state__in=[item.value for item in ScanState]), name="scan_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by_id=None) & ~Q(state="submitted")
                | Q(submitted_at__isnull=False, submitted_by_id__isnull=False, state="submitted"),
                name="scan_submitted_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(state="invited", started_at=None) | ~Q(state="invited"), name="scan_invited_is_not_started"
            ),
            models.CheckConstraint(condition=Q(answered__lte=F("asked")), name="scan_answers_at_most_what_is_asked"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="scan_by_organisation"),
            models.Index(fields=["round", "state"], name="scan_by_round_and_state"),
        ]

    def __str__(self) -> str:
        return f"scan {self.pk} of organisation {self.organisation_id}"

    @property
    def deadline_on(self) -> date:
        """Until the end of this day the board can answer and submit."""
        return self.extended_to or self.round.deadline_on


class Reminder(models.Model):
    """A board was reminded of its scan (herinnering): by the calendar once for each occasion, or by an adviser."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=20, choices=[(item.value, item.name) for item in Occasion])
    deadline_on = models.DateField()
    """The deadline it was about: a later one brings new reminders."""
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "occasion", "deadline_on"],
                condition=~Q(occasion="by_hand"),
                name="reminder_once_for_each_occasion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} of scan {self.scan_id}"


class Answer(models.Model):
    """The board's answer to one question (antwoord). Every change is a fact in the journal."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)
    """Code of the chosen answer, `wn` or `nvt`."""
    explanation = models.TextField(blank=True, max_length=2000)
    revision = models.PositiveIntegerField(default=1)
    """Counts the changes: who saves says which revision was seen, so that nobody overwrites a colleague unseen."""
    answered_at = models.DateTimeField()
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["scan_id", "question"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "question"], name="answer_once_per_question"),
            models.CheckConstraint(condition=~Q(answer=""), name="answer_is_given"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class BoardFact(models.Model):
    """A figure or a name about the board itself (gegeven), such as its number of users."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=60)
    text = models.CharField(max_length=200, blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    answered_at = models.DateTimeField()
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["scan_id", "fact"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "fact"], name="board_fact_once_per_scan"),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=0), name="board_fact_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.text or self.number}"


class DomainView(models.Model):
    """What a board thinks of a domain itself: its estimate beforehand, its wish afterwards (inschatting en wens)."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="domain_views")
    domain = models.CharField(max_length=60)
    self_level = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(0), MaxValueValidator(5)])
    has_issue = models.BooleanField(null=True)
    want = models.PositiveSmallIntegerField(null=True)
    with_whom = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    """Stays inside the board: shown to nobody else, not to the support point either."""

    class Meta:
        ordering = ["scan_id", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "domain"], name="domain_view_once_per_scan"),
            models.CheckConstraint(
                condition=Q(self_level=None) | Q(self_level__lte=5), name="domain_view_level_up_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain} of scan {self.scan_id}"


class DomainOutcome(models.Model):
    """The score of a submitted scan in one domain (domeinscore), frozen at submission by the rules of its version."""

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="outcomes")
    domain = models.CharField(max_length=60)
    score = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    dont_know = models.FloatField(null=True)
    answered = models.PositiveSmallIntegerField()
    applicable = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scan_id", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "domain"], name="outcome_once_per_domain"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="outcome_score_from_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.score}"


class ReleasedGroup(models.Model):
    """A group of scans whose statistics were shown to a board (vrijgegeven groep), so that a next group cannot be
    subtracted from it. Never changed or deleted.
    """

    viewer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    domain = models.CharField(max_length=60)
    """A domain, `facts`, or `*` for a chosen group as a whole."""
    members = ArrayField(models.BigIntegerField())
    """Ids of scans, in order."""
    released_at = models.DateTimeField()
    chosen_as = models.CharField(max_length=80, default="", blank=True)
    """The board's own choice as a key; empty for the boards of the same scale."""
    figures = models.JSONField(default=dict, blank=True)
    """What was shown of the group, kept as it was: `rules.released`. Empty for a chosen group as a whole."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["viewer", "round", "domain", "members", "chosen_as"], name="released_group_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain} of {len(self.members)} boards to organisation {self.viewer_id}"


class Consent(models.Model):
    """A board lets the members of a partnership, or the other half of its own local authority, see its levels and wishes
    per domain by name (toestemming). It works both ways, and ends at the next request after it is withdrawn.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    group = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", null=True)
    """The partnership; empty for the own local authority."""
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="consent_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]
        indexes = [models.Index(fields=["group", "organisation"], name="consent_by_group")]

    def __str__(self) -> str:
        return f"consent of organisation {self.organisation_id} within {self.group_id or 'its own authority'}"


class DomainTally(models.Model):
    """How many boards of a type in a round are what in a domain (telling), kept up to date as boards submit, so that the
    page of a whole region need not count them.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    board_type = models.CharField(max_length=20)
    domain = models.CharField(max_length=60)
    boards = models.PositiveIntegerField()
    strong = models.PositiveIntegerField()
    can_share = models.PositiveIntegerField()
    needs = models.PositiveIntegerField()
    wants = models.PositiveIntegerField()
    leads = models.PositiveIntegerField()
    blind_spots = models.PositiveIntegerField()

    class Meta:
        ordering = ["round_id", "board_type", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["round", "board_type", "domain"], name="tally_once_per_domain"),
        ]

    def __str__(self) -> str:
        return f"{self.domain} of {self.boards} boards"
