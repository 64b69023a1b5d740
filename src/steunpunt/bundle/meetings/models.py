"""Meetings as kept. Approved minutes are frozen by the database (migration 0002)."""

import uuid

from django.db import models
from django.db.models import F, Q

from steunpunt.bundle.meetings.choices import Coming, State
from steunpunt.bundle.partnerships.values import Body


def new_uid() -> str:
    """For calendars: the same for ever, the same for nobody else."""
    return f"{uuid.uuid4()}@steunpunt"


class Meeting(models.Model):
    """A meeting of the steering or working group of a partnership (vergadering), with its minutes (verslag)."""

    partnership = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body)
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    uid = models.CharField(max_length=80, unique=True, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was cancelled."""
    remarks = models.TextField(blank=True)
    """What the minutes say besides the points of the agenda."""
    convened_by_id = models.BigIntegerField()
    convened_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    convened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="meeting_state_is_known"),
            models.CheckConstraint(condition=Q(body__in=Body.values), name="meeting_body_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(approved_at__isnull=False, sent_at__isnull=False),
                name="meeting_approved_after_it_was_sent",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-starts_at"], name="meeting_by_partnership")]

    def __str__(self) -> str:
        return self.title


class AgendaPoint(models.Model):
    """A point of the agenda (agendapunt), and what the minutes say about it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    said = models.TextField(blank=True)
    decided = models.TextField(blank=True)
    is_postponed = models.BooleanField(default=False)
    """It comes back on the next agenda."""

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_number_once_in_a_meeting"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_point_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Invitee(models.Model):
    """Somebody who is invited (genodigde), what was answered, and whether that person was there."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitees")
    person_id = models.BigIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    has_vote = models.BooleanField()
    answer = models.CharField(max_length=10, choices=Coming, blank=True)
    answered_at = models.DateTimeField(null=True)
    was_there = models.BooleanField(null=True)
    agreed_at = models.DateTimeField(null=True)
    """When this person agreed with the minutes."""

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person_id"], name="invitee_once_in_a_meeting"),
            models.CheckConstraint(condition=Q(answer__in=Coming.values), name="invitee_answer_is_known"),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(was_there=True, has_vote=True),
                name="invitee_agrees_who_was_there_with_a_vote",
            ),
        ]
        indexes = [models.Index(fields=["person_id"], name="invitee_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"


class ActionPoint(models.Model):
    """Something that was agreed to be done (actiepunt)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="action_points")
    title = models.CharField(max_length=200)
    owner_id = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_action_point_has_a_title"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by_id=None) | Q(done_at__isnull=False, done_by_id__isnull=False),
                name="meeting_action_point_done_by_and_when",
            ),
        ]
        indexes = [models.Index(fields=["owner_id"], condition=Q(done_at=None), name="meeting_todo_open_by_owner")]

    def __str__(self) -> str:
        return self.title


class Feed(models.Model):
    """The secret address of somebody's calendar (agenda-adres). One at a time."""

    person_id = models.BigIntegerField(unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
