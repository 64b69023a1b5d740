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
    is_shared: bool = False
    """Whether people of other organisations, who see the subject, see its documents too."""

    @property
    def accept(self) -> str:
        """For the file chooser of the browser: the extensions that are allowed."""
        return ",".join(f".{extension}" for extension in [*CONTENT_TYPES, "jpeg"])

    @property
    def kinds(self) -> str:
        return ", ".join(CONTENT_TYPES)
