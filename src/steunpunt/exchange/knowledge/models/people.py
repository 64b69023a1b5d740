"""What people and boards know, want to learn and are willing to help with."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from steunpunt.exchange.knowledge.choices import Knows, ShownTo, TopicKind, Wishes


class Topic(models.Model):
    """Something to know about (onderwerp): a field of work or a product. One that is retired is offered no more."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=TopicKind)
    domain = models.CharField(max_length=12, blank=True)
    """The domain of the cooperation scan that tells of it; empty when none does."""
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="topic_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=TopicKind.values), name="topic_kind_is_known"),
            models.UniqueConstraint(Lower("name"), name="topic_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """What a person, or a board as a whole, says of itself; and who finds it (profiel)."""

    person = models.OneToOneField("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.OneToOneField("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=600, blank=True)
    shown_to = models.CharField(max_length=12, choices=ShownTo, default=ShownTo.NOBODY)
    kept_at = models.DateTimeField()
    kept_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="profile_of_a_person_or_a_board",
            ),
            models.CheckConstraint(condition=Q(shown_to__in=ShownTo.values), name="profile_shown_to_is_known"),
        ]
        indexes = [models.Index(fields=["shown_to"], name="profile_by_shown_to")]

    def __str__(self) -> str:
        return f"profile {self.pk}"


class ProfileBoard(models.Model):
    """A board whose ICT managers find a profile that is shown to chosen boards only."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="boards")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["profile", "id"]
        constraints = [models.UniqueConstraint(fields=["profile", "organisation"], name="board_once_in_a_profile")]

    def __str__(self) -> str:
        return f"{self.profile_id} shown to {self.organisation_id}"


class Skill(models.Model):
    """What is said of one topic (kennis)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="skills")
    knows = models.PositiveSmallIntegerField(choices=Knows, default=Knows.NOTHING)
    wishes = models.PositiveSmallIntegerField(choices=Wishes, default=Wishes.NOTHING)
    helps = models.BooleanField(default=False)
    """Whether others may ask for help with it."""

    class Meta:
        ordering = ["profile", "-knows", "id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "topic"], name="skill_once_for_a_topic"),
            models.CheckConstraint(condition=Q(knows__in=Knows.values), name="skill_knows_is_known"),
            models.CheckConstraint(condition=Q(wishes__in=Wishes.values), name="skill_wishes_is_known"),
            models.CheckConstraint(
                condition=Q(knows__gt=0) | Q(wishes__gt=0) | Q(helps=True), name="skill_says_something"
            ),
        ]
        indexes = [models.Index(fields=["topic", "-knows"], name="skill_by_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.knows}"
