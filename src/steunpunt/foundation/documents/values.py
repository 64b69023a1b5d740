"""What a document may be, and what crosses to other modules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from steunpunt.foundation.acting import Text

CONTENT_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What may be added, by the extension of its name; `jpeg` counts as `jpg`. Archives (zip) cannot be looked into."""

NAME_LENGTH: Final = 150
"""Characters of a name, extension included."""

_SUBJECT = re.compile(r"([a-z][a-z_]*):([1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document belongs to: the number of a record of a module, written as "scan:12"."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def subject_of(text: str) -> Subject | None:
    """The subject that a text names; None when it names none."""
    found = _SUBJECT.fullmatch(text)
    return Subject(found[1], int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class SubjectName:
    """A subject as people know it: its title, and its page."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as a page shows it."""

    id: int
    name: str
    size: int
    added_at: datetime
    added_by: str
    is_new_version: bool
    part: str = ""
    is_own: bool = True
    """Added by the actor's own organisation: that one adds a new version, or takes it away."""


@dataclass(frozen=True, slots=True)
class DocumentsPart:
    """What the part `<c-documents>` shows about one subject."""

    subject: str
    lines: Sequence[DocumentLine]
    may_add: bool
    megabytes: int
    """How large a file may be."""
    part: str = ""
    """Which part of the subject, when it is about one."""
    may_remove: bool = False
    """Whether the actor may take away what its own organisation added."""
    is_shared: bool = False
    """Seen by all with whom the record is shared, not only by the organisation that added it."""

    @property
    def accept(self) -> str:
        """For the file chooser of the browser: the extensions that are allowed."""
        return ",".join(f".{extension}" for extension in [*CONTENT_TYPES, "jpeg"])

    @property
    def kinds(self) -> str:
        return ", ".join(CONTENT_TYPES)


class UnreadablePdfError(ValueError):
    """What was given is no PDF that can be read: damaged, locked with a password, or something else."""


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature that stands in a PDF. The number of the national register, which an identity card carries along, is not read."""

    signer: str
    """Name in the certificate."""
    issuer: str
    """Who vouches for that name."""
    signed_at: datetime | None
    """As the signer's own machine said."""
    is_intact: bool
    """What was signed is what stands there, and the signature belongs to it."""
    is_last_word: bool
    """Nothing was added to the file afterwards but further signatures."""
    is_issuer_known: bool
    """The certificate comes from an issuer that this installation knows, or is its own seal."""
    is_own_seal: bool
    fingerprint: str
    """Of the certificate (SHA-256)."""
