"""What happens around what is handed on: links to read, open figures, figures of a partnership."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from steunpunt.assess.scan.facts import ScanFact
from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class LinkFact(ScanFact):
    """Base of what happens to a link by which a colleague without account reads a result."""

    key = "scan.link_any"
    sentence = _("Something happened to a link to the result.")
    link_id: int
    for_whom: str


@dataclass(frozen=True, kw_only=True)
class LinkMade(LinkFact):
    key = "scan.link_made"
    sentence = _("A link to read the result was made for “%(for_whom)s”, until %(until)s.")
    until: datetime


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(LinkFact):
    key = "scan.link_revoked"
    sentence = _("The link to read the result for “%(for_whom)s” was taken back.")


@dataclass(frozen=True, kw_only=True)
class LinkOpened(LinkFact):
    key = "scan.link_opened"
    sentence = _("Somebody opened the link for “%(for_whom)s”: %(what)s.")
    what: str


@dataclass(frozen=True, kw_only=True)
class OpenFileAsked(Fact):
    key = "scan.open_file_asked"
    sentence = _("The open figures of round “%(name)s” were asked for.")
    round_id: int
    name: str

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class OpenFilePublished(OpenFileAsked):
    key = "scan.open_file_published"
    sentence = _("The open figures of round “%(name)s” were published: %(groups)s groups shown, %(left_out)s left out.")
    groups: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class PartnershipReleased(ScanFact):
    key = "scan.partnership_released"
    sentence = _("The board was shown the figures of the other members of %(group)s.")
    boards: int
    group_id: int
    group: str
