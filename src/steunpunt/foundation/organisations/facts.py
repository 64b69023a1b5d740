"""What happened to organisations."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact
from steunpunt.foundation.organisations.choices import FIELD_WORDS, RelationKind


@dataclass(frozen=True, kw_only=True)
class AboutOrganisation(Fact):
    """Base of the facts about one organisation: its history is its own."""

    key: ClassVar[str] = "organisations.about"
    sentence: ClassVar[str] = _("Something happened to %(name)s.")

    name: str

    @property
    def subject(self) -> str:
        return f"organisation:{self.organisation_id}"

    def say(self) -> str:
        """The sentence with days as people here write them."""
        return gettext(self.sentence) % {name: _said(value) for name, value in vars(self).items()}


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if value in RelationKind.values:
        return str(RelationKind(value).label)
    if isinstance(value, tuple):
        return ", ".join(str(FIELD_WORDS.get(item, item)) for item in value)
    return str(value)


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(AboutOrganisation):
    key = "organisations.registered"
    sentence = _("%(name)s was added to the list of organisations.")

    kind: str


@dataclass(frozen=True, kw_only=True)
class OrganisationRenamed(AboutOrganisation):
    key = "organisations.renamed"
    sentence = _("%(before)s is called %(name)s since %(on)s.")

    before: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(AboutOrganisation):
    """`changed` names the fields; what they were stands in `before`."""

    key = "organisations.changed"
    sentence = _("Data of %(name)s were changed: %(changed)s.")

    changed: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OrganisationMoved(AboutOrganisation):
    key = "organisations.moved"
    sentence = _("The address of %(name)s is %(address)s since %(on)s.")

    address: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrganisationsRelated(AboutOrganisation):
    """`target_id` is the other organisation: the municipality of an OCMW, the zone of a member.

    `on` is the first day of the tie; None when it began before we know.
    """

    key = "organisations.related"
    sentence = _("On record: %(name)s %(relation)s %(target_name)s.")

    relation: str
    target_id: int
    target_name: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RelationEnded(AboutOrganisation):
    key = "organisations.relation_ended"
    sentence = _("The tie of %(name)s to %(target_name)s ended on %(on)s.")

    relation: str
    target_id: int
    target_name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrganisationEnded(AboutOrganisation):
    """The organisation stopped existing without a successor. `on` is the first day without it."""

    key = "organisations.ended"
    sentence = _("%(name)s does not exist any more since %(on)s.")

    on: date


@dataclass(frozen=True, kw_only=True)
class OrganisationsMerged(AboutOrganisation):
    """Organisations merged into the one whose history this is: everybody carries what is theirs over to it.

    `on` is the first day of the successor with all of it.
    """

    key = "organisations.merged"
    sentence = _("%(predecessors)s merged into %(name)s on %(on)s.")

    predecessor_ids: tuple[int, ...]
    predecessors: tuple[str, ...]
    on: date


@dataclass(frozen=True, kw_only=True)
class ReferenceDataLoaded(Fact):
    key = "organisations.reference_data_loaded"
    sentence = _("Reference data were loaded from %(source)s: %(added)s new, %(changed)s changed.")

    source: str
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class BoundariesLoaded(Fact):
    key = "organisations.boundaries_loaded"
    sentence = _("Boundaries of %(count)s municipalities were loaded from %(source)s.")

    source: str
    count: int
