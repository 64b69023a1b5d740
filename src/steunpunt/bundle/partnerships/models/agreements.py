"""Agreements of a partnership: versions of the text, remarks, what was put up for signing, and who signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import AgreementKind, AgreementState, PaperKind, SignedBy
from steunpunt.bundle.partnerships.models.life import Partnership


class Agreement(models.Model):
    """What the members put on paper together (akkoord), or a change to it (wijziging)."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agreements")
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind)
    title = models.CharField(_("title"), max_length=160)
    enters_on = models.DateField(_("holds from"))
    state = models.CharField(_("state"), max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    frozen_version = models.PositiveIntegerField(null=True)
    """The version that was put up for signing."""
    put_up_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="agreement_of_known_state"),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT)
                | Q(state=AgreementState.WITHDRAWN)
                | Q(frozen_version__isnull=False, put_up_at__isnull=False),
                name="agreement_signed_as_it_was_frozen",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state__in=[AgreementState.DRAFT, AgreementState.SIGNING]),
                name="agreement_under_way_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementVersion(models.Model):
    """The text of an agreement at one moment (versie), article by article. Never changed: a new text is a new version."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    articles = models.JSONField()
    """A list of objects with `title` and `text`."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["agreement_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of agreement {self.agreement_id}"


class Remark(models.Model):
    """What a board says about an article (opmerking)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="remarks")
    version = models.PositiveIntegerField()
    article = models.PositiveIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField(_("remark"))
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["agreement_id", "article", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_has_a_text")]

    def __str__(self) -> str:
        return f"remark {self.pk} on agreement {self.agreement_id}"


class AgreementPaper(models.Model):
    """The PDF that was put up for signing, or the one with all signatures on it. The database refuses to change it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=PaperKind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=64, blank=True)
    """Fingerprint of the certificate with which the PDF was sealed; empty for what was put up, which others still sign."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="agreement_paper_once_of_each_kind"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="agreement_paper_sha256_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of agreement {self.agreement_id}"


class Signature(models.Model):
    """A board that must sign, and, once it did, how (handtekening). What was signed is never changed (migration 0006)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=SignedBy, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of what was signed."""
    basis = models.CharField(_("decision it rests on"), max_length=200, blank=True)
    document_id = models.BigIntegerField(null=True)
    """The board's own paper with its signature."""
    paper_on = models.DateField(null=True)
    """The day on a scanned paper; of a PDF signed electronically its signatures say when."""
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.BigIntegerField(null=True)
    """Who signed; of paper: who recorded it."""
    signer = models.CharField(_("who signed"), max_length=160, blank=True)
    is_by_second_step = models.BooleanField(default=False)
    electronic = models.JSONField(default=list, blank=True)
    """Of a PDF signed elsewhere: for each signature in it `signer`, `issuer`, `at` (ISO 8601 or "") and `is_issuer_known`."""

    class Meta:
        ordering = ["agreement_id", "organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="signature_once_per_board"),
            models.CheckConstraint(
                condition=Q(way="", signed_at=None, signed_by_id=None, sha256="")
                | Q(~Q(way=""), ~Q(sha256=""), ~Q(basis=""), signed_at__isnull=False, signed_by_id__isnull=False),
                name="signature_given_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(way__in=[SignedBy.OWN_PAPER, SignedBy.PAPER]) | Q(document_id__isnull=False),
                name="signature_on_paper_with_document",
            ),
            models.CheckConstraint(
                condition=Q(paper_on=None) | Q(way__in=[SignedBy.OWN_PAPER, SignedBy.PAPER]),
                name="signature_day_is_of_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"signature of organisation {self.organisation_id} on agreement {self.agreement_id}"
