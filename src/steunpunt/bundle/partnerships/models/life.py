"""What a partnership is and does. Who is a member stands in the relations of organisations, and nowhere else."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import Answer, Body, State, Step, Way
from steunpunt.foundation.dated import once_at_a_time


class Partnership(models.Model):
    """Boards that work together (samenwerkingsverband): what for, how far they are, who holds it together."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", primary_key=True
    )
    """The partnership in the list of organisations; its name and its members stand there."""
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.EXPLORATION)
    state_since = models.DateField(_("since"))
    purpose = models.TextField(_("what for"), blank=True)
    coordinator_id = models.BigIntegerField(null=True)
    """Somebody of the support point or of a member."""
    public_text = models.TextField(_("public text"), blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="partnership_of_known_state"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_text=""), name="partnership_public_with_a_text"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class PartnerInvitation(models.Model):
    """A board was asked to explore (uitnodiging om te verkennen). It makes nobody a member."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    invited_by_id = models.BigIntegerField()
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    """The board came in, or the invitation was withdrawn: it opens nothing from that day on."""

    class Meta:
        ordering = ["partnership_id", "organisation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(ended_on=None),
                name="partner_invitation_open_once_per_board",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by_id=None)
                | Q(~Q(answer=""), answered_at__isnull=False, answered_by_id__isnull=False),
                name="partner_invitation_answered_as_a_whole",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ended_on"], name="partner_invitation_by_board")]

    def __str__(self) -> str:
        return f"invitation {self.pk} to partnership {self.partnership_id}"


class MembershipRecord(models.Model):
    """How a board came in or gave notice (toetreding, opzeg): on which decision, by whom. The dates of the membership
    itself are those of its relation. The database refuses a record "on the platform" by anybody but a person whom the
    board mandated (migration 0004).
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="records")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    step = models.CharField(max_length=8, choices=Step)
    on = models.DateField(_("from"))
    """The first day of the membership, or the first one without."""
    way = models.CharField(max_length=10, choices=Way)
    basis = models.CharField(_("decision it rests on"), max_length=200, blank=True)
    document_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="membership_record_of_known_step"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="membership_record_of_known_way"),
            models.CheckConstraint(
                condition=~Q(way=Way.PAPER) | Q(document_id__isnull=False),
                name="membership_record_from_paper_with_document",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.PLATFORM) | ~Q(basis=""), name="membership_record_rests_on_a_mandate"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "organisation", "-id"], name="membership_record_by_board")]

    def __str__(self) -> str:
        return f"{self.step} of organisation {self.organisation_id} in partnership {self.partnership_id}"


class Seat(models.Model):
    """Somebody sits in the steering group or the working group for a board (zetel). The support point sits without a vote."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="seats")
    body = models.CharField(_("body"), max_length=10, choices=Body)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    leads = models.BooleanField(_("leads the meetings"), default=False)
    has_vote = models.BooleanField(default=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True)

    class Meta:
        ordering = ["partnership_id", "body", "-leads", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(body__in=Body.values), name="seat_in_known_body"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="seat_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(leads=False) | Q(has_vote=True), name="seat_leads_with_a_vote"),
            once_at_a_time("seat_once_at_a_time", "partnership", "body", "person_id"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} in partnership {self.partnership_id}"


class Conversation(models.Model):
    """What came up when an adviser talked with a board (gespreksnotitie): for advisers and that board alone."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="conversations")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    held_on = models.DateField(_("held on"))
    text = models.TextField(_("what came up"))
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="conversation_has_a_text")]

    def __str__(self) -> str:
        return f"conversation {self.pk}"
