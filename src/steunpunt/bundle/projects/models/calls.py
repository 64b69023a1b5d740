"""Which boards were asked, what they said without binding themselves, and what they decided."""

from django.db import models
from django.db.models import F, Q

from steunpunt.bundle.projects.choices import Act, Outcome, Readers, Standing, TakenBy, Verdict


class Participation(models.Model):
    """A board and a project (deelname)."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="participations")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    standing = models.CharField(max_length=14, default=Standing.INVITED.value)
    estimate = models.PositiveIntegerField(null=True)
    """Units that whoever runs the project reckons with until the board says how many."""
    invited_at = models.DateTimeField()
    interest_reminders = models.PositiveSmallIntegerField(default=0)
    """How many reminders went out because its interest was not known."""
    signature_reminders = models.PositiveSmallIntegerField(default=0)
    """How many because it said yes and had not signed."""
    leaves_on = models.DateField(null=True)
    """The first day without."""

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="participation_once_per_board"),
            models.CheckConstraint(
                condition=Q(standing__in=[standing.value for standing in Standing]),
                name="participation_standing_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.LEAVING.value, Standing.LEFT.value]) | Q(leaves_on__isnull=False),
                name="participation_that_ends_says_when",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "project"], name="participation_by_board")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.project_id}"


class Interest(models.Model):
    """What a board said without binding itself (belangstelling); the newest counts."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="interests")
    is_interested = models.BooleanField()
    units = models.PositiveIntegerField(null=True)
    wishes = models.TextField(blank=True)
    """Read by the board itself and by whoever runs the project."""
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["participation", "-id"]

    def __str__(self) -> str:
        return f"interest of {self.participation_id}"


class Call(models.Model):
    """Every board is asked to decide before a day (oproep); a later one is an entry moment (instapmoment)."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    """What is proposed to the boards."""
    costs = models.JSONField(default=list)
    """The lines of cost as they stood when the boards were asked."""
    deadline_on = models.DateField()
    """The last day on which a board can decide."""
    min_boards = models.PositiveSmallIntegerField(null=True)
    min_share = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    """How many reminders went out."""
    outcome = models.CharField(max_length=6, blank=True)
    taken_by = models.CharField(max_length=16, blank=True)
    taken_on = models.DateField(null=True)
    outcome_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="call_number_once_in_a_project"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_at=None), name="call_open_once_in_a_project"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="", taken_by="", taken_on=None)
                | Q(
                    closed_at__isnull=False,
                    outcome__in=[outcome.value for outcome in Outcome],
                    taken_by__in=[taken.value for taken in TakenBy],
                    taken_on__isnull=False,
                ),
                name="call_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(min_share=None) | Q(min_share__gt=0, min_share__lte=1), name="call_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.number} of {self.project_id}"


class BoardAct(models.Model):
    """What a board decided: to join or not, to sign, to leave (besluit). Never changed; the newest counts. Only its document
    may follow, once.

    The database refuses one that somebody of another organisation recorded, unless it stood on paper and the dated
    document is there.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="acts")
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="acts")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The board that decided."""
    act = models.CharField(max_length=10)
    verdict = models.CharField(max_length=6, blank=True)
    condition = models.TextField(blank=True)
    """What has to hold for a yes: read by all who take part, or it could not be met."""
    reason = models.TextField(blank=True)
    readers = models.CharField(max_length=14, default=Readers.OWN.value)
    decided_on = models.DateField()
    leaves_on = models.DateField(null=True)
    exit_supplier = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    exit_support = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    is_from_paper = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf whoever wrote it down acted."""

    class Meta:
        ordering = ["participation", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_for=F("organisation"), is_from_paper=False)
                | (~Q(recorded_for=F("organisation")) & Q(is_from_paper=True, document__isnull=False)),
                name="act_by_the_board_itself_or_from_its_document",
            ),
            models.CheckConstraint(
                condition=Q(
                    act=Act.DECISION.value, verdict__in=[verdict.value for verdict in Verdict], call__isnull=False
                )
                | Q(act__in=[Act.SIGNATURE.value, Act.NOTICE.value], verdict=""),
                name="act_answers_a_call_or_needs_none",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.YES_IF.value) | ~Q(condition=""), name="act_yes_if_says_if_what"
            ),
            models.CheckConstraint(
                condition=Q(act=Act.NOTICE.value, leaves_on__gte=F("decided_on"))
                | (~Q(act=Act.NOTICE.value) & Q(leaves_on=None)),
                name="act_notice_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} of {self.organisation_id}"
