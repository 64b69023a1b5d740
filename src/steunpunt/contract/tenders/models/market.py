"""Suppliers before their offer: who follows a tender, asks, applies or is invited."""

from django.db import models
from django.db.models import Q


class Follower(models.Model):
    """A supplier that hears of answers and corrections (geïnteresseerde leverancier). Nobody else sees who they are."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="followers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    """Who asked for it; all bidders of the supplier hear."""

    class Meta:
        ordering = ["tender", "id"]
        constraints = [models.UniqueConstraint(fields=["tender", "organisation"], name="follower_once_in_a_tender")]

    def __str__(self) -> str:
        return f"{self.organisation_id} follows {self.tender_id}"


class SupplierQuestion(models.Model):
    """A question of a supplier (vraag), answered to all without saying whose it was."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="questions")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    public_text = models.TextField(blank=True)
    """The question as published: what tells whose it was is left out by the buyer."""
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    """Published that moment, for everybody at once."""
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="supplier_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", public_text="", answered_at=None)
                | (~Q(answer="") & ~Q(public_text="") & Q(answered_at__isnull=False)),
                name="supplier_question_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Selection(models.Model):
    """Whom the contracting authority selected, as its body decided; all candidates are told at once (selectiebeslissing)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="selections")
    body = models.CharField(max_length=120)
    """Which body decided."""
    decided_on = models.DateField()
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    """The decision itself, with its date; what was told before there were letters has none."""
    sent_at = models.DateTimeField()
    """When every candidate got its letter."""
    sent_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["tender", "id"]
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="selection_says_who_decided")]

    def __str__(self) -> str:
        return f"selection of {self.tender_id}"


class Candidacy(models.Model):
    """A supplier in a procedure by invitation: it applies, or is invited at once (aanvraag tot deelneming, uitnodiging)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="candidacies")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    """Why it can do it; its files are `CandidacyFile`."""
    applied_at = models.DateTimeField(null=True)
    """None: the buyer invited it by itself."""
    applied_by_id = models.BigIntegerField(null=True)
    is_selected = models.BooleanField(null=True)
    """None: not decided yet."""
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    selection = models.ForeignKey(Selection, models.PROTECT, null=True, related_name="candidacies")
    """With which it was told: until then what was decided is a draft, and gives no right to make an offer."""
    letter = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    """What it was told, as a sealed paper; who was told before there were letters has none."""
    withdrawn_at = models.DateTimeField(null=True)
    """When the supplier took its request back, before the deadline: nobody else sees it; asking again takes this back."""

    class Meta:
        ordering = ["tender", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "organisation"], name="candidacy_once_in_a_tender"),
            models.CheckConstraint(
                condition=Q(selection=None, letter=None) | Q(selection__isnull=False, is_selected__isnull=False),
                name="candidacy_told_what_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(decided_at=None), name="candidacy_withdrawn_is_not_judged"
            ),
            models.CheckConstraint(
                condition=Q(is_selected=None, decided_at=None) | Q(is_selected__isnull=False, decided_at__isnull=False),
                name="candidacy_decided_what_and_when_together",
            ),
            models.CheckConstraint(
                condition=~Q(is_selected=False) | ~Q(reason=""), name="candidacy_not_selected_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.tender_id}"


class CandidacyFile(models.Model):
    """A file with a request to take part (bijlage bij een aanvraag); its content is the document of "candidacy_file:7"."""

    candidacy = models.ForeignKey(Candidacy, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    """None only while it is being added."""
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)
    dropped_at = models.DateTimeField(null=True)
    """When the supplier took it out before the deadline: from then on it goes with no request."""

    class Meta:
        ordering = ["candidacy", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & Q(size__gt=0), name="candidacy_file_is_something"),
            models.UniqueConstraint(fields=["document_id"], name="candidacy_file_one_for_a_document"),
        ]

    def __str__(self) -> str:
        return self.name
