"""Agreed roles within a partnership, requests for help, and the hours that boards give each other."""

from django.db import models
from django.db.models import F, Q

from steunpunt.exchange.knowledge.choices import Duty, HelpState, Standing, Step
from steunpunt.exchange.knowledge.models.people import Topic

CURRENT = (Standing.PROPOSED, Standing.AGREED)


class SpecialismRole(models.Model):
    """Somebody who leads a topic for a partnership, or stands in (rol). Holds once that person took it up."""

    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The board for which the person does it, and which gives the days."""
    days = models.DecimalField(max_digits=4, decimal_places=1)
    """Working days a year for other boards: as proposed, and as taken up."""
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was declined or ended."""

    class Meta:
        ordering = ["partnership", "topic", "-duty", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="role_duty_is_known"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="role_standing_is_known"),
            models.CheckConstraint(condition=Q(days__gte=0) & Q(days__lte=220), name="role_days_within_a_year"),
            models.UniqueConstraint(
                fields=["partnership", "topic", "duty"],
                condition=Q(standing__in=CURRENT),
                name="one_current_role_of_each_duty",
            ),
            models.UniqueConstraint(
                fields=["partnership", "topic", "person"],
                condition=Q(standing__in=CURRENT),
                name="nobody_stands_in_for_themselves",
            ),
        ]
        indexes = [models.Index(fields=["person", "standing"], name="role_by_person")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.duty}"


class HelpRequest(models.Model):
    """A board asks its partners for help (hulpvraag): first the lead, then the back-up, the group, the support point."""

    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=HelpState, default=HelpState.OPEN)
    step = models.CharField(max_length=10, choices=Step)
    step_due_on = models.DateField(null=True)
    """The last day of this step; the support point is the last one and has none."""
    asked_person_id = models.BigIntegerField(null=True)
    """Who is asked in the steps of the lead and the back-up."""
    taken_by_id = models.BigIntegerField(null=True)
    taken_for = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="help_has_a_title_and_a_text"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="help_step_is_known"),
            models.CheckConstraint(
                condition=Q(state=HelpState.OPEN, taken_for=None, closed_at=None)
                | Q(state=HelpState.TAKEN, taken_for__isnull=False, closed_at=None)
                | Q(state=HelpState.DONE, taken_for__isnull=False, closed_at__isnull=False)
                | Q(state=HelpState.WITHDRAWN, closed_at__isnull=False),
                name="help_state_with_who_took_it",
            ),
            models.CheckConstraint(condition=~Q(taken_for=F("asked_for")), name="help_is_given_by_another"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-id"], name="help_by_partnership"),
            models.Index(fields=["step_due_on"], condition=Q(state=HelpState.OPEN), name="help_open_by_day"),
            models.Index(fields=["taken_by_id"], condition=Q(state=HelpState.TAKEN), name="help_taken_by"),
        ]

    def __str__(self) -> str:
        return self.title


class HelpHours(models.Model):
    """Time that somebody of one board gave to another (uren). A mistake is put right by a line with less than nothing."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="hours")
    on = models.DateField()
    amount = models.DecimalField(max_digits=5, decimal_places=2)
    note = models.CharField(max_length=200, blank=True)
    given_by_id = models.BigIntegerField()
    given_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["request", "on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0) & Q(amount__gte=-100) & Q(amount__lte=100), name="hours_are_some"
            )
        ]
        indexes = [models.Index(fields=["given_for", "on"], name="hours_by_giver")]

    def __str__(self) -> str:
        return f"{self.amount} h"
