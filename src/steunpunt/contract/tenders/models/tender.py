"""The tender, its specification as it was published, the boards for which is bought, and what they need."""

from django.db import models
from django.db.models import Q

from steunpunt.contract.tenders.choices import TenderState


class Tender(models.Model):
    """A public contract from the first need to its end (overheidsopdracht)."""

    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, related_name="+")
    """The project whose participants buy together."""
    authority = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """The contracting authority (aanbestedende overheid): its mandated body decides."""
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, default=TenderState.PREPARING.value)
    draft = models.JSONField()
    """A `values.Specification` as data: what is being prepared, also of a correction."""
    draft_edition = models.PositiveIntegerField(default=1)
    """Goes up with each change: two people in one draft do not overwrite one another."""
    needs_until = models.DateField(null=True)
    """By when boards are asked to say what they need."""
    procedure = models.CharField(max_length=24)
    published_at = models.DateTimeField(null=True)
    questions_until = models.DateTimeField(null=True)
    candidates_until = models.DateTimeField(null=True)
    offers_until = models.DateTimeField(null=True)
    """As last published: stands here for lists and for the one rule on lateness."""
    frozen_at = models.DateTimeField(null=True)
    frozen_by_id = models.BigIntegerField(null=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 over the marks as frozen."""
    over_reason = models.TextField(blank=True)
    over_at = models.DateTimeField(null=True)
    over_by_id = models.BigIntegerField(null=True)
    is_invented = models.BooleanField(default=False)
    """Made up for the demonstration."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    """The buyer who runs it."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="tender_reference_once"),
            models.CheckConstraint(condition=~Q(reference="") & ~Q(title=""), name="tender_has_a_reference_and_title"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TenderState]), name="tender_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TenderState.PREPARING.value, TenderState.STOPPED.value])
                | Q(published_at__isnull=False, offers_until__isnull=False),
                name="tender_beyond_preparing_was_published",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by_id=None, frozen_hash="")
                | (Q(frozen_at__isnull=False) & ~Q(frozen_hash="")),
                name="tender_frozen_when_and_what_together",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        TenderState.FROZEN.value,
                        TenderState.PRICED.value,
                        TenderState.AWARDED.value,
                        TenderState.CONCLUDED.value,
                    ]
                )
                | Q(frozen_at__isnull=False),
                name="tender_prices_only_after_the_freeze",
            ),
            models.CheckConstraint(
                condition=~Q(state=TenderState.STOPPED.value) | (~Q(over_reason="") & Q(over_at__isnull=False)),
                name="tender_stopped_says_why_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["project"], name="tender_by_project"),
            models.Index(fields=["state", "offers_until"], name="tender_by_state_and_deadline"),
        ]

    def __str__(self) -> str:
        return self.title


class Publication(models.Model):
    """The specification as the market reads it, with its fingerprint (bekendmaking, rechtzetting). Never changes."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    """1 is the publication, each later one a correction or the beginning of a later round of offers."""
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    """`rules.specification.fingerprint` of the content."""
    reason = models.TextField(blank=True)
    """Of a correction or a later round: what changes and why."""
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="publication_number_once_in_a_tender"),
            models.CheckConstraint(
                condition=Q(fingerprint__regex="^[0-9a-f]{64}$"), name="publication_fingerprint_is_one"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="publication_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.tender_id}"


class TenderBoard(models.Model):
    """A board that is named as one for which is bought (deelnemend bestuur)."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="boards")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    """How many reminders went out because its needs were not known."""

    class Meta:
        ordering = ["tender", "id"]
        constraints = [models.UniqueConstraint(fields=["tender", "organisation"], name="tender_board_once")]
        indexes = [models.Index(fields=["organisation", "tender"], name="tender_board_by_board")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.tender_id}"


class BoardNeeds(models.Model):
    """What a board needs, as it said on a moment (behoefte). Never changed; the newest counts."""

    board = models.ForeignKey(TenderBoard, models.PROTECT, related_name="needs")
    content = models.JSONField()
    """A `rules.needs.Needs` as data: quantities by item, requirements, the contract of today and its end."""
    stated_at = models.DateTimeField()
    stated_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["board", "-id"]

    def __str__(self) -> str:
        return f"needs of {self.board_id}"


class NeedQuestion(models.Model):
    """Something that the buyer asks a board about its needs (openstaande vraag)."""

    board = models.ForeignKey(TenderBoard, models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["board", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="need_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="need_question_answered_what_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CheckedStep(models.Model):
    """A step of the check list that was ticked (controlelijst); the steps themselves follow from the law of the tender's date."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField()
    done_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "id"]
        constraints = [models.UniqueConstraint(fields=["tender", "code"], name="checked_step_once_in_a_tender")]

    def __str__(self) -> str:
        return self.code
