"""What is kept of who works where, as what; all of it is about that person."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

_DATED = "valid_from valid_to"

KEPT = {
    "access.Membership": Kept(
        title=_("For whom you work"), personal=f"{_DATED} person organisation job_title", about={"person": "pk"}
    ),
    "access.RoleGrant": Kept(
        title=_("Your roles"), personal=f"{_DATED} membership role", about={"membership__person": "pk"}
    ),
    "access.Mandate": Kept(
        title=_("Your mandates"), personal=f"{_DATED} membership kind basis", about={"membership__person": "pk"}
    ),
    "access.Invitation": Kept(
        title=_("Your invitations"),
        personal="organisation email name roles invited_by invited_at expires_at accepted_by accepted_at withdrawn_at",
        secret="token_hash",  # noqa: S106 - the name of the field
        about={"accepted_by": "pk", "email__iexact": "email"},
    ),
    "access.Registration": Kept(
        title=_("Your registrations of a supplier"),
        internal="enterprise_number organisation_name street postal_code locality came_from organisation is_welcome",
        personal="name email language asked_at expires_at confirmed_at person answered_by answered_at",
        secret="token_hash",  # noqa: S106
        about={"person": "pk", "email__iexact": "email"},
    ),
    "access.LookIn": Kept(
        title=_("When the support point looked in as you"),
        internal="looker",
        personal="person organisation reason started_at ends_at ended_at",
        about={"person": "pk"},
    ),
    "access.ApiToken": Kept(
        title=_("Your API keys"),
        personal="person organisation name prefix scopes created_at expires_on last_used_on revoked_at",
        secret="token_hash",  # noqa: S106
        about={"person": "pk"},
    ),
}
