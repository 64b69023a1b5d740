"""The project itself, its phases, what has to be done, how far each board is."""

from django.db import models
from django.db.models import F, Q

from steunpunt.bundle.projects.choices import Origin, Phase, ProjectState, RolloutState, Template


class Project(models.Model):
    """What boards do together, each by its own decision (samenwerkingsproject)."""

    title = models.CharField(max_length=120)
    purpose = models.TextField()
    template = models.CharField(max_length=20, default=Template.NONE.value)
    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    """The partnership within which it is done; without one, the boards were invited freely."""
    state = models.CharField(max_length=10, default=ProjectState.PROPOSED.value)
    over_reason = models.TextField(blank=True)
    """Why it was not taken up, stopped or ended: read by everybody who sees it."""
    over_on = models.DateField(null=True)
    phase = models.CharField(max_length=10, default=Phase.NEED.value)
    origin = models.CharField(max_length=12, default=Origin.IDEA.value)
    round_id = models.BigIntegerField(null=True)
    """The round of the scan in which the opportunity was seen."""
    domain = models.CharField(max_length=12, blank=True)
    """The domain of the scan that it is about."""
    origin_way = models.CharField(max_length=12, blank=True, default="")
    """In which way, among those of the scan: municipalities among themselves, a welfare centre with its municipality."""
    origin_boards = models.JSONField(default=list)
    """The boards of the opportunity, as they were when it was taken up."""
    origin_source = models.CharField(max_length=40, blank=True)
    """Key of the source in `registry.project_origins` from which it was born."""
    origin_ref = models.CharField(max_length=40, blank=True)
    """By which that source finds it again."""
    unit = models.CharField(max_length=40, blank=True)
    """What is counted, in the plural: mailboxes, licences."""
    years = models.PositiveSmallIntegerField(default=4)
    """Over so many years costs are looked at."""
    discount = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    """How much less a euro of next year is worth: 0.03 is 3 %."""
    notice_months = models.PositiveSmallIntegerField(default=6)
    is_invented = models.BooleanField(default=False)
    """The amounts were made up for the demonstration."""
    proposed_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    owner_id = models.BigIntegerField(null=True)
    """Who runs it: an adviser, or a coordinator of one of the boards."""
    owner_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf the owner runs it."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="project_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ProjectState]), name="project_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(over_reason="", over_on=None) | (~Q(over_reason="") & Q(over_on__isnull=False)),
                name="project_over_says_why_and_when",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=[phase.value for phase in Phase]), name="project_phase_is_known"
            ),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=20), name="project_years_from_1_to_20"),
            models.CheckConstraint(condition=Q(discount__gte=0, discount__lt=1), name="project_discount_is_a_share"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.OPPORTUNITY.value) | Q(round_id__isnull=False),
                name="project_of_an_opportunity_says_which",
            ),
            models.CheckConstraint(
                condition=Q(origin_source="", origin_ref="") | (~Q(origin_source="") & ~Q(origin_ref="")),
                name="project_of_a_source_says_which",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.OFFERED.value) | ~Q(origin_source=""), name="project_offered_says_by_whom"
            ),
        ]
        indexes = [
            models.Index(
                fields=["origin_source", "origin_ref"], condition=~Q(origin_source=""), name="project_by_its_source"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PhasePlan(models.Model):
    """From when until when a phase is planned (fase)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="phases")
    phase = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["project", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "phase"], name="phase_planned_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} of {self.project_id}"


class PhasePlace(models.Model):
    """Whether a board takes part in a phase, where whoever runs the project said so (plaats in een fase).

    Never changed; the newest counts. About a board or phase of which nothing was said, `rules.phases` decides.
    """

    participation = models.ForeignKey("projects.Participation", models.PROTECT, related_name="places")
    phase = models.CharField(max_length=10)
    takes_part = models.BooleanField()
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["participation", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=[phase.value for phase in Phase]), name="place_phase_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} of {self.participation_id}"


class Todo(models.Model):
    """Something that has to be done (actiepunt)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="todos")
    title = models.CharField(max_length=200)
    who = models.CharField(max_length=80, blank=True)
    """A board or a role, in words."""
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="todo_has_a_title"),
            models.CheckConstraint(
                condition=Q(done_by_id=None) | Q(done_at__isnull=False), name="todo_done_by_and_when_together"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RolloutStep(models.Model):
    """How far a board was on a day (uitrol); the newest counts, nothing is overwritten."""

    participation = models.ForeignKey("projects.Participation", models.PROTECT, related_name="rollout")
    state = models.CharField(max_length=12)
    planned_on = models.DateField(null=True)
    """When it should be live."""
    note = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["participation", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RolloutState]), name="rollout_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} of {self.participation_id}"
