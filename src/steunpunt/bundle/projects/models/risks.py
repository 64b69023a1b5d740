"""What could go wrong with a project."""

from django.db import models
from django.db.models import Q

from steunpunt.bundle.projects.choices import RiskState
from steunpunt.bundle.projects.models.project import Project


class Risk(models.Model):
    """Something that could go wrong (risico). What is said of it stands in its appraisals."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="risks")
    number = models.PositiveSmallIntegerField()
    """Within the project, as it is called in a meeting."""

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="risk_number_once_in_a_project"),
        ]

    def __str__(self) -> str:
        return f"R{self.number} of {self.project_id}"


class RiskAppraisal(models.Model):
    """How a risk was weighed (weging). Never changed; the newest counts."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="appraisals")
    title = models.CharField(max_length=200)
    likelihood = models.PositiveSmallIntegerField()
    """From 1, hardly ever, to 5, nearly certain."""
    impact = models.PositiveSmallIntegerField()
    """From 1, hardly felt, to 5, the end of the project."""
    measure = models.TextField(blank=True)
    """What is done about it, or why it is accepted or closed."""
    who = models.CharField(max_length=80, blank=True)
    """Who sees to it: a board or a role, in words."""
    state = models.CharField(max_length=10, default=RiskState.OPEN.value)
    since_on = models.DateField()
    """The day on which it came into this state."""
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["risk", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="risk_has_a_title"),
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="risk_weighed_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RiskState]), name="risk_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RiskState.OPEN.value) | ~Q(measure=""), name="risk_that_rests_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title
