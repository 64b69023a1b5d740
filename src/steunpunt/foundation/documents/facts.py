"""What happens to documents. About the document itself, not its subject: a history that others read names no file."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(Fact):
    key = "documents.added"
    sentence = _("%(name)s was added.")
    document_id: int
    about: str
    """What it belongs to, as "scan:12"."""
    name: str

    @property
    def subject(self) -> str:
        return f"document:{self.document_id}"


@dataclass(frozen=True, kw_only=True)
class DocumentReplaced(Fact):
    key = "documents.replaced"
    sentence = _("%(former)s was replaced by %(name)s.")
    document_id: int
    former_id: int
    about: str
    name: str
    former: str

    @property
    def subject(self) -> str:
        return f"document:{self.document_id}"


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(Fact):
    key = "documents.removed"
    sentence = _("%(name)s was removed.")
    document_id: int
    about: str
    name: str

    @property
    def subject(self) -> str:
        return f"document:{self.document_id}"


@dataclass(frozen=True, kw_only=True)
class OrphansRemoved(Fact):
    key = "documents.orphans_removed"
    sentence = _("%(count)s files that belong to no document were removed from the storage.")
    count: int
