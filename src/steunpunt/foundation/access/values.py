"""What pages and other modules may know of who acts."""

from dataclasses import dataclass
from datetime import datetime

from steunpunt.foundation.acting import Text


@dataclass(frozen=True, slots=True)
class MembershipValue:
    """A membership that holds today, with today's roles and mandates."""

    id: int
    organisation_id: int
    organisation_name: str
    organisation_kind: str
    roles: frozenset[str]
    mandates: frozenset[str]
    role_labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class LookInValue:
    id: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, as the shell shows it: the person, for whom, and what else the person could act for."""

    person_id: int
    person_name: str
    email: str
    membership_id: int | None
    organisation_name: str
    memberships: tuple[MembershipValue, ...]
    looking_in: LookInValue | None = None

    @property
    def initials(self) -> str:
        words = [word for word in self.person_name.split() if word[:1].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDetails:
    """What somebody fills in to register a supplier."""

    enterprise_number: str
    """Ten plain digits; of another country its number behind the two letters of the country."""
    organisation_name: str
    street: str
    postal_code: str
    locality: str
    name: str
    email: str
    language: str
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody with a confirmed address asks to join an organisation."""

    id: int
    name: str
    email: str
    organisation_id: int
    organisation_name: str
    is_kept: bool
    """Whether somebody there can answer."""
