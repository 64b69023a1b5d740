"""Documents: files that belong to something, and which of them were removed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.documents.values import CONTENT_TYPES, NAME_LENGTH


class Document(models.Model):
    """A file of an organisation (document), attached to a record of a module.

    The database refuses to change or delete it (migration 0002): a new version is a new document that names the former,
    and of one that was removed (`Removal`) only this row stays, without its file.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80)
    """What it belongs to, as "scan:12"."""
    part = models.CharField(max_length=60, blank=True, default="")
    """Which part of that, by a code of its module, such as a question; empty for the whole."""
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    """In bytes."""
    sha256 = models.CharField(max_length=64)
    """Of the content, in hexadecimal digits."""
    place = models.CharField(max_length=100)
    """Where the storage keeps it: a name made by chance, that tells nothing."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))
    added_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["place"], name="document_place_once"),
            models.UniqueConstraint(fields=["replaces"], name="document_replaced_once"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="document_does_not_replace_itself"),
            models.CheckConstraint(condition=~Q(name=""), name="document_has_a_name"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_size_above_zero"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="document_sha256_is_one"),
            models.CheckConstraint(
                condition=Q(subject__regex="^[a-z][a-z_]*:[1-9][0-9]*$"), name="document_belongs_to_something"
            ),
            models.CheckConstraint(condition=Q(part__regex="^[A-Za-z0-9_]*$"), name="document_part_is_a_code"),
            models.CheckConstraint(
                condition=Q(content_type__in=sorted(CONTENT_TYPES.values())), name="document_of_a_known_kind"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "subject", "-id"], name="document_by_subject")]

    def __str__(self) -> str:
        return self.name


class Removal(models.Model):
    """That a document was taken away (verwijdering): nobody sees it from then on, and its file is gone.

    The database refuses to change or delete it (migration 0004).
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField()
    removed_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document_id)
