"""What happens around access."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.foundation.access.choices import mandate_labels, role_labels
from steunpunt.foundation.journal.public import Fact, personal


@dataclass(frozen=True, kw_only=True)
class _AboutSomebody(Fact):
    """Common to facts about one person at one organisation, with roles in words."""

    key = "access.about"
    sentence = _("Something changed about who may do what.")
    person_id: int | None
    name: str = personal()

    def say(self) -> str:
        values = {**self.shown(), "name": self.name or gettext("somebody")}
        if roles := getattr(self, "roles", ()):
            values["roles"] = ", ".join(str(label) for label in role_labels(roles))
        if kind := getattr(self, "kind", ""):
            values["kind"] = ", ".join(str(label) for label in mandate_labels([kind]))
        return gettext(self.sentence) % values


@dataclass(frozen=True, kw_only=True)
class _AboutMembership(_AboutSomebody):
    """Stands in the history of who works somewhere."""

    key = "access.about_membership"
    sentence = _AboutSomebody.sentence
    membership_id: int

    @property
    def subject(self) -> str:
        return f"membership:{self.membership_id}"


@dataclass(frozen=True, kw_only=True)
class FirstAdministrator(_AboutMembership):
    key = "access.begun"
    sentence = _("%(name)s was let in on the server, and works here as: %(roles)s.")
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberSettled(_AboutMembership):
    key = "access.settled"
    sentence = _("%(name)s, made up for the demonstration, works here as: %(roles)s.")
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SomebodyInvited(_AboutSomebody):
    key = "access.invited"
    sentence = _("%(name)s was invited, as: %(roles)s.")
    invitation_id: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationSentAgain(_AboutSomebody):
    key = "access.invitation_sent_again"
    sentence = _("The invitation of %(name)s was sent again; the earlier link no longer works.")
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(_AboutSomebody):
    key = "access.invitation_withdrawn"
    sentence = _("The invitation of %(name)s was withdrawn.")
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class SomebodyJoined(_AboutMembership):
    key = "access.joined"
    sentence = _("%(name)s accepted the invitation, and works here as: %(roles)s.")
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegistrationAsked(Fact):
    """Before the address is confirmed. Without a name: what nobody confirms is forgotten, and the record stays."""

    key = "access.registration_asked"
    sentence = _("Somebody asked to register a supplier; a link was mailed to confirm it.")
    registration_id: int


@dataclass(frozen=True, kw_only=True)
class SupplierRegistered(_AboutMembership):
    key = "access.supplier_registered"
    sentence = _("%(name)s registered this supplier, and works here as: %(roles)s.")
    registration_id: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SomebodyAskedToJoin(_AboutSomebody):
    key = "access.asked_to_join"
    sentence = _("%(name)s asks to work here, with the enterprise number that stands on record.")
    registration_id: int


@dataclass(frozen=True, kw_only=True)
class RequestTurnedDown(_AboutSomebody):
    key = "access.request_turned_down"
    sentence = _("The request of %(name)s to work here was turned down.")
    registration_id: int


@dataclass(frozen=True, kw_only=True)
class RegistrationsForgotten(Fact):
    key = "access.registrations_forgotten"
    sentence = _("Registrations that nobody confirmed were removed: %(count)s.")
    count: int


@dataclass(frozen=True, kw_only=True)
class RolesChanged(_AboutMembership):
    key = "access.roles_changed"
    sentence = _("%(name)s now works here as: %(roles)s.")
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MandateGiven(_AboutMembership):
    key = "access.mandate_given"
    sentence = _("%(name)s got a mandate from %(valid_from)s: %(kind)s. It rests on: %(basis)s.")
    kind: str
    basis: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class MandateEnded(_AboutMembership):
    key = "access.mandate_ended"
    sentence = _("A mandate of %(name)s ended: %(kind)s.")
    kind: str


@dataclass(frozen=True, kw_only=True)
class SomebodyLeft(_AboutMembership):
    key = "access.left"
    sentence = _("%(name)s no longer works here; roles and mandates ended with it.")


@dataclass(frozen=True, kw_only=True)
class LookInStarted(_AboutSomebody):
    key = "access.look_in_started"
    sentence = _("The support point began looking in as %(name)s, for at most %(minutes)s minutes: %(reason)s")
    look_in_id: int
    looker_id: int
    minutes: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LookInEnded(_AboutSomebody):
    key = "access.look_in_ended"
    ends_a_look = True
    sentence = _("The support point stopped looking in as %(name)s.")
    look_in_id: int


@dataclass(frozen=True, kw_only=True)
class KeyMade(Fact):
    key = "access.key_made"
    sentence = _("An API key “%(label)s” was made, valid until %(expires_on)s.")
    person_id: int
    token_id: int
    label: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class KeyRevoked(Fact):
    key = "access.key_revoked"
    sentence = _("The API key “%(label)s” was revoked.")
    person_id: int
    token_id: int
    label: str
